"""The global search: it stands in the lowest room that sees all that is sought."""

from narahubung.kit.actor import Actor
from narahubung.kit.folding import fold
from narahubung.movements.models import Vehicle
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
