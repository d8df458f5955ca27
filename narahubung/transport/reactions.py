"""When a party goes out, its drives are laid; they follow the private item."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from narahubung.journal.reacting import Happened, on
from narahubung.kit.actor import the_house
from narahubung.movements.models import Trip
from narahubung.movements.rules import NothingNew
from narahubung.programme.entries import PrivateSet
from narahubung.programme.models import PrivateItem
from narahubung.transport import commands
from narahubung.transport.commands.outings import drives_of
from narahubung.transport.rules.outings import HasDrives, OutingIsOver


@on(PrivateSet)
def drive_the_outing(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Lay the drives of an outing when it begins, and those of an item that takes place again."""
    entry, house = happened.entry, the_house("reaction", event_id=happened.event_id)
    if not isinstance(entry, PrivateSet):
        return
    by = replace(house, name=happened.by_name or house.name)
    had = Trip.objects.filter(item_id=entry.item_id).exists()
    if not PrivateItem.objects.filter(item_id=entry.item_id).exists():
        return
    if entry.what == "begun" or (entry.what == "put_back" and had):
        with suppress(HasDrives, OutingIsOver):
            commands.drive_outing(private_id=entry.item_id, by=by, at=at, key=key)
    elif entry.what in {"changed", "cancelled", "over"} and drives_of(entry.item_id):
        with suppress(NothingNew):
            commands.follow_outing(private_id=entry.item_id, by=by, at=at, key=key)
