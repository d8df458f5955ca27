"""What lists say of cars and drivers has the cars get their drivers."""

from contextlib import suppress
from datetime import datetime

from narahubung.journal.entries import Corrected, Recorded
from narahubung.journal.reacting import Happened, on_batch
from narahubung.kit.actor import the_house
from narahubung.movements import commands, rules
from narahubung.movements.queries import cars_to_match


@on_batch(Recorded, Corrected)
def match_drivers(happened: list[Happened], *, at: datetime) -> None:
    """Give each car of a list the driver whom it names; nothing changes when run twice.

    A car whose list gave the driver by his code keeps him, whatever name stands beside.
    """
    found: dict[int | None, dict[str, set[int]]] = {}
    for one in happened:
        entry = one.entry
        if not isinstance(entry, Recorded | Corrected):
            continue
        what = _what(entry)
        if what:
            ids = found.setdefault(one.event_id, {"new": set(), "renamed": set(), "drivers": set()})
            ids[what].add(entry.thing_id)
    for event_id, ids in found.items():
        with suppress(rules.NothingNew):
            by = the_house("reaction", event_id=event_id)
            cars = cars_to_match(event_id=by.here, **ids)
            commands.match_drivers(vehicle_ids=sorted(cars), by=by, at=at)


def _what(entry: Recorded | Corrected) -> str:
    """Return what the entry brings: a new car, one whose driver is called otherwise, a driver."""
    if entry.thing == "movements.driver":
        return "drivers"
    if entry.thing != "movements.vehicle":
        return ""
    if isinstance(entry, Recorded):
        return "new"
    told = set(entry.changes)
    by_name = told & {"driver", "driver_phone"} and "usual_driver" not in told
    return "renamed" if by_name else ""
