"""Twenty officers with telephones, their delegation and what is done there, in a served house.

The rig makes them and looks at them (tests/rig.py): `cast` before a run, `look` after it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

PAPERS, PHONES, STEPS = 10, 20, 12
FROM, UNTIL = "2026-11-18T00:00", "2026-11-28T00:00"  # of every paper, on the event's clock


def cast(seeds: list[int], at: datetime) -> dict[str, Any]:
    """Make an event for each seed; return its slug, cookies, people and addresses of forms."""
    return {str(seed): _event(f"c10-{seed}", at - timedelta(days=30)) for seed in seeds}


def _event(slug: str, since: datetime) -> dict[str, Any]:
    from narahubung.accounts.models import Event
    from narahubung.parties.models import Party

    event = Event.objects.create(slug=slug, name_en=slug, zone="Asia/Makassar", state="live")
    party = Party.objects.create(event=event, code="ARD", name_en="Arda")
    people = [_person(f"{slug}-{number}", event, party, since) for number in range(PHONES)]
    desk = _person(f"{slug}-desk", event, None, since)
    return {
        "slug": slug,
        "desk": desk,
        "phones": [{**one, **_own(event, party, since)} for one in people],
        "papers": [_paper(event, party, number) for number in range(PAPERS)],
        "jot": reverse("desks:day_jot", args=[slug, "ARD"]),
        "observe": reverse("desks:day_observe", args=[slug, "ARD"]),
        "look": reverse("desks:day_look", args=[slug, "ARD"]),
        "tell": reverse("desks:day_tell", args=[slug, "ARD"]),
        "versions": reverse("field:versions", args=[slug]),
    }


def _person(name: str, event: Any, party: Any, since: datetime) -> dict[str, Any]:
    from narahubung.accounts.models import Person, Reach
    from tests.rig import _signed_in

    person = Person.objects.create(username=name, full_name=name, language="en")
    Reach.objects.create(
        person=person,
        event=event,
        role="officer" if party else "coordinator",
        kind="party" if party else "event",
        object_id=party.pk if party else None,
        since=since,
    )
    return {"person": person.pk, "cookie": _signed_in(person)}


def _own(event: Any, party: Any, since: datetime) -> dict[str, Any]:
    """Make what only one officer ticks and tells."""
    from narahubung.duties.models import Step
    from narahubung.movements.models import Movement

    number = Movement.objects.count()
    movement = Movement.objects.create(
        event=event, party=party, code=f"M{number}", direction="arrival", planned_at=since
    )
    steps = Step.objects.bulk_create(
        Step(
            event=event,
            party=party,
            procedure="airport-arrival",
            version="1",
            code=f"A{each}",
            anchor_kind="movement",
            anchor_id=movement.pk,
            check_at=since,
            due_at=since,
            moments=[since.isoformat(), (since + timedelta(days=90)).isoformat()],
        )
        for each in range(STEPS)
    )
    return {"movement": movement.pk, "steps": [step.pk for step in steps]}


def _paper(event: Any, party: Any, number: int) -> dict[str, Any]:
    from narahubung.airports.models import Aircraft, Clearance
    from narahubung.kit.zones import zone

    aircraft = Aircraft.objects.create(
        event=event, party=party, code=f"AC{number}", kind="state", registration=f"PK-{number}"
    )
    moments = [datetime.fromisoformat(each).replace(tzinfo=zone(event.zone)) for each in _DATES]
    Clearance.objects.create(
        event=event,
        aircraft=aircraft,
        kind="diplomatic",
        number=f"N-{number}",
        state="asked",
        valid_from=moments[0],
        valid_until=moments[1],
    )
    path = reverse("airports:paper", args=[event.slug, aircraft.pk])
    return {"aircraft": aircraft.pk, "path": path}


_DATES = (FROM, UNTIL)


def look(slugs: list[str]) -> dict[str, Any]:
    """Return what the server holds of events in the end, and whether its journal is whole."""
    from narahubung.journal.verifying import verify

    return {"whole": verify().whole, **{slug: _held(slug) for slug in slugs}}


def _held(slug: str) -> dict[str, Any]:
    from narahubung.accounts.models import Event
    from narahubung.airports.models import Clearance
    from narahubung.duties.models import Check, Observation
    from narahubung.field.models import Carried, TwoVersions
    from narahubung.journal.models import StoredEntry
    from narahubung.journal.reading import decoded
    from narahubung.kit.zones import zone
    from narahubung.movements.models import StatusMark

    def local(moment: datetime) -> str:
        return moment.astimezone(zone("Asia/Makassar")).strftime("%Y-%m-%dT%H:%M")

    event = Event.objects.get(slug=slug)
    entries = StoredEntry.objects.filter(event_id=event.pk).order_by("pk")
    papers = Clearance.objects.filter(event=event).order_by("aircraft_id")
    return {
        "rows": [
            {
                "id": str(row.pk),
                "person": row.person_id,
                "carried_by": row.carried_by_id,
                "lane": row.lane_id,
                "seq": row.seq,
                "status": row.status,
                "moments": [each.isoformat() for each in (row.at_lo, row.at, row.at_hi)],
            }
            for row in Carried.objects.filter(event=event).order_by("lane_id", "seq")
        ],
        "doers": {str(act): by for act, by in entries.values_list("act_id", "act__by_id")},
        "entries": [str(act) for act in entries.values_list("act_id", flat=True)],
        "lines": [getattr(decoded(row), "note", "") for row in entries.filter(kind="duties.noted")],
        "observations": [row.text for row in Observation.objects.filter(event=event)],
        "checks": list(Check.objects.filter(step__event=event).values_list("step_id", flat=True)),
        "marks": list(
            StatusMark.objects.filter(event=event)
            .order_by("pk")
            .values_list("movement_id", "status", "late")
        ),
        "papers": [
            {
                "state": row.state,
                "number": row.number,
                "valid_from": local(row.valid_from),
                "valid_until": local(row.valid_until),
            }
            for row in papers
        ],
        "questions": [
            {"id": str(row.carried_id), "field": row.field, "ours": row.ours, "theirs": row.theirs}
            for row in TwoVersions.objects.filter(event=event)
        ],
    }
