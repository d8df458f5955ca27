"""When a flight moves or somebody taps its status, what is due before it follows."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from narahubung.airports import commands
from narahubung.airports.models import DepartureLine
from narahubung.journal.reacting import Happened, on
from narahubung.kit.actor import the_house
from narahubung.movements.entries import MovementMoved, StatusReported, StatusUndone


@on(MovementMoved)
def follow_the_flight(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Let what is due before a departure move with it."""
    entry = happened.entry
    if isinstance(entry, MovementMoved) and _is_planned(entry.movement_id):
        house = the_house("reaction", event_id=happened.event_id)
        commands.follow_departure(movement_id=entry.movement_id, by=house, at=at, key=key)


@on(StatusReported, StatusUndone)
def follow_the_status(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Let "on board" and "airborne" stand in the plan as they stand at the movement."""
    entry = happened.entry
    if not isinstance(entry, StatusReported | StatusUndone) or entry.chain != "departure":
        return
    if _is_planned(entry.thing_id) and not getattr(entry, "late", False):
        house = the_house("reaction", event_id=happened.event_id)
        commands.note_status(
            movement_id=entry.thing_id,
            status=entry.status,
            by=replace(house, name=happened.by_name or house.name),
            at=happened.at,
            key=key,
        )


def _is_planned(movement_id: int) -> bool:
    return DepartureLine.objects.filter(movement_id=movement_id).exists()
