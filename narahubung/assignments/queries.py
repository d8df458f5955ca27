"""Everything that only looks at who is with whom. Finished answers."""

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Q

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments.models import (
    POSITIONS,
    Attachment,
    Pin,
    Preassignment,
    Proposal,
    ProposalState,
)
from narahubung.assignments.planning import problem_of, stays_of, with_present
from narahubung.assignments.words import language_name, position_word, say
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span, gaps
from narahubung.kit.zones import zone
from narahubung.parties.models import Officer, Party
from narahubung.plans import assignment as engine

STEPS_A_DAY = 8  # the timeline draws a day in eight steps of three hours


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A stretch on the timeline: its first step and how many steps it is wide."""

    first: int
    width: int


@dataclass(frozen=True, kw_only=True)
class Serving:
    """One officer at one party."""

    attachment_id: int | None
    officer_id: int
    officer: str
    short: str
    phone: str
    call_sign: str
    position: str
    position_word: str
    skills: str
    since: datetime
    until: datetime
    firm: bool
    reasons: tuple[str, ...] = ()
    bar: Bar | None = None


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
class ProposedChange:
    """One place that the proposal would change, with its reasons in words."""

    party: Party
    position: str
    position_word: str
    old: str
    new: str
    new_id: int | None
    pinned: bool
    reasons: tuple[str, ...]
    waived: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProposalView:
    """A proposal beside the present."""

    proposal: Proposal
    comparison: tuple[tuple[str, int, int], ...] = ()
    changes: tuple[ProposedChange, ...] = ()
    kept: int = 0
    unfilled: tuple[tuple[str, str, str], ...] = ()
    faults: tuple[str, ...] = ()


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
    serving = _serving(event, by)
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


def newest_proposal(*, by: Actor) -> Proposal | None:
    """Return the proposal people look at: the newest that was not put aside or adopted."""
    return (
        Proposal.objects.visible_to(by)
        .filter(state__in=[ProposalState.WAITING, ProposalState.READY, ProposalState.FAILED])
        .order_by("-number")
        .first()
    )


def proposal_view(*, proposal: Proposal, by: Actor) -> ProposalView:
    """Return a proposal beside the present, each change with its reasons. Five queries."""
    if proposal.state not in {ProposalState.READY, ProposalState.ADOPTED}:
        return ProposalView(proposal=proposal)
    plan, problem = _stored(proposal.pk, proposal.state)
    parties = {p.code: p for p in Party.objects.visible_to(by)}
    officers = {o.code: o for o in Officer.objects.visible_to(by)}
    present = {(h.delegation, h.position): h.officer for h in problem.present}
    told = _teller(officers, problem.timezone)

    def name(code: str | None) -> str:
        return officers[code].full_name if code in officers else ""

    changes = tuple(
        ProposedChange(
            party=parties[place.delegation],
            position=place.position,
            position_word=position_word(place.position),
            old=name(present.get((place.delegation, place.position))),
            new=name(place.officer),
            new_id=officers[place.officer].pk if place.officer in officers else None,
            pinned=place.pinned,
            reasons=tuple(told(r) for r in place.reasons),
            waived=tuple(told(r) for r in place.waived),
        )
        for place in plan.places
        if present.get((place.delegation, place.position)) != place.officer
        and place.delegation in parties
    )
    now = with_present(
        problem,
        (
            engine.Place(delegation=h.delegation, position=h.position, officer=h.officer)
            for h in problem.present
        ),
    )
    return ProposalView(
        proposal=proposal,
        comparison=_compare(problem, now, plan),
        changes=changes,
        kept=len(plan.places) - len(changes),
        unfilled=tuple(
            (u.delegation, position_word(u.position), "; ".join(told(r) for r in u.reasons))
            for u in plan.unfilled
        ),
        faults=tuple(
            f"{f.delegation} {position_word(f.position)} {name(f.officer)}: {told(f.reason)}"
            for f in engine.faults(problem, plan)
        ),
    )


def passed_over(*, proposal: Proposal, by: Actor) -> list[tuple[Officer, str, str]]:
    """Return each officer without a place: where he would have fitted best, and why not there."""
    plan, problem = _stored(proposal.pk, proposal.state)
    officers = {o.code: o for o in Officer.objects.visible_to(by)}
    told = _teller(officers, problem.timezone)
    return [
        (
            officers[p.officer],
            f"{p.delegation}, {position_word(p.position)}",
            "; ".join(told(r) for r in p.reasons),
        )
        for p in plan.passed_over
        if p.officer in officers
    ]


def candidates_for(*, event: Event, party: Party, position: str, by: Actor) -> list[CandidateLine]:
    """Return every officer for one place, the best first, the excluded last, with the reasons."""
    problem = problem_of(event)
    now = with_present(
        problem,
        (
            engine.Place(delegation=h.delegation, position=h.position, officer=h.officer)
            for h in problem.present
        ),
    )
    officers = {o.code: o for o in Officer.objects.visible_to(by)}
    told = _teller(officers, event.zone)
    holder = {(h.delegation, h.position): h.officer for h in problem.present}.get(
        (party.code, position)
    )
    try:
        found = engine.candidates(problem, delegation=party.code, position=position, plan=now)
    except KeyError:
        return []
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
        if c.officer in officers
    ]


@dataclass(frozen=True, kw_only=True)
class OnDuty:
    """An officer's place with a party, as a board needs it."""

    short: str
    since: datetime
    until: datetime


def on_duty(*, by: Actor, party_ids: Collection[int] | None = None) -> dict[int, list[OnDuty]]:
    """Return who is attached to each party, lead first, by party number. One query."""
    rows = Attachment.objects.visible_to(by).standing()
    if party_ids is not None:
        rows = rows.filter(party_id__in=party_ids)
    found: dict[int, list[OnDuty]] = defaultdict(list)
    for party_id, preferred, full, since, until in rows.order_by("-position", "pk").values_list(
        "party_id", "officer__preferred_name", "officer__full_name", "since", "until"
    ):
        found[party_id].append(OnDuty(short=preferred or full, since=since, until=until))
    return found


def serving_of(*, by: Actor, party_id: int) -> list[Serving]:
    """Return the officers of one party, lead first, with languages and reasons. Five queries."""
    event = Event.objects.get(pk=by.here)
    return _serving(event, by, party_id=party_id).get(party_id, [])


def without_log_in(*, by: Actor) -> list[int]:
    """Return the officers who serve somebody and cannot sign in yet, by number. One query."""
    if not by.may(Right.MANAGE_PEOPLE):
        return []
    rows = Attachment.objects.visible_to(by).standing().filter(officer__person=None)
    return sorted(set(rows.values_list("officer_id", flat=True)))


def officer_list(*, by: Actor, text: str = "", language: str = "") -> list[dict[str, Any]]:
    """Return the officers with skills and whom they serve, by name. Three queries."""
    rows = Officer.objects.visible_to(by).select_related("service", "person")
    if text:
        rows = rows.filter(Q(full_name__icontains=text) | Q(code__icontains=text))
    if language:
        rows = rows.filter(languages__language=language)
    serves = defaultdict(list)
    for row in Attachment.objects.visible_to(by).standing().select_related("party"):
        serves[row.officer_id].append((row.party, position_word(row.position)))
    sees_skills = by.may(Right.SEE_SKILLS)
    return [
        {
            "officer": row,
            "service": getattr(row, "service", None) if sees_skills else None,
            "skills": [
                (language_name(s.language), s.level)
                for s in sorted(row.languages.all(), key=lambda s: s.level, reverse=True)
            ],
            "serves": serves.get(row.pk, []),
        }
        for row in rows.prefetch_related("languages").order_by("full_name")
    ]


@lru_cache(maxsize=8)
def _stored(proposal_id: int, state: str) -> tuple[engine.Plan, engine.Problem]:
    # A proposal's plan never changes once it is ready, so it is decoded once.
    row = Proposal.objects.get(pk=proposal_id)
    return (
        engine.from_json(engine.Plan, json.dumps(row.plan)),
        engine.from_json(engine.Problem, json.dumps(row.problem)),
    )


def _teller(officers: dict[str, Officer], zone_name: str) -> Any:
    def name(code: str) -> str:
        return officers[code].short_name if code in officers else code

    return lambda reason: say(reason, zone_name=zone_name, officer=name)


def _compare(
    problem: engine.Problem, now: engine.Plan, plan: engine.Plan
) -> tuple[tuple[str, int, int], ...]:
    before, after = engine.faults(problem, now), engine.faults(problem, plan)
    wanted = len(plan.places) + len(plan.unfilled)
    return (
        ("empty", wanted - len(now.places), len(plan.unfilled)),
        ("faults", len([f for f in before if f.reason.code != "left_out"]), len(after)),
        (
            "misfit",
            engine.price(problem, now.places) if now.places else 0,
            engine.price(problem, plan.places),
        ),
    )


def _serving(event: Event, by: Actor, *, party_id: int | None = None) -> dict[int, list[Serving]]:
    found: dict[int, list[Serving]] = defaultdict(list)
    rows = (
        Attachment.objects.visible_to(by)
        .standing()
        .select_related("officer", "party")
        .prefetch_related("officer__languages")
        .order_by("-position", "pk")
    )
    if party_id is not None:
        rows = rows.filter(party_id=party_id)
    names = {o.code: o for o in Officer.objects.filter(event=event)}
    tell = _teller(names, event.zone)
    for row in rows:
        wanted = row.party.preferred_languages.split() + row.party.official_languages.split()
        levels = {s.language: s.level for s in row.officer.languages.all()}
        skills = [f"{code} {levels[code]}" for code in dict.fromkeys(wanted) if code in levels]
        found[row.party_id].append(_serve(row, skills[:2], tell))
    return found


def _serve(row: Attachment, skills: list[str], tell: Any) -> Serving:
    return Serving(
        attachment_id=row.pk,
        officer_id=row.officer_id,
        officer=row.officer.full_name,
        short=row.officer.short_name,
        phone=row.officer.phone,
        call_sign=row.officer.radio_call_sign,
        position=row.position,
        position_word=position_word(row.position),
        skills=", ".join(skills),
        since=row.since,
        until=row.until,
        firm=row.firm,
        reasons=tuple(tell(engine.Reason(code=r["code"], facts=r["facts"])) for r in row.reasons)
        if tell
        else (),
    )


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
