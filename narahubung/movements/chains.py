"""Status chains as data: what may be tapped, how it is said, and where the party is then.

A chain only runs forward and a link may be skipped: nobody taps "in the lounge" in a downpour.
What comes late or out of order is a fact all the same: it is kept and marked, it moves nothing
back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

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


# From the door of the aircraft to the rolling car these are nine taps.
ARRIVAL = _chain(
    Status(code="en_route", word=_("in the air"), icon="plane-inflight", where="plane"),
    Status(code="landed", word=_("landed"), icon="plane-arrival", where="airport"),
    Status(code="on_block", word=_("on the stand"), icon="map-pin", where="airport"),
    Status(code="door_open", word=_("door open"), icon="door", where="airport"),
    Status(code="greeted", word=_("met at the gate"), icon="user-check", where="airport"),
    Status(code="lounge", word=_("in the lounge"), icon="armchair", where="airport"),
    Status(code="immigration", word=_("immigration done"), icon="id-badge-2", where="airport"),
    Status(code="cleared", word=_("immigration and customs done"), icon="id", where="airport"),
    Status(code="luggage", word=_("luggage complete"), icon="luggage"),
    Status(code="kerb", word=_("at the kerb"), icon="map-pin", where="airport"),
    Status(code="in_car", word=_("in the car"), icon="users"),
    Status(code="left_airport", word=_("left the airport"), icon="car", where="moving"),
    Status(code="at_hotel", word=_("at the hotel"), icon="bed", where="hotel"),
)
DEPARTURE = _chain(
    Status(code="left_hotel", word=_("left the hotel"), icon="car", where="moving"),
    Status(code="at_airport", word=_("at the airport"), icon="armchair", where="airport"),
    Status(code="boarded", word=_("on board"), icon="plane", where="plane"),
    Status(code="door_closed", word=_("door closed"), icon="door"),
    Status(code="off_block", word=_("off the stand"), icon="map-pin"),
    Status(code="airborne", word=_("airborne"), icon="plane-departure", where="departed"),
)
TRIP = _chain(
    Status(code="ready", word=_("cars ready"), icon="car"),
    Status(code="principal_in", word=_("principal in the car"), icon="user-check"),
    Status(code="off", word=_("under way"), icon="route", where="moving"),
    Status(code="arrived", word=_("arrived"), icon="flag", where="there"),
)
CHAINS = {"arrival": ARRIVAL, "departure": DEPARTURE, "trip": TRIP}

# How the links are called where one does not come with a scheduled flight; None: there is no such
# link. The codes stay the same, so that what hangs on "landed" works for a train, too.
_OWN_AIRCRAFT: dict[str, str | Promise | None] = {"greeted": _("met at the aircraft")}
_ON_FLIGHTS = ("on_block", "door_closed", "off_block")
_NOT_IN_THE_AIR = (*_ON_FLIGHTS, "door_open", "immigration")
_IN_MODE: dict[str, dict[str, str | Promise | None]] = {
    "scheduled": dict.fromkeys(_ON_FLIGHTS),
    "charter": dict.fromkeys(_ON_FLIGHTS),
    "private": _OWN_AIRCRAFT,
    "state": _OWN_AIRCRAFT,
    "train": {
        **dict.fromkeys((*_NOT_IN_THE_AIR, "lounge", "cleared")),
        "en_route": _("on the train"),
        "landed": _("arrived at the station"),
        "greeted": _("met on the platform"),
        "left_airport": _("left the station"),
        "at_airport": _("at the station"),
        "boarded": _("on the train"),
        "airborne": _("the train has left"),
    },
    "road": {
        **dict.fromkeys((*_NOT_IN_THE_AIR, "lounge", "cleared", "kerb", "in_car", "luggage")),
        "en_route": _("on the road"),
        "landed": _("at the meeting point"),
        "greeted": _("met"),
        "left_airport": _("left the meeting point"),
        "at_airport": None,
        "boarded": None,
        "airborne": _("left for good"),
    },
    "ship": {
        **dict.fromkeys((*_ON_FLIGHTS, "lounge")),
        "en_route": _("at sea"),
        "landed": _("moored"),
        "door_open": _("gangway down"),
        "greeted": _("met at the gangway"),
        "left_airport": _("left the port"),
        "at_airport": _("at the port"),
        "airborne": _("sailed"),
    },
}
_ON_THE_GROUND = {"train", "road", "ship"}


@cache
def chain_of(chain: str, mode: str = "") -> dict[str, Status]:
    """Return the links of a chain as they are called for who comes by `mode` (models.Mode)."""
    links = CHAINS[chain]
    if chain == "trip" or not mode:
        return links
    own = _IN_MODE[mode]
    return {
        code: replace(
            link,
            word=own.get(code) or link.word,
            # "At the airport" would be wrong at a station: there the place itself says where.
            where="venue" if link.where == "airport" and mode in _ON_THE_GROUND else link.where,
        )
        for code, link in links.items()
        if own.get(code, "") is not None
    }


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
_PARTS = ("part of", "advance", "pendahulu", "aju", "luggage", "bagasi", "media", "crew", "kru")


def is_late(chain: str, status: str, marked: Iterable[str]) -> bool:
    """Tell whether a mark at or beyond this one stands already: kept, but it moves nothing."""
    order = list(CHAINS[chain])
    place = order.index(status)
    return any(order.index(other) >= place for other in marked if other in order)


def farthest(chain: str, marked: Iterable[str]) -> str:
    """Return the status that stands: of all marked, the one farthest along; "" for none."""
    order = list(CHAINS[chain])
    return max((m for m in marked if m in order), key=order.index, default="")


def next_statuses(chain: str, status: str, mode: str = "") -> list[Status]:
    """Return the links that may still come, the likeliest (the next one) first."""
    order = list(CHAINS[chain])
    start = order.index(status) + 1 if status in order else 0
    links = chain_of(chain, mode)
    return [links[code] for code in order[start:] if code in links]


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


# Models of cars that lists name, and classes as they are written, by signs in their name: the first
# that fits decides, so that a "minibus" is a van and no bus.
_CLASSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("truck", ("truck", "truk", "pickup", "box car", "lorry")),
    ("van", ("van", "hiace", "minibus", "microbus", "mpv", "alphard", "vellfire", "staria",
             "carnival", "sprinter", "transit", "innova", "elf", "v-class", "h-1")),
    ("bus", ("bus", "coach")),
    ("suv", ("suv", "ioniq 5", "bz4x", "ux300e", "fortuner", "pajero", "land cruiser", "lexus lx",
             "range rover", "palisade", "santa fe", "cr-v", "escalade", "suburban", "gv80")),
    ("sedan", ("sedan", "g80", "g90", "camry", "s-class", "e-class", "7 series", "maybach",
               "limousine", "air ev", "crown", "ioniq 6")),
)  # fmt: skip


def kind_of_vehicle(model: str) -> str:
    """Return the class of a vehicle (models.VehicleKind) by its model; "" where it is not known."""
    words = f" {model.casefold()} "
    return next(
        (kind for kind, signs in _CLASSES if any(f" {sign} " in words for sign in signs)), ""
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
