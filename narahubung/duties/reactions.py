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

# Records of a list that one party's steps hang on, and those that many parties' steps may.
OF_ONE = {"parties.party", "movements.movement", "movements.trip", "stays.roomblock"}
OF_MANY = {"programme.item", "movements.vehicle", "movements.escortunit", "parties.place"}


@on_batch(
    Recorded,
    Corrected,
    MovementMoved,
    TripMoved,
    programme.ItemMoved,
    programme.ItemCancelled,
    programme.AttendanceSet,
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
    if isinstance(entry, Recorded | Corrected):
        return entry.thing in OF_ONE or entry.thing in OF_MANY
    return True


def _concerned(one: Happened) -> set[int]:
    entry = one.entry
    if isinstance(entry, programme.ItemMoved | programme.ItemCancelled | programme.AttendanceSet):
        hung = Step.objects.filter(anchor_kind="session", anchor_id=entry.item_id)
        return {*entry.party_ids, *hung.values_list("party_id", flat=True)}
    party_id = entry.about_party()
    if party_id is not None and getattr(entry, "thing", "") not in OF_MANY:
        return {party_id}
    return set(Party.objects.filter(event_id=one.event_id or 0).values_list("pk", flat=True))
