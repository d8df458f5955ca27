"""How a message moves with each of its people: only as the table says."""

from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.relays import commands
from narahubung.relays.commands.receipts import Receipt, book
from narahubung.relays.models import RecipientState, Relay
from narahubung.relays.rules import answering as rules
from narahubung.relays.rules.states import MOVES, may_move, owes_answer
from narahubung.relays.timetable import answers, over

S = RecipientState


@pytest.fixture
def word(event: Any, sari: Any, lia: Any, as_actor: Any) -> Relay:
    return Relay.objects.get(
        pk=commands.send(
            text="Motorcade leaves 15:13 WITA from Gate B",
            audience=[f"person:{lia.pk}"],
            precedence="segera",
            by=as_actor(sari, event),
            at=NOON,
        )
    )


def state(relay: Relay, someone: Any) -> str:
    return str(relay.recipients.get(person=someone).state)


def test_seen_is_never_understood() -> None:
    assert set(MOVES) == set(S)
    for early in (S.SENT, S.DELIVERED, S.SEEN, S.ACKNOWLEDGED, S.DIFFERS):
        assert S.CONFIRMED not in MOVES[early]
    assert not MOVES[S.SUPERSEDED]
    assert all(
        may_move(a, b)
        for a, b in pairwise([S.SENT, S.DELIVERED, S.SEEN, S.READ_BACK, S.CONFIRMED, S.DONE])
    )
    assert owes_answer(S.ACKNOWLEDGED, must_read_back=True)
    assert not owes_answer(S.ACKNOWLEDGED, must_read_back=False)


def test_receipts_are_booked_in_bulk_and_never_take_anything_back(
    event: Any, word: Relay, lia: Any, as_actor: Any
) -> None:
    acts = StoredEntry.objects.count()
    arrived = Receipt(event.pk, word.pk, lia.pk, seen=False)
    assert book([arrived], at=NOON) == [word.pk]
    assert book([arrived._replace(seen=True)], at=NOON) == [word.pk]
    assert book([arrived._replace(seen=True)], at=NOON) == []
    assert state(word, lia) == "seen"
    commands.acknowledge(relay_id=word.pk, by=as_actor(lia, event), at=NOON)
    assert book([arrived], at=NOON) == []
    assert state(word, lia) == "acknowledged"
    assert StoredEntry.objects.count() == acts + 1


def test_who_differs_cannot_mark_it_done_until_he_repeats_it_rightly(
    event: Any, word: Relay, lia: Any, sari: Any, as_actor: Any
) -> None:
    me, sender = as_actor(lia, event), as_actor(sari, event)
    found = commands.read_back(relay_id=word.pk, text="15.30 gate B", by=me, at=NOON)
    assert found == [{"kind": "times", "said": "15:13 WITA", "heard": "15:30"}]
    with pytest.raises(rules.DiffersStill):
        commands.mark_done(relay_id=word.pk, by=me, at=NOON)
    with pytest.raises(rules.NothingToConfirm):
        commands.confirm(relay_id=word.pk, by=sender, at=NOON)
    assert commands.read_back(relay_id=word.pk, text="15.13 Gate B", by=me, at=NOON) == []
    with pytest.raises(rules.ReadBackFirst):
        commands.mark_done(relay_id=word.pk, by=me, at=NOON)
    assert commands.confirm(relay_id=word.pk, by=sender, at=NOON) == 1
    commands.mark_done(relay_id=word.pk, by=me, at=NOON)
    assert state(word, lia) == "done"


def test_a_refusal_needs_a_reason_and_can_be_taken_back(
    event: Any, word: Relay, lia: Any, as_actor: Any
) -> None:
    me = as_actor(lia, event)
    with pytest.raises(rules.NoReason):
        commands.refuse(relay_id=word.pk, why=" ", by=me, at=NOON)
    commands.refuse(relay_id=word.pk, why="The road is flooded", by=me, at=NOON)
    assert word.recipients.get().answer_due_at is None
    commands.acknowledge(relay_id=word.pk, by=me, at=NOON)
    assert state(word, lia) == "acknowledged"


def test_the_chase_stops_at_the_deputys_answer(
    event: Any, word: Relay, lia: Any, rini: Any, as_actor: Any
) -> None:
    lias = word.recipients.get()
    word.recipients.create(person=rini, stands_for=lias)
    commands.read_back(relay_id=word.pk, text="15:13 gate b", by=as_actor(rini, event), at=NOON)
    lias.refresh_from_db()
    assert lias.answer_due_at is None


def test_what_is_over_expires_once_and_a_late_answer_is_still_a_fact(
    event: Any, sari: Any, lia: Any, as_actor: Any
) -> None:
    pk = commands.send(
        text="Boarding now",
        audience=[f"person:{lia.pk}"],
        expires_at=NOON + timedelta(minutes=10),
        by=as_actor(sari, event),
        at=NOON,
    )
    for minutes in (9, 10, 11):
        over(at=NOON + timedelta(minutes=minutes), key=uuid4())
    assert StoredEntry.objects.filter(kind="relays.expired").count() == 1
    relay = Relay.objects.get(pk=pk)
    assert state(relay, lia) == "expired"
    commands.acknowledge(relay_id=pk, by=as_actor(lia, event), at=NOON + timedelta(minutes=12))
    assert state(relay, lia) == "acknowledged"


def test_the_page_of_states_says_what_the_table_says() -> None:
    from narahubung.relays.management.commands.write_relay_states import PAGE, page

    assert PAGE.read_text() == page(), "run: python manage.py write_relay_states"


def test_where_nobody_is_left_to_ask_that_is_said_once(
    event: Any, word: Relay, sari: Any, lia: Any
) -> None:
    """Sari is the coordinator herself, and nobody serves beside Lia."""
    for minutes in (5, 10, 15, 20):
        answers(at=NOON + timedelta(minutes=minutes), key=uuid4())
    kinds = StoredEntry.objects.filter(kind__startswith="relays.").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "relays.sent",
        "relays.unanswered",
        "relays.left_open",
    ]
    assert word.recipients.get().answer_due_at is None


def test_a_last_turn_that_is_just_full_is_followed_by_none(
    event: Any, sari: Any, six: Any, as_actor: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("narahubung.relays.timetable.TOGETHER", 3)
    monkeypatch.setattr("narahubung.relays.commands.chasing.TOGETHER", 3)
    by = as_actor(sari, event)
    commands.send(text="Come", audience=["role:gate"], precedence="kilat", by=by, at=NOON)
    answers(at=NOON + timedelta(minutes=2), key=uuid4())
    assert StoredEntry.objects.filter(kind="relays.unanswered").count() == 6
