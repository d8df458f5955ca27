"""When a party comes or leaves at another time, its officers' duty and access run with it."""

from datetime import datetime

from narahubung.assignments import commands
from narahubung.journal.entries import Corrected, Recorded
from narahubung.journal.reacting import Happened, on_batch
from narahubung.kit.actor import the_house
from narahubung.movements import entries as movements

_MOVED = tuple(
    kind for kind in (getattr(movements, "MovementMoved", None), Corrected, Recorded) if kind
)


@on_batch(*_MOVED)
def follow_the_stay(happened: list[Happened], *, at: datetime) -> None:
    """Bring the attachments of every party whose movements changed up to date."""
    concerned: dict[int, set[int]] = {}
    for one in happened:
        entry = one.entry
        if isinstance(entry, Recorded | Corrected) and entry.thing != "movements.movement":
            continue
        party_id = entry.about_party()
        if one.event_id and party_id:
            concerned.setdefault(one.event_id, set()).add(party_id)
    for event_id, parties in concerned.items():
        commands.follow_stays(
            party_ids=sorted(parties), by=the_house("reaction", event_id=event_id), at=at
        )
