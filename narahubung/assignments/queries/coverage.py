"""Who was with each party in every minute: needed, planned, really, and where nobody was."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments.cover import cover_of
from narahubung.assignments.models import AIDES, Alarm, AlarmKind, Duty, DutyState, HandOver
from narahubung.assignments.presence import (
    MINUTE,
    doubled,
    joined,
    minute_of,
    minutes_in,
    shared,
    uncovered,
    within,
)
from narahubung.assignments.words import position_word
from narahubung.assignments.working_time import pauses_of, planned_breaks_of
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.said import in_one
from narahubung.kit.zones import zone
from narahubung.parties.models import Party


@dataclass(frozen=True, kw_only=True)
class Uncovered:
    """A stretch in which nobody was, or will be, with a party. ahead: it can still be filled.

    should: who should have been there, in words. noticed_at: None where nobody noticed.
    """

    span: Span
    minutes: int
    ahead: bool
    should: str
    noticed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Presence:
    """One duty as it was planned and as it was. Moments of None: not known, or not yet."""

    duty_id: int
    party_code: str
    officer_id: int
    officer: str
    position: str
    state: str
    state_word: str
    planned: Span
    planned_min: int
    taken_at: datetime | None
    left_at: datetime | None
    actual_min: int
    breaks_planned_min: int
    breaks_noted_min: int
    meals: int


@dataclass(frozen=True, kw_only=True)
class PartyCover:
    """The coverage of one party in a window, in minutes of the time that needs somebody.

    passed, actual: of what lies behind us. doubled: two officers at once.
    """

    party: Party
    needed_min: int
    planned_min: int
    passed_min: int
    actual_min: int
    doubled_min: int
    uncovered: tuple[Uncovered, ...]
    presences: tuple[Presence, ...]

    @property
    def missed_min(self) -> int:
        """Return the minutes without anybody that lie behind us."""
        return sum(one.minutes for one in self.uncovered if not one.ahead)

    @property
    def open_min(self) -> int:
        """Return the minutes ahead for which nobody is planned."""
        return sum(one.minutes for one in self.uncovered if one.ahead)


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The coverage of an event's parties. days: all of which there is something to tell."""

    at: datetime
    parties: tuple[PartyCover, ...]
    days: tuple[date, ...]
    planned: bool

    @property
    def whole(self) -> int:
        """Return how many parties had somebody in every minute until now."""
        return sum(not one.missed_min for one in self.parties)

    @property
    def filled(self) -> int:
        """Return for how many somebody is planned in every minute ahead."""
        return sum(not one.open_min for one in self.parties)

    @property
    def missed_min(self) -> int:
        """Return the minutes of all parties without anybody."""
        return sum(one.missed_min for one in self.parties)

    @property
    def open_min(self) -> int:
        """Return the minutes ahead of all parties for which nobody is planned."""
        return sum(one.open_min for one in self.parties)


def coverage(
    *, event: Event, by: Actor, at: datetime, party_id: int | None = None, day: date | None = None
) -> Coverage:
    """Return the coverage of all parties one may see the officers of, or of one. About ten queries.

    day: only of that day of the event's calendar.
    """
    parties = Party.objects.visible_to(by, Right.SEE_OFFICERS).order_by("code")
    if party_id is not None:
        parties = parties.filter(pk=party_id)
    shown = {party.pk: party for party in parties}
    cover = cover_of(event, sorted(shown))
    rows = Duty.objects.visible_to(by).filter(party_id__in=shown)
    duties = defaultdict(list)
    for row in rows.select_related("officer", "party").order_by("starts", "pk"):
        duties[row.party_id].append(row)
    needed = [span for spans in cover.values() for span in spans]
    window = _window(event, needed, day, at)
    noticed = _noticed(by, sorted(shown))
    return Coverage(
        at=at,
        parties=tuple(
            _of_party(shown[pk], spans, duties[pk], noticed.get(pk, []), window, at)
            for pk, spans in sorted(cover.items(), key=lambda one: shown[one[0]].code)
        ),
        days=_days(event, needed),
        planned=any(duties.values()),
    )


def was_there(row: Duty, at: datetime) -> Span:
    """Return from when to when an officer was with the party, or will be as far as is known.

    A duty that nobody took yet counts from this moment on; one that is on lasts until it is given
    on, also beyond its planned end.
    """
    if row.state == DutyState.PLANNED:
        return Span(max(row.starts, minute_of(at)), row.ends)
    start = row.taken_at or row.starts
    if row.state == DutyState.ON:
        return Span(start, max(row.ends, at))
    return Span(start, row.left_at or row.ends)


def _of_party(
    party: Party,
    cover: list[Span],
    duties: list[Duty],
    noticed: list[tuple[datetime, Span]],
    window: Span,
    at: datetime,
) -> PartyCover:
    now = minute_of(at)
    before = Span(window.start, min(now, window.end))
    after = Span(max(now, window.start), window.end)
    standing = [row for row in duties if row.state != DutyState.CANCELLED]
    covering = [row for row in standing if row.position not in AIDES]
    there = [was_there(row, at) for row in covering]
    needed = within(cover, window)
    passed = within(cover, before)
    missed = uncovered(passed, there)
    ahead = uncovered(within(cover, after), there)
    plans = joined(Span(row.starts, row.ends) for row in covering)
    return PartyCover(
        party=party,
        needed_min=minutes_in(needed),
        planned_min=minutes_in(shared(needed, plans)),
        passed_min=minutes_in(passed),
        actual_min=minutes_in(passed) - minutes_in(missed),
        doubled_min=minutes_in(within(doubled(there), before)),
        uncovered=tuple(
            Uncovered(
                span=gap,
                minutes=minutes_in([gap]),
                ahead=gap.start >= now,
                should=_should(gap, duties) or _none(ahead=gap.start >= now),
                noticed_at=_first(noticed, gap),
            )
            for gap in [*missed, *ahead]
        ),
        presences=tuple(
            presence_of(row, at)
            for row in standing
            if Span(row.starts, row.ends).overlaps(window) or was_there(row, at).overlaps(window)
        ),
    )


def presence_of(row: Duty, at: datetime) -> Presence:
    """Return one duty as it was planned and as it was until now."""
    planned = Span(row.starts, row.ends)
    return Presence(
        duty_id=row.pk,
        party_code=row.party.code,
        officer_id=row.officer_id,
        officer=row.officer.full_name,
        position=position_word(row.position),
        state=row.state,
        state_word=str(DutyState(row.state).label),
        planned=planned,
        planned_min=minutes_in([planned]),
        taken_at=row.taken_at,
        left_at=row.left_at,
        actual_min=minutes_in([Span(row.taken_at, row.left_at or at)]) if row.taken_at else 0,
        breaks_planned_min=minutes_in(planned_breaks_of(row)),
        breaks_noted_min=minutes_in(pauses_of(row)),
        meals=sum(1 for _start, _end, meal in row.pauses if meal),
    )


def _should(gap: Span, duties: Iterable[Duty]) -> str:
    """Say who should have been there: whose duty it was, or from whom it was taken and why."""
    there = [row for row in duties if Span(row.starts, row.ends).overlaps(gap)]
    standing = [row for row in there if row.state != DutyState.CANCELLED]
    if standing:
        return ", ".join(dict.fromkeys(row.officer.full_name for row in standing))
    told = (_taken_from(row) for row in there)
    return ", ".join(dict.fromkeys(told))


def _none(*, ahead: bool) -> str:
    return _("nobody is planned") if ahead else _("nobody was planned")


def _taken_from(row: Duty) -> str:
    if row.why:
        why = in_one(row.why).rstrip(".")
        return _("{officer} (taken off: {why})").format(officer=row.officer.full_name, why=why)
    return _("{officer} (taken off)").format(officer=row.officer.full_name)


def _noticed(by: Actor, party_ids: list[int]) -> dict[int, list[tuple[datetime, Span]]]:
    """Return when the watch or a hand-over told of a gap, and of which time, by party.

    What the watch noticed is told to planners only. Two queries.
    """
    found: dict[int, list[tuple[datetime, Span]]] = defaultdict(list)
    alarms = Alarm.objects.visible_to(by).filter(
        party_id__in=party_ids, kind__in=[AlarmKind.GAP, AlarmKind.NOT_TAKEN]
    )
    for alarm in alarms:
        if start := alarm.facts.get("start"):
            end = datetime.fromisoformat(alarm.facts.get("end") or alarm.noticed_at.isoformat())
            about = Span(datetime.fromisoformat(start), end)
            found[alarm.party_id or 0].append((alarm.noticed_at, about))
    for row in HandOver.objects.visible_to(by).filter(party_id__in=party_ids):
        if row.raised_at is not None:
            found[row.party_id].append((row.raised_at, Span(row.due_at, row.raised_at)))
    return found


def _first(noticed: list[tuple[datetime, Span]], gap: Span) -> datetime | None:
    return min((at for at, about in noticed if about.overlaps(gap)), default=None)


def _window(event: Event, needed: list[Span], day: date | None, at: datetime) -> Span:
    if day is not None:
        here = zone(event.zone)
        start = datetime.combine(day, time(), tzinfo=here)
        return Span(start, datetime.combine(day + timedelta(days=1), time(), tzinfo=here))
    start = min((span.start for span in needed), default=at)
    return Span(start, max((span.end for span in needed), default=at))


def _days(event: Event, needed: list[Span]) -> tuple[date, ...]:
    here = zone(event.zone)
    found = set()
    for span in needed:
        day, last = span.start.astimezone(here).date(), (span.end - MINUTE).astimezone(here).date()
        found |= {day + timedelta(days=n) for n in range((last - day).days + 1)}
    return tuple(sorted(found))
