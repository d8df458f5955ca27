"""What lists say of cars has its drivers follow."""

from contextlib import suppress
from datetime import datetime

from narahubung.journal.entries import Corrected, Recorded
from narahubung.journal.reacting import Happened, on_batch
from narahubung.kit.actor import the_house
from narahubung.movements import commands, rules


@on_batch(Recorded, Corrected)
def match_drivers(happened: list[Happened], *, at: datetime) -> None:
    """Give each car of a list the driver whom it names; nothing changes when run twice."""
    named: dict[int | None, set[int]] = {}
    for one in happened:
        entry = one.entry
        if isinstance(entry, Recorded | Corrected) and entry.thing == "movements.vehicle":
            named.setdefault(one.event_id, set()).add(entry.thing_id)
    for event_id, ids in named.items():
        with suppress(rules.NothingNew):
            by = the_house("reaction", event_id=event_id)
            commands.match_drivers(vehicle_ids=sorted(ids), by=by, at=at)
