"""What the record says of an incident or a drill: how long each thing took, against its target.

Every time is that of an entry of the journal, named with its mark; nothing comes from memory.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from narahubung.crisis.entries import (
    CardDealt,
    CardTaken,
    CrisisBegun,
    IncidentReported,
    ReportApproved,
    ReportDrafted,
    RollAsked,
    RollComplete,
    SwitchAsked,
)
from narahubung.crisis.models import Incident
from narahubung.journal.acting import Entry
from narahubung.journal.reading import Line, readable
from narahubung.kit.actor import the_house
from narahubung.learning.models import Drill, Inject, Measure
from narahubung.parties.models import Officer
from narahubung.relays.entries import (
    RelayAcknowledged,
    RelayDone,
    RelayReadBack,
    RelaySent,
)

M = Measure
TARGETS: dict[str, timedelta] = {
    M.SWITCH: timedelta(seconds=30),
    M.CARDS: timedelta(minutes=2),
    M.ROLL: timedelta(minutes=20),
    M.FIRST_DRAFT: timedelta(seconds=60),
    M.FIRST_REPORT: timedelta(minutes=30),
    M.REPORTS: timedelta(minutes=30),
}
_OF_INCIDENT = (
    *(IncidentReported, SwitchAsked, CrisisBegun, CardDealt, CardTaken),
    *(RollAsked, RollComplete, ReportDrafted, ReportApproved),
)
_ANSWERS = (RelayAcknowledged, RelayReadBack, RelayDone)
_EVER = datetime(2000, 1, 1, tzinfo=UTC)
_ALL = 20_000

Told = tuple[Line, Entry]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One entry of the journal: its number, kind, time, and its mark in the chain."""

    entry: int
    kind: str
    at: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class Timing:
    """One measure. took: None while it is not there. of, reached: where several must be."""

    measure: str
    target: timedelta
    took: timedelta | None
    met: bool
    of: int = 0
    reached: int = 0
    proof: Sequence[Proof] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """How long one player took to answer what was measured."""

    person_id: int
    officer_id: int | None
    took: timedelta | None
    met: bool
    units: Sequence[str] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Score:
    """What a drill showed. met: the target of its lesson."""

    met: bool
    timings: Sequence[Timing]
    answers: Sequence[Answer]
    delivered: int
    marked: int
    done: int


def timings_of(incident: Incident) -> list[Timing]:
    """Return what the record says of an incident, measure by measure."""
    told = _record({f"incident:{incident.pk}"}, _OF_INCIDENT, incident.event_id)
    asked, begun = _last(told, SwitchAsked, first=True), _last(told, CrisisBegun)
    found = [_between(M.SWITCH, asked, begun)]
    if begun is None:
        return found
    after = [each for each in told if each[0].id >= begun[0].id]
    taken = _all(after, CardTaken)
    roles = {_role(each) for each in _all(after, CardDealt)}
    held = {_role(each) for each in taken}
    last = taken[-1] if roles and held >= roles else None
    found += [
        _between(M.CARDS, begun, last, of=len(roles), reached=len(held)),
        _between(M.ROLL, begun, _last(after, RollComplete, first=True)),
        _between(M.FIRST_DRAFT, begun, _last(after, ReportDrafted, first=True)),
    ]
    approved = _all(after, ReportApproved)
    found.append(_between(M.FIRST_REPORT, begun, approved[0] if approved else None))
    return [*found, _cadence(begun, approved, timedelta(minutes=incident.cadence_min))]


def plain(timing: Timing) -> dict[str, Any]:
    """Return a timing as data that is kept."""
    return {
        "measure": timing.measure,
        "target_s": timing.target.total_seconds(),
        "took_s": timing.took.total_seconds() if timing.took is not None else None,
        "met": timing.met,
        "of": timing.of,
        "reached": timing.reached,
        "proof": [asdict(proof) for proof in timing.proof],
    }


def score(drill: Drill) -> Score:
    """Return what the journal of a drill's house says of it."""
    injects = list(drill.injects.order_by("number"))
    answers, calls = _calls(drill, [row for row in injects if row.measured])
    timings = [calls] if calls else []
    incident = None
    if drill.begun_at:
        rows = Incident.objects.filter(event_id=drill.event_id, reported_at__gte=drill.begun_at)
        incident = rows.order_by("pk").first()
    if incident is not None:
        timings += timings_of(incident)
    timings = [_aimed(each, drill) for each in timings]
    return Score(
        met=any(each.measure == drill.measure and each.met for each in timings),
        timings=timings,
        answers=answers,
        delivered=sum(row.delivered_at is not None for row in injects),
        marked=sum(row.done is not None for row in injects),
        done=sum(row.done is True for row in injects),
    )


def _aimed(timing: Timing, drill: Drill) -> Timing:
    """Return it against the target of the lesson, where it is the lesson's measure."""
    if timing.measure != drill.measure or timing.measure == M.REACHED:
        return timing
    target = timedelta(minutes=drill.within_min)
    met = timing.took is not None and timing.took <= target
    return Timing(**{**timing.__dict__, "target": target, "met": met})


def _calls(drill: Drill, injects: Sequence[Inject]) -> tuple[list[Answer], Timing | None]:
    """Return who answered what is measured, and when the last of them did."""
    relays = {row.relay_id: row for row in injects if row.relay_id}
    if not relays:
        return [], None
    target = timedelta(minutes=drill.within_min)
    topics = {f"relay:{pk}" for pk in relays}
    told = _record(topics, (RelaySent, *_ANSWERS), drill.event_id)
    sent = {e.relay_id: (line, e) for line, e in told if isinstance(e, RelaySent)}
    first: dict[tuple[int, int], Told] = {}
    for line, entry in told:
        if isinstance(entry, _ANSWERS):
            first.setdefault((entry.relay_id, entry.person_id), (line, entry))
    officers = dict(
        Officer.objects.filter(event_id=drill.event_id, person__isnull=False).values_list(
            "person_id", "pk"
        )
    )
    answers = []
    for relay_id, (line, entry) in sent.items():
        for person_id in entry.person_ids:
            reply = first.get((relay_id, person_id))
            took = reply[0].at - line.at if reply else None
            answers.append(
                Answer(
                    person_id=person_id,
                    officer_id=officers.get(person_id),
                    took=took,
                    met=took is not None and took <= target,
                    units=relays[relay_id].units,
                )
            )
    wanted = drill.of or len(answers)
    times = sorted(each.took for each in answers if each.took is not None)
    took = times[wanted - 1] if 0 < wanted <= len(times) else None
    return answers, Timing(
        measure=M.REACHED.value,
        target=target,
        took=took,
        met=took is not None and took <= target,
        of=wanted,
        reached=sum(each.met for each in answers),
        proof=[_proof(line) for line, _ in [*sent.values(), *first.values()]],
    )


def _record(topics: Collection[str], kinds: Collection[type[Entry]], event_id: int) -> list[Told]:
    """Return the entries of these kinds on these topics, the first first."""
    found = readable(
        topics=topics,
        kinds_wanted=[kind.kind for kind in kinds],
        since=_EVER,
        by=the_house("review", event_id=event_id),
        limit=_ALL,
    )
    return sorted(found, key=lambda each: each[0].id)


def _between(
    measure: Measure, begin: Told | None, end: Told | None, *, of: int = 0, reached: int = 0
) -> Timing:
    took = end[0].at - begin[0].at if begin and end else None
    return Timing(
        measure=measure.value,
        target=TARGETS[measure],
        took=took,
        met=took is not None and took <= TARGETS[measure],
        of=of,
        reached=reached,
        proof=[_proof(each[0]) for each in (begin, end) if each],
    )


def _cadence(begun: Told, approved: Sequence[Told], every: timedelta) -> Timing:
    """Return the longest wait for a report, and how many came in time."""
    moments = [begun, *approved]
    waits = [b[0].at - a[0].at for a, b in pairwise(moments)]
    longest = max(waits, default=None)
    return Timing(
        measure=M.REPORTS.value,
        target=every,
        took=longest,
        met=longest is not None and longest <= every,
        of=len(waits),
        reached=sum(wait <= every for wait in waits),
        proof=[_proof(each[0]) for each in moments],
    )


def _all(told: Sequence[Told], kind: type[Entry]) -> list[Told]:
    return [each for each in told if isinstance(each[1], kind)]


def _last(told: Sequence[Told], kind: type[Entry], *, first: bool = False) -> Told | None:
    found = _all(told, kind)
    if not found:
        return None
    return found[0] if first else found[-1]


def _role(told: Told) -> str:
    return str(getattr(told[1], "role", ""))


def _proof(line: Line) -> Proof:
    return Proof(entry=line.id, kind=line.kind, at=line.at.isoformat(), mark=line.mark)
