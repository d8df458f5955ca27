"""A big event to measure on: the example event, its delegations copied until there are enough."""

import os
import tempfile
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "g20-bali-2022.xlsx"
STANDS_AT = datetime(2022, 11, 15, 9, 30, tzinfo=UTC)  # 17.30 WITA, before the dinner


def open_home() -> Path:
    """Make a folder of data of its own and load Django over it; call it before importing a room."""
    home = Path(tempfile.mkdtemp(prefix="narahubung-bench-"))
    os.environ["NARAHUBUNG_HOME"] = str(home)
    os.environ["NARAHUBUNG_STANDS_AT"] = STANDS_AT.isoformat()
    os.environ["DJANGO_SETTINGS_MODULE"] = "narahubung.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    import_module("narahubung.config.upkeep").collect_static()
    return home


def make_event(parties: int) -> Any:
    """Import the example, staff it, unfold its duties, and copy its delegations up to `parties`."""
    from django.core.management import call_command

    from narahubung.accounts.models import Event
    from narahubung.duties import commands as duties
    from narahubung.kit import clock
    from narahubung.kit.actor import the_house
    from narahubung.parties.models import Party

    call_command("import_list", str(EXAMPLE), verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
    event = Event.objects.get()
    call_command(
        "plan_officers",
        event=event.slug,
        seconds=10,
        adopt=True,
        stdout=open(os.devnull, "w"),  # noqa: SIM115
    )
    by = the_house("benchmark", event_id=event.pk)
    ids = list(Party.objects.filter(event=event).values_list("pk", flat=True))
    for first in range(0, len(ids), duties.PARTIES_PER_ACT):
        some = ids[first : first + duties.PARTIES_PER_ACT]
        duties.refold(party_ids=some, by=by, at=clock.now())
    enlarge(event, parties)
    return event


def enlarge(event: Any, parties: int) -> None:
    """Copy delegations until there are `parties`."""
    from narahubung.parties.models import Party

    rows = Party.objects.filter(event=event)
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:45])
    number = 2
    while (count := rows.count()) < parties:
        _copy(event, ids[: parties - count], f"{number}x{count}")
        number += 1


def _copy(event: Any, ids: list[int], number: str) -> None:
    """Copy these delegations with what the board reads of them."""
    from narahubung.assignments.models import Attachment
    from narahubung.duties.models import Readiness, Step
    from narahubung.movements.models import Movement, Trip, Whereabouts
    from narahubung.needs.models import Need
    from narahubung.parties.models import Officer, Party
    from narahubung.stays.models import RoomBlock

    new: dict[int, int] = {}
    for row in Party.objects.filter(pk__in=ids):
        old, row.pk = row.pk, None
        row.code = f"{row.code}{number}"
        row.save(force_insert=True)
        new[old] = row.pk
    officers: dict[int, int] = {}
    for row in Officer.objects.filter(event=event, attachments__party_id__in=ids).distinct():
        old, row.pk, row.person_id = row.pk, None, None
        row.code = f"{row.code}-{number}"
        row.save(force_insert=True)
        officers[old] = row.pk
    for model in (Movement, Trip, Need, RoomBlock, Whereabouts, Attachment, Step, Readiness):
        rows = list(model.objects.filter(party_id__in=ids))
        for row in rows:
            row.pk, row.party_id = None, new[row.party_id]
            if hasattr(row, "code") and model is not Step:
                row.code = f"{row.code}-{number}"
            if model is Attachment:
                row.officer_id, row.reach_id = officers[row.officer_id], None
        model.objects.bulk_create(rows, batch_size=300)


def person_of(event: Any, role: str, name: str) -> Any:
    """Make a person with a role in the event."""
    from narahubung.accounts.models import Person, Reach
    from narahubung.kit import clock

    person = Person.objects.create(username=name, full_name=name.title(), language="id")
    Reach.objects.create(person=person, event=event, role=role, since=clock.now())
    return person


def spread(seconds: list[float]) -> dict[str, float]:
    """Return median and 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    at = min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))
    return {
        "p50_ms": round(1000 * ordered[len(ordered) // 2], 1),
        "p95_ms": round(1000 * ordered[at], 1),
    }
