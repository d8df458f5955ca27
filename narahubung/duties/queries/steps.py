"""Steps as lines: of one party, and the now-list of what needs one in the next hour."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments.models import Attachment
from narahubung.duties import rules, words
from narahubung.duties.lists import text_of, title_of
from narahubung.duties.models import OUTSTANDING, Check, Step, StepState
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.templatetags.times import local_day
from narahubung.movements.models import TravelTime, Whereabouts
from narahubung.plans.procedures import lead_time

HOUR = timedelta(minutes=60)
FARTHEST = timedelta(hours=3)  # nobody at an event sets off earlier than that
OLD_NEWS = timedelta(hours=12)  # what nobody ticked for so long is no longer the next thing
ONLY = ("next", "late", "again", "critical", "past")

# state -> (icon, class of the row, class of the word)
_LOOK = {
    StepState.ASLEEP: ("circle-dashed", "is-dash", ""),
    StepState.OPEN: ("circle", "", ""),
    StepState.CHECKED: ("check", "is-half", "is-press"),
    StepState.RECHECKED: ("checks", "is-done", "is-done"),
    StepState.AGAIN: ("refresh", "is-check", "is-tight"),
    StepState.ELSEWHERE: ("check", "is-done", "is-done"),
    StepState.GONE: ("circle-x", "is-gone", "is-cancelled"),
}


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """A fact that changed, old and new, as a person reads it."""

    word: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One step as one line of a list; the template `duties/_step_row.html` draws it.

    at: when the next look is due, else when it was due. look: what one may press, "check",
    "recheck" or "" (done, gone, or not one's own). by: who looked last, by_at when. whose: who is
    attached at that time, or whose role it is. set_off_in: how long one may still wait before
    leaving for it (now-list only). is_late, row_is and state_is carry the look of the row.
    """

    id: int
    party_id: int
    party_code: str
    party_name: str
    iso_alpha2: str
    procedure: str
    title: str
    code: str
    text: str
    state: str
    state_word: str
    icon: str
    row_is: str
    state_is: str
    at: datetime
    day: date
    is_late: bool
    look: str
    critical: bool
    role: str
    whose: str
    department: str
    evidence: str
    evidence_kind: str
    place: str
    on: str
    on_kind: str
    changes: tuple[FactLine, ...]
    by: str
    by_at: datetime | None
    done: int
    of: int
    counts: bool
    set_off_in: timedelta | None = None

    @property
    def topic(self) -> str:
        """Return the name its changes are announced under."""
        return f"step:{self.id}"


def steps_of(
    *,
    party_id: int,
    by: Actor,
    at: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    only: str = "",
) -> list[StepLine]:
    """Return a party's steps in the order of time, those due in a span; what is gone is left out.

    only: one of ONLY, or "" for all. next: what is still owed or to come; past: what is done, and
    what nobody is asked for any more. Four queries or so.
    """
    rows = Step.objects.visible_to(by).filter(party_id=party_id)
    rows = rows.exclude(state__in=[StepState.GONE, StepState.ASLEEP])
    if since is not None:
        rows = rows.filter(Q(due_at__gte=since) | Q(due_at=None, check_at__gte=since))
    if until is not None:
        rows = rows.filter(Q(due_at__lt=until) | Q(due_at=None, check_at__lt=until))
    lines = _lines(_filtered(rows, only, at), by, at)
    return sorted(lines, key=lambda line: (line.at, line.code[0], int(line.code[1:])))


def sleeping_of(*, party_id: int, by: Actor, at: datetime) -> list[StepLine]:
    """Return the party's steps that are opened by hand when they are needed."""
    rows = Step.objects.visible_to(by).filter(party_id=party_id, state=StepState.ASLEEP)
    return sorted(_lines(rows, by, at), key=lambda line: line.at)


def step_line(*, step_id: int, by: Actor, at: datetime) -> StepLine:
    """Return one step. Raises Step.DoesNotExist for who may not see it."""
    return _lines([Step.objects.visible_to(by).get(pk=step_id)], by, at)[0]


def now_list(
    *,
    by: Actor,
    at: datetime,
    horizon: timedelta = HOUR,
    party_ids: Collection[int] | None = None,
    limit: int = 100,
) -> list[StepLine]:
    """Return what needs this person within the horizon, the most pressing first.

    Sorted by lead time: counted back from the due moment over the way there, so what is due later
    but far away comes first. What must be checked again is always in it. An officer gets the steps
    of his role in his own attachments; who steers gets all.
    """
    rows = Step.objects.visible_to(by, Right.DO_DUTIES).filter(
        Q(counts=True) | Q(weight=0), state__in=OUTSTANDING, due_at__gte=at - OLD_NEWS
    )
    rows = rows.filter(Q(state=StepState.AGAIN) | Q(due_at__lte=at + horizon + FARTHEST))
    if party_ids is not None:
        rows = rows.filter(party_id__in=party_ids)
    steps = list(rows.select_related("party"))
    if Right.DO_DUTIES not in by.everywhere:
        steps = _mine(steps, by, at)
    travel = _travel(steps, by)
    leads = {
        step.pk: lead_time(step.due_at or at, at=at, travel=travel.get(step.pk, timedelta()))
        for step in steps
    }
    wanted = [step for step in steps if step.state == StepState.AGAIN or leads[step.pk] <= horizon]
    wanted.sort(key=lambda step: (leads[step.pk], step.pk))
    lines = _lines(wanted[:limit], by, at)
    return [replace(line, set_off_in=leads[line.id]) for line in lines]


def fact_lines(changed: Iterable[Mapping[str, str]]) -> tuple[FactLine, ...]:
    """Return changed facts as a person reads them."""
    return tuple(
        FactLine(
            word=words.fact_word(one["fact"]),
            old=words.told_value(one["fact"], one["old"]),
            new=words.told_value(one["fact"], one["new"], beside=one["old"]),
        )
        for one in changed
    )


def is_late(step: Step, at: datetime) -> bool:
    """Tell whether a look is overdue that somebody is owed."""
    return (
        step.counts
        and step.state in OUTSTANDING
        and step.due_at is not None
        and step.due_at + rules.LATE_AFTER < at
    )


def next_look(step: Step, by: Actor) -> str:
    """Return what this person may press: check, recheck, or nothing."""
    if not by.may_for(Right.DO_DUTIES, step.party_id):
        return ""
    looks = {StepState.OPEN: "check", StepState.AGAIN: "check", StepState.CHECKED: "recheck"}
    return looks.get(StepState(step.state), "")


def _filtered(rows: QuerySet[Step], only: str, at: datetime) -> QuerySet[Step]:
    to_come = Q(state__in=OUTSTANDING) & (
        Q(due_at__gte=at - OLD_NEWS) | Q(counts=True) | Q(state=StepState.AGAIN)
    )
    if only in {"next", "past"}:
        return rows.filter(to_come) if only == "next" else rows.exclude(to_come)
    if only == "late":
        return rows.filter(state__in=OUTSTANDING, counts=True, due_at__lt=at - rules.LATE_AFTER)
    if only == "again":
        return rows.filter(state=StepState.AGAIN)
    return rows.filter(critical=True) if only == "critical" else rows


def _lines(steps: Iterable[Step] | QuerySet[Step], by: Actor, at: datetime) -> list[StepLine]:
    if isinstance(steps, QuerySet):
        steps = steps.select_related("party")
    steps = list(steps)
    if not steps:
        return []
    event = Event.objects.get(pk=steps[0].event_id)
    last = _last_looks(steps)
    whose = _whose(steps, by)
    found = []
    for step in steps:
        icon, row_is, state_is = _LOOK[StepState(step.state)]
        late = is_late(step, at)
        if late and step.state != StepState.AGAIN:
            icon, row_is, state_is = "alert-triangle", "is-late", "is-alarm"
        moment = step.due_at or (last[step.pk].at if step.pk in last else step.check_at)
        found.append(
            StepLine(
                id=step.pk,
                party_id=step.party_id,
                party_code=step.party.code,
                party_name=step.party.name,
                iso_alpha2=step.party.iso_alpha2,
                procedure=step.procedure,
                title=title_of(step.procedure),
                code=step.code,
                text=text_of(step.procedure, step.version, step.code),
                state=step.state,
                state_word=_("late") if row_is == "is-late" else str(StepState(step.state).label),
                icon=icon,
                row_is=row_is,
                state_is=state_is,
                at=moment,
                day=local_day(moment, event.zone),
                is_late=late,
                look=next_look(step, by),
                critical=step.critical,
                role=step.role,
                whose=whose.get(step.pk, "") or words.role_word(step.role),
                department=step.department,
                evidence=words.evidence_word(step.evidence),
                evidence_kind=step.evidence,
                place=words.told_value("place", step.place) if step.place else "",
                on=words.label_word(step.anchor_label),
                on_kind=words.anchor_word(step.anchor_kind),
                changes=fact_lines(step.changed),
                by=last[step.pk].by_name if step.pk in last else "",
                by_at=last[step.pk].at if step.pk in last else None,
                done=step.done,
                of=len(step.moments),
                counts=step.counts,
            )
        )
    return found


def _last_looks(steps: list[Step]) -> dict[int, Check]:
    ticked = [step.pk for step in steps if step.done or step.state == StepState.AGAIN]
    rows = Check.objects.filter(step_id__in=ticked, undone=False, kind__in=rules.LOOKS)
    return {check.step_id: check for check in rows.order_by("pk")}


def _whose(steps: list[Step], by: Actor) -> dict[int, str]:
    """Return who is attached to the party at each officer's step's time."""
    parties = {step.party_id for step in steps if step.role == "officer"}
    rows = Attachment.objects.visible_to(by).standing().filter(party_id__in=parties)
    spans: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    for row in rows.select_related("officer").order_by(F("position").desc()):  # lead before deputy
        spans[row.party_id].append((Span(row.since, row.until), row.officer.short_name))
    return {
        step.pk: ", ".join(
            name for span, name in spans[step.party_id] if span.covers(step.due_at or step.check_at)
        )
        for step in steps
        if step.role == "officer"
    }


def _mine(steps: list[Step], by: Actor, at: datetime) -> list[Step]:
    """Keep the officer's steps that lie in his attachments; late ones are his who is there now."""
    spans: dict[int, list[Span]] = defaultdict(list)
    rows = Attachment.objects.filter(officer__person_id=by.person_id or 0).standing()
    for party_id, since, until in rows.values_list("party_id", "since", "until"):
        spans[party_id].append(Span(since, until))
    return [
        step
        for step in steps
        if step.role == "officer"
        and (
            step.party_id not in spans
            or any(span.covers(max(step.due_at or at, at)) for span in spans[step.party_id])
        )
    ]


def _travel(steps: list[Step], by: Actor) -> dict[int, timedelta]:
    """Return the way from where each step's party is now to the step's place; none when unknown."""
    parties = {step.party_id for step in steps}
    here = dict(
        Whereabouts.objects.visible_to(by)
        .filter(party_id__in=parties, place__isnull=False)
        .values_list("party_id", "place_id")
    )
    if not here:
        return {}
    near = set(here.values())
    ways: dict[tuple[int, int], timedelta] = {}
    rows = TravelTime.objects.visible_to(by).filter(
        Q(from_place_id__in=near) | Q(to_place_id__in=near, both_ways=True),
        normal_min__isnull=False,
    )
    for a, b, both, minutes in rows.values_list(
        "from_place_id", "to_place_id", "both_ways", "normal_min"
    ):
        ways[a, b] = timedelta(minutes=minutes or 0)
        if both:
            ways.setdefault((b, a), timedelta(minutes=minutes or 0))
    return {
        step.pk: ways[here[step.party_id], step.where_id]
        for step in steps
        if step.where_id and (here.get(step.party_id), step.where_id) in ways
    }
