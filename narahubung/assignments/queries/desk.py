"""The assignment desk: every party with its stay, its officers and its gaps; who could serve."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from narahubung.accounts.models import Event
from narahubung.assignments.models import (
    BY_HAND,
    POSITIONS,
    RELIEF,
    Attachment,
    Duty,
    Pin,
    Preassignment,
)
from narahubung.assignments.planning import position_of, problem_of, stays_of, with_present
from narahubung.assignments.queries.serving import Bar, Serving, serving_by_party, teller
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span, gaps
from narahubung.kit.zones import zone
from narahubung.parties.models import Officer, Party
from narahubung.plans import assignment as engine

STEPS_A_DAY = 8  # the timeline draws a day in eight steps of three hours


@dataclass(frozen=True, kw_only=True)
class PartyLine:
    """One party on the assignment desk."""

    party: Party
    comes: bool
    stay: Span | None
    cover: tuple[Bar, ...]
    holes: tuple[Bar, ...]
    serving: tuple[Serving, ...]
    missing: tuple[str, ...]
    held: frozenset[str]

    @property
    def has_gap(self) -> bool:
        """Tell whether a position is empty or an hour of the stay is nobody's."""
        return bool(self.holes or self.missing)


@dataclass(frozen=True, kw_only=True)
class AssignmentDesk:
    """The whole desk as one person may see it."""

    days: tuple[date, ...]
    now_step: int | None
    lines: tuple[PartyLine, ...]
    officers: int
    free_officers: int
    gaps: int
    held: int
    shown: str


@dataclass(frozen=True, kw_only=True)
class CandidateLine:
    """One officer as seen from one place, in words."""

    officer: Officer
    rank: int
    points: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    excluded: tuple[str, ...]
    holds_it: bool


def assignment_desk(*, event: Event, by: Actor, at: datetime, shown: str = "") -> AssignmentDesk:
    """Return parties × days with who covers them. shown: "", "gaps", "held". Nine queries."""
    stays = stays_of(event)
    parties = list(Party.objects.visible_to(by).exclude(certainty="cancelled").order_by("name_en"))
    days = _days(event, stays)
    serving = serving_by_party(event, by)
    held = defaultdict(set)
    for party_id, position in Pin.objects.visible_to(by).values_list("party_id", "position"):
        held[party_id].add(position)
    for party_id, position in Preassignment.objects.visible_to(by).values_list(
        "party_id", "position"
    ):
        held[party_id].add(position)
    lines = [
        _line(p, stays.get(p.pk), serving.get(p.pk, []), frozenset(held[p.pk]), days, event)
        for p in parties
    ]
    open_lines = sum(line.has_gap for line in lines)
    wanted = [
        line
        for line in lines
        if (shown != "gaps" or line.has_gap) and (shown != "held" or line.held)
    ]
    officers = Officer.objects.visible_to(by).exclude(certainty="cancelled").count()
    busy = {row.officer_id for rows in serving.values() for row in rows}
    return AssignmentDesk(
        days=tuple(days),
        now_step=_step(at, days, event) if days else None,
        lines=tuple(sorted(wanted, key=lambda line: not line.has_gap)),
        officers=officers,
        free_officers=officers - len(busy),
        gaps=open_lines,
        held=sum(bool(line.held) for line in lines),
        shown=shown,
    )


def candidates_for(*, event: Event, party: Party, position: str, by: Actor) -> list[CandidateLine]:
    """Return every officer for one place, the best first, the excluded last, with the reasons.

    A place that no plan fills is not offered to who serves the party already.
    """
    problem = _with_position(problem_of(event), position)
    now = with_present(
        problem,
        (
            engine.Place(delegation=h.delegation, position=h.position, officer=h.officer)
            for h in problem.present
        ),
    )
    officers = {o.code: o for o in Officer.objects.visible_to(by)}
    told = teller(officers, event.zone)
    there = holder_of(party=party, position=position, by=by)
    holder = there.officer.code if there else ""
    try:
        found = engine.candidates(problem, delegation=party.code, position=position, plan=now)
    except KeyError:
        return []
    here = set() if position in POSITIONS else _serving(party, position)
    return [
        CandidateLine(
            officer=officers[c.officer],
            rank=c.rank,
            points=c.points,
            reasons=tuple(told(r) for r in c.reasons),
            against=tuple(told(r) for r in c.against),
            excluded=tuple(told(r) for r in c.exclusions),
            holds_it=c.officer == holder,
        )
        for c in found
        if c.officer in officers and c.officer not in here
    ]


def free_first(
    lines: list[CandidateLine], *, event: Event, stay: Span | None = None
) -> list[CandidateLine]:
    """Return the lines ranked anew: who has no place with any party goes first. Two queries.

    Of those, who has the fewest duties in the stay.
    """
    places = Attachment.objects.filter(event=event).standing().exclude(position=RELIEF)
    settled = set(places.values_list("officer", flat=True))
    duties: Counter[int] = Counter()
    if stay is not None:
        rows = Duty.objects.ahead().filter(event=event, starts__lt=stay.end, ends__gt=stay.start)
        duties.update(rows.values_list("officer", flat=True))

    def place(one: CandidateLine) -> tuple[bool, int, int]:
        return one.officer.pk in settled, duties[one.officer.pk], one.rank

    ordered = sorted(lines, key=place)
    return [replace(one, rank=number) for number, one in enumerate(ordered, 1)]


def _serving(party: Party, position: str) -> set[str]:
    rows = Attachment.objects.filter(party=party).standing().exclude(position=position)
    return set(rows.values_list("officer__code", flat=True))


def holder_of(*, party: Party, position: str, by: Actor) -> Attachment | None:
    """Return who holds a place of a party, None where nobody does. One query."""
    rows = Attachment.objects.visible_to(by).standing().select_related("officer")
    return rows.filter(party=party, position=position).first()


def _with_position(problem: engine.Problem, code: str) -> engine.Problem:
    """Return the problem with a place that a person may give though no plan fills it."""
    known = problem.policy.positions
    if code not in BY_HAND or code in {one.code for one in known}:
        return problem
    return replace(problem, policy=replace(problem.policy, positions=(*known, position_of(code))))


def _line(
    party: Party,
    stay: Span | None,
    serving: list[Serving],
    held: frozenset[str],
    days: list[date],
    event: Event,
) -> PartyLine:
    spans = [Span(s.since, s.until) for s in serving]
    comes = party.comes and stay is not None
    wanted = event.policy.get("officers", {}).get("positions", {}).get(party.code) or list(
        POSITIONS
    )
    have = {s.position for s in serving}
    missing = tuple(str(p) for p in wanted if p not in have) if comes else ()
    covered = [_bar(s, days, event) for s in _joined(spans)]
    holes = [_bar(g, days, event) for g in gaps(stay, spans)] if stay and comes else []
    placed = tuple(
        Serving(**{**s.__dict__, "bar": _bar(Span(s.since, s.until), days, event)}) for s in serving
    )
    return PartyLine(
        party=party,
        comes=comes,
        stay=stay,
        cover=tuple(covered),
        holes=tuple(holes),
        serving=placed,
        missing=missing,
        held=held,
    )


def _joined(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _days(event: Event, stays: dict[int, Span]) -> list[date]:
    here = zone(event.zone)
    if stays:
        first = min(s.start for s in stays.values()).astimezone(here).date()
        last = max(s.end for s in stays.values()).astimezone(here).date()
    elif event.starts_on:
        first, last = event.starts_on, event.ends_on or event.starts_on
    else:
        return []
    length = min((last - first).days + 1, 36)  # the timeline draws at most 36 days
    return [first + timedelta(days=n) for n in range(length)]


def _step(moment: datetime, days: list[date], event: Event) -> int | None:
    local = moment.astimezone(zone(event.zone))
    step = (local.date() - days[0]).days * STEPS_A_DAY + local.hour * STEPS_A_DAY // 24
    return step if 0 <= step < len(days) * STEPS_A_DAY else None


def _bar(span: Span, days: list[date], event: Event) -> Bar:
    last_step = len(days) * STEPS_A_DAY - 1
    first = _step(span.start, days, event)
    last = _step(span.end - timedelta(microseconds=1), days, event)
    first = 0 if first is None else first
    last = last_step if last is None else last
    return Bar(first=first, width=max(1, last - first + 1))
