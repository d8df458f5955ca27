"""What a transfer must say."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.transport.models import Transfer


class NoTimes(Refusal):
    """Nobody knows when."""

    says = _("This transfer has no time, or is to be there before it may begin.")
    advice = _("Say from when on they can be picked up, or until when they must be there.")


class NoWay(Refusal):
    """It leads nowhere."""

    says = _("This transfer ends where it begins.")
    advice = _("Choose two places.")


def check_way(row: Transfer) -> None:
    """Raise NoTimes, NoWay."""
    if row.from_place == row.to_place:
        raise NoWay
    times = [one for one in (row.ready_at, row.by_at) if one is not None]
    if not times or times != sorted(times):
        raise NoTimes
