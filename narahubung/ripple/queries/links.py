"""Where the page of a thing is, by its name: `trip:7`."""

from django.urls import reverse

_PAGES = {
    "movement": ("movements:one", "movement"),
    "trip": ("movements:trip", "trip_id"),
    "item": ("programme:item", "item"),
}


def address_of(thing: str, slug: str) -> str:
    """Return the address of its page, "" where it has none of its own.

    The page is guarded by itself; who sees a line of a wave may see what it is about.
    """
    kind, _, number = thing.partition(":")
    if kind not in _PAGES or not number.isdigit():
        return ""
    page, name = _PAGES[kind]
    return reverse(page, kwargs={"slug": slug, name: int(number)})
