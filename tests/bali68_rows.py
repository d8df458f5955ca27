"""Bali-68 as rows of the database: what `tests.bali68` says in the engine's words."""

from datetime import timedelta
from typing import Any

from narahubung.plans.roster import RosterProblem

SLUG = "bali-68"


def write_rows(problem: RosterProblem) -> Any:
    """Store the event with its parties, movements, hours of cover and officers; return it."""
    from narahubung.accounts.models import Event
    from narahubung.assignments.models import CoverTerms
    from narahubung.kit.zones import zone
    from narahubung.movements.models import Movement
    from narahubung.parties.models import Party

    here = zone(problem.timezone)
    first = min(d.span.start for d in problem.demands).astimezone(here)
    last = max(d.span.end for d in problem.demands).astimezone(here)
    event = Event.objects.create(
        slug=SLUG,
        name_en="Bali-68",
        zone=problem.timezone,
        starts_on=first.date(),
        ends_on=last.date(),
        state="live",
        policy={
            "officers": {
                "positions": {d.id: list(d.positions) for d in problem.delegations if d.positions}
            }
        },
    )
    Party.objects.bulk_create(
        Party(
            event=event,
            code=delegation.id,
            name_en=delegation.id,
            preferred_languages=" ".join(delegation.preferred),
            official_languages=" ".join(delegation.official),
            head_category=delegation.head_category,
        )
        for delegation in problem.delegations
    )
    parties = {party.code: party for party in Party.objects.filter(event=event)}
    hours: dict[str, set[Any]] = {}
    ends: dict[str, list[Any]] = {}
    for demand in problem.demands:
        start, end = demand.span.start.astimezone(here), demand.span.end.astimezone(here)
        hours.setdefault(demand.delegation, set()).add((start.time(), end.time()))
        ends.setdefault(demand.delegation, []).extend((start, end))
    CoverTerms.objects.bulk_create(
        CoverTerms(event=event, party=parties[code], day_from=day_from, day_to=day_to)
        for code, ((day_from, day_to),) in hours.items()
    )
    Movement.objects.bulk_create(
        Movement(
            event=event,
            party=parties[code],
            code=f"{code}-{direction}",
            direction=direction,
            planned_at=at,
            expected_at=at,
            zone=problem.timezone,
        )
        for code, moments in ends.items()
        for direction, at in (("arrival", min(moments)), ("departure", max(moments)))
    )
    _officers(event, problem, first.date(), last.date())
    return event


def _officers(event: Any, problem: RosterProblem, first: Any, last: Any) -> None:
    from narahubung.parties.models import Officer
    from narahubung.training.models import LanguageSkill, ServiceRecord

    Officer.objects.bulk_create(
        Officer(
            event=event,
            code=officer.id,
            full_name=officer.id.replace("LO-", "Officer "),
            gender=officer.gender,
            available_from=first - timedelta(days=1),
            available_to=last + timedelta(days=1),
            max_hours_per_day=officer.max_hours_per_day,
        )
        for officer in problem.officers
    )
    rows = {row.code: row for row in Officer.objects.filter(event=event)}
    ServiceRecord.objects.bulk_create(
        ServiceRecord(
            event=event,
            code=officer.id,
            officer=rows[officer.id],
            certification=officer.certification,
            experience_events=officer.events,
            vip_cleared=officer.cleared,
        )
        for officer in problem.officers
    )
    LanguageSkill.objects.bulk_create(
        LanguageSkill(officer=rows[officer.id], language=language, level=level)
        for officer in problem.officers
        for language, level in officer.languages.items()
    )
