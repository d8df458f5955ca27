"""Many rows at once say the same as one at a time."""

from datetime import timedelta
from typing import Any

from django.db import connection

from conftest import NOON
from narahubung.kit.inserting import insert_rows
from narahubung.relays.models import Address, Recipient, Relay


def test_it_stores_what_one_by_one_would(event: Any, lia: Any, teo: Any) -> None:
    relay = Relay.objects.create(event=event, code="M-1", text="Go", sender_name="x", sent_at=NOON)
    differs = [{"kind": "time", "said": "18.40", "heard": "18.14"}]
    late = NOON + timedelta(minutes=2)
    insert_rows(
        [
            Recipient(relay=relay, person=lia, why='50 % "certain"', answer_due_at=late),
            Recipient(relay=relay, person=teo, differences=differs),
        ]
    )
    first, second = Recipient.objects.order_by("pk")
    assert (first.person, first.why, first.answer_due_at) == (lia, '50 % "certain"', late)
    assert (second.person, second.differences, second.answer_due_at) == (teo, differs, None)
    assert (first.state, first.differences) == ("sent", [])


def test_what_is_there_already_stays(event: Any, lia: Any, teo: Any) -> None:
    relay = Relay.objects.create(event=event, code="M-1", text="Go", sender_name="x", sent_at=NOON)
    Recipient.objects.create(relay=relay, person=lia, why="first")
    insert_rows([Recipient(relay=relay, person=one, why="second") for one in (lia, teo)])
    told = dict(Recipient.objects.values_list("person__username", "why"))
    assert told == {"lia": "first", "teo": "second"}
    insert_rows([])


def test_sealed_fields_are_sealed(lia: Any) -> None:
    insert_rows([Address(person=lia, channel="sms", value="+44 7700 900320")])
    assert Address.objects.get().value == "+44 7700 900320"
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM relays_address")
        assert "7700 900320" not in cursor.fetchone()[0]  # its bytes may hold four of the digits
