"""The paper of a motorcade and of a police escort, as one person may see them."""

from datetime import datetime
from typing import Any

from django.template.defaultfilters import capfirst
from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.kit.actor import Actor
from narahubung.kit.said import said
from narahubung.kit.templatetags.times import day_text, local_day
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.parties.models import Party
from narahubung.reports.paper import data
from narahubung.reports.queries.card import is_synthetic, language_now
from narahubung.reports.queries.names import party_name
from narahubung.transport.queries.escorts import request_sheet
from narahubung.transport.queries.motorcades import CarLine, motorcade_sheet


def motorcade(
    *, event: Event, motorcade_id: int, by: Actor, at: datetime, url: str
) -> data.ConvoySheet:
    """Return the sheet of a motorcade. Five queries. Raises DoesNotExist."""
    sheet = motorcade_sheet(by=by, motorcade_id=motorcade_id)
    kilometres = f"{sheet.distance_km:.1f} km" if sheet.distance_km else "-"
    advance = _("{minutes} min before").format(minutes=sheet.advance_min or "-")
    return data.ConvoySheet(
        kind="motorcade",
        **_head(event, sheet.party.id, sheet.zone, at, url),
        about=_drive(sheet.purpose, sheet.departs_at, sheet.from_place, sheet.to_place, sheet.zone),
        facts=[
            (_("Grade"), f"{sheet.grade}, {sheet.order_name} ({sheet.order_source})"),
            (_("Arrives"), _clock(sheet.arrives_at, sheet.zone)),
            (_("Main way"), f"{sheet.route_main or '-'}, {kilometres}"),
            (_("Alternate way"), sheet.route_alternate or "-"),
            (_("Hospital on the way"), sheet.hospital or "-"),
            (_("Radio channel"), sheet.radio or "-"),
            (_("Police escort"), _joined(sheet.escort, sheet.escort_leader, sheet.escort_phone)),
            (_("Advance car"), advance if sheet.advance_min else "-"),
            (_("List"), _joined(sheet.order_mark, sheet.seats_mark)),
        ],
        widths=[0, 1.3, 1.5, 1.6, 2.4, 0],
        heads=["", _("Car"), _("Plate"), _("Driver"), _("Who sits where"), _("All in")],
        rows=[_car(car) for car in sheet.cars],
        notes=[sheet.note] if sheet.note else [],
    )


def escort_order(
    *, event: Event, request_id: int, by: Actor, at: datetime, url: str
) -> data.ConvoySheet:
    """Return the order of a police escort. Three queries. Raises DoesNotExist."""
    line, points = request_sheet(by=by, request_id=request_id)
    units = _("{bikes} motorcycles, {front} in front, {rear} at the rear").format(
        bikes=line.motorcycles, front=line.lead_cars, rear=line.rear_cars
    )
    words = [_("stands ready"), _("moves off")]
    last = [_("passes")] * max(0, len(points) - 3) + [_("arrives")]
    return data.ConvoySheet(
        kind="escort_order",
        **_head(event, line.party.id, line.zone, at, url),
        about=_drive(line.purpose, line.starts_at, line.from_place, line.to_place, line.zone),
        facts=[
            (_("Number of the order"), f"{line.number or '-'} ({line.state_word})"),
            (_("Grade"), line.grade),
            (_("Units"), units),
            (_("Unit"), _joined(line.unit, line.leader, line.leader_phone)),
            (_("Call sign"), line.call_sign or "-"),
            (_("Radio channel"), line.radio or "-"),
            (_("Asked by"), _joined(line.asked_by, _clock(line.asked_at, line.zone))),
            (_("Answered by"), _joined(line.decided_by, _clock(line.decided_at, line.zone))),
        ],
        widths=[0, 0, 3, 1.5],
        heads=[_("No."), _("Time"), _("Point"), ""],
        rows=[
            [str(number), _clock(point.due_at, line.zone), point.place or "-", word]
            for number, (point, word) in enumerate(
                zip(points, [*words, *last], strict=False), start=1
            )
        ],
        notes=[
            *([line.note] if line.note else []),
            _(
                "Ambulances and fire engines on duty go first; the motorcade yields to them"
                " (UU 22/2009 art. 134)."
            ),
        ],
    )


def _head(event: Event, party_id: int, zone_name: str, at: datetime, url: str) -> dict[str, Any]:
    """Return what stands on either paper: whose it is, on whose clock, printed when."""
    party = Party.objects.get(pk=party_id)
    return {
        "event": event.name,
        "code": party.code,
        "delegation": party_name(party),
        "zone": zone_label(zone_name, at),
        "printed_at": at.astimezone(zone(zone_name)),
        "url": url,
        "synthetic": is_synthetic(event, party),
        "language": language_now(),
    }


def _car(car: CarLine) -> list[str]:
    seats = "; ".join(f"{place.seat_word}: {place.name}" for place in car.seats)
    called = f"{len(car.seats)}" if car.all_in_at else f"__/{len(car.seats)}" if car.seats else ""
    role = _joined(car.role_word, car.call_sign)
    plate = _joined(car.plate, car.model)
    return [str(car.order), role, plate, _joined(car.driver, car.driver_phone), seats, called]


def _drive(purpose: str, at: datetime | None, here: str, there: str, zone_name: str) -> str:
    day = day_text(local_day(at, zone_name)) if at else "-"
    way = f"{here or '-'} \N{RIGHTWARDS ARROW} {there or '-'}"
    return f"{capfirst(said(purpose))}, {day} {_clock(at, zone_name)}: {way}"


def _clock(moment: datetime | None, zone_name: str) -> str:
    return f"{clock_text(moment, zone_name)} {zone_label(zone_name, moment)}" if moment else "-"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part and part != "-") or "-"
