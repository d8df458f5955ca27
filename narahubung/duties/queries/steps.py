"""Steps as lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.duties import rules, words
from narahubung.duties.entries import StepsUnfolded
from narahubung.duties.lists import text_of, title_of
from narahubung.duties.models import OUTSTANDING, Check, Step, StepState
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor

OLD_NEWS = timedelta(hours=12)  # what nobody ticked for so long is no longer the next thing
ONLY = ("next", "late", "again", "critical", "past")
UNSEEN = (StepState.GONE, StepState.ASLEEP)

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
    "recheck" or "" (done, gone, or not one's own). by: who looked last, by_at when. set_off_in: how
    long one may still wait before leaving for it (now-list only). is_late, row_is and state_is
    carry the look of the row.
    """

    id: int
    party_id: int
    party_code: str
    party_name: str
    iso_alpha2: str
    procedure: str
    code: str
    text: str
    state: str
    icon: str
    row_is: str
    state_is: str
    at: datetime
    is_late: bool
    look: str
    critical: bool
    role: str
    department: str
    evidence_kind: str
    place: str
    on: str
    anchor_kind: str
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

    def came_late(self, since: datetime) -> bool:
        """Tell whether it became late at or after a moment."""
        return self.is_late and self.at + rules.LATE_AFTER >= since

    @property
    def title(self) -> str:
        """Return the title of its list."""
        return title_of(self.procedure)

    @property
    def state_word(self) -> str:
        """Return where it stands, in words."""
        return _("late") if self.row_is == "is-late" else str(StepState(self.state).label)

    @property
    def evidence(self) -> str:
        """Return what proves it, in words."""
        return words.evidence_word(self.evidence_kind)

    @property
    def on_kind(self) -> str:
        """Return what sort of fact it hangs on, in words."""
        return words.anchor_word(self.anchor_kind)


def steps_of(
    *,
    party_id: int,
    by: Actor,
    at: datetime,
    only: str = "",
) -> list[StepLine]:
    """Return a party's steps in the order of time; what is gone is left out. Three queries.

    only: one of ONLY, or "" for all. next: what is still owed or to come; past: what is done, and
    what nobody is asked for any more.
    """
    seen = Step.objects.visible_to(by).filter(party_id=party_id).exclude(state__in=UNSEEN)
    return in_order(_lines(_filtered(seen, only, at).prefetch_related("party"), by, at))


def sleeping_of(*, party_id: int, by: Actor, at: datetime) -> list[StepLine]:
    """Return the party's steps that are opened by hand when they are needed. Three queries."""
    rows = Step.objects.visible_to(by).filter(party_id=party_id, state=StepState.ASLEEP)
    return sorted(_lines(rows.prefetch_related("party"), by, at), key=lambda line: line.at)


def step_line(*, step_id: int, by: Actor, at: datetime) -> StepLine:
    """Return one step. Raises Step.DoesNotExist for who may not see it. Two queries."""
    row = Step.objects.visible_to(by).select_related("party").get(pk=step_id)
    return _lines([row], by, at)[0]


def in_order(lines: Iterable[StepLine]) -> list[StepLine]:
    """Return steps in the order of time, those of one moment as their list counts them."""
    return sorted(lines, key=lambda line: (line.at, line.code[0], int(line.code[1:])))


def touched_since(entry_id: int, *, party_id: int) -> frozenset[int] | None:
    """Return the steps of a party that changed after an entry; None when there are new ones."""
    rows = StoredEntry.objects.filter(
        id__gt=entry_id, party_id=party_id, kind__startswith="duties."
    ).values_list("kind", "topics")
    touched: set[int] = set()
    for kind, topics in rows:
        if kind == StepsUnfolded.kind:
            return None
        names = (name for name in topics.split() if name.startswith("step:"))
        touched.update(int(name.removeprefix("step:")) for name in names)
    return frozenset(touched)


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


def lines_of(
    steps: Iterable[Step], *, by: Actor, at: datetime, last: Mapping[int, Check]
) -> list[StepLine]:
    """Return rows, read with their party, as lines. last: the last look at each, by step."""
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
                code=step.code,
                text=text_of(step.procedure, step.version, step.code),
                state=step.state,
                icon=icon,
                row_is=row_is,
                state_is=state_is,
                at=moment,
                is_late=late,
                look=next_look(step, by),
                critical=step.critical,
                role=step.role,
                department=step.department,
                evidence_kind=step.evidence,
                place=words.told_value("place", step.place) if step.place else "",
                on=words.label_word(step.anchor_label),
                anchor_kind=step.anchor_kind,
                changes=fact_lines(step.changed),
                by=last[step.pk].by_name if step.pk in last else "",
                by_at=last[step.pk].at if step.pk in last else None,
                done=step.done,
                of=len(step.moments),
                counts=step.counts,
            )
        )
    return found


def _lines(steps: Iterable[Step], by: Actor, at: datetime) -> list[StepLine]:
    rows = list(steps)
    return lines_of(rows, by=by, at=at, last=last_looks(rows))


def last_looks(steps: Iterable[Step]) -> dict[int, Check]:
    """Return the last look at each step that has one. One query."""
    ticked = [step.pk for step in steps if is_ticked(step)]
    rows = Check.objects.filter(step_id__in=ticked, undone=False, kind__in=rules.LOOKS)
    return {check.step_id: check for check in rows.order_by("pk")}


def is_ticked(step: Step) -> bool:
    """Tell whether somebody looked."""
    return step.done > 0 or step.state == StepState.AGAIN
