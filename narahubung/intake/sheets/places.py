"""Venues, hotels, room blocks, and how long a drive takes."""

from narahubung.intake import cells as c
from narahubung.intake.sheets import certain
from narahubung.intake.sheets.shapes import (
    NOTE,
    SOURCE,
    SYNTHETIC,
    Part,
    Sheet,
    fixed,
    names,
    take,
)

PLACE = "parties.Place"
_WHERE = (
    take("name", required=True),
    take("latitude", read=c.number),
    take("longitude", read=c.number),
    take("accuracy_m", read=c.number),
    take("area"),
    certain.CERTAINTY,
)

VENUES = Sheet(
    name="Venues",
    code=("venue_id",),
    keep=(PLACE, "note"),
    parts=(Part(model=PLACE, fields=(*_WHERE, take("kind", "type"), NOTE, SOURCE, SYNTHETIC)),),
)
HOTELS = Sheet(
    name="Hotels",
    code=("hotel_id",),
    keep=("stays.Hotel", "note"),
    parts=(
        Part(
            model=PLACE,
            fields=(*_WHERE, fixed("kind", c.constant("hotel")), SOURCE, SYNTHETIC),
        ),
        Part(
            model="stays.Hotel",
            fields=(
                take("place", "hotel_id", c.own(PLACE)),
                take("stars", read=c.number),
                *names("chosen_for_event", "clinic"),
                NOTE,
                SOURCE,
                SYNTHETIC,
            ),
        ),
    ),
)
TRAVEL = Sheet(
    name="Travel",
    code=("from_id", "to_id"),
    keep=("movements.TravelTime", "note"),
    parts=(
        Part(
            model="movements.TravelTime",
            fields=(
                take("from_place", "from_id", c.RefTo(PLACE, needed=True), required=True),
                take("to_place", "to_id", c.RefTo(PLACE, needed=True), required=True),
                take("both_ways", read=c.yes),
                take("km", read=c.number),
                take("normal_min", "minutes_normal", c.number),
                take("escorted_min", "minutes_escorted", c.number),
                take("rush_min", "minutes_rush", c.number),
                certain.CERTAINTY,
                NOTE,
                SYNTHETIC,
            ),
        ),
    ),
)
ROOM_BLOCKS = Sheet(
    name="Room blocks",
    code=("block_id",),
    keep=("stays.RoomBlock", "note"),
    parts=(
        Part(
            model="stays.RoomBlock",
            fields=(
                take("hotel", "hotel_id", c.RefTo(PLACE, needed=True), required=True),
                take(
                    "party", "delegation_id", c.RefTo("parties.Party", needed=True), required=True
                ),
                take("rooms", read=c.whole),
                take("suites", read=c.whole),
                take("delegation_office", read=c.yes_no),
                take("check_in", read=c.day),
                take("check_out", read=c.day),
                take("hotel_status"),
                certain.CERTAINTY,
                NOTE,
                SYNTHETIC,
            ),
        ),
    ),
)
