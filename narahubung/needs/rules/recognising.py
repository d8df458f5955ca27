"""Which thing of the table of limits a request names: it proposes, it never decides."""

import re
from datetime import datetime
from functools import lru_cache

from narahubung.kit.folding import fold
from narahubung.kit.intervals import Span
from narahubung.needs.limits.reading import defaults
from narahubung.needs.models import Entitlement, Why, Wish, WishState
from narahubung.needs.rules.limits import OTHER

_STANDS = (WishState.ASKED, WishState.GRANTED, WishState.REFUSED, WishState.SETTLED)
# A no for these reasons holds at any time, not only at the one that was asked for.
_ALWAYS = {Why.NOT_LAWFUL, Why.UNSAFE, Why.AGAINST_CUSTOM, Why.OUTSIDE_MANDATE}


def named_thing(event_id: int, text: str, template: str = "") -> str:
    """Return the thing that the template stands for, else the first that the text names, or "".

    By the words of `entitlements.yaml` and by what the event calls its own things. One query.
    """
    if template in defaults()["things"]:
        return template
    own = Entitlement.objects.filter(event_id=event_id, ended_at=None).exclude(name_en="")
    names = [*_words()]
    for thing, english, indonesian in own.values_list("thing", "name_en", "name_id").distinct():
        names += [(word, thing) for word in (english, indonesian) if word]
    folded = fold(text)
    hits = [(at, thing) for word, thing in names if (at := _place(word, folded)) >= 0]
    return min(hits, default=(0, ""))[1]


def answer_met(party_id: int, thing: str, at: datetime, wanted: Span | None = None) -> Wish | None:
    """Return the last answer to a party about a thing that still stands, or that is still owed.

    wanted: when it is asked for, if that is known; else whatever is not over counts. One query.
    """
    rows = Wish.objects.filter(party_id=party_id, thing=thing, first=None, state__in=_STANDS)
    known = rows.exclude(thing=OTHER).select_related("department").order_by("-said_at", "-pk")
    for row in known[:20]:
        never = row.why == Why.OVER_LIMIT and row.limit is None
        if row.state == WishState.REFUSED and (never or row.why in _ALWAYS):
            return row
        if row.ends_at > at and (not wanted or wanted.overlaps(Span(row.starts_at, row.ends_at))):
            return row
    return None


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, str], ...]:
    things = defaults()["things"].items()
    return tuple((str(word), thing) for thing, told in things for word in told["said"])


def _place(word: str, folded: str) -> int:
    """Return where a word stands in a folded text, also with `-nya`; -1 where it does not."""
    found = re.search(rf"(?<!\w){re.escape(fold(word))}(?:nya)?(?!\w)", folded)
    return found.start() if found else -1
