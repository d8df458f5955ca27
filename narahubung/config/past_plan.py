"""The demo's floor plan: a sketch of the VVIP building that the code draws, with its marks.

It is nobody's real drawing: rooms, doors and their sizes are invented, and its name says so.
"""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PIL import Image, ImageDraw

from narahubung.config.past_people import Deed, People
from narahubung.documents.reading import receive
from narahubung.parties.models import Place
from narahubung.transport import commands as transport

VENUE, NAME = "V-VVIP", "Ground floor (sketch, not to scale)"
SIZE = (1200, 800)
GROUND, APRON, FLOOR, WALL, ROAD, GREEN = (
    "#eef1f4",
    "#d5dbe1",
    "white",
    "#26323d",
    "#b9c2cb",
    "#dcebdc",
)
# What stands where, in points from the upper left.
MARKS = (
    ("Foot of the stairs", 451, 185),
    ("Door to the apron", 600, 300),
    ("Hall: greeters stand here", 600, 410),
    ("Lounge A", 930, 385),
    ("Lounge B", 930, 530),
    ("Passports and customs", 250, 385),
    ("Luggage", 250, 530),
    ("Officers meet here", 520, 560),
    ("Door to the cars", 600, 620),
    ("Motorcade forms up, heading right", 600, 710),
)
ROOMS = ((120, 300, 400, 460), (120, 460, 400, 620), (800, 300, 1080, 460), (800, 460, 1080, 620))
# Openings in walls: from, to.
DOORS = (
    ((550, 300), (650, 300)),
    ((550, 620), (650, 620)),
    ((400, 360), (400, 410)),
    ((400, 510), (400, 560)),
    ((800, 360), (800, 410)),
    ((800, 510), (800, 560)),
)
# The aircraft from above, its nose to the left: people leave it by the door nearest the building.
BODY = ((420, 95), (780, 95), (820, 110), (780, 125), (420, 125), (385, 110))
WINGS = (
    ((540, 95), (620, 95), (675, 20), (645, 20)),
    ((540, 125), (620, 125), (675, 200), (645, 200)),
    ((760, 95), (795, 98), (825, 65), (805, 65)),
    ((760, 125), (795, 122), (825, 155), (805, 155)),
)
STAIRS = (440, 126, 462, 165)


def plan_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Yield that the coordinator put in the sketch and marked it, before anybody came."""
    at = until - timedelta(days=6)
    for place in Place.objects.filter(event=event, code=VENUE):
        yield at, partial(_put_in, place, people, at)


def _put_in(place: Place, people: People, at: datetime) -> None:
    who: dict[str, Any] = {"by": people.coordinator, "at": at}
    width, height = SIZE
    plan = transport.add_plan(
        place_id=place.pk, name=NAME, file=receive(drawn()), width=width, height=height, **who
    )
    for name, x, y in MARKS:
        transport.mark_plan(plan_id=plan, name=name, x=x, y=y, **who)


def drawn() -> bytes:
    """Return the sketch as PNG: apron and aircraft above, the building, the cars below."""
    sheet = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, 1200, 250), fill=APRON)
    for part in (*WINGS, BODY):
        pen.polygon(part, fill=FLOOR, outline=WALL)
    pen.rectangle(STAIRS, fill=WALL)
    pen.rectangle((0, 670, 1200, 750), fill=ROAD)
    for left in range(0, 1200, 60):
        pen.line((left, 710, left + 30, 710), fill=FLOOR, width=3)
    for left in (20, 1110):
        pen.rectangle((left, 300, left + 70, 620), fill=GREEN)
    pen.rectangle((120, 300, 1080, 620), fill=FLOOR, outline=WALL, width=6)
    for room in ROOMS:
        pen.rectangle(room, outline=WALL, width=6)
    for begin, end in DOORS:
        pen.line((begin, end), fill=FLOOR, width=14)
    made = io.BytesIO()
    sheet.save(made, "PNG")
    return made.getvalue()
