"""Arrivals and departures, drivers, vehicles, escort units and trips."""

from dataclasses import dataclass

from narahubung.intake import cells as c
from narahubung.intake.sheets import certain
from narahubung.intake.sheets.shapes import NOTE, SOURCE, SYNTHETIC, Part, Sheet, fixed, names, take
from narahubung.movements.chains import kind_of_vehicle, mode_of

PARTY, PLACE = "parties.Party", "parties.Place"
_DIRECTION = c.OneOf(
    {"arrival": "arrival", "departure": "departure", "kedatangan": "arrival",
     "kepulangan": "departure", "keberangkatan": "departure"}
)  # fmt: skip


def _mode(ctx: c.Context, cell: c.Cell) -> str:
    """Read by what one comes; what the list calls otherwise is a scheduled flight."""
    return mode_of(c.text(ctx, cell))


MOVEMENTS = Sheet(
    name="Arrivals & Departures",
    code=("movement_id",),
    keep=("movements.Movement", "note"),
    parts=(
        Part(
            model="movements.Movement",
            fields=(
                take("party", "delegation_id", c.RefTo(PARTY, needed=True), required=True),
                take("travelling", "party"),
                take("direction", read=_DIRECTION, required=True),
                take("planned_at", "date time_local timezone", c.moment, required=True),
                take("expected_at", "date time_local timezone", c.moment, follows="planned_at"),
                take("zone", "timezone", c.zone_or_event),
                take("time_status"),
                take("certainty", "time_status", c.OneOf(certain.TRAVEL)),
                *names("carrier", "flight_type"),
                take("mode", "flight_type", _mode, follows="flight_type"),
                take("other_end", "origin_destination"),
                take("airport"),
                take("terminal", "terminal_id", c.RefTo(PLACE)),
                *names("aircraft_parking", "greeter"),
                take("pax", read=c.whole),
                take("bags", read=c.whole),
                take("note", "note synthetic", certain.note_and_mark),
                SOURCE,
                SYNTHETIC,
            ),
        ),
    ),
)


@dataclass(frozen=True, eq=False)
class ClassOrModel(c.OneOf):
    """Reads the class of a vehicle; where the list names none, the model tells it if it can."""

    def __call__(self, ctx: c.Context, cell: c.Cell, *model: c.Cell) -> str:
        """Return our word for the class, "" where nobody knows; raises as OneOf does."""
        if not cell.is_empty:
            return super().__call__(ctx, cell)
        return kind_of_vehicle(" ".join(c.text(ctx, one) for one in model))


_CLASS = ClassOrModel(
    {"sedan": "sedan", "suv": "suv", "jip": "suv", "van": "van", "mpv": "van", "minibus": "van",
     "bus": "bus", "truck": "truck", "truk": "truck", "": ""}
)  # fmt: skip


def most_hours(ctx: c.Context, cell: c.Cell) -> float | None:
    """Return how many hours a day somebody may drive, None where nothing stands."""
    value = c.number(ctx, cell)
    if value is not None and not 0 < value <= 24:
        raise c.Bad("not_hours", cell, value=c.text(ctx, cell))
    return value


DRIVERS = Sheet(
    name="Drivers",
    code=("driver_id",),
    keep=("movements.Driver", "note"),
    parts=(
        Part(
            model="movements.Driver",
            fields=(
                take("full_name", required=True),
                take("phone"),
                take("party", "delegation_id", c.RefTo(PARTY)),
                *names("languages", "licence_no"),
                take("licence_until", read=c.day),
                take("vetted", read=c.yes_no),
                take("shift_from", read=c.clock),
                take("shift_to", read=c.clock),
                take("max_hours_day", read=most_hours),
                certain.CERTAINTY,
                NOTE,
                SYNTHETIC,
            ),
        ),
    ),
)
VEHICLES = Sheet(
    name="Vehicles",
    code=("vehicle_id",),
    keep=("movements.Vehicle", "note"),
    parts=(
        Part(
            model="movements.Vehicle",
            fields=(
                take("plate", required=True),
                take("model"),
                take("kind", "class model", _CLASS),
                *names("colour", "call_sign"),
                take("electric", read=c.yes_no),
                take("seats", read=c.whole),
                take("child_seat", read=c.yes_no),
                take("lift", read=c.yes_no),
                take("range_km", read=c.number),
                take("party", "delegation_id", c.RefTo(PARTY)),
                take("use"),
                take("usual_driver", "driver_id", c.RefTo("movements.Driver")),
                *names("driver", "driver_phone", "driver_english"),
                take("base", "base", c.RefTo(PLACE)),
                *names("sticker_no", "status"),
                certain.CERTAINTY,
                NOTE,
                SYNTHETIC,
            ),
        ),
    ),
)
ESCORTS = Sheet(
    name="Escort units",
    code=("unit_id",),
    keep=("movements.EscortUnit", "note"),
    parts=(
        Part(
            model="movements.EscortUnit",
            fields=(
                take("name", required=True),
                take("party", "delegation_id", c.RefTo(PARTY)),
                take("motorcycles", read=c.whole),
                take("lead_cars", read=c.whole),
                take("rear_cars", read=c.whole),
                take("personnel", read=c.whole),
                *names("leader", "leader_phone", "radio_channel", "shift"),
                certain.CERTAINTY,
                NOTE,
                SYNTHETIC,
            ),
        ),
    ),
)


def drives(ctx: c.Context, rows: list[dict[str, c.Cell]]) -> None:
    """Gather which party drives to which programme item; this list knows better than what is."""
    known = ctx.gathered.setdefault("drives", {})
    for row in rows:
        if not {"programme_item", "delegation_id"} <= set(row):
            return
        item, party = (str(row[name].value).strip() for name in ("programme_item", "delegation_id"))
        known[str(row["trip_id"].value).strip()] = [item, party]


TRIPS = Sheet(
    name="Trips",
    code=("trip_id",),
    keep=("movements.Trip", "note"),
    prepare=drives,
    parts=(
        Part(
            model="movements.Trip",
            fields=(
                take("party", "delegation_id", c.RefTo(PARTY, needed=True), required=True),
                take("purpose"),
                take("item", "programme_item", c.RefTo("programme.Item")),
                take("from_place", "from_id", c.RefTo(PLACE)),
                take("to_place", "to_id", c.RefTo(PLACE)),
                take("departs_at", "depart", c.local_moment, required=True),
                take("arrives_at", "arrive", c.local_moment),
                fixed("zone", c.event_zone),
                take("vehicle", "vehicle_id", c.RefTo("movements.Vehicle")),
                take("support_vehicle", "support_vehicle_id", c.RefTo("movements.Vehicle")),
                take("escort", "escort_unit_id", c.RefTo("movements.EscortUnit")),
                take("passengers", read=c.whole),
                take("certainty", "status", c.OneOf(certain.TRIP)),
                take("note", "note status", certain.NoteAndWord(certain.TRIP)),
                SYNTHETIC,
            ),
        ),
    ),
)
