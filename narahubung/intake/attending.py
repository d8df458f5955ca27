"""Who attends the programme, when one record is typed: a whole list would bring the items too."""

from collections.abc import Iterator, Sequence

from narahubung.accounts.models import Event
from narahubung.intake.sheets.working import means_all
from narahubung.journal.storing import Change, Ref
from narahubung.movements.models import Trip
from narahubung.programme.models import Item

_PARTY = "parties.Party"


def attendance_of(changes: Sequence[Change], event: Event) -> list[Change]:
    """Return what follows for the programme from a party or a trip that is new or changes.

    A party that comes in person joins the items that mean all, one that takes part by video leaves
    those it does not drive to; a trip brings its party to its item. Who else attends stays.
    """
    found: dict[str, Change] = {}
    for change in changes:
        for item, party, joins in _moves(change, event):
            old = [Ref(_PARTY, code) for code in sorted(p.code for p in item.attending.all())]
            this = Ref(_PARTY, party)
            if joins != (this in old):
                new = [*old, this] if joins else [ref for ref in old if ref != this]
                found[item.code] = Change(
                    model="programme.Item",
                    code=item.code,
                    pk=item.pk,
                    values={"attending": new},
                    old={"attending": old},
                )
    return list(found.values())


def _moves(change: Change, event: Event) -> Iterator[tuple[Item, str, bool]]:
    items = Item.objects.filter(event=event).prefetch_related("attending")
    if change.model == _PARTY and "attendance" in change.values:
        comes = change.values["attendance"] != "virtual"
        trips = Trip.objects.filter(event=event, party__code=change.code)
        driven = set(trips.values_list("item_id", flat=True))
        for item in items:
            if means_all(item.participants) and (comes or item.pk not in driven):
                yield item, change.code, comes
    to = change.values.get("item")
    if change.model == "movements.Trip" and isinstance(to, Ref):
        party = change.values.get("party")
        who = party.code if party else Trip.objects.get(event=event, code=change.code).party.code
        for item in items.filter(code=to.code):
            yield item, who, True
