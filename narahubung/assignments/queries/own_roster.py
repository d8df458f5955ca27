"""One officer's own duties: now, next, what changed, hours, rest, wishes. For the officer only."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.assignments.entries import (
    BreakNoted,
    DutyBegun,
    DutyEnded,
    OfDuty,
    OvertimeAnswered,
    OvertimeAsked,
)
from narahubung.assignments.models import (
    Duty,
    DutyState,
    DutyWish,
    HandOver,
    HandOverState,
)
from narahubung.assignments.queries.hours import OfficerHours, hours_of
from narahubung.assignments.words import hours_text, position_word
from narahubung.assignments.working_time import breaks_of, policies_of, span_of
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import decoded, kinds
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.zones import zone
from narahubung.parties.models import Officer
from narahubung.plans.roster import DutyPolicy

CHANGED = timedelta(hours=24)
KEPT = timedelta(days=14)  # so long a calendar still shows what was cancelled


@dataclass(frozen=True, kw_only=True)
class OwnDuty:
    """One of the officer's own duties. serves: the delegation may be looked at.

    hand_over: the number of one that waits for both. break_since: of the break that lasts.
    overtime_for: what the overtime is asked for, where that is known.
    """

    id: int
    code: str
    serves: bool
    position: str
    starts: datetime
    ends: datetime
    state: str
    taken_at: datetime | None
    breaks: tuple[Span, ...]
    break_since: datetime | None
    hand_over: int | None
    overtime_asked: bool
    overtime_agreed: bool
    overtime_for: str = ""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What the journal tells of the own duties."""

    at: datetime
    by: str
    says: str


@dataclass(frozen=True, kw_only=True)
class OwnRoster:
    """What an officer sees of the own duties.

    rest_min: from the end of this duty to the next. asked: duties in which overtime is asked.
    """

    officer: Officer
    now: OwnDuty | None
    next: OwnDuty | None
    days: tuple[tuple[date, tuple[OwnDuty, ...]], ...]
    earlier: tuple[OwnDuty, ...]
    rest_min: int | None
    policy: DutyPolicy
    hours: OfficerHours
    asked: tuple[OwnDuty, ...]
    changed: tuple[Changed, ...]
    wishes: tuple[DutyWish, ...]

    @property
    def rest_short(self) -> bool:
        """Tell whether the rest before the next duty is less than the rules ask for."""
        return self.rest_min is not None and self.rest_min < self.policy.rest_hours * 60


def own_officer(*, by: Actor) -> Officer | None:
    """Return this person as an officer on the event's list, None for who is not. One query."""
    if by.person_id is None:
        return None
    return Officer.objects.filter(event_id=by.here, person_id=by.person_id).first()


def calendar_duties(*, officer: Officer, at: datetime) -> list[Duty]:
    """Return the duties for the officer's calendar: all that stand, and those cancelled lately."""
    rows = Duty.objects.filter(officer=officer).select_related("party").order_by("starts", "pk")
    return [row for row in rows if row.state != DutyState.CANCELLED or row.ends > at - KEPT]


def own_roster(*, event: Event, by: Actor, at: datetime) -> OwnRoster | None:
    """Return the own duties of this person, None for who is not on the list of officers."""
    officer = own_officer(by=by)
    if officer is None:
        return None
    rows = list(Duty.objects.filter(officer=officer).standing().select_related("party"))
    cards = _hand_overs(officer)
    duties = sorted((_own(row, by, cards) for row in rows), key=lambda one: one.starts)
    now = next((one for one in duties if one.state == DutyState.ON), None)
    ahead = [one for one in duties if one.state == DutyState.PLANNED and one.ends > at]
    today = at.astimezone(zone(event.zone)).date()
    policies = policies_of(event.pk)
    shown = [one for one in duties if one is now or one in ahead or _day(one, event) >= today]
    return OwnRoster(
        officer=officer,
        now=now,
        next=ahead[0] if ahead else None,
        days=tuple(_by_day(shown, event)),
        earlier=tuple(one for one in duties if one not in shown),
        rest_min=_rest(rows, ahead, at),
        policy=policies.get(officer.pk, policies[None]),
        hours=hours_of(event=event, officer=officer, at=at),
        asked=_asked(
            officer,
            [
                one
                for one in duties
                if one.overtime_asked and not one.overtime_agreed and (one is now or one in ahead)
            ],
        ),
        changed=tuple(_changed(officer, at)),
        wishes=tuple(DutyWish.objects.filter(officer=officer, ends__gt=at).order_by("starts")),
    )


def _asked(officer: Officer, duties: list[OwnDuty]) -> tuple[OwnDuty, ...]:
    """Return the duties of a day with overtime asked, each with what for. One query, if any."""
    rows = StoredEntry.objects.filter(
        named__name=f"officer:{officer.pk}", kind=OvertimeAsked.kind
    ).order_by("-id")
    told: dict[int, str] = {}
    for row in rows[:20] if duties else []:
        entry = decoded(row)
        if isinstance(entry, OvertimeAsked) and entry.minutes:
            hours = hours_text(entry.minutes)
            words = _("{hours} with {party}").format(hours=hours, party=entry.besides)
            told.setdefault(entry.duty_id, words)
    return tuple(replace(one, overtime_for=told.get(one.id, "")) for one in duties)


def _own(row: Duty, by: Actor, cards: dict[int, int]) -> OwnDuty:
    last = row.pauses[-1] if row.pauses else None
    return OwnDuty(
        id=row.pk,
        code=row.party.code,
        serves=row.party_id in by.own,
        position=position_word(row.position),
        starts=row.starts,
        ends=row.ends,
        state=row.state,
        taken_at=row.taken_at,
        breaks=breaks_of(row),
        break_since=datetime.fromisoformat(last[0]) if last and last[1] is None else None,
        hand_over=cards.get(row.pk),
        overtime_asked=row.overtime_asked_at is not None,
        overtime_agreed=row.overtime_agreed_at is not None,
    )


def _hand_overs(officer: Officer) -> dict[int, int]:
    """Return the open hand-overs of the officer's duties, to give or to take, by duty."""
    found: dict[int, int] = {}
    rows = HandOver.objects.filter(event_id=officer.event_id, state=HandOverState.OPEN)
    for pk, outgoing, incoming in rows.values_list("pk", "outgoing_id", "incoming_id"):
        found[incoming] = pk
        if outgoing:
            found[outgoing] = pk
    return found


def _day(one: OwnDuty, event: Event) -> date:
    return one.starts.astimezone(zone(event.zone)).date()


def _by_day(duties: list[OwnDuty], event: Event) -> Iterator[tuple[date, tuple[OwnDuty, ...]]]:
    for day in dict.fromkeys(_day(one, event) for one in duties):
        yield day, tuple(one for one in duties if _day(one, event) == day)


def _rest(rows: list[Duty], ahead: list[OwnDuty], at: datetime) -> int | None:
    """Return the minutes between the last duty that began and the next."""
    began = [span_of(row).end for row in rows if row.taken_at and row.taken_at <= at]
    if not ahead or not began:
        return None
    return max(0, int((ahead[0].starts - max(began)).total_seconds() // 60))


def _changed(officer: Officer, at: datetime) -> Iterator[Changed]:
    """Yield what was planned, moved or taken from the officer in the last day. Newest first."""
    own_taps = {DutyBegun.kind, DutyEnded.kind, BreakNoted.kind, OvertimeAnswered.kind}
    wanted = {name for name, kind in kinds().items() if issubclass(kind, OfDuty)} - own_taps
    rows = StoredEntry.objects.filter(
        named__name=f"officer:{officer.pk}", kind__in=wanted, act__recorded_at__gt=at - CHANGED
    )
    for row in rows.select_related("act").order_by("-id")[:20]:
        if entry := decoded(row):
            yield Changed(at=row.act.at, by=row.act.by_name, says=entry.sentence())
