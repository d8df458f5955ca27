"""One duty, and what would happen if it were moved or a new one made. Nothing is changed."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.assignments.cover import cover_of
from narahubung.assignments.models import Duty, DutyState
from narahubung.assignments.queries.board import really
from narahubung.assignments.rules.moving import Slot, check_can_move
from narahubung.assignments.words import position_word, when_text
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span, gaps
from narahubung.kit.refusals import Refusal, refusal_of
from narahubung.parties.models import Officer, Party


@dataclass(frozen=True, kw_only=True)
class Tried:
    """Whether a duty may stand so. text: says it; advice: what to do instead; leaves: what it
    would leave open."""

    allowed: bool
    text: str
    advice: str = ""
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DutySheet:
    """One duty as the planners see it. can: "move", "end" or "" (nothing)."""

    duty: Duty
    party: Party
    officer: Officer
    position: str
    state: str
    when: str
    can: str
    may_cancel: bool


def duty_sheet(*, duty_id: int, by: Actor, at: datetime) -> DutySheet:
    """Return one duty. Raises Duty.DoesNotExist. Two queries."""
    row = Duty.objects.visible_to(by).select_related("party", "officer").get(pk=duty_id)
    zone = Event.objects.values_list("zone", flat=True).get(pk=row.event_id)
    ahead = row.state == DutyState.PLANNED and row.ends > at
    return DutySheet(
        duty=row,
        party=row.party,
        officer=row.officer,
        position=position_word(row.position),
        state=str(DutyState(row.state).label),
        when=when_text(row.starts, row.ends, zone),
        can="move" if ahead else "end" if row.state == DutyState.ON else "",
        may_cancel=ahead,
    )


def try_move(*, event: Event, duty_id: int, to: Slot, by: Actor, at: datetime) -> Tried:
    """Tell whether a duty could go to an officer and a time. Raises DoesNotExist."""
    row = Duty.objects.visible_to(by).select_related("party", "officer").get(pk=duty_id)
    officer = Officer.objects.visible_to(by).get(pk=to.officer_id)
    no = refusal_of(check_can_move, row, officer, to.span, zone_name=event.zone, at=at)
    leaves = () if no else _leaves(event, row, to.span, at)
    return _tried(no, officer, row.party, to.span, event, leaves)


def _tried(
    no: Refusal | None,
    officer: Officer,
    party: Party,
    span: Span,
    event: Event,
    leaves: tuple[str, ...],
) -> Tried:
    if no is not None:
        return Tried(allowed=False, text=str(no), advice=str(no.advice))
    text = _("Allowed: {officer} with {party} {when}.").format(
        officer=officer.full_name,
        party=party.code,
        when=when_text(span.start, span.end, event.zone),
    )
    return Tried(allowed=True, text=text, leaves=leaves)


def _leaves(event: Event, row: Duty, span: Span, at: datetime) -> tuple[str, ...]:
    """Return in words the stretches in which nobody would be with the party any more."""
    others = Duty.objects.filter(party_id=row.party_id).standing().exclude(pk=row.pk)
    rest = [really(one, at) for one in others]
    holes = [
        bare
        for stretch in cover_of(event, [row.party_id]).get(row.party_id, [])
        for hole in gaps(stretch, [*rest, span])
        for bare in gaps(hole, gaps(hole, [really(row, at)]))  # what is covered today
        if bare.end > at
    ]
    return tuple(
        _("Nobody would be with {party} {when}.").format(
            party=row.party.code, when=when_text(max(hole.start, at), hole.end, event.zone)
        )
        for hole in holes
    )
