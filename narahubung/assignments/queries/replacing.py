"""Who may take a duty over, the best first and why; who may not, and why not."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments.entries import OvertimeAnswered
from narahubung.assignments.models import RELIEF, Duty, DutyState
from narahubung.assignments.roster_planning import roster_problem
from narahubung.assignments.rules.changing import beside
from narahubung.assignments.words import BREACHES, hours_text, position_word, say, when_text
from narahubung.assignments.working_time import served
from narahubung.journal.reading import readable
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.zones import zone
from narahubung.parties.models import Officer, Party
from narahubung.plans import roster as engine
from narahubung.plans.assignment import Reason

_DAY = timedelta(days=1)
_ANSWERED = timedelta(days=2)  # so long a no is shown
_TIME = {*BREACHES, "engaged"}  # a part of the duty may be possible all the same


@dataclass(frozen=True, kw_only=True)
class Overtime:
    """What an officer would serve above the hours of a day, and what he says to it.

    duty_id: his duty of that day, for which he is asked; said: "", asked or no.
    """

    hours: str
    minutes: int
    duty_id: int
    said: str


@dataclass(frozen=True, kw_only=True)
class ReplacementLine:
    """One officer seen from one duty, in words. tight: only his time stands against it.

    overtime: only his consent to it stands against it.
    """

    officer_id: int
    officer: str
    phone: str
    rank: int
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    tight: bool = False
    overtime: Overtime | None = None


@dataclass(frozen=True, kw_only=True)
class ReplacementSheet:
    """A duty, who has it, and everybody else for it.

    when: what of it another can take; holder: who has it, "" where nobody has; was: the officer
    whom the form says it saw there; can: it can be taken over.
    """

    duty_id: int
    party: Party
    position: str
    when: str
    holder: str
    was: int
    is_on: bool
    can: bool
    fitting: tuple[ReplacementLine, ...]
    excluded: tuple[ReplacementLine, ...]

    @property
    def with_overtime(self) -> tuple[ReplacementLine, ...]:
        """Return who may take it once he agrees to overtime, the least of it first."""
        found = [(line.overtime.minutes, line) for line in self.excluded if line.overtime]
        return tuple(line for _minutes, line in sorted(found, key=lambda one: one[0]))

    @property
    def alike(self) -> list[tuple[str, list[str]]]:
        """Return what stands against officers for good, and whom it stands against."""
        return alike(line for line in self.excluded if not line.tight)


def alike(lines: Iterable[ReplacementLine]) -> list[tuple[str, list[str]]]:
    """Return each first reason once, with the names of those it keeps away, as found.

    Who does not speak the language is not told of the hours, too.
    """
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault("".join(line.against[:1]), []).append(line.officer)
    return list(found.items())


def replacements_for(*, event: Event, duty_id: int, by: Actor, at: datetime) -> ReplacementSheet:
    """Return every officer for a duty, or for what is left of it. Raises Duty.DoesNotExist."""
    rows = Duty.objects.visible_to(by, Right.PLAN_OFFICERS).select_related("party", "officer")
    row = rows.get(pk=duty_id)
    span = _left(row, at)
    gone = row.state == DutyState.CANCELLED
    others = beside(row, span) if gone else []
    can = row.state != DutyState.DONE and bool(span.length) and not others
    without = "" if gone else row.officer.code
    fitting, excluded = (
        _lines(event, row.party, span, by, at, position=row.position, without=without)
        if can
        else ((), ())
    )
    return ReplacementSheet(
        duty_id=row.pk,
        party=row.party,
        position=position_word(row.position),
        when=when_text(span.start, span.end, event.zone),
        holder=", ".join(one.officer.full_name for one in others)
        if gone
        else row.officer.full_name,
        was=row.officer_id,
        is_on=row.state == DutyState.ON,
        can=can,
        fitting=fitting,
        excluded=excluded,
    )


def nearest_legal(*, event: Event, duty_id: int, officer_id: int, at: datetime) -> Span | None:
    """Return the longest part of a duty that an officer may serve, to the minute, or None."""
    row = Duty.objects.select_related("party", "officer").get(pk=duty_id, event=event)
    officer = Officer.objects.get(pk=officer_id, event=event)
    problem = roster_problem(event, at=at)
    return legal_part(problem, party=row.party, officer=officer, span=_left(row, at))


def legal_part(
    problem: engine.RosterProblem, *, party: Party, officer: Officer, span: Span
) -> Span | None:
    """Return the longest part of a stretch that an officer may serve with a party, or None."""
    if officer.code not in {one.id for one in problem.officers}:
        return None
    asked = engine.Duty(officer=officer.code, delegation=party.code, position=RELIEF, span=span)
    found = engine.legal_alternative(problem, asked)
    return found.span if found else None


def _left(row: Duty, at: datetime) -> Span:
    """Return what of a duty another can take: the rest of one that is on, else all of it.

    Empty where it is over.
    """
    starts = max(row.starts, at) if row.state == DutyState.ON else row.starts
    return Span(starts, row.ends if row.ends > at else starts)


def officers_for(
    *, event: Event, party: Party, span: Span, by: Actor, at: datetime
) -> tuple[tuple[ReplacementLine, ...], tuple[ReplacementLine, ...]]:
    """Return who may have a new duty with a party, the best first, and who may not."""
    return _lines(event, party, span, by, at)


def _lines(
    event: Event,
    party: Party,
    span: Span,
    by: Actor,
    at: datetime,
    *,
    position: str = RELIEF,
    without: str = "",
) -> tuple[tuple[ReplacementLine, ...], tuple[ReplacementLine, ...]]:
    problem = roster_problem(event, at=at)
    homes = {position.code for position in problem.fit.positions}
    try:
        found = engine.replacements(
            problem,
            delegation=party.code,
            span=span,
            position=position if position in homes else RELIEF,
            without=without,
        )
    except KeyError:  # the delegation does not come any more
        return (), ()
    officers = {one.code: one for one in Officer.objects.visible_to(by)}
    week = _hours_of_week(event, span)
    overtime = _overtime(found.excluded, officers, by, at)

    def line(one: engine.Replacement, rank: int) -> ReplacementLine:
        officer = officers[one.officer]
        words = tuple(_say(reason, event) for reason in one.reasons)
        return ReplacementLine(
            officer_id=officer.pk,
            officer=officer.full_name,
            phone=officer.phone,
            rank=rank,
            reasons=(*words, week(officer)) if rank else (),
            against=() if rank else words,
            tight=not rank and all(reason.code in _TIME for reason in one.reasons),
            overtime=overtime.get(one.officer),
        )

    return (
        tuple(line(one, rank) for rank, one in enumerate(found.fitting, 1)),
        tuple(line(one, 0) for one in found.excluded),
    )


def _overtime(
    excluded: Iterable[engine.Replacement], officers: Mapping[str, Officer], by: Actor, at: datetime
) -> dict[str, Overtime]:
    """Return by officer what overtime alone stands against him; he serves on that day. Two queries.

    His consent hangs on a duty of the same 24 hours (see plans.roster.rules).
    """
    asking = {
        officers[one.officer].pk: (one.officer, one.reasons[0].facts)
        for one in excluded
        if {reason.code for reason in one.reasons} == {"overtime"}
    }
    if not asking:
        return {}
    told = readable(
        topics=[f"officer:{pk}" for pk in asking],
        kinds_wanted=[OvertimeAnswered.kind],
        since=at - _ANSWERED,
        by=by,
    )
    no = {e.duty_id for _line, e in told if isinstance(e, OvertimeAnswered) and not e.agreed}
    found: dict[str, Overtime] = {}
    for row in Duty.objects.ahead().filter(officer__in=asking).order_by("starts", "pk"):
        code, facts = asking[row.officer_id]
        start = datetime.fromisoformat(str(facts["start"]))
        if code in found or not Span(row.starts, row.ends).overlaps(Span(start, start + _DAY)):
            continue
        more = int(facts["minutes"]) - int(facts["most"])
        asked = "asked" if row.overtime_asked_at else "no" if row.pk in no else ""
        found[code] = Overtime(hours=hours_text(more), minutes=more, duty_id=row.pk, said=asked)
    return found


def _say(reason: Reason, event: Event) -> str:
    """Return a reason in words; when another duty is, with its clock times."""
    if reason.code == "engaged":
        start, end = (datetime.fromisoformat(str(reason.facts[name])) for name in ("start", "end"))
        return _("on duty with {party} {when}").format(
            party=reason.facts["delegation"], when=when_text(start, end, event.zone)
        )
    return say(reason, zone_name=event.zone)


def _hours_of_week(event: Event, span: Span) -> Callable[[Officer], str]:
    """Return what tells the hours of an officer in the seven days up to the duty's own."""
    rows = served(event.pk)
    midnight = span.start.astimezone(zone(event.zone)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    week = Span(midnight - timedelta(days=6), midnight + timedelta(days=1))

    def tell(officer: Officer) -> str:
        done = engine.worked_in(rows.get(officer.pk, []), week) + span.length
        return _("{hours} in seven days with it").format(hours=hours_text(engine.minutes(done)))

    return tell
