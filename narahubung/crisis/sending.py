"""By which way the house itself can tell a stakeholder: an account, a mail address, a number."""

from collections.abc import Callable, Collection

from narahubung.crisis.models import Stakeholder, Way, WayKind
from narahubung.crisis.rules.stakeholders import in_order
from narahubung.kit.refusals import Refusal
from narahubung.relays.models import Channel
from narahubung.relays.rules.channels import written

_FIRST = [WayKind.RELAY, WayKind.MAIL, WayKind.PHONE]
# What a gateway needs for a way; a message in Narahubung needs none.
GOES_BY = {WayKind.MAIL: Channel.MAIL, WayKind.PHONE: Channel.SMS}


def way_to_send(
    row: Stakeholder, gateways: Collection[str], *, reaches: Callable[[Way], bool] | None = None
) -> Way | None:
    """Return the way by which word can be sent now, None where a person must tell them.

    What worked last first, never one that did not work; of those that nobody tried, mail before
    SMS: a number may be of a telephone that takes none. gateways: the channels by
    which the event can send to somebody without an account. reaches: whether a message in
    Narahubung finds somebody; by default it does.
    """
    ways = [way for way in row.ways.all() if way.removed_at is None and way.works is not False]
    goes = [way for way in in_order(ways) if _goes(way, gateways)]
    goes.sort(key=lambda way: (not way.works, _FIRST.index(WayKind(way.kind))))
    return next(
        (way for way in goes if way.kind != WayKind.RELAY or not reaches or reaches(way)), None
    )


def _goes(way: Way, gateways: Collection[str]) -> bool:
    if way.kind == WayKind.RELAY:
        return True
    channel = GOES_BY.get(WayKind(way.kind))
    if channel is None or channel not in gateways:
        return False
    try:
        written(channel, way.value)
    except Refusal:  # an extension, a word beside the number: for a person to read
        return False
    return True
