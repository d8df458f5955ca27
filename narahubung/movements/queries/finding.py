"""The global search: it stands in the lowest room that sees all that is sought."""

from collections.abc import Collection

from django.db.models import Q

from narahubung.kit.actor import Actor
from narahubung.kit.folding import fold
from narahubung.movements.models import Driver, Vehicle
from narahubung.parties.queries import Found, best, find_in, spoken
from narahubung.parties.queries import find as find_named
from narahubung.programme.models import Item


def find(*, by: Actor, text: str, limit: int = 30) -> list[Found]:
    """Return what answers the text, best first, of all that the person may see. Eight queries.

    Names in any script with or without their marks, codes, plates, titles of the programme; all
    words must be there.
    """
    words = fold(text).split()
    if not words:
        return []
    found = find_named(by=by, text=text, limit=limit)
    found += find_in(
        Item.objects.visible_to(by), "item", spoken(("title_en", "title_id")), words=words
    )
    found += find_in(
        Vehicle.objects.visible_to(by),
        "vehicle",
        ("plate", "model", "driver"),
        words=words,
        line="driver",
        party="party__code",
    )
    return best(found, limit)


def cars_to_match(
    *, event_id: int, new: Collection[int], renamed: Collection[int], drivers: Collection[int]
) -> set[int]:
    """Return the cars that need the driver of the name beside them. Two queries.

    new: cars a list brought; renamed: cars whose name changed; drivers: who came into the list.
    """
    names = Driver.objects.filter(pk__in=drivers).values_list("full_name", flat=True)
    nobody = Q(usual_driver=None)
    made = Q(usual_driver__code__startswith=Driver.MADE)
    wanted = Q(pk__in=renamed) | Q(pk__in=new) & nobody
    wanted |= Q(driver__in=list(names)) & (nobody | made)
    rows = Vehicle.objects.filter(wanted, event_id=event_id).exclude(driver="")
    return set(rows.values_list("pk", flat=True))
