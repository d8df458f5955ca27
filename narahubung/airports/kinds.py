"""The closed lists of words of this room: kinds and states."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BookingKind(TextChoices):
    """What can be booked for a movement. The first ones are places and things of which few are."""

    STAND = "stand", _("parking stand")
    SLOT = "slot", _("runway slot")
    LOUNGE = "lounge", _("VIP lounge")
    RAMP_CAR = "ramp_car", _("ramp car")
    STAIRS = "stairs", _("passenger stairs")
    GROUND_UNIT = "ground_unit", _("ground power")
    TOW = "tow", _("tow")
    FUEL = "fuel", _("fuel")
    CATERING = "catering", _("catering")
    LAVATORY = "lavatory", _("water and lavatory")
    GUARD = "guard", _("guard")
    CREW_HOTEL = "crew_hotel", _("crew hotel")
    FLOWERS = "flowers", _("flowers")
    INTERPRETER = "interpreter", _("interpreter")
    GREETERS = "greeters", _("greeters")
    OTHER = "other", _("something else")


class BookingState(TextChoices):
    """How it stands with the one who gives it."""

    ASKED = "asked", _("asked")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")
    CANCELLED = "cancelled", _("cancelled")


class GuestState(TextChoices):
    """Whether the lounge takes the person."""

    ASKED = "asked", _("asked")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class AircraftKind(TextChoices):
    """What sort of flight it is: it decides which papers it needs."""

    STATE = "state", _("state aircraft")
    PRIVATE = "private", _("private aircraft")
    CHARTER = "charter", _("charter")


class ClearanceKind(TextChoices):
    """The papers of a flight, in the order in which they are asked for."""

    DIPLOMATIC = "diplomatic", _("diplomatic clearance")
    SECURITY = "security", _("security clearance")
    FLIGHT_APPROVAL = "flight_approval", _("flight approval")
    SLOT = "slot", _("airport slot")


class ClearanceState(TextChoices):
    """How it stands with the authority."""

    TO_ASK = "to_ask", _("not asked yet")
    ASKED = "asked", _("asked")
    GIVEN = "given", _("given")
    REFUSED = "refused", _("refused")
    NOT_NEEDED = "not_needed", _("not needed")


class BagPoint(TextChoices):
    """Where bags are counted, in the order of their way from the aircraft to the room."""

    PLANE = "plane", _("at the aircraft")
    VAN = "van", _("in the van")
    LOBBY = "lobby", _("in the lobby")
    ROOM = "room", _("in the rooms")


class BagState(TextChoices):
    """What became of a missing bag."""

    MISSING = "missing", pgettext_lazy("bag", "missing")
    FOUND = "found", _("found, on its way")
    DELIVERED = "delivered", _("delivered")
    GIVEN_UP = "given_up", _("given up")


class LeavingStep(TextChoices):
    """What is done when a party leaves, in its order."""

    CHECK_OUT = "check_out", _("check-out")
    BILL = "bill", _("bill settled")
    ROOM_SWEEP = "room_sweep", _("rooms searched for what was left")
    PASSPORTS = "passports", _("passports with their owners")
    GIFTS_PACKED = "gifts_packed", _("gifts packed")
    FAREWELL = "farewell", _("farewell line stands")
    BOARDING = "boarding", _("on board")
    AIRBORNE = "airborne", _("airborne")


class Payer(TextChoices):
    """Who pays the bill."""

    HOST = "host", _("the organiser")
    PARTY = "party", _("the delegation")
    SHARED = "shared", _("the organiser the room, the delegation the rest")
