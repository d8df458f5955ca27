"""The channel test: everybody is asked by every channel, and what arrived is known."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.kit import exercise
from narahubung.relays import resting
from narahubung.relays.commands import channels
from narahubung.relays.commands.calling import answer_call
from narahubung.relays.commands.carrying import letter_of
from narahubung.relays.commands.delivering import first_ways
from narahubung.relays.commands.testing import begin_channel_test, confirm_reached
from narahubung.relays.models import Channel, ChannelTest, Delivery, Gateway
from narahubung.relays.queries.testing import earlier_tests, last_test
from narahubung.relays.rules.testing import TestIsOn as IsOn
from narahubung.relays.rules.testing import is_due
from narahubung.relays.timetable import weekly_channel_test
from narahubung.relays.working import Sender
from tests.fakes import Fake, mail_server

PAGE = "/e/arda-2026/channels/test/"


@pytest.fixture
def mail(event: Any) -> Iterator[Fake]:
    with mail_server() as fake:
        settings = {"host": "127.0.0.1", "port": fake.port, "sender": "nh@example.org"}
        Gateway.objects.create(event=event, channel=Channel.MAIL, shape="smtp", settings=settings)
        yield fake


def test_who_taps_the_link_is_reached_and_the_rest_stands_with_what_to_do(
    signed_in: Any, sari: Any, lia: Any, teo: Any, event: Any, house: Any, mail: Fake
) -> None:
    channels.set_address(
        person_id=lia.pk, channel="mail", value="lia@example.org", by=house, at=NOON
    )
    assert "No channel test yet" in signed_in(sari).get(PAGE).content.decode()
    signed_in(sari).post(PAGE)
    sender = Sender(now=lambda: NOON)
    sender.drain()
    sender.stop(wait_s=1)

    (_, _, letter) = mail.accepted[0]
    path = letter.get_payload().split()[-1]
    assert signed_in(teo).get(path).status_code == 404  # somebody else's
    assert "Did this word reach you by e-mail?" in signed_in(lia).get(path).content.decode()
    assert "Thank you." in signed_in(lia).post(path).content.decode()
    signed_in(lia).post(path)

    page = signed_in(sari).get(PAGE).content.decode()
    assert "1 of 3 people were reached beside the page." in page
    assert "Has no address beside the page" in page
    assert lia.addresses.get().checked_at == NOON


def test_one_at_a_time(event: Any, sari: Any, as_actor: Any) -> None:
    by = as_actor(sari, event)
    begin_channel_test(by=by, at=NOON)
    with pytest.raises(IsOn):
        begin_channel_test(by=by, at=NOON + timedelta(hours=1))
    begin_channel_test(by=by, at=NOON + timedelta(days=2))
    found = last_test(by=by, at=NOON + timedelta(days=2))
    assert found is not None
    assert found.is_on


def test_it_begins_by_itself_once_a_week_at_ten(event: Any, sari: Any) -> None:
    from uuid import uuid4

    for hours in range(24 * 14):
        weekly_channel_test(at=NOON + timedelta(hours=hours), key=uuid4())
    begun = list(ChannelTest.objects.order_by("begun_at").values_list("begun_at", flat=True))
    assert [moment.hour for moment in begun] == [2, 2]  # 10.00 WITA
    assert (begun[1] - begun[0]).days == 7
    assert not is_due(None, at=NOON, zone_name=event.zone)


def test_a_test_waits_in_the_list_of_calls_too(
    signed_in: Any, sari: Any, lia: Any, event: Any, house: Any
) -> None:
    channels.set_address(person_id=lia.pk, channel="phone", value="+62811222", by=house, at=NOON)
    signed_in(sari).post(PAGE)
    call = Delivery.objects.get(channel=Channel.PHONE)
    page = signed_in(sari).get("/e/arda-2026/calls/").content.decode()
    assert "This is a test of the channels." in page
    signed_in(sari).post(f"/e/arda-2026/calls/{call.pk}/", {"answer": "reached"})
    assert "1 of 2 people were reached" in signed_in(sari).get(PAGE).content.decode()


def test_it_says_in_how_many_minutes_whom_to_call_next_and_what_was_before(
    event: Any, sari: Any, lia: Any, teo: Any, house: Any, as_actor: Any, signed_in: Any
) -> None:
    for person in (lia, teo):
        number = f"+6281100{person.pk:03}"
        channels.set_address(person_id=person.pk, channel="phone", value=number, by=house, at=NOON)
    by = as_actor(sari, event)
    begin_channel_test(by=by, at=NOON - timedelta(days=7))
    begin_channel_test(by=by, at=NOON)
    test = ChannelTest.objects.get(begun_at=NOON)
    call = Delivery.objects.get(test=test, person=lia, channel="phone")
    confirm_reached(
        delivery_id=call.pk, by=as_actor(lia, event), at=NOON + timedelta(minutes=3, seconds=20)
    )
    found = last_test(by=by, at=NOON)
    assert found is not None
    assert (found.reached, found.asked, found.minutes) == (1, 3, 4)
    words = {one.name: one.next_word for one in found.rest}
    assert words == {"Sari": "", "Teo": "telepon"}
    [before] = earlier_tests(by=by)
    assert (before.asked, before.reached) == (3, 0)
    page = signed_in(sari).get(PAGE).content.decode()
    assert "The last answer came within 4 minutes." in page
    assert "Next: telephone." in page
    assert "Earlier tests" in page


def test_a_channel_that_failed_its_last_test_is_not_tried_first(
    event: Any, sari: Any, lia: Any, house: Any, as_actor: Any, signed_in: Any
) -> None:
    for channel, value in (("phone", "+6281100001"), ("radio", "CH 5")):
        channels.set_address(person_id=lia.pk, channel=channel, value=value, by=house, at=NOON)

    def first(at: Any = NOON) -> str:
        (way,) = first_ways(event.pk, [lia.pk], at)
        return way.channel

    assert first() == "phone"  # her own order
    begin_channel_test(by=as_actor(sari, event), at=NOON)
    assert first() == "phone"  # nobody knows yet
    call = Delivery.objects.get(person=lia, channel="phone")
    answer_call(delivery_id=call.pk, answer="no_answer", by=as_actor(sari, event), at=NOON)
    assert first() == "radio"
    assert "the others are tried first" in signed_in(lia).get("/account/channels/").content.decode()
    # Silent to the end of the test is no better; what arrived since counts.
    over = NOON + timedelta(hours=25)
    assert first(over) == "phone"
    lia.addresses.filter(channel="radio").update(checked_at=NOON + timedelta(hours=1))
    assert first(over) == "radio"


def test_who_rests_is_not_asked(
    event: Any, sari: Any, lia: Any, as_actor: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(resting, "_ASKED", [lambda _event, people, _at: {lia.pk} & set(people)])
    begin_channel_test(by=as_actor(sari, event), at=NOON)
    assert not Delivery.objects.filter(person=lia).exists()
    found = last_test(by=as_actor(sari, event), at=NOON)
    assert found is not None
    assert (found.asked, found.resting) == (1, 1)


def test_the_crisis_lead_opens_it_and_in_a_drill_it_says_so(
    event: Any,
    sari: Any,
    lia: Any,
    house: Any,
    person: Any,
    as_actor: Any,
    signed_in: Any,
    monkeypatch: Any,
) -> None:
    channels.set_address(person_id=lia.pk, channel="phone", value="+6281100001", by=house, at=NOON)
    channels.set_address(person_id=lia.pk, channel="mail", value="l@example.org", by=house, at=NOON)
    monkeypatch.setattr(exercise, "_is_on", True)
    lead = signed_in(person("elrond", "crisis_lead", event))
    assert lead.post(PAGE).status_code == 302
    assert "people were reached beside the page" in lead.get(PAGE).content.decode()
    said = signed_in(sari).get("/e/arda-2026/calls/").content.decode()
    assert "LATIHAN/EXERCISE This is a test of the channels." in said
    call = Delivery.objects.get(channel="phone")
    asked = signed_in(lia).get(f"/e/arda-2026/channels/reached/{call.pk}/").content.decode()
    assert "LATIHAN/EXERCISE Did this word reach you" in asked
    call.address = lia.addresses.get(channel="mail")
    assert letter_of(call, NOON).text.startswith("LATIHAN/EXERCISE ")
