"""Zones, gates and categories are set up. The code names the thing: kept again, it is changed."""

from datetime import datetime
from uuid import UUID

from narahubung.access import entries
from narahubung.access.models import Basis, Category, Gate, Zone
from narahubung.access.rules import zones as rules
from narahubung.access.rules.people import check_can_accredit
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Place


@command
def keep_zone(  # noqa: PLR0913 -- the columns of a zone
    *,
    zone_code: str,
    name_en: str,
    name_id: str = "",
    basis: str = Basis.GIVEN.value,
    mirrored: bool = False,
    place_id: int | None = None,
    room: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Zone:
    """Make a zone, or change the one with this code. Raises NotYours, Nameless, NoPlace."""
    with act(by=by, at=at, key=key) as record:
        check_can_accredit(by)
        rules.check_named(zone_code, name_en)
        row = Zone.objects.filter(event_id=by.here, code=zone_code.strip()).first()
        row = row or Zone(event_id=by.here, code=zone_code.strip())
        row.name_en, row.name_id = name_en.strip(), name_id.strip()
        row.basis, row.mirrored, row.room = basis, mirrored, room.strip()
        row.place = Place.objects.visible_to(by).get(pk=place_id) if place_id else None
        rules.check_zone(row)
        row.save()
        record(entries.ZoneKept(code=row.code, name=by.name))
    return row


@command
def keep_gate(
    *,
    gate_code: str,
    zone_id: int,
    name_en: str,
    name_id: str = "",
    checks: list[str],
    pass_back: bool = True,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Gate:
    """Make a gate, or change the one with this code.

    Raises NotYours, Nameless, NoCheck; Zone.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        check_can_accredit(by)
        rules.check_named(gate_code, name_en)
        rules.check_checks(checks)
        row = Gate.objects.filter(event_id=by.here, code=gate_code.strip()).first()
        row = row or Gate(event_id=by.here, code=gate_code.strip())
        row.zone = Zone.objects.visible_to(by).get(pk=zone_id)
        row.name_en, row.name_id = name_en.strip(), name_id.strip()
        row.checks, row.pass_back = " ".join(checks), pass_back
        row.save()
        record(entries.GateKept(code=row.code, name=by.name))
    return row


@command
def keep_category(  # noqa: PLR0913 -- the columns of a category
    *,
    category_code: str,
    name_en: str,
    name_id: str = "",
    zone_ids: list[int],
    has_photo: bool = True,
    is_vetted: bool = True,
    colour: str = "#1f4e79",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Category:
    """Make a category of badges, or change the one with this code. Raises NotYours, Nameless.

    zone_ids: given to everybody of it; of zones that a delegation has by its itinerary, those that
    its people of this category may enter at all.
    """
    with act(by=by, at=at, key=key) as record:
        check_can_accredit(by)
        rules.check_named(category_code, name_en)
        row = Category.objects.filter(event_id=by.here, code=category_code.strip()).first()
        row = row or Category(event_id=by.here, code=category_code.strip())
        row.name_en, row.name_id, row.colour = name_en.strip(), name_id.strip(), colour
        row.has_photo, row.is_vetted = has_photo, is_vetted
        row.save()
        row.zones.set(Zone.objects.visible_to(by).filter(pk__in=zone_ids))
        record(entries.CategoryKept(code=row.code, name=by.name))
    return row
