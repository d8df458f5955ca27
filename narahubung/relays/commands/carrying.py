"""The table of deliveries as the sender works it: hold, book, expire, give up.

Every booking is compare-and-set on the token of the one who holds the delivery: who was stopped
and comes back after somebody else took it up changes nothing.
"""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.config.environment import environment
from narahubung.journal.acting import act, command
from narahubung.kit import exercise
from narahubung.kit.actor import Actor, the_house
from narahubung.relays.commands.delivering import deliver_by_next, still_owed
from narahubung.relays.entries.delivering import DeliveriesExpired, DeliveryFailed
from narahubung.relays.letters import link_of
from narahubung.relays.models import Address, Channel, Delivery, DeliveryState, Gateway, Relay
from narahubung.relays.ports import Did, Letter, Outcome
from narahubung.relays.rules import delivering as rules
from narahubung.relays.rules.quieting import held_deliveries

S = DeliveryState
_SPACE = UUID("3e7d5a1c-94b2-4c7e-8f1e-6a50b7c9d214")
_WAS_BEGUN = Case(When(state=S.SENDING, then=Value(1)), default=Value(0))
TOO_LATE = "too late"


def wanted_gateways(at: datetime) -> list[Gateway]:
    """Return the gateways that something waits for. Two queries."""
    due = Delivery.objects.filter(
        state__in=rules.OPEN, next_try_at__lte=at, channel__in=rules.BY_SENDER
    )
    wanted = set(due.values_list("event_id", "channel").distinct().order_by())
    if not wanted:
        return []
    # Without the token: one that cannot be opened must not stop the others.
    known = {
        (one.event_id, one.channel): one
        for one in Gateway.objects.filter(event_id__in={event_id for event_id, _ in wanted}).defer(
            "secret"
        )
    }
    for event_id, channel in wanted - known.keys():
        if channel == Channel.PUSH:
            known[event_id, channel] = Gateway.objects.get_or_create(
                event_id=event_id, channel=channel, defaults={"shape": "webpush"}
            )[0]
    return [known[pair] for pair in sorted(wanted & known.keys()) if known[pair].on]


def hold(
    gateway: Gateway, *, limit: int, at: datetime, under_way: Collection[int] = ()
) -> list[Delivery]:
    """Take up to `limit` due deliveries of one gateway, the most urgent first, for one lease.

    Through a gateway that is down only what is urgent and was not tried yet is tried, once: the
    gateway may have been called down because of one letter. What nobody needs any more is dropped;
    what waits while the event is quiet is left alone.
    under_way: what the asking process itself still has in hand. Its answer may be late, and is
    booked when it comes; a third text would go out beside it.
    """
    token = secrets.token_hex(8)
    due = Delivery.objects.filter(
        state__in=rules.OPEN,
        next_try_at__lte=at,
        event_id=gateway.event_id,
        channel=gateway.channel,
        tries__lt=rules.TRIES,
        expires_at__gt=at,
    ).exclude(held_deliveries())
    due = due.exclude(pk__in=under_way)
    if gateway.closed_until and gateway.closed_until > at:
        due = due.filter(precedence__in=rules.LOUD, tries=0, trouble="")
    if not due.exists():
        return []
    with transaction.atomic():
        picked = due.select_for_update(skip_locked=True).order_by(rules.RANK, "next_try_at", "pk")
        ids = list(picked.values_list("pk", flat=True)[:limit])
        until = at + rules.LEASE
        Delivery.objects.filter(pk__in=ids).update(
            state=S.SENDING.value,
            token=token,
            held_until=until,
            next_try_at=until,
            tries=F("tries") + 1,
            doubts=F("doubts") + _WAS_BEGUN,
        )
        held = list(Delivery.objects.filter(pk__in=ids).select_related("event", "person"))
        owed = still_owed(held)
        idle = [one.pk for one in held if one.relay_id and one.pk not in owed]
        _of(idle, token).update(state=S.DROPPED.value, next_try_at=None)
    rank = {pk: n for n, pk in enumerate(ids)}
    return sorted((one for one in held if one.pk not in idle), key=lambda one: rank[one.pk])


def letter_of(delivery: Delivery, at: datetime) -> Letter:
    """Return what is sent: the same few words for everything, and where to look.

    Raises Address.DoesNotExist, ValueError for an address that cannot be opened.
    """
    address = Address.objects.get(pk=delivery.address_id or 0)
    language = delivery.person.language
    path = delivery.link or f"/e/{delivery.event.slug}/relays/{delivery.relay_id}/"
    if delivery.test_id:
        path = f"/e/{delivery.event.slug}/channels/reached/{delivery.pk}/"
    with override(language):
        text = exercise.marked(rules.text_in(language))
    until = delivery.expires_at or at + rules.LEASE
    return Letter(
        to=address.value,
        text=text,
        link=environment.address.rstrip("/") + link_of(path),
        message_id=number_of(delivery),
        ttl_s=max(1, int((until - at).total_seconds())),
        urgent=delivery.precedence in rules.LOUD,
        language=language,
    )


def number_of(delivery: Delivery) -> str:
    """Return our own number of a text: the same whenever it is sent again."""
    return str(uuid5(_SPACE, delivery.dedupe))


def book(
    gateway: Gateway, results: Iterable[tuple[Delivery, Outcome]], *, at: datetime, luck: float
) -> int:
    """Book what became of deliveries of one gateway; return how many were still ours to book."""
    results = list(results)
    gateway.refresh_from_db(fields=["failures", "worked_at"])
    if any(outcome.did == Did.ACCEPTED for _, outcome in results):
        _works(gateway, at)
    down = {one.pk for one, outcome in results if _is_down(gateway, one, outcome)}
    if down:
        _fails(gateway, at)
    lost = [pair for pair in results if pair[0].pk not in down and _is_lost(*pair)]
    with transaction.atomic():
        booked = sum(
            _book(one, outcome, at=at, luck=luck, is_down=one.pk in down)
            for one, outcome in results
            if (one, outcome) not in lost
        )
    for one, outcome in lost:
        booked += give_up(
            delivery_id=one.pk,
            token=one.token,
            trouble=outcome.trouble,
            address_works=outcome.did != Did.REFUSED,
            by=the_house("sender", event_id=one.event_id),
            at=at,
        )
    return booked


@command
def give_up(
    *,
    delivery_id: int,
    token: str,
    trouble: str,
    address_works: bool,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """End a delivery with an alarm, cross out an address that takes nothing, try the next channel.

    Returns 0, and does nothing, when somebody else holds it meanwhile.
    """
    mine = Delivery.objects.filter(pk=delivery_id, token=token, state__in=[S.SENDING, S.SENT])
    if not mine.exists():
        return 0
    with act(by=by, at=at, key=key) as record:
        row = mine.select_related("person", "relay__event").select_for_update(of=("self",)).get()
        row.state, row.trouble, row.next_try_at = S.FAILED.value, trouble[:300], None
        row.save(update_fields=["state", "trouble", "next_try_at"])
        if not address_works and row.address_id:
            Address.objects.filter(pk=row.address_id).update(works=False)
        relay = row.relay
        record(
            DeliveryFailed(
                delivery_id=row.pk,
                channel=row.channel,
                person_id=row.person_id,
                name=str(row.person),
                relay_id=relay.pk if relay else None,
                code=relay.code if relay else "",
                party_id=relay.party_id if relay else None,
                trouble=trouble,
                tries=row.tries,
                address_works=address_works,
            )
        )
        if relay is not None:
            deliver_by_next(relay=relay, person_id=row.person_id, at=at)
    return 1


@command
def expire_deliveries(*, relay_id: int, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Take back what was not sent of a message before its time was over, and tell the sender."""
    with act(by=by, at=at, key=key) as record:
        relay = Relay.objects.visible_to(by).get(pk=relay_id)
        rows = list(_late(at).filter(relay=relay).select_for_update())
        Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=S.EXPIRED.value, next_try_at=None, trouble=TOO_LATE
        )
        by_channel = Counter(row.channel for row in rows)
        record(
            DeliveriesExpired(
                relay_id=relay.pk,
                code=relay.code,
                sender_id=relay.sender_id,
                person_ids=tuple(sorted({row.person_id for row in rows})),
                by_channel=dict(sorted(by_channel.items())),
                party_id=relay.party_id,
            ),
            tell=[relay.sender_id] if relay.sender_id else [],
        )
    return len(rows)


def sweep(at: datetime) -> int:
    """End what is too late, and what ended its senders; return how many. Seldom more than a look.

    What a sender died on may have gone out: it is uncertain, never "not sent".
    """
    late = _late(at)
    ended = 0
    of_relays = late.filter(relay__isnull=False).values_list("relay_id", "event_id")
    for relay_id, event_id in set(of_relays.distinct().order_by()):
        house = the_house("sender", event_id=event_id)
        ended += expire_deliveries(relay_id=relay_id, by=house, at=at)
    ended += late.filter(relay=None).update(
        state=S.EXPIRED.value, next_try_at=None, trouble=TOO_LATE
    )
    begun = Delivery.objects.filter(
        state__in=[S.SENDING, S.UNCERTAIN], next_try_at__lte=at, expires_at__lte=at
    )
    ended += begun.update(state=S.UNCERTAIN.value, next_try_at=None, trouble=TOO_LATE)
    stuck = Delivery.objects.filter(state=S.SENDING, next_try_at__lte=at, tries__gte=rules.TRIES)
    for one in stuck:
        ended += give_up(
            delivery_id=one.pk,
            token=one.token,
            trouble=_("it was begun {n} times and never ended").format(n=one.tries),
            address_works=True,
            by=the_house("sender", event_id=one.event_id),
            at=at,
        )
    return ended


def _late(at: datetime) -> QuerySet[Delivery]:
    """Return what its time ran out for; not what waits in a quiet event and names no end itself."""
    no_end = ~Exists(Relay.objects.filter(pk=OuterRef("relay"), expires_at__isnull=False))
    waits = held_deliveries() & no_end
    return Delivery.objects.filter(state=S.QUEUED, expires_at__lte=at).exclude(waits)


def _is_down(gateway: Gateway, one: Delivery, outcome: Outcome) -> bool:
    """Tell whether it is the gateway that failed, not this letter: nothing else went through."""
    if outcome.did not in {Did.LATER, Did.DOUBT} or one.held_until is None:
        return False
    return gateway.worked_at is None or gateway.worked_at < one.held_until - rules.LEASE


def _is_lost(one: Delivery, outcome: Outcome) -> bool:
    if outcome.did == Did.REFUSED:
        return True
    return outcome.did in {Did.STUMBLED, Did.LATER} and one.tries >= rules.TRIES


def _book(one: Delivery, outcome: Outcome, *, at: datetime, luck: float, is_down: bool) -> int:
    if outcome.did == Did.ACCEPTED:
        one.state, one.sent_at, one.next_try_at = S.SENT.value, at, None
        one.message_id = outcome.message_id or number_of(one)
    elif outcome.did == Did.DOUBT:
        one.doubts += 1
        one.state = S.UNCERTAIN.value  # repeated once, then left to the person's other channels
        one.next_try_at = at + rules.REPEAT_AFTER if one.doubts <= rules.REPEATS else None
    elif outcome.did == Did.FENCED or is_down:
        one.state, one.next_try_at, one.tries = S.QUEUED.value, at, one.tries - 1
    else:
        one.state, one.next_try_at = S.QUEUED.value, at + rules.wait(one.tries, luck)
    return _of([one.pk], one.token).update(
        state=one.state,
        sent_at=one.sent_at,
        next_try_at=one.next_try_at,
        message_id=one.message_id,
        tries=one.tries,
        doubts=one.doubts,
        trouble=outcome.trouble,
    )


def _of(ids: Iterable[int], token: str) -> QuerySet[Delivery]:
    """Return these deliveries as far as they are still held with this token."""
    return Delivery.objects.filter(pk__in=ids, token=token, state=S.SENDING)


def _works(gateway: Gateway, at: datetime) -> None:
    gateway.worked_at, gateway.failures, gateway.closed_until = at, 0, None
    gateway.save(update_fields=["worked_at", "failures", "closed_until"])


def _fails(gateway: Gateway, at: datetime) -> None:
    gateway.failures += 1
    gateway.closed_until = at + rules.closed_for(gateway.failures)
    gateway.save(update_fields=["failures", "closed_until"])
