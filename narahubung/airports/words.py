"""What is done when a party leaves for good, and who pays: how it is said."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
