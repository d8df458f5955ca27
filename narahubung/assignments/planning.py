"""Rows to the engine's Problem, and its Plan back to what people look at. Adopting is a command."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Min
from django.db.models.functions import Coalesce

from narahubung.accounts.models import Event
from narahubung.assignments.models import (
    AIDES,
    LANGUAGE,
    RELIEF,
    SPOUSE,
    Attachment,
    Pin,
    Preassignment,
)
from narahubung.kit.intervals import Span
from narahubung.kit.zones import zone
from narahubung.movements.models import Movement
from narahubung.parties.models import Officer, Party
from narahubung.plans import assignment as engine

BESIDE = {
    SPOUSE: engine.Position(code=SPOUSE, covers=False, usual=False),
    LANGUAGE: engine.Position(code=LANGUAGE, own_language=True, covers=False, usual=False),
}
"""Places besides lead and deputy that an event, or a person, may name; they have no shifts."""
_BUSY = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(\d{1,2}[:.]\d{2})\s*-\s*(\d{1,2}[:.]\d{2})")


def stays_of(event: Event) -> dict[int, Span]:
    """Return from when to when each party of the event is to be accompanied, by party number.

    From the arrival of its first people to the departure of its last. A party whose arrival or
    departure is not known is covered from the first or to the last day of operations.
    """
    best = Coalesce("actual_at", "expected_at", "planned_at")
    rows = (
        Movement.objects.filter(event=event)
        .exclude(certainty="cancelled")
        .values("party_id", "direction")
        .annotate(first=Min(best), last=Max(best))
    )
    first, last = {}, {}
    for row in rows:
        if row["direction"] == "arrival" and row["first"]:
            first[row["party_id"]] = row["first"]
        if row["direction"] == "departure" and row["last"]:
            last[row["party_id"]] = row["last"]
    whole = _operation(event)
    return {
        pk: Span(first.get(pk, whole.start), last.get(pk, whole.end))
        for pk in first.keys() | last.keys()
    }


def problem_of(event: Event) -> engine.Problem:
    """Return the event as the engine's Problem. Ids are the organiser's codes. Eight queries."""
    stays = stays_of(event)
    parties = [
        party
        for party in Party.objects.filter(event=event).exclude(certainty="cancelled")
        if party.comes and party.pk in stays
    ]
    codes = {party.pk: party.code for party in parties}
    officers = list(
        Officer.objects.filter(event=event)
        .exclude(certainty="cancelled")
        .select_related("service")
        .prefetch_related("languages")
    )
    places = [row for row in places_of(event) if row.party_id in codes]
    aides = [row for row in places if row.position in AIDES and row.firm]
    policy = _with_aides(event.policy.get("officers", {}), aides)
    return engine.Problem(
        officers=tuple(_officer(row, event, codes.values()) for row in officers),
        delegations=tuple(_delegation(party, stays[party.pk], policy) for party in parties),
        pins=tuple(_pins(event, codes, aides)),
        present=tuple(
            engine.Held(delegation=row.party.code, position=row.position, officer=row.officer.code)
            for row in places
        ),
        policy=_policy(policy),
        timezone=event.zone,
    )


def places_of(event: Event) -> list[Attachment]:
    """Return the attachments that a plan of officers is about: a relief has no home. One query."""
    rows = Attachment.objects.filter(event=event).standing().exclude(position=RELIEF)
    return list(rows.select_related("party", "officer"))


def position_of(code: str) -> engine.Position:
    """Return a position that is wanted only where somebody names it."""
    return BESIDE.get(code, engine.Position(code=code, usual=False))


def summary_of(problem: engine.Problem, plan: engine.Plan, *, seconds: float) -> dict[str, Any]:
    """Return the figures of a plan: what the command line prints and the desk shows."""
    positions = len(plan.places) + len(plan.unfilled)
    held = {(p.delegation, p.position): p.officer for p in plan.places}
    kept = sum(held.get((p.delegation, p.position)) == p.officer for p in problem.pins)
    return {
        "positions": positions,
        "filled": len(plan.places),
        "faults": len(engine.faults(problem, plan)),
        "pinned_kept": kept,
        "objective": plan.objective,
        "bound": plan.bound,
        "gap_pct": round(plan.gap_pct, 3),
        "proven": plan.proven,
        "stopped_by": plan.stopped_by,
        "seconds": round(seconds, 2),
    }


def with_present(problem: engine.Problem, places: Iterable[engine.Place]) -> engine.Plan:
    """Return the places as a plan made by hand, so that `faults` and `candidates` can judge it."""
    filled = tuple(places)
    known = {(place.delegation, place.position) for place in filled}
    wanted = [p.code for p in problem.policy.positions if p.usual]
    return engine.Plan(
        places=filled,
        unfilled=tuple(
            engine.Unfilled(delegation=d.id, position=code)
            for d in problem.delegations
            for code in (d.positions or wanted)
            if (d.id, code) not in known
        ),
    )


def _operation(event: Event) -> Span:
    facts = event.facts
    start = _day(facts.get("operation_from")) or event.starts_on
    end = _day(facts.get("operation_to")) or event.ends_on or start
    if start is None or end is None:
        start = end = date(1970, 1, 1)
    here = zone(event.zone)
    return Span(
        datetime.combine(start, time(), tzinfo=here),
        datetime.combine(end + timedelta(days=1), time(), tzinfo=here),
    )


def _day(value: object) -> date | None:
    if isinstance(value, dict):
        value = value.get("value")
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _officer(row: Officer, event: Event, codes: Iterable[str]) -> engine.Officer:
    service = getattr(row, "service", None)
    whole = _operation(event)
    here = zone(event.zone)
    start = (
        datetime.combine(row.available_from, time(), tzinfo=here)
        if row.available_from
        else whole.start
    )
    end = (
        datetime.combine(row.available_to + timedelta(days=1), time(), tzinfo=here)
        if row.available_to
        else whole.end
    )
    note = service.conflict_note if service else ""
    return engine.Officer(
        id=row.code,
        languages={skill.language: skill.level for skill in row.languages.all()},
        grade=row.grade,
        certification=service.certification if service else "",
        events=service.experience_events if service else 0,
        cleared=bool(service and service.vip_cleared),
        gender=row.gender,
        free=(Span(start, end),),
        busy=tuple(_busy(row.unavailable, event)),
        max_hours_per_day=row.max_hours_per_day or 8.0,
        conflicts={code: note for code in codes if _names(note, code)},
    )


def _names(note: str, code: str) -> bool:
    return bool(note) and re.search(rf"(?<!\w){re.escape(code)}(?!\w)", note) is not None


def _busy(text: str, event: Event) -> Iterable[Span]:
    here = zone(event.zone)
    for day, start, end in _BUSY.findall(text):
        on = date.fromisoformat(day)
        first = time.fromisoformat(start.replace(".", ":").zfill(5))
        last = time.fromisoformat(end.replace(".", ":").zfill(5))
        until = datetime.combine(on, last, tzinfo=here)
        # The list writes the end of the day as 23:59.
        until = until + timedelta(minutes=1) if last == time(23, 59) else until
        yield Span(datetime.combine(on, first, tzinfo=here), until)


def _delegation(party: Party, stay: Span, policy: Mapping[str, Any]) -> engine.Delegation:
    asked = engine.Delegation(
        id=party.code,
        stay=Span(stay.start.astimezone(UTC), stay.end.astimezone(UTC)),
        preferred=tuple(party.preferred_languages.split()),
        official=tuple(party.official_languages.split()),
        head_category=party.head_category,
    )
    if hours := policy.get("cover_hours"):
        asked = replace(asked, cover_hours=float(hours))
    if wish := policy.get("gender_wishes", {}).get(party.code):
        asked = replace(asked, gender_wish=wish["gender"], gender_firm=bool(wish.get("firm")))
    if positions := policy.get("positions", {}).get(party.code):
        asked = replace(asked, positions=tuple(positions))
    return asked


def _with_aides(policy: Mapping[str, Any], aides: list[Attachment]) -> dict[str, Any]:
    """Return the event's policy with the places of the aides whom a person named."""
    named = {code: list(positions) for code, positions in policy.get("positions", {}).items()}
    for row in aides:
        own = named.setdefault(row.party.code, _usual(policy))
        if row.position not in own:
            own.append(row.position)
    return {**policy, "positions": named}


def _usual(policy: Mapping[str, Any]) -> list[str]:
    """Return the positions of every party that names none."""
    return list(
        policy.get("usual_positions") or [p.code for p in engine.Policy().positions if p.usual]
    )


def _policy(policy: Mapping[str, Any]) -> engine.Policy:
    made = engine.Policy()
    weights = {k: int(v) for k, v in policy.get("weights", {}).items() if hasattr(made, k)}
    usual = _usual(policy)
    apart = [code for codes in policy.get("positions", {}).values() for code in codes]
    known = {**{p.code: p for p in made.positions}, **BESIDE}
    positions = tuple(
        replace(known.get(code, engine.Position(code=code)), usual=code in usual)
        for code in dict.fromkeys([*usual, *apart])
    )
    return replace(made, positions=positions, **weights)  # type: ignore[arg-type]


def _pins(event: Event, codes: Mapping[int, str], aides: list[Attachment]) -> Iterable[engine.Pin]:
    seen: dict[tuple[int, str], engine.Pin] = {}
    taken: dict[int, set[str]] = defaultdict(set)
    for row in Preassignment.objects.filter(event=event).select_related("officer"):
        if row.party_id in codes:
            seen[row.party_id, row.position] = engine.Pin(
                delegation=codes[row.party_id],
                position=row.position,
                officer=row.officer.code,
                source="preassigned",
                by=row.decided_by,
            )
    for aide in aides:
        seen[aide.party_id, aide.position] = engine.Pin(
            delegation=codes[aide.party_id],
            position=aide.position,
            officer=aide.officer.code,
            source="hand",
            by=aide.decided_by,
        )
    for pin in Pin.objects.filter(event=event).select_related("officer"):
        if pin.party_id in codes:
            seen[pin.party_id, pin.position] = engine.Pin(
                delegation=codes[pin.party_id],
                position=pin.position,
                officer=pin.officer.code,
                source="hand",
                by=pin.by_name,
            )
    for (party, _), made in sorted(seen.items()):
        if made.officer not in taken[party]:
            taken[party].add(made.officer)
            yield made
