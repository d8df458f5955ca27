"""Status chains as data: what may be tapped, how it is said, and where the party is then.

A chain only runs forward and a link may be skipped: nobody taps "in the lounge" in a downpour.
What comes late or out of order is a fact all the same: it is kept and marked, it moves nothing
back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Status:
    """One link of a chain: its code, how it is said, its icon, and where the party is then.

    where: the state of Whereabouts that it brings; "" when it says nothing of the place, "there"
    when the place itself decides (hotel, venue or airport).
    """

    code: str
    word: str | Promise
    icon: str
    where: str = ""


def _chain(*links: Status) -> dict[str, Status]:
    return {link.code: link for link in links}


ARRIVAL = _chain(
    Status(code="en_route", word=_("in the air"), icon="plane-inflight", where="plane"),
    Status(code="landed", word=_("landed"), icon="plane-arrival", where="airport"),
    Status(code="lounge", word=_("in the lounge"), icon="armchair", where="airport"),
    Status(code="cleared", word=_("immigration and customs done"), icon="id", where="airport"),
    Status(code="luggage", word=_("luggage complete"), icon="luggage"),
    Status(code="left_airport", word=_("left the airport"), icon="car", where="moving"),
    Status(code="at_hotel", word=_("at the hotel"), icon="bed", where="hotel"),
)
DEPARTURE = _chain(
    Status(code="left_hotel", word=_("left the hotel"), icon="car", where="moving"),
    Status(code="at_airport", word=_("at the airport"), icon="armchair", where="airport"),
    Status(code="boarded", word=_("on board"), icon="plane", where="plane"),
    Status(code="airborne", word=_("airborne"), icon="plane-departure", where="departed"),
)
TRIP = _chain(
    Status(code="ready", word=_("cars ready"), icon="car"),
    Status(code="principal_in", word=_("principal in the car"), icon="user-check"),
    Status(code="off", word=_("under way"), icon="route", where="moving"),
    Status(code="arrived", word=_("arrived"), icon="flag", where="there"),
)
CHAINS = {"arrival": ARRIVAL, "departure": DEPARTURE, "trip": TRIP}

# What each chain calls the thing itself: the tap that says that it happened, and that it is over.
HAPPENED = {"arrival": "landed", "departure": "airborne"}
ENDED = {"arrival": "at_hotel", "departure": "airborne", "trip": "arrived"}

WHERE: dict[str, tuple[str | Promise, str]] = {
    "expected": (_("expected"), "plane-arrival"),
    "plane": (_("on the plane"), "plane-inflight"),
    "airport": (_("at the airport"), "plane-arrival"),
    "moving": (_("on the road"), "car"),
    "hotel": (_("at the hotel"), "bed"),
    "venue": (_("at the venue"), "building"),
    "departed": (_("departed"), "plane-departure"),
    "virtual": (_("takes part by video"), "video"),
    "unknown": (_("not known"), "question-mark"),
}

# A part of a party that travels for itself says nothing about where the party is.
_PARTS = ("advance", "pendahulu", "aju", "luggage", "bagasi", "media", "crew", "kru")


def is_late(chain: str, status: str, marked: Iterable[str]) -> bool:
    """Tell whether a mark at or beyond this one stands already: kept, but it moves nothing."""
    order = list(CHAINS[chain])
    place = order.index(status)
    return any(order.index(other) >= place for other in marked if other in order)


def farthest(chain: str, marked: Iterable[str]) -> str:
    """Return the status that stands: of all marked, the one farthest along; "" for none."""
    order = list(CHAINS[chain])
    return max((m for m in marked if m in order), key=order.index, default="")


def next_statuses(chain: str, status: str) -> list[Status]:
    """Return the links that may still come, the likeliest (the next one) first."""
    order = list(CHAINS[chain])
    start = order.index(status) + 1 if status in order else 0
    return [CHAINS[chain][code] for code in order[start:]]


# How lists call what one comes by; the first that fits. All else is a scheduled flight.
_MODES = (
    ("state", ("special", "state", "military", "kenegaraan", "khusus")),
    ("private", ("private", "pribadi")),
    ("charter", ("charter", "carter")),
    ("train", ("train", "rail", "kereta")),
    ("ship", ("ship", "ferry", "boat", "kapal")),
    ("road", ("road", "car", "bus", "darat", "mobil")),
)


def mode_of(flight_type: str) -> str:
    """Return by what one comes (models.Mode), from the word of a list."""
    words = flight_type.casefold()
    return next(
        (mode for mode, signs in _MODES if any(sign in words for sign in signs)), "scheduled"
    )


@lru_cache(maxsize=512)
def carries_the_head(travelling: str) -> bool:
    """Tell whether it takes the party itself, not only an advance team or luggage."""
    words = travelling.casefold()
    return not any(part in words for part in _PARTS)


def kind_of_place(place_kind: str) -> str:
    """Return where somebody is who arrived at such a place: hotel, airport or venue."""
    words = place_kind.casefold()
    if "hotel" in words:
        return "hotel"
    return "airport" if "airport" in words or "terminal" in words else "venue"
