"""When drives are made for a private item."""

from collections.abc import Sized

from django.utils.translation import gettext_lazy as _

from narahubung.kit.records import Certainty
from narahubung.kit.refusals import Refusal
from narahubung.programme.models import Item


class HasDrives(Refusal):
    """There are drives for it."""

    says = _("This item has its drives already.")
    advice = _("Open a drive to change it.")
    status = 409


class OutingIsOver(Refusal):
    """It is over, or does not take place."""

    says = _("This item is over or cancelled. It needs no drive.")
    status = 409


def check_is_on(item: Item) -> None:
    """Raise OutingIsOver."""
    if item.certainty == Certainty.CANCELLED or item.actual_end_at:
        raise OutingIsOver


def check_has_none(drives: Sized) -> None:
    """Raise HasDrives."""
    if len(drives):
        raise HasDrives
