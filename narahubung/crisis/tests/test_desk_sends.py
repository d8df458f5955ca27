"""The desk sends what it can, knows what became of it, and says who is overdue."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import NOON
from narahubung.crisis import commands
from narahubung.crisis.models import Incident, Stakeholder, Telling, Way
from narahubung.crisis.queries import stakeholders as queries
from narahubung.crisis.rules import stakeholders as rules
from narahubung.crisis.tests.test_pages import E, as_
from narahubung.crisis.tests.test_stakeholders import body
from narahubung.crisis.tests.test_switch import quake, switched
from narahubung.crisis.timetable import stakeholders as tick
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.relays.commands import carrying
from narahubung.relays.models import Delivery, Gateway, Recipient

MINUTE = timedelta(minutes=1)


@pytest.fixture
def row(liaison: Actor) -> Incident:
    return quake(liaison)


def way(of: Stakeholder, kind: str, value: str, by: Actor) -> Way:
    return commands.add_way(stakeholder_id=of.pk, kind=kind, value=value, by=by, at=NOON)


def send(of: Stakeholder, row: Incident, by: Actor, at: Any = NOON) -> Telling:
    given = {"stakeholder_id": of.pk, "incident_id": row.pk}
    return commands.send_to_stakeholder(text="All safe at 20.00 WIB.", by=by, at=at, **given)


def line(by: Actor, at: Any = NOON) -> Any:
    (found,) = queries.liaison_desk(number=1, by=by, at=at).lines
    return found


def overdue() -> list[str]:
    rows = StoredEntry.objects.filter(kind="crisis.stakeholders_overdue").order_by("pk")
    return [json.loads(row.facts)["name"] for row in rows]


def test_a_letter_carries_a_link_that_opens_the_word_and_takes_the_receipt(
    row: Incident, liaison: Actor, client: Any, event: Any
) -> None:
    fire = body(liaison, every_min=30)
    way(fire, "mail", "fire@example.org", liaison)
    with pytest.raises(rules.NothingGoesThere):  # the event has no gateway
        send(fire, row, liaison)
    Gateway.objects.create(event=event, channel="mail", shape="smtp")
    telling = send(fire, row, liaison)
    assert (telling.how, telling.next_at) == ("letter", NOON + 30 * MINUTE)
    letter = carrying.letter_of(Delivery.objects.get(), NOON)
    assert letter.to == "fire@example.org"
    assert "safe" not in letter.words
    assert "~" not in letter.link
    assert line(liaison).told.receipt.state == "waits"

    path = letter.link[letter.link.index("/told/") :]
    assert client.get(f"/told/{telling.pk}/x/").status_code == 404
    assert client.get(path.replace(f"/{telling.pk}/", f"/{telling.pk + 1}/")).status_code == 404
    assert "All safe at 20.00 WIB." in client.get(path).content.decode()
    assert client.post(path).status_code == 302
    client.post(path)
    assert line(liaison).told.receipt.state == "read"
    assert Way.objects.get().works is True
    assert StoredEntry.objects.filter(kind="crisis.word_read").count() == 1


def test_what_did_not_go_told_nobody(row: Incident, liaison: Actor, event: Any) -> None:
    fire = body(liaison)
    mail, phone = way(fire, "mail", "f@example.org", liaison), way(fire, "phone", "113", liaison)
    Gateway.objects.create(event=event, channel="mail", shape="smtp")
    telling = send(fire, row, liaison)
    Delivery.objects.update(state="sending", token="t")
    carrying.give_up(
        delivery_id=Delivery.objects.get().pk,
        token="t",
        trouble="no such box",
        address_works=False,
        by=liaison,
        at=NOON,
    )
    react(at=NOON)
    telling.refresh_from_db()
    mail.refresh_from_db()
    assert (telling.failed_at, mail.works) == (NOON, False)
    found = line(liaison)
    assert found.told.receipt.state == "lost"
    assert (found.sends_by, found.way.id) == (None, phone.pk)
    assert StoredEntry.objects.filter(kind="crisis.word_not_delivered").exists()


def test_who_has_an_account_gets_a_message_and_confirms_it(
    row: Incident, liaison: Actor, person: Any, event: Any, arda: Any
) -> None:
    commands.take_over_contacts(by=liaison, at=NOON)
    of = Stakeholder.objects.get(source=f"party:{arda.pk}")
    Stakeholder.objects.exclude(pk=of.pk).update(removed_at=NOON)
    with pytest.raises(rules.NothingGoesThere):  # it has no focal point
        send(of, row, liaison)
    person("galadriel", "focal_point", event, party=arda)
    assert send(of, row, liaison).how == "relay"
    receipt = line(liaison).told.receipt
    assert (receipt.state, "0" in receipt.words) == ("sent", True)
    Recipient.objects.update(state="acknowledged")
    assert line(liaison).told.receipt.state == "read"


def test_who_is_overdue_is_told_to_who_keeps_the_desk_once(
    row: Incident, lead: Actor, liaison: Actor
) -> None:
    fire, port = body(liaison, every_min=30), body(liaison, "Airport", every_min=45)
    tick(at=NOON + 60 * MINUTE, key=uuid4())
    assert overdue() == []  # no crisis, nothing promised
    switched(row, lead, liaison)
    for minutes in (29, 31, 32, 46):
        tick(at=NOON + minutes * MINUTE, key=uuid4())
    assert overdue() == ["Fire brigade", "Airport"]
    told = StoredEntry.objects.filter(kind="crisis.stakeholders_overdue")
    assert all(str(liaison.person_id) in entry.tell.split() for entry in told)
    of = {"incident_id": row.pk, "text": "x", "by": liaison}
    commands.tell_stakeholder(stakeholder_id=fire.pk, at=NOON + 50 * MINUTE, **of)
    commands.tell_stakeholder(stakeholder_id=port.pk, at=NOON + 50 * MINUTE, **of)
    tick(at=NOON + 96 * MINUTE, key=uuid4())
    assert overdue() == ["Fire brigade", "Airport", "Fire brigade, Airport"]


def test_an_approved_general_message_counts_as_told(row: Incident, liaison: Actor) -> None:
    fire = body(liaison, every_min=30)
    made = commands.write_message(
        incident_id=row.pk,
        stakeholder_id=fire.pk,
        to_name="Chief",
        subject="Gate",
        text="Use gate 3.",
        by=liaison,
        at=NOON,
    )
    assert line(liaison).told is None
    commands.approve_message(message_id=made.pk, by=liaison, at=NOON)
    found = line(liaison)
    assert (found.told.text, found.due_at) == ("Gate: Use gate 3.", NOON + 30 * MINUTE)


def test_the_desk_says_plainly_when_a_person_must_tell_them(
    row: Incident, liaison: Actor, person: Any, event: Any
) -> None:
    fire = body(liaison)
    client = as_(person("arwen", "crisis_liaison", event))
    one = f"{E}/incidents/1/desk/{fire.pk}/"
    assert "Narahubung cannot send to them" in client.get(one).content.decode()
    told = {"kind": "relay", "audience": ""}
    assert client.post(f"{E}/stakeholders/{fire.pk}/way/", told).status_code == 422
    told["audience"] = "role:crisis_lead"
    person("elrond", "crisis_lead", event)
    assert client.post(f"{E}/stakeholders/{fire.pk}/way/", told).status_code == 302
    page = client.get(one).content.decode()
    assert "Send it as a message in Narahubung" in page
    assert client.post(f"{one}tell/", {"text": "Safe.", "how": "send"}).status_code == 302
    assert "confirmed by 0 of 1" in client.get(one).content.decode()
