"""A message is rendered once for each language; what waits comes back until it is answered."""

import json
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOON
from narahubung.journal.carrying import Holder, Word, waiting_for, words_of
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor
from narahubung.relays import commands, handing_out
from narahubung.relays.commands.delivering import queue_relay
from narahubung.relays.commands.receipts import Receipt, book
from narahubung.relays.models import Recipient, RecipientState, Relay
from narahubung.relays.models.deliveries import Channel, DeliveryState

S = RecipientState
TEXT = "Galadriel waits at Gate B <b>now</b>"


@pytest.fixture
def by(event: Any, sari: Any, as_actor: Any) -> Actor:
    return as_actor(sari, event)


@pytest.fixture
def to_lia(by: Actor, lia: Any) -> Relay:
    return send(by, lia)


def send(by: Actor, *people: Any, **more: Any) -> Relay:
    given = {"text": TEXT, "precedence": "kilat", "language": "en", "must_read_back": False}
    audience = [f"person:{one.pk}" for one in people]
    sent = commands.send(**{**given, "audience": audience, "by": by, "at": NOON, **more})
    return Relay.objects.get(pk=sent)


def words(kind: str) -> list[Word]:
    return words_of(list(StoredEntry.objects.filter(kind=kind).values_list("pk", flat=True)))


def holder(someone: Any, event: Any, language: str = "en") -> Holder:
    return Holder(
        person_id=someone.pk,
        event_id=event.pk,
        language=language,
        session_key="open",
        session_hash="",
    )


def read(parts: Iterable[bytes]) -> list[Any]:
    """Return what the parts say; each is one event of two lines."""
    said = []
    for part in parts:
        name, data, *rest = part.decode().split("\n")
        assert (name, rest) == ("event: word", ["", ""])
        said.append(json.loads(data.removeprefix("data: ")))
    return said


def waits(someone: Any, event: Any, at: Any = NOON) -> list[int]:
    return [word["id"] for word in read(waiting_for(holder(someone, event), at=at))]


# ---- what is handed out --------------------------------------------------------------------------


def test_it_is_made_once_for_each_language_and_names_its_addressees(
    to_lia: Relay, lia: Any, event: Any
) -> None:
    [word] = words("relays.sent")

    assert (word.event_id, word.addressees) == (event.pk, {lia.pk})
    english, indonesian = read([word.parts["en"], word.parts["id"]])
    assert english["id"] == indonesian["id"] == to_lia.pk
    assert "FLASH" in english["html"]
    assert "KILAT" in indonesian["html"]
    assert "12.00 WITA" in english["html"]
    assert "&lt;b&gt;now" in english["html"]
    assert f"/e/{event.slug}/relays/{to_lia.pk}/acknowledge/" in english["html"]


def test_it_is_rendered_as_often_as_there_are_languages(
    to_lia: Relay, lia: Any, event: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    handing_out.part_of.cache_clear()
    words("relays.sent")
    monkeypatch.setattr(handing_out, "render_to_string", None)  # whoever comes later gets those
    assert waits(lia, event) == [to_lia.pk]


def test_original_and_translation_stand_in_the_readers_order(by: Actor, lia: Any) -> None:
    send(by, lia, text="Gerbang B ditutup", language="id", translation="Gate B is closed",
         translation_language="en", translated_by="Rini")  # fmt: skip
    [word] = words("relays.sent")
    english, indonesian = (one["html"] for one in read([word.parts["en"], word.parts["id"]]))
    assert english.index("Gate B is closed") < english.index("Gerbang B")
    assert indonesian.index("Gerbang B") < indonesian.index("Gate B is closed")
    assert 'lang="en">Gate B' in english


def test_what_must_be_read_back_leads_to_its_page(by: Actor, lia: Any) -> None:
    relay = send(by, lia, must_read_back=True)
    [word] = words("relays.sent")
    html = read([word.parts["en"]])[0]["html"]
    assert f'is-main" href="/e/arda-2026/relays/{relay.pk}/">Read back' in html


def test_what_was_said_aloud_stands_on_no_screen(by: Actor, lia: Any, event: Any) -> None:
    commands.record_spoken(
        text=TEXT, audience=[f"person:{lia.pk}"], how="aloud", repeated=False, by=by, at=NOON
    )
    assert words("relays.sent") == []
    assert waits(lia, event) == []


def test_an_answer_takes_it_from_the_persons_other_screens(
    to_lia: Relay, lia: Any, event: Any, as_actor: Any
) -> None:
    commands.acknowledge(relay_id=to_lia.pk, by=as_actor(lia, event), at=NOON)

    [word] = words("relays.acknowledged")
    assert word.addressees == {lia.pk}
    assert read(word.parts.values()) == [{"id": to_lia.pk}] * 2


def test_an_acknowledgement_is_not_enough_where_it_must_be_read_back(
    by: Actor, lia: Any, event: Any, as_actor: Any
) -> None:
    relay = send(by, lia, must_read_back=True)
    commands.acknowledge(relay_id=relay.pk, by=as_actor(lia, event), at=NOON)
    assert words("relays.acknowledged") == []
    assert waits(lia, event) == [relay.pk]


def test_a_correction_takes_the_place_of_what_it_corrects(
    to_lia: Relay, by: Actor, lia: Any, event: Any
) -> None:
    new = commands.correct(relay_id=to_lia.pk, text="Gate C, 18.40 WITA", by=by, at=NOON)

    assert waits(lia, event) == [new]
    [part] = read(waiting_for(holder(lia, event), at=NOON))
    assert f'data-replaces="{to_lia.pk}"' in part["html"]
    assert f"replaces {to_lia.code}" in part["html"]
    assert [word.addressees for word in words("relays.corrected")] == [{lia.pk}]


# ---- what waits when somebody begins to listen ---------------------------------------------------


def test_only_ones_own_waits_and_only_in_its_event(
    to_lia: Relay, lia: Any, sari: Any, teo: Any, event: Any, other_event: Any
) -> None:
    assert waits(lia, event) == [to_lia.pk]
    assert waits(sari, event) == waits(teo, event) == waits(lia, other_event) == []


@pytest.mark.parametrize(("precedence", "comes_back"), [("segera", True), ("penting", False)])
def test_pressing_ones_come_back_until_answered_others_until_seen(
    by: Actor, lia: Any, event: Any, precedence: str, comes_back: bool
) -> None:
    relay = send(by, lia, precedence=precedence)
    assert waits(lia, event) == [relay.pk]
    book([Receipt(event.pk, relay.pk, lia.pk, seen=True)], at=NOON)
    assert waits(lia, event) == ([relay.pk] if comes_back else [])


def test_what_is_too_late_does_not_wait(by: Actor, lia: Any, event: Any) -> None:
    relay = send(by, lia, expires_at=NOON + timedelta(minutes=10))
    assert waits(lia, event, NOON + timedelta(minutes=9)) == [relay.pk]
    assert waits(lia, event, NOON + timedelta(minutes=11)) == []


def test_the_look_at_what_waits_is_two_queries(
    to_lia: Relay, by: Actor, lia: Any, event: Any, django_assert_num_queries: Any
) -> None:
    send(by, lia)
    with django_assert_num_queries(2):  # and one whether there is a crisis
        assert len(waits(lia, event)) == 2


# ---- what screens tell ---------------------------------------------------------------------------


def states(relay: Relay) -> dict[str, str]:
    return dict(relay.recipients.values_list("person__username", "state"))


def test_receipts_are_booked_in_bulk_and_once(
    by: Actor, lia: Any, teo: Any, rini: Any, event: Any
) -> None:
    relay, later = send(by, lia, teo, rini), NOON + timedelta(seconds=3)
    told = [Receipt(event.pk, relay.pk, one.pk, seen=one is lia) for one in (lia, teo)]
    with CaptureQueriesContext(connection) as asked:
        assert book([*told, *told], at=later) == [relay.pk]
    # Which messages there are; then, in one savepoint, seen, delivered and the deliveries by page.
    # On PostgreSQL a seventh wakes the screens of the other processes, once for all that moved;
    # with SQLite there is one process, which is told without a statement.
    wakes = ["SELECT pg_notify"] if connection.vendor == "postgresql" else []
    said = [re.findall(r"^SELECT pg_notify|^\w+", one["sql"])[0] for one in asked.captured_queries]
    assert said == ["SELECT", "SAVEPOINT", *["UPDATE"] * 3, "RELEASE", *wakes]
    assert states(relay) == {"lia": S.SEEN, "teo": S.DELIVERED, "rini": S.SENT}
    mine = Recipient.objects.get(relay=relay, person=lia)
    assert (mine.delivered_at, mine.seen_at) == (later, later)

    assert book(told, at=later + timedelta(minutes=1)) == []
    mine.refresh_from_db()
    assert mine.seen_at == later


def test_a_receipt_never_goes_back_behind_an_answer(
    to_lia: Relay, lia: Any, event: Any, as_actor: Any
) -> None:
    commands.acknowledge(relay_id=to_lia.pk, by=as_actor(lia, event), at=NOON)
    book([Receipt(event.pk, to_lia.pk, lia.pk, seen=True)], at=NOON)
    assert states(to_lia) == {"lia": S.ACKNOWLEDGED}
    assert Recipient.objects.get(relay=to_lia).seen_at == NOON


def test_nobody_books_for_what_is_not_his(
    to_lia: Relay, lia: Any, teo: Any, event: Any, other_event: Any
) -> None:
    strange = [
        Receipt(event.pk, to_lia.pk, teo.pk, seen=True),
        Receipt(other_event.pk, to_lia.pk, lia.pk, seen=True),
        Receipt(event.pk, 99999, lia.pk, seen=True),
    ]
    assert book(strange, at=NOON) == []
    assert states(to_lia) == {"lia": S.SENT}


def test_the_page_counts_as_a_channel_that_delivered(
    to_lia: Relay, by: Actor, lia: Any, teo: Any, event: Any
) -> None:
    """Also where the screen was faster than the rows of the table."""
    relay = send(by, lia, teo)
    book([Receipt(event.pk, relay.pk, lia.pk, seen=True)], at=NOON)
    queue_relay(relay=relay, person_ids=[lia.pk, teo.pk], at=NOON)
    book([Receipt(event.pk, relay.pk, teo.pk, seen=False)], at=NOON)

    on_page = relay.deliveries.filter(channel=Channel.PAGE)
    assert set(on_page.values_list("person_id", "state", "receipt_at")) == {
        (lia.pk, DeliveryState.DELIVERED.value, NOON),
        (teo.pk, DeliveryState.DELIVERED.value, NOON),
    }
