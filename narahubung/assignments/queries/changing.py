"""Who cannot serve, what that leaves open, and duties that no longer fit a stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from narahubung.accounts.models import Event
from narahubung.assignments.models import AIDES, Absence, AbsenceKind, Duty, DutyState
from narahubung.assignments.planning import stays_of
from narahubung.assignments.words import from_until_text, when_text
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span, gaps
from narahubung.parties.models import Officer


@dataclass(frozen=True, kw_only=True)
class OpenDuty:
    """A duty that an absence took off somebody, or that no longer fits.

    open: the times in which nobody is planned instead; others: who is. is_on: the officer is with
    the party now and hands over.
    """

    id: int
    party_code: str
    party: str
    officer: str
    when: str
    open: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    is_on: bool = False


@dataclass(frozen=True, kw_only=True)
class AbsenceLine:
    """One absence, in words. kind: for the planners and the officer; left: duties still open."""

    id: int
    officer_id: int
    officer: str
    phone: str
    kind: str
    when: str
    told_by: str
    told_at: datetime
    ended_at: datetime | None
    duties: tuple[OpenDuty, ...]

    @property
    def left(self) -> int:
        """Return how many duties still wait for somebody."""
        return sum(bool(duty.open or duty.is_on) for duty in self.duties)


@dataclass(frozen=True, kw_only=True)
class OwnAbsence:
    """What an officer sees on the page "I cannot serve". ahead: his duties still to come."""

    officer: Officer | None
    absence: AbsenceLine | None
    ahead: tuple[OpenDuty, ...] = ()


def absences(*, event: Event, by: Actor, at: datetime) -> tuple[AbsenceLine, ...]:
    """Return the absences that stand and last, those with open duties first. Four queries."""
    rows = Absence.objects.visible_to(by).filter(ended_at=None).select_related("officer")
    lasting = [row for row in rows if row.until is None or row.until > at]
    lines = _lines(event, lasting, at)
    return tuple(sorted(lines, key=lambda line: (not line.left, line.told_at)))


def absence_sheet(*, event: Event, absence_id: int, by: Actor, at: datetime) -> AbsenceLine:
    """Return one absence, also one that was ended. Raises Absence.DoesNotExist."""
    row = Absence.objects.visible_to(by).select_related("officer").get(pk=absence_id)
    return _lines(event, [row], at)[0]


def own_absence(*, event: Event, by: Actor, at: datetime) -> OwnAbsence:
    """Return one's own standing absence, or the duties that would be without an officer."""
    officer = Officer.objects.filter(event=event, person_id=by.person_id or 0).first()
    if officer is None:
        return OwnAbsence(officer=None, absence=None)
    rows = Absence.objects.filter(officer=officer, ended_at=None).select_related("officer")
    lasting = [row for row in rows if row.until is None or row.until > at]
    mine = Duty.objects.ahead().filter(officer=officer, ends__gt=at).order_by("starts")
    return OwnAbsence(
        officer=officer,
        absence=_lines(event, lasting[:1], at)[0] if lasting else None,
        ahead=tuple(
            _duty(row, event, is_on=row.state == DutyState.ON)
            for row in mine.select_related("party", "officer")
        ),
    )


def no_longer_fit(*, event: Event, by: Actor, at: datetime) -> tuple[OpenDuty, ...]:
    """Return the duties ahead that lie beside their party's stay, by time. Three queries."""
    rows = Duty.objects.visible_to(by).filter(state=DutyState.PLANNED, ends__gt=at)
    return tuple(
        _duty(row, event) for row in beside_the_stay(event, rows.select_related("party", "officer"))
    )


def beside_the_stay(event: Event, rows: Iterable[Duty]) -> list[Duty]:
    """Return those duties that begin before their party comes, or end after it has left."""
    stays = stays_of(event)
    found = [
        row
        for row in rows
        if (stay := stays.get(row.party_id)) is None
        or row.starts < stay.start
        or row.ends > stay.end
    ]
    return sorted(found, key=lambda row: (row.starts, row.pk))


def _lines(event: Event, rows: list[Absence], at: datetime) -> list[AbsenceLine]:
    lost = {
        row.pk: list(row.duties.select_related("party", "officer").order_by("starts"))
        for row in rows
    }
    parties = {duty.party_id for duties in lost.values() for duty in duties}
    standing = list(
        Duty.objects.standing()
        .filter(party_id__in=parties, ends__gt=at)
        .select_related("officer")
        .order_by("starts", "pk")
    )
    on = Duty.objects.filter(
        officer__in=[row.officer_id for row in rows if row.ended_at is None], state=DutyState.ON
    )
    now = list(on.select_related("party", "officer"))
    return [
        AbsenceLine(
            id=row.pk,
            officer_id=row.officer_id,
            officer=row.officer.full_name,
            phone=row.officer.phone,
            kind=str(AbsenceKind(row.kind).label),
            when=from_until_text(row.since, row.until, event.zone),
            told_by=row.told_by,
            told_at=row.told_at,
            ended_at=row.ended_at,
            duties=(
                *(
                    _duty(duty, event, is_on=True)
                    for duty in now
                    if duty.officer_id == row.officer_id and row.since <= at
                ),
                *(_lost(duty, standing, event, at) for duty in lost[row.pk]),
            ),
        )
        for row in rows
    ]


def _lost(duty: Duty, standing: list[Duty], event: Event, at: datetime) -> OpenDuty:
    if duty.state != DutyState.CANCELLED:  # given back
        return _duty(duty, event, others=(duty.officer.full_name,))
    span = Span(max(duty.starts, at), duty.ends)
    beside = [
        one
        for one in standing
        if one.party_id == duty.party_id
        and Span(one.starts, one.ends).overlaps(span)
        and _line(one) == _line(duty)
    ]
    return _duty(
        duty,
        event,
        others=tuple(dict.fromkeys(one.officer.full_name for one in beside)),
        open_=tuple(
            when_text(gap.start, gap.end, event.zone)
            for gap in gaps(span, [Span(one.starts, one.ends) for one in beside])
        )
        if span.length
        else (),
    )


def _line(duty: Duty) -> str:
    """Return of which line a duty is: an aide's position, or "" of those who cover."""
    return duty.position if duty.position in AIDES else ""


def _duty(
    row: Duty,
    event: Event,
    *,
    others: tuple[str, ...] = (),
    open_: tuple[str, ...] = (),
    is_on: bool = False,
) -> OpenDuty:
    return OpenDuty(
        id=row.pk,
        party_code=row.party.code,
        party=row.party.name,
        officer=row.officer.full_name,
        when=when_text(row.starts, row.ends, event.zone),
        open=open_,
        others=others,
        is_on=is_on,
    )
