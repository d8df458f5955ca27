"""C11, one switch to crisis, to the letter as far as it is one house.

Given 186 members in 12 delegations, 31 of them in vehicles, a quake at 10.41 WITA. When the chief
presses CRISIS and a second person confirms it within 30 seconds, then within 60 seconds role cards
are out with receipts, every officer is asked to count by the channel of his own order, the first
situation report is drafted with nothing but what is known, ordinary traffic is muted, and the next
report is due at 11.11. Ten minutes later 186 is the sum of safe, hurt and unreached, with the
unreached on top by name, with their last place and hour.

A warning leaves from the crisis as CAP 1.2; its cancel reaches every receiver, and the chain alert
-> update -> cancel -> ack is complete. In a drill every text begins LATIHAN/EXERCISE, the status is
Exercise, and the gates refuse to send.

The clock of the test is frozen: nothing here waits. What the seconds are on a real machine, with
5,000 screens and a storm of phones: `python -m benchmarks crisis`.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

import pytest
from lxml import etree

from narahubung.accounts.models import Person
from narahubung.alerts import cap
from narahubung.alerts import commands as alerts
from narahubung.alerts.cap.writing import SCHEMA
from narahubung.alerts.models import Alert
from narahubung.alerts.queries import warnings
from narahubung.assignments.models import Attachment
from narahubung.crisis import commands
from narahubung.crisis.models import Card, Head, Incident, Report, Roll
from narahubung.crisis.queries import counting, facts, incidents
from narahubung.crisis.timetable import cards_nobody_took, second_person
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.media import commands as media
from narahubung.movements.models import Trip, Vehicle, Whereabouts
from narahubung.parties.models import Member, Officer, Party, Place
from narahubung.relays import commands as relays
from narahubung.relays import ports
from narahubung.relays.commands import carrying, channels
from narahubung.relays.models import Channel, Delivery, Gateway, Quiet, Recipient, Relay
from narahubung.relays.queries import quiet_now

QUAKE = datetime(2026, 11, 21, 2, 41, tzinfo=UTC)  # 10.41 WITA
SIZES = [16, 15, *[16] * 5, *[15] * 5]  # 186; the first two delegations, 31 people, are driving
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def delegations(event: Any) -> list[Party]:
    """12 delegations: two on the road since 10.20 and 10.25, ten at their hotel."""
    hotel = Place.objects.create(
        event=event, code="H1", name="The Mulia", latitude=-8.8, longitude=115.23
    )
    hall = Place.objects.create(
        event=event, code="V1", name="Convention Centre", latitude=-8.797, longitude=115.225
    )
    made = []
    for number, size in enumerate(SIZES):
        party = Party.objects.create(
            event=event, code=f"D{number:02}", name_en=f"Delegation {number:02}"
        )
        Member.objects.bulk_create(
            Member(
                event=event, party=party, code=f"{party.code}-{n}", full_name=f"{party.code} {n}"
            )
            for n in range(size)
        )
        on_the_road = number < 2
        left = QUAKE - timedelta(minutes=21 - 5 * number)
        if on_the_road:
            car = Vehicle.objects.create(event=event, code=f"BUS-{number}", plate=f"BUS-{number}")
            Trip.objects.create(
                event=event,
                code=f"T{number}",
                party=party,
                purpose="session",
                from_place=hotel,
                to_place=hall,
                departs_at=left,
                left_at=left,
                vehicle=car,
                zone="Asia/Makassar",
            )
        Whereabouts.objects.create(
            event=event,
            party=party,
            state="road" if on_the_road else "hotel",
            place=None if on_the_road else hotel,
            since=left if on_the_road else QUAKE - timedelta(hours=2),
            by_name="Desk",
        )
        made.append(party)
    return made


@pytest.fixture
def officers(
    event: Any, delegations: list[Party], person: Callable[..., Any], house: Actor
) -> list[Person]:
    """One officer each, who is reached in his own order: SMS first, mail first, telephone alone."""
    for channel in (Channel.SMS, Channel.MAIL):
        Gateway.objects.create(event=event, channel=channel, shape="http")
    orders = [("sms", "mail"), ("mail", "sms"), ("phone",)]
    made = []
    for number, party in enumerate(delegations):
        someone = person(f"lo{number:02}", "officer", event, party=party)
        officer = Officer.objects.create(
            event=event, code=f"LO{number:02}", full_name=f"Officer {number:02}", person=someone
        )
        Attachment.objects.create(
            event=event,
            party=party,
            officer=officer,
            position="lead",
            since=QUAKE - timedelta(days=1),
            until=QUAKE + timedelta(days=1),
        )
        for channel in orders[number % 3]:
            value = f"lo{number}@example.org" if channel == "mail" else f"+62811{number:06}"
            channels.set_address(
                person_id=someone.pk, channel=channel, value=value, by=house, at=QUAKE
            )
        made.append(someone)
    return made


@pytest.fixture
def chief(event: Any, person: Callable[..., Any], as_actor: Any) -> Actor:
    return as_actor(person("chief", "crisis_lead", event), event)


@pytest.fixture
def second(event: Any, person: Callable[..., Any], as_actor: Any) -> Actor:
    return as_actor(person("second", "crisis_liaison", event), event)


@pytest.fixture
def quake(chief: Actor, officers: list[Person], as_actor: Any, event: Any) -> Incident:
    """An officer reports it at 10.41; the chief presses the switch."""
    by = as_actor(officers[0], event)
    row = commands.report_incident(kind="quake", what="Strong quake, we stopped", by=by, at=QUAKE)
    commands.ask_for_crisis(incident_id=row.pk, why="Felt everywhere", by=chief, at=QUAKE)
    return row


def switched(row: Incident, second: Actor, at: datetime = QUAKE) -> None:
    commands.confirm_crisis(switch_id=row.switches.get().pk, by=second, at=at)
    react(at=at)
    react(at=at)  # of what followed of the first
    row.refresh_from_db()


def test_it_takes_two_and_who_may_confirm_is_told_twice_in_thirty_seconds(
    quake: Incident, chief: Actor, second: Actor
) -> None:
    from narahubung.crisis.rules.incidents import SecondPerson

    switch = quake.switches.get()
    with pytest.raises(SecondPerson):
        commands.confirm_crisis(switch_id=switch.pk, by=chief, at=QUAKE + SECOND)
    second_person(at=QUAKE + 30 * SECOND, key=uuid4())
    switch.refresh_from_db()
    assert switch.told_again_at == QUAKE + 30 * SECOND
    quake.refresh_from_db()
    assert quake.state == "reported"
    assert not Card.objects.exists()


def test_within_a_minute_all_that_follows_stands(
    quake: Incident, chief: Actor, second: Actor, officers: list[Person], as_actor: Any, event: Any
) -> None:
    lunch = relays.send(
        text="Lunch is served",
        audience=[f"person:{officers[3].pk}"],
        must_read_back=False,
        by=chief,
        at=QUAKE,
    )
    switched(quake, second)

    # Role cards, with receipts: the first who takes one holds it.
    sheet = incidents.incident_sheet(number=quake.number, by=chief, at=QUAKE)
    assert [card.name for card in sheet.cards if card.told]
    mine = next(card for card in sheet.cards if card.may_take)
    commands.take_card(card_id=mine.id, by=chief, at=QUAKE + 20 * SECOND)
    card = Card.objects.get(pk=mine.id)
    assert Recipient.objects.get(relay_id=card.relay_id, person=card.held_by).acknowledged_at
    cards_nobody_took(at=QUAKE + 60 * SECOND, key=uuid4())
    assert card.passed_on_at is None

    # Everybody is asked to count, by the channel of his own order.
    asked = Roll.objects.get().relay_id
    rows = Recipient.objects.filter(relay_id=asked)
    assert set(rows.values_list("person_id", flat=True)) == {one.pk for one in officers}
    sent = Delivery.objects.filter(relay_id=asked).exclude(channel="page")
    by_person = dict(sent.values_list("person_id", "channel"))
    assert [by_person[one.pk] for one in officers] == ["sms", "mail", "phone"] * 4

    # The first report: what is known, and nothing else.
    report = Report.objects.get()
    assert (report.number, report.state, report.drafted_at) == (1, "draft", QUAKE)
    assert report.known["people"] == {"unaccounted": 186}
    assert (report.known["facts"], report.text) == ([], "")

    # Ordinary traffic is muted, and nothing of it lost.
    gateway = Gateway.objects.get(channel="sms")
    for_lunch = Delivery.objects.filter(relay_id=lunch).exclude(channel="page")
    held = {one.pk for one in carrying.hold(gateway, limit=99, at=QUAKE + MINUTE)}
    assert held
    assert not held & set(for_lunch.values_list("pk", flat=True))
    quiet = quiet_now(by=as_actor(officers[3], event))
    assert quiet is not None
    assert quiet.held == 1

    # The next report is due at 11.11 WITA.
    assert quake.report_due_at == QUAKE + 30 * MINUTE
    assert quake.report_due_at.astimezone(event_zone(event)).strftime("%H.%M") == "11.11"


def test_ten_minutes_later_all_186_are_safe_hurt_or_named(
    quake: Incident,
    chief: Actor,
    second: Actor,
    officers: list[Person],
    delegations: list[Party],
    as_actor: Any,
    event: Any,
) -> None:
    switched(quake, second)
    roll = Roll.objects.get()
    at = QUAKE + 10 * MINUTE
    for number in range(2, 11):  # nine of ten at the hotel answer with one tap
        commands.count_party(
            roll_id=roll.pk,
            party_id=delegations[number].pk,
            by=as_actor(officers[number], event),
            at=QUAKE + number * MINUTE,
        )
    bus = as_actor(officers[0], event)
    people = list(Head.objects.filter(party=delegations[0]).order_by("pk"))
    for head, state in zip(people[:3], ["injured", "hospital", "safe"], strict=True):
        commands.count_head(head_id=head.pk, state=state, by=bus, at=QUAKE + 5 * MINUTE)
    react(at=at)

    sheet = counting.roll_sheet(incident_number=quake.number, by=chief, at=at)
    assert sheet is not None
    numbers = {state: number for state, _word, number in sheet.states}
    hurt = numbers["injured"] + numbers["hospital"]
    assert numbers["safe"] + hurt + len(sheet.unreached) == sheet.heads == 186
    assert hurt == 2
    assert len(sheet.unreached) == 13 + 15 + 15
    first = sheet.unreached[0]
    assert first.party == "D11"  # at the hotel since before nine: longest unseen
    assert (first.where != "", first.where_since) == (True, QUAKE - timedelta(hours=2))
    driving = [head for head in sheet.unreached if head.vehicle]
    assert {(head.party, head.vehicle) for head in driving} == {("D00", "BUS-0"), ("D01", "BUS-1")}
    assert sum(one.heads for one in sheet.vehicles) == 31
    assert all(head.name and head.where_since for head in sheet.unreached)

    # The report says the same.
    found = facts.reports_of(number=quake.number, by=chief, at=at).reports[0]
    assert sum(number for _word, number in found.people) == 186


def test_afterwards_what_was_held_goes_out(quake: Incident, chief: Actor, second: Actor) -> None:
    switched(quake, second)
    commands.end_crisis(incident_id=quake.pk, why="Checked", by=chief, at=QUAKE + 60 * MINUTE)
    react(at=QUAKE + 60 * MINUTE)
    assert not Quiet.objects.filter(lifted_at=None).exists()


CIRCLE = {"radius_km": 5.0, "response": "Shelter", "severity": "Severe", "category": "Geo"}
HEADLINE = {"headline": "Aftershocks, stay outside", "headline_id": "Gempa susulan, tetap di luar"}


def test_a_warning_leaves_from_the_crisis_and_its_cancel_reaches_everybody_who_had_it(
    quake: Incident, chief: Actor, second: Actor, officers: list[Person], as_actor: Any, event: Any
) -> None:
    switched(quake, second)
    at = QUAKE + MINUTE
    asked = parse_qs(incidents.incident_sheet(number=quake.number, by=chief, at=at).warning_query)
    hotel = Place.objects.get(code="H1")
    first = alerts.issue_alert(
        **HEADLINE,
        **CIRCLE,
        place_id=hotel.pk,
        incident=asked["incident"][0],
        audience=["role:officer"],
        by=chief,
        at=at,
    )
    acknowledged(first, officers[:5], as_actor, event)
    # Who is relieved of his delegation meanwhile hears of its end all the same.
    Attachment.objects.filter(officer__person=officers[3]).update(until=at)
    update = alerts.update_alert(alert_id=first, **HEADLINE, radius_km=2.0, by=chief, at=at)
    cancel = alerts.cancel_alert(alert_id=update, why="It is over.", by=chief, at=at + 9 * MINUTE)

    chain = {row.pk: row for row in Alert.objects.all()}
    assert [chain[pk].msg_type for pk in (first, update, cancel)] == ["Alert", "Update", "Cancel"]
    receivers = {pk: who_had(row) for pk, row in chain.items()}
    assert receivers[first] == {one.pk for one in officers}
    assert receivers[first] <= receivers[update] <= receivers[cancel]
    said = {pk: valid(row.raw.encode()) for pk, row in chain.items()}
    assert {one.incidents for one in said.values()} == {"arda-2026-incident-1"}
    assert {one.status for one in said.values()} == {"Actual"}
    named = [one.identifier for one in said[cancel].references]
    assert named == [said[first].identifier, said[update].identifier]

    sheet = warnings.warning_sheet(alert_id=cancel, by=chief, at=at)
    assert sheet.chain is not None
    assert not sheet.chain.is_complete
    acknowledged(cancel, officers, as_actor, event)
    sheet = warnings.warning_sheet(alert_id=first, by=chief, at=at)
    assert sheet.chain is not None
    assert (sheet.chain.is_complete, sheet.chain.is_cancelled) == (True, True)
    for receipt in sheet.chain.links[-1].receipts:
        letter = warnings.acknowledgement(alert_id=cancel, receipt_id=receipt.id, by=chief)
        ack = valid(letter)
        assert (ack.msg_type, ack.references[-1].identifier) == ("Ack", said[cancel].identifier)


@pytest.mark.usefixtures("drill")
def test_in_a_drill_every_text_begins_with_its_mark_and_nothing_leaves(
    quake: Incident,
    chief: Actor,
    second: Actor,
    officers: list[Person],
    monkeypatch: pytest.MonkeyPatch,
    client: Any,
) -> None:
    switched(quake, second)
    number = alerts.issue_alert(
        **HEADLINE,
        **CIRCLE,
        description="Do not use lifts.",
        place_id=Place.objects.get(code="H1").pk,
        audience=["role:officer"],
        by=chief,
        at=QUAKE,
    )
    said = valid(Alert.objects.get(pk=number).raw.encode())
    assert said.status == "Exercise"
    of_infos = [(one.event, one.headline, one.description) for one in said.infos]

    fact = commands.tell_fact(
        incident_id=quake.pk,
        text="Hotel checked",
        source="PLN",
        is_authority=True,
        by=chief,
        at=QUAKE,
    )
    text = media.draft_statement(kind="holding", incident_id=quake.pk, by=chief, at=QUAKE)
    assert fact.number == 1
    word = commands.write_assurance(
        incident_id=quake.pk,
        sort="question",
        language="en",
        asks="Is the hotel safe?",
        says="Yes.",
        by=chief,
        at=QUAKE,
    )
    commands.clear_assurance(assurance_id=word.pk, minutes=240, by=chief, at=QUAKE)
    page = client.get("/now/arda-2026/?in=en").content.decode()
    told = [
        *(each for one in Relay.objects.all() for each in (one.text, one.translation)),
        *(each for one in text.sentences.all() for each in (one.text_id, one.text_en)),
        *(each for texts in of_infos for each in texts),
        *(each for one in word.texts.all() for each in (one.asks, one.says)),
        said.note,
    ]
    assert len(told) > 20
    assert [one for one in told if one and not one.startswith("LATIHAN/EXERCISE")] == []
    assert "<title>LATIHAN/EXERCISE" in page
    assert "LATIHAN/EXERCISE Yes." in page

    # What is sent is marked, too, and the real gates refuse it all the same.
    reached: list[Any] = []
    monkeypatch.setitem(ports.PORTS, "http", lambda *_, **__: reached.append(1) or "1")
    monkeypatch.setattr(ports.environment, "sends", True)
    for gateway in Gateway.objects.filter(channel__in=["sms", "mail"]):
        held = carrying.hold(gateway, limit=99, at=QUAKE)
        letters = [carrying.letter_of(one, QUAKE) for one in held]
        assert letters
        assert all(one.text.startswith("LATIHAN/EXERCISE") for one in letters)
        for one in letters:
            gone = ports.send(
                one, shape=gateway.shape, settings={}, secret="", time_left=lambda: 9.0
            )
            assert gone.did == ports.Did.REFUSED
    assert reached == []


def valid(letter: bytes) -> cap.Alert:
    """Return what it says, when the schema of CAP 1.2 takes it."""
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema.assertValid(etree.fromstring(letter))
    return cap.read(letter).alert


def who_had(row: Alert) -> set[int]:
    return set(Recipient.objects.filter(relay_id=row.relay_id).values_list("person_id", flat=True))


def acknowledged(number: int, people: list[Person], as_actor: Any, event: Any) -> None:
    relay_id = Alert.objects.get(pk=number).relay_id or 0
    for one in people:
        relays.acknowledge(relay_id=relay_id, by=as_actor(one, event), at=QUAKE + 10 * MINUTE)


def event_zone(event: Any) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(event.zone)
