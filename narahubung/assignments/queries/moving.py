"""One duty, and what would happen if it were moved or a new one made. Nothing is changed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.assignments.cover import cover_of
from narahubung.assignments.models import AIDES, Duty, DutyState
from narahubung.assignments.queries.board_rows import really
from narahubung.assignments.queries.replacing import (
    ReplacementLine,
    alike,
    legal_part,
    officers_for,
)
from narahubung.assignments.roster_planning import roster_problem
from narahubung.assignments.rules.moving import Slot, check_can_move
from narahubung.assignments.rules.working_time import AgainstTheRules
from narahubung.assignments.words import position_word, when_text
from narahubung.assignments.working_time import policies_of
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span, gaps
from narahubung.kit.refusals import refusal_of
from narahubung.parties.models import Officer, Party

_NEARLY = 5


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
    if no is not None:
        part = _legal(event, row, officer, to.span, at) if isinstance(no, AgainstTheRules) else None
        advice = str(no.advice)
        if part:
            when = when_text(part.start, part.end, event.zone)
            advice = _("The rules allow {when}.").format(when=when)
        return Tried(allowed=False, text=str(no), advice=advice)
    text = _("Allowed: {officer} with {party} {when}.").format(
        officer=officer.full_name,
        party=row.party.code,
        when=when_text(to.span.start, to.span.end, event.zone),
    )
    return Tried(allowed=True, text=text, leaves=_leaves(event, row, to.span, at))


def nearest_move(*, event: Event, duty_id: int, to: Slot, by: Actor, at: datetime) -> Span | None:
    """Return what of such a move the rules of working time allow, None where nothing of it."""
    row = Duty.objects.visible_to(by).select_related("party", "officer").get(pk=duty_id)
    officer = Officer.objects.visible_to(by).get(pk=to.officer_id)
    return _legal(event, row, officer, to.span, at)


def _legal(event: Event, row: Duty, officer: Officer, span: Span, at: datetime) -> Span | None:
    problem = roster_problem(event, at=at)
    old = (row.party.code, row.officer.code, row.starts)
    rest = [o for o in problem.duties if (o.delegation, o.officer, o.span.start) != old]
    problem = replace(problem, duties=tuple(rest))
    part = legal_part(problem, party=row.party, officer=officer, span=span)
    is_on = row.state == DutyState.ON  # of it only the end can be moved
    return None if part and is_on and part.start != row.starts else part


def nearest_new(*, event: Event, party: Party, to: Slot, by: Actor, at: datetime) -> Span | None:
    """Return what of such a new duty the rules allow, None where nothing of it."""
    officer = Officer.objects.visible_to(by).get(pk=to.officer_id)
    return legal_part(roster_problem(event, at=at), party=party, officer=officer, span=to.span)


def _leaves(event: Event, row: Duty, span: Span, at: datetime) -> tuple[str, ...]:
    """Return in words the stretches in which nobody would be with the party any more."""
    if row.position in AIDES:
        return ()
    others = Duty.objects.filter(party_id=row.party_id).standing().covering().exclude(pk=row.pk)
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


@dataclass(frozen=True, kw_only=True)
class NewDuty:
    """A duty that may be given: when, and to whom."""

    span: Span
    when: str
    fitting: tuple[ReplacementLine, ...]
    excluded: tuple[ReplacementLine, ...]

    @property
    def nearly(self) -> tuple[ReplacementLine, ...]:
        """Return some of whom only working time stands in the way: a part may be possible."""
        return tuple(line for line in self.excluded if line.tight)[:_NEARLY]

    @property
    def alike(self) -> list[tuple[str, list[str]]]:
        """Return what stands against officers, and whom it stands against."""
        return alike(self.excluded)


def new_duty(*, event: Event, party: Party, span: Span | None, by: Actor, at: datetime) -> NewDuty:
    """Return every officer for a new duty with a party. span None: the next hours that are open.

    Of a longer stretch as much as the rules let one person serve in a day.
    """
    hole = span or _next_hole(event, party, at)
    most = timedelta(hours=policies_of(event.pk)[None].day_hours or 24)
    asked = Span(hole.start, min(hole.end, hole.start + most))
    fitting, excluded = officers_for(event=event, party=party, span=asked, by=by, at=at)
    return NewDuty(
        span=asked,
        when=when_text(asked.start, asked.end, event.zone),
        fitting=fitting,
        excluded=excluded,
    )


def _next_hole(event: Event, party: Party, at: datetime) -> Span:
    """Return the next stretch in which nobody is planned, else the eight hours from now on."""
    rows = Duty.objects.filter(party=party).standing().covering()
    spans = [really(row, at) for row in rows]
    for stretch in cover_of(event, [party.pk]).get(party.pk, []):
        for hole in gaps(Span(max(stretch.start, at), stretch.end), spans):
            return hole
    return Span(at, at + timedelta(hours=8))
