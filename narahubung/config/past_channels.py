"""How the demo's people are reached, and the channel test of its morning.

Addresses are those of the organiser's list or invented: numbers of the range that Ofcom keeps for
stories (+44 7700 900…), mail below example.org. Nothing is sent to them (NARAHUBUNG_SENDS).
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from narahubung.accounts.actors import actor_of
from narahubung.accounts.models import Person
from narahubung.assignments.commands import let_be_reached
from narahubung.config.past_people import Deed, People
from narahubung.journal.acting import act
from narahubung.kit import clock
from narahubung.kit.actor import Actor, the_house
from narahubung.parties.models import Department, Officer
from narahubung.relays.commands import carrying, channels, testing
from narahubung.relays.commands.calling import answer_call
from narahubung.relays.models import Address, Channel, ChannelTest, Delivery, DeliveryState
from narahubung.relays.rules.delivering import BY_PEOPLE, BY_SENDER
from narahubung.relays.working import Sender

GATEWAYS: dict[tuple[str, str], dict[str, Any]] = {
    ("mail", "smtp"): {
        "host": "mail.example.org",
        "port": 587,
        "security": "starttls",
        "user": "narahubung",
        "sender": "narahubung@example.org",
    },
    ("sms", "http"): {
        "url": "https://sms.example.org/send",
        "content_type": "application/json",
        "body": '{"number": "{number}", "text": "{text}", "id": "{message_id}"}',
        "headers": "Authorization: Bearer {secret}",
        "id_field": "id",
    },
    ("whatsapp", "whatsapp_cloud"): {
        "base": "https://whatsapp.example.org/v20.0",
        "phone_id": "100000000000001",
        "template": "new_word",
    },
}
# Of every 36 officers, who wants to be reached otherwise than the list says.
FIRST = {2: "mail", 4: "radio", 11: "whatsapp", 22: "phone", 29: "whatsapp"}
QUIET = {2: (time(22, 30), time(5, 0)), 20: (time(23, 0), time(4, 30))}
TURN = 36
TESTED_AT = time(10, 0)
NO_MAILBOX = "550 5.1.1 no such mailbox"


def make_reachable(event: Any) -> None:
    """Give everybody addresses, some another order and quiet hours, and the event its gateways."""
    by, at = the_house("demo", event_id=event.pk), clock.now()
    with act(by=by, at=at):
        for (channel, shape), settings in GATEWAYS.items():
            channels.set_gateway(channel=channel, shape=shape, settings=settings, by=by, at=at)
        for officer_id in Officer.objects.filter(event=event, person__isnull=False).values_list(
            "pk", flat=True
        ):
            let_be_reached(officer_id=officer_id, by=by, at=at)
        _others(event, by, at)
    with act(by=by, at=at):
        for place, officer in enumerate(People(event).officers()):
            _prefer(officer.person_id or 0, place % TURN, by, at)


def _others(event: Any, by: Actor, at: datetime) -> None:
    duty = {f"desk-{row.code.lower()}": row for row in Department.objects.filter(event=event)}
    people = Person.objects.filter(reach__event=event, addresses=None).distinct().order_by("pk")
    for place, person in enumerate(people):
        desk = duty.get(person.username)
        ways = {"mail": f"{person.username}@example.org", "sms": f"+44 7700 9009{place:02}"}
        if desk is not None:
            ways |= {"sms": desk.duty_phone, "phone": desk.duty_phone, "radio": desk.radio_channel}
        for channel, value in ways.items():
            if value:
                channels.set_address(
                    person_id=person.pk, channel=channel, value=value, by=by, at=at
                )


def _prefer(person_id: int, place: int, by: Actor, at: datetime) -> None:
    first, (quiet_from, quiet_until) = FIRST.get(place), QUIET.get(place, (None, None))
    if first is None and quiet_from is None:
        return
    mine = Address.objects.filter(person_id=person_id).order_by("order")
    if first == "whatsapp" and (number := mine.filter(channel="phone").first()):
        channels.set_address(person_id=person_id, channel=first, value=number.value, by=by, at=at)
    ids = [row.pk for row in sorted(mine.all(), key=lambda row: row.channel != first)]
    channels.order_channels(
        person_id=person_id,
        address_ids=ids,
        quiet_from=quiet_from,
        quiet_until=quiet_until,
        by=by,
        at=at,
    )


def test_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Return the channel test of that morning: asked, sent, answered by most, called by radio."""
    begun = datetime.combine(until.date(), TESTED_AT, until.tzinfo)
    house = the_house("timetable", event_id=event.pk)
    yield begun, partial(testing.begin_channel_test, by=house, at=begun)
    yield begun + timedelta(seconds=5), send_what_is_due
    asked = Person.objects.filter(reach__event=event).distinct().order_by("pk")
    for place, person in enumerate(asked):
        by = actor_of(person, event_id=event.pk, at=begun)
        at = begun + timedelta(minutes=1, seconds=10 * place)
        yield at, partial(_arrived, place, by, at)
    called = begun + timedelta(minutes=40)
    yield called, partial(_call, people.coordinator, called)


def send_what_is_due() -> None:
    """Let a sender work off what waits now."""
    sender = Sender(now=clock.now)
    sender.drain()
    sender.stop(wait_s=1)


def _arrived(place: int, by: Actor, at: datetime) -> None:
    """Tap what arrived: by two ways, by one, by none; a few mailboxes do not exist."""
    sent = Delivery.objects.filter(test__isnull=False, person_id=by.person_id or 0)
    sent = sent.filter(state=DeliveryState.SENT, channel__in=BY_SENDER).order_by("-channel")
    mail = sent.filter(channel=Channel.MAIL).first()
    if place % TURN == 17 and mail is not None:
        carrying.give_up(
            delivery_id=mail.pk,
            token=mail.token,
            trouble=NO_MAILBOX,
            address_works=False,
            by=the_house("sender", event_id=by.here),
            at=at,
        )
        return
    taps = list(sent[: 0 if place % 13 == 8 else 1 + place % 2])
    if taps:
        with act(by=by, at=at):
            for row in taps:
                testing.confirm_reached(delivery_id=row.pk, by=by, at=at)


def _call(by: Actor, at: datetime) -> None:
    """Call who tapped nothing, without luck, and of the others most; the rest is still open."""
    test = ChannelTest.objects.latest("begun_at")
    rows = Delivery.objects.filter(test=test)
    heard = set(rows.filter(receipt_at__isnull=False).values_list("person_id", flat=True))
    calls = rows.filter(channel__in=BY_PEOPLE).order_by("pk")
    with act(by=by, at=at):
        for place, (pk, person_id, channel) in enumerate(
            calls.values_list("pk", "person_id", "channel")
        ):
            if person_id not in heard and channel == Channel.RADIO:
                answer_call(delivery_id=pk, answer="no_answer", by=by, at=at)
            elif person_id in heard and place % 23:
                answer_call(delivery_id=pk, answer="reached", by=by, at=at)
