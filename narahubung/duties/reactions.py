"""When a fact changes below, the steps that hang on it are brought up to date."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from narahubung.duties import commands
from narahubung.duties.models import Step
from narahubung.journal.entries import Corrected, Recorded
from narahubung.journal.reacting import Happened, on_batch
from narahubung.kit.actor import the_house
from narahubung.movements.entries import MovementMoved, TripMoved
from narahubung.parties.models import Party
from narahubung.programme import entries as programme
from narahubung.programme.models import Item
from narahubung.transport.entries import motorcades

# Records of a list that the steps of one party hang on; those of which a correction may concern
# any party. A new car or place concerns nobody before something names it.
OF_ONE = {"parties.party", "movements.movement", "movements.trip", "stays.roomblock"}
OF_MANY = {"movements.vehicle", "movements.escortunit", "parties.place"}


@on_batch(
    Recorded,
    Corrected,
    MovementMoved,
    TripMoved,
    programme.ItemMoved,
    programme.ItemCancelled,
    programme.AttendanceSet,
    motorcades.MotorcadeMade,
    motorcades.MotorcadeDisbanded,
    motorcades.OrderChanged,
    motorcades.CarSet,
    motorcades.SpareTaken,
    motorcades.SeatsChanged,
)
def follow_the_facts(happened: Sequence[Happened], *, at: datetime) -> None:
    """Refold the parties whose facts changed; of what concerns many, all parties of the event."""
    by_event: dict[int, set[int]] = defaultdict(set)
    for one in happened:
        if one.event_id is not None and _matters(one):
            by_event[one.event_id] |= _concerned(one)
    for event_id, party_ids in by_event.items():
        bring_up_to_date(event_id=event_id, party_ids=party_ids, at=at)


def bring_up_to_date(*, event_id: int, party_ids: Iterable[int] | None = None, at: datetime) -> int:
    """Refold parties (all of the event when none are named), a few per act; return the changes."""
    if party_ids is None:
        party_ids = Party.objects.filter(event_id=event_id).values_list("pk", flat=True)
    ids = sorted(set(party_ids))
    house = the_house("reaction", event_id=event_id)
    portion = commands.PARTIES_PER_ACT
    return sum(
        commands.refold(party_ids=ids[start : start + portion], by=house, at=at)
        for start in range(0, len(ids), portion)
    )


def _matters(one: Happened) -> bool:
    entry = one.entry
    if isinstance(entry, Recorded):
        return entry.thing in OF_ONE or entry.thing == "programme.item"
    if isinstance(entry, Corrected):
        return entry.thing in OF_ONE | OF_MANY or entry.thing == "programme.item"
    return True


def _concerned(one: Happened) -> set[int]:
    entry = one.entry
    if isinstance(entry, programme.ItemMoved | programme.ItemCancelled | programme.AttendanceSet):
        return _of_item(entry.item_id)
    if isinstance(entry, Recorded | Corrected) and entry.thing == "programme.item":
        return _of_item(entry.thing_id)
    if isinstance(entry, Corrected) and entry.thing in OF_MANY:
        return set(Party.objects.filter(event_id=one.event_id or 0).values_list("pk", flat=True))
    party_id = entry.about_party()
    return {party_id} if party_id is not None else set()


def _of_item(item_id: int) -> set[int]:
    """Return who attends an item, and who has steps on it from before."""
    attends = Item.attending.through.objects.filter(item_id=item_id)
    hung = Step.objects.filter(anchor_kind="session", anchor_id=item_id)
    return {
        *attends.values_list("party_id", flat=True),
        *hung.values_list("party_id", flat=True),
    }
