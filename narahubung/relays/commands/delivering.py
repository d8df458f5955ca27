"""Word of something is put into the table of deliveries: the first channel, then the next ones.

No acts: what is on its way is not history. What ends badly is (see `carrying`).
"""

from collections.abc import Collection, Iterable
from datetime import datetime, time
from typing import NamedTuple

from narahubung.accounts.models import Event
from narahubung.kit.inserting import insert_rows
from narahubung.relays.commands.receipts import settle
from narahubung.relays.models import (
    Address,
    Channel,
    Delivery,
    DeliveryState,
    Gateway,
    Precedence,
    Recipient,
    RecipientState,
    Relay,
)
from narahubung.relays.proving import failed_addresses
from narahubung.relays.rules import delivering as rules
from narahubung.relays.rules.states import owing

R = RecipientState


class Way(NamedTuple):
    """One address of one person, without the address itself."""

    person_id: int
    address_id: int
    channel: str
    quiet_from: time | None
    quiet_until: time | None


class Told(NamedTuple):
    """An entry that leaves word for people."""

    entry_id: int
    event_id: int
    person_ids: tuple[int, ...]
    presses: bool = False  # it waits neither for quiet hours nor for a quiet event


def queue_relay(*, relay: Relay, person_ids: Collection[int], at: datetime) -> int:
    """Queue word of a message: the page, and each person's first channel. Returns the rows.

    Queueing twice changes nothing.
    """
    ways, zone_name = first_ways(relay.event_id, person_ids, at), relay.event.zone
    rows = [_of_relay(relay, person_id, None, zone_name, at) for person_id in person_ids]
    rows += [_of_relay(relay, way.person_id, way, zone_name, at) for way in ways]
    queued = _put(rows)
    settle(relay.pk, at=at)  # the live feed was faster with some
    return queued


def deliver_by_next(*, relay: Relay, person_id: int, at: datetime) -> str:
    """Queue word of a message by the person's next channel; return it, "" when none is left."""
    tried = Delivery.objects.filter(relay=relay, person_id=person_id)
    used = set(tried.values_list("address_id", flat=True))
    used_channels = set(tried.values_list("channel", flat=True))
    left = [way for way in ways_of(relay.event_id, [person_id], at) if way.address_id not in used]
    # Another channel rather than another address of the same one.
    left.sort(key=lambda way: way.channel in used_channels)
    if not left:
        return ""
    _put([_of_relay(relay, person_id, left[0], relay.event.zone, at)])
    return left[0].channel


def queue_notices(*, told: Iterable[Told], at: datetime) -> int:
    """Queue word of entries, to each person by the first channel. Returns the rows."""
    rows = []
    for one in told:
        event = Event.objects.get(pk=one.event_id)
        for way in first_ways(event.pk, one.person_ids, at, calls=False):
            row = _row(
                event.pk,
                way.person_id,
                way,
                zone_name=event.zone,
                at=at,
                precedence=Precedence.SEGERA if one.presses else Precedence.BIASA,
            )
            row.dedupe = f"entry:{one.entry_id}:{way.person_id}"
            row.link = f"/e/{event.slug}/"
            rows.append(row)
    return _put(rows)


def first_ways(
    event_id: int, person_ids: Collection[int], at: datetime, *, calls: bool = True
) -> list[Way]:
    """Return the first channel of each person that this event can use; push: every browser.

    calls=False: of those that no person works, since nobody is rung up for a notice.
    """
    chosen: dict[int, list[Way]] = {}
    for way in ways_of(event_id, person_ids, at):
        if not calls and way.channel in rules.BY_PEOPLE:
            continue
        mine = chosen.setdefault(way.person_id, [])
        if not mine or (way.channel == mine[0].channel == Channel.PUSH):
            mine.append(way)
    return [way for mine in chosen.values() for way in mine]


def ways_of(event_id: int, person_ids: Collection[int], at: datetime) -> list[Way]:
    """Return all working addresses that this event can use, in each person's own order.

    Those that failed their last channel test stand behind all others.
    """
    failed = failed_addresses(event_id, person_ids, at)
    rows = Address.objects.filter(
        person_id__in=person_ids, works=True, channel__in=usable(event_id)
    ).order_by("person_id", "order", "pk")
    columns = ("person_id", "pk", "channel", "quiet_from", "quiet_until")
    found = [Way(*row) for row in rows.values_list(*columns)]
    found.sort(key=lambda way: (way.person_id, way.address_id in failed))
    return found


def usable(event_id: int) -> set[str]:
    """Return the channels beside the page by which this event can reach people at all."""
    known = dict(Gateway.objects.filter(event_id=event_id).values_list("channel", "on"))
    by_machine = {channel for channel, on in known.items() if on and channel in rules.BY_SENDER}
    # The page's own push needs nothing from the organiser.
    push = {Channel.PUSH.value} if known.get(Channel.PUSH, True) else set()
    return by_machine | push | {str(one) for one in rules.BY_PEOPLE} | {Channel.PRINT.value}


def mark_printed(*, relay_ids: Collection[int], at: datetime) -> int:
    """Book that a bulletin with these messages was printed. Returns how many it was for."""
    rows = Delivery.objects.filter(
        relay_id__in=relay_ids, channel=Channel.PRINT, state=DeliveryState.QUEUED
    )
    return rows.update(state=DeliveryState.SENT.value, sent_at=at, next_try_at=None)


def still_owed(deliveries: Iterable[Delivery]) -> set[int]:
    """Return the numbers of those whose person still owes the message an answer."""
    of_relay = {one.pk: (one.relay_id, one.person_id) for one in deliveries if one.relay_id}
    rows = Recipient.objects.filter(
        owing(),
        relay_id__in={relay_id for relay_id, _ in of_relay.values()},
        person_id__in={person_id for _, person_id in of_relay.values()},
    )
    open_ = set(rows.values_list("relay_id", "person_id"))
    return {pk for pk, whom in of_relay.items() if whom in open_}


def _of_relay(
    relay: Relay, person_id: int, way: Way | None, zone_name: str, at: datetime
) -> Delivery:
    row = _row(
        relay.event_id,
        person_id,
        way,
        zone_name=zone_name,
        at=at,
        precedence=relay.precedence,
        expires_at=relay.expires_at,
    )
    row.relay = relay
    row.dedupe = f"relay:{relay.pk}:{person_id}:{row.channel}"
    if way is not None:
        row.dedupe += f":{way.address_id}"
    return row


def _row(
    event_id: int,
    person_id: int,
    way: Way | None,
    *,
    zone_name: str,
    at: datetime,
    precedence: str,
    expires_at: datetime | None = None,
) -> Delivery:
    row = Delivery(
        event_id=event_id,
        person_id=person_id,
        channel=way.channel if way else Channel.PAGE.value,
        address_id=way.address_id if way else None,
        precedence=precedence,
        queued_at=at,
        expires_at=rules.expires(precedence, at, expires_at),
    )
    if way is None:  # the live feed hands it out
        row.state, row.sent_at = DeliveryState.SENT.value, at
    else:
        row.next_try_at = rules.not_before(
            at,
            precedence=precedence,
            quiet_from=way.quiet_from,
            quiet_until=way.quiet_until,
            zone_name=zone_name,
        )
    return row


def _put(rows: list[Delivery]) -> int:
    insert_rows(rows)
    return len(rows)
