"""The lists of this room as workbooks: what the screen shows, and more columns of the same."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from narahubung.kit.records import Certainty
from narahubung.kit.said import said
from narahubung.kit.tables import Table
from narahubung.movements.queries import MovementLine, TripLine


def of_movements(lines: Iterable[MovementLine], zone_name: str) -> Table:
    """Return arrivals and departures as a table."""
    return Table(
        title=_("Arrivals and departures"),
        zone_name=zone_name,
        columns=[
            _("Number"),
            _("Direction"),
            _("Code"),
            _("Delegation"),
            _("Who travels"),
            _("Planned"),
            _("Expected"),
            _("Happened"),
            _("Flight"),
            _("From or to"),
            _("Terminal"),
            _("Aircraft stand"),
            _("People"),
            _("Bags"),
            _("Greeted by"),
            _("Status"),
            _("State"),
            _("Note"),
        ],
        rows=[
            [
                line.code,
                line.direction_word,
                line.party.code,
                line.party.name,
                line.travelling_word,
                line.planned_at,
                line.expected_at,
                line.actual_at,
                said(line.carrier),
                line.other_end,
                line.terminal or line.airport,
                line.aircraft_parking,
                line.pax,
                line.bags,
                said(line.greeter),
                line.status_word,
                str(Certainty(line.certainty).label),
                line.note,
            ]
            for line in lines
        ],
    )


def of_trips(lines: Iterable[TripLine], zone_name: str) -> Table:
    """Return drives as a table."""
    return Table(
        title=_("Trips"),
        zone_name=zone_name,
        columns=[
            _("Number"),
            _("Code"),
            _("Delegation"),
            _("Purpose"),
            _("Departure"),
            _("Arrival"),
            _("Left"),
            _("Arrived"),
            _("From"),
            _("To"),
            _("Plate"),
            _("Car"),
            _("Driver"),
            _("Driver's phone"),
            _("Second car"),
            _("Escort"),
            _("People"),
            _("Status"),
            _("State"),
            _("Note"),
        ],
        rows=[
            [
                line.code,
                line.party.code,
                line.party.name,
                said(line.purpose),
                line.departs_at,
                line.arrives_at,
                line.left_at,
                line.reached_at,
                line.from_place,
                line.to_place,
                line.car.plate if line.car else "",
                line.car.model if line.car else "",
                line.driver,
                line.driver_phone,
                line.support_plate,
                line.escort,
                line.passengers,
                line.status_word,
                str(Certainty(line.certainty).label),
                line.note,
            ]
            for line in lines
        ],
    )
