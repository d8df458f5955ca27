"""A warning of ours: valid, to those chosen, acknowledged, updated, cancelled to every receiver."""

from typing import Any

import pytest
from lxml import etree

from conftest import NOON
from narahubung.alerts import cap, commands
from narahubung.alerts.cap.writing import SCHEMA
from narahubung.alerts.models import Alert
from narahubung.alerts.queries import warnings as queries
from narahubung.alerts.rules import warnings as rules
from narahubung.alerts.tests.conftest import HOUR
from narahubung.assignments.models import Attachment
from narahubung.kit.actor import Actor
from narahubung.relays import commands as relays
from narahubung.relays.models import Recipient, Relay
from narahubung.relays.rules.sending import NobodyThere

pytestmark = pytest.mark.usefixtures("staying")
WORDS = {"headline": "Gas leak at the lobby", "headline_id": "Kebocoran gas di lobi"}


def issue(lead: Actor, hotel: Any, **more: Any) -> Alert:
    asked = {"place_id": hotel.pk, "radius_km": 2.0, **WORDS, **more}
    return Alert.objects.get(pk=commands.issue_alert(**asked, by=lead, at=NOON))


def is_valid(raw: bytes) -> bool:
    return bool(etree.XMLSchema(etree.parse(SCHEMA)).validate(etree.fromstring(raw)))


def acknowledge(row: Alert, who: Any, as_actor: Any, event: Any) -> None:
    relays.acknowledge(relay_id=row.relay_id or 0, by=as_actor(who, event), at=NOON + HOUR)


def test_it_is_valid_and_goes_to_who_is_within(lead: Actor, hotel: Any, lia: Any) -> None:
    row = issue(lead, hotel)
    assert is_valid(row.raw.encode())
    said = cap.read(row.raw.encode()).alert
    assert (said.status, said.msg_type, said.scope) == ("Actual", "Alert", "Restricted")
    assert said.restriction
    assert said.infos[0].areas[0].circles == ("-8.800000,115.230000 2",)
    assert [one.person for one in Recipient.objects.all()] == [lia]
    assert "Kebocoran gas di lobi" in Relay.objects.get().text


def test_the_chain_is_complete_when_everybody_has_acknowledged_the_cancel(
    lead: Actor, hotel: Any, lia: Any, sari: Any, bree: Any, event: Any, as_actor: Any
) -> None:
    first = issue(lead, hotel, audience=["role:coordinator"])
    acknowledge(first, lia, as_actor, event)
    sheet = queries.warning_sheet(alert_id=first.pk, by=lead, at=NOON)
    assert sheet.chain is not None
    assert not sheet.chain.is_complete
    assert sheet.chain.links[0].lacking == [str(sari)]

    Attachment.objects.all().delete()  # who had it hears of its end, wherever he serves now
    number = commands.update_alert(alert_id=first.pk, **WORDS, by=lead, at=NOON)
    update = Alert.objects.get(pk=number)
    cancel = Alert.objects.get(
        pk=commands.cancel_alert(alert_id=update.pk, why="Repaired.", by=lead, at=NOON)
    )
    assert all(is_valid(row.raw.encode()) for row in (update, cancel))
    said = cap.read(cancel.raw.encode()).alert
    assert [one.identifier for one in said.references] == [first.identifier, update.identifier]
    had = {one.person for one in Recipient.objects.filter(relay_id=first.relay_id)}
    assert had == {one.person for one in Recipient.objects.filter(relay_id=cancel.relay_id)}
    assert had == {lia, sari}

    for who in (lia, sari):
        acknowledge(cancel, who, as_actor, event)
    chain = queries.warning_sheet(alert_id=first.pk, by=lead, at=NOON).chain
    assert chain is not None
    assert (chain.is_complete, chain.is_cancelled, len(chain.links)) == (True, True, 3)
    ack = queries.acknowledgement(
        alert_id=cancel.pk, receipt_id=chain.links[2].receipts[0].id, by=lead
    )
    assert is_valid(ack)
    told = cap.read(ack).alert
    assert (told.msg_type, told.references[0].identifier) == ("Ack", cancel.identifier)


def test_an_exercise_says_so_everywhere(lead: Actor, hotel: Any) -> None:
    row = issue(lead, hotel, exercise=True, description="Leave.", description_id="Keluar.")
    said = cap.read(row.raw.encode()).alert
    assert said.status == "Exercise"
    for info in said.infos:
        texts = (info.event, info.headline, info.description, said.note)
        assert all(text.startswith("LATIHAN/EXERCISE") for text in texts)
    relay = Relay.objects.get()
    assert relay.text.startswith("LATIHAN/EXERCISE")
    assert relay.translation.startswith("LATIHAN/EXERCISE")


@pytest.mark.usefixtures("drill")
def test_in_a_drill_nothing_is_real(lead: Actor, hotel: Any) -> None:
    row = issue(lead, hotel, exercise=False)
    assert (row.status, row.is_real) == ("Exercise", False)


def test_one_for_those_it_names_goes_to_nobody_else(
    lead: Actor, hotel: Any, lia: Any, sari: Any
) -> None:
    first = issue(lead, hotel, named_only=True, audience=["role:coordinator"])
    said = cap.read(first.raw.encode()).alert
    names = " ".join(sorted([lia.username, sari.username]))
    assert (said.scope, said.addresses, said.restriction) == ("Private", names, "")
    assert "do not pass it on" in Relay.objects.get().translation
    Attachment.objects.all().delete()
    number = commands.cancel_alert(alert_id=first.pk, why="Over.", by=lead, at=NOON)
    cancel = Alert.objects.get(pk=number)
    assert is_valid(cancel.raw.encode())
    told = cap.read(cancel.raw.encode()).alert
    assert (told.scope, told.addresses) == ("Private", names)
    sheet = queries.warning_sheet(alert_id=cancel.pk, by=lead, at=NOON)
    assert (sheet.scope, sheet.for_whom) == ("Private", names)


def test_one_that_comes_from_a_crisis_names_it_to_its_end(lead: Actor, hotel: Any) -> None:
    first = issue(lead, hotel, incident="arda-2026-incident-1")
    number = commands.cancel_alert(alert_id=first.pk, why="Over.", by=lead, at=NOON)
    for row in (first, Alert.objects.get(pk=number)):
        assert cap.read(row.raw.encode()).alert.incidents == "arda-2026-incident-1"


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"place_id": None}, rules.NoArea),
        ({"radius_km": 0.0}, rules.ShapeIsWrong),
        ({"radius_km": 20_000.0}, rules.ShapeIsWrong),
        ({"concerned": False}, NobodyThere),
        ({"concerned": False, "named_only": True}, NobodyThere),
    ],
)
def test_what_cannot_go_out_is_not_kept(
    more: dict[str, Any], refusal: type[Exception], lead: Actor, hotel: Any
) -> None:
    with pytest.raises(refusal):
        issue(lead, hotel, **more)
    assert not Alert.objects.exists()
    assert not Relay.objects.exists()


def test_only_the_newest_of_ours_is_followed(lead: Actor, hotel: Any) -> None:
    first = issue(lead, hotel)
    commands.cancel_alert(alert_id=first.pk, why="Over.", by=lead, at=NOON)
    with pytest.raises(rules.NotInForce):
        commands.update_alert(alert_id=first.pk, **WORDS, by=lead, at=NOON)


def test_a_cancel_stands_also_where_nobody_can_be_told_any_more(
    lead: Actor, hotel: Any, lia: Any
) -> None:
    first = issue(lead, hotel)
    lia.is_active = False
    lia.save()
    commands.cancel_alert(alert_id=first.pk, why="Over.", by=lead, at=NOON)
    chain = queries.warning_sheet(alert_id=first.pk, by=lead, at=NOON).chain
    assert chain is not None
    assert not chain.is_complete
    assert chain.not_told == [str(lia)]
