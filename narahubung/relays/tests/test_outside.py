"""Word from outside is kept as said, by whom, to whom, when and how, to its last reader."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.relays import commands
from narahubung.relays.models import Relay
from narahubung.relays.rules import sending
from narahubung.relays.rules import threads as rules

EARLIER = NOON - timedelta(minutes=8)


def test_without_a_source_or_from_the_future_it_is_not_taken(
    event: Any, arda: Any, bree: Any, lia: Any, sari: Any, as_actor: Any
) -> None:
    word = {"text": "Late", "said_how": "aloud", "by": as_actor(lia, event), "at": NOON}
    with pytest.raises(rules.NobodySaid):
        commands.take_word(said_by=" ", **word)
    with pytest.raises(rules.SaidLater):
        commands.take_word(said_by="the aide", said_at=NOON + timedelta(minutes=1), **word)
    with pytest.raises(rules.NotYourParty):
        commands.take_word(said_by="the aide", party_id=bree.pk, **word)
    assert not Relay.objects.exists()


def test_a_message_names_no_party_of_others(
    event: Any, arda: Any, bree: Any, lia: Any, sari: Any, as_actor: Any
) -> None:
    told = {"text": "Late", "audience": ["role:coordinator"], "party_id": bree.pk}
    told |= {"by": as_actor(lia, event), "at": NOON}
    with pytest.raises(rules.NotYourParty):
        commands.send(**told)
    with pytest.raises(rules.NotYourParty):
        commands.record_spoken(how="radio", repeated=True, **told)
    assert not Relay.objects.exists()


def test_a_flash_word_keeps_a_time_without_a_zone_and_is_marked(
    event: Any, arda: Any, lia: Any, sari: Any, as_actor: Any, signed_in: Any
) -> None:
    pk = commands.take_word(
        text="The gate closes at 15.13",
        said_by="the aide",
        said_how="aloud",
        precedence="kilat",
        by=as_actor(lia, event),
        at=NOON,
    )
    assert Relay.objects.get(pk=pk).text == "The gate closes at 15.13"
    page = signed_in(sari).get(f"/e/{event.slug}/relays/{pk}/").content.decode()
    assert "Zone not named: 15.13" in page


def test_said_aloud_is_a_message_like_any_other(
    event: Any, sari: Any, lia: Any, as_actor: Any
) -> None:
    by = as_actor(sari, event)
    told = {"audience": [f"person:{lia.pk}"], "how": "radio", "by": by, "at": NOON}
    first = commands.record_spoken(text="15:13 WITA gate B", repeated=True, **told)
    second = commands.record_spoken(text="Bring water", repeated=False, **told)
    assert Relay.objects.get(pk=first).recipients.get().state == "confirmed"
    assert Relay.objects.get(pk=second).recipients.get().state == "acknowledged"
    new = commands.correct(relay_id=first, text="15:20 WITA gate B", by=by, at=NOON)
    corrected = Relay.objects.get(pk=new)
    assert (corrected.spoken, corrected.must_read_back) == ("", True)
    assert corrected.recipients.get().state == "sent"


def test_what_was_not_repeated_still_waits_for_it(
    event: Any, house: Any, sari: Any, lia: Any, as_actor: Any
) -> None:
    pk = commands.record_spoken(
        text="Leave at 19:30 WITA from gate B",
        audience=[f"person:{lia.pk}"],
        how="radio",
        repeated=False,
        precedence="segera",
        by=as_actor(sari, event),
        at=NOON,
    )
    copy = Relay.objects.get(pk=pk).recipients.get()
    assert (copy.state, copy.answer_due_at) == ("seen", NOON + timedelta(minutes=5))
    commands.chase(relay_id=pk, by=house, at=copy.answer_due_at)
    assert Relay.objects.get(pk=pk).recipients.get().rung == 1
    commands.read_back(relay_id=pk, text="19:30 WITA, gate B", by=as_actor(lia, event), at=NOON)
    assert Relay.objects.get(pk=pk).recipients.get().state == "read_back"


def test_who_cannot_sign_in_stands_by_name(event: Any, sari: Any, as_actor: Any) -> None:
    commands.record_spoken(
        text="Wait at gate B",
        audience=[],
        how="phone",
        repeated=True,
        heard_by="Driver Putu",
        by=as_actor(sari, event),
        at=NOON,
    )
    relay = Relay.objects.get()
    assert (relay.heard_by, relay.recipients.count()) == ("Driver Putu", 0)


def test_word_of_a_question_is_urgent_translated_and_told_its_keeper(
    event: Any, arda: Any, lia: Any, sari: Any, as_actor: Any, signed_in: Any
) -> None:
    keeper = as_actor(lia, event)
    question = commands.open_thread(subject="A car", party_id=arda.pk, by=keeper, at=NOON)
    told = {
        "text": "نحتاج سيارة",
        "said_by": "the aide",
        "said_how": "phone",
        "precedence": "segera",
        "language": "ar",
        "translation": "We need a car",
        "translation_language": "en",
        "translated_by": "Ayu",
        "lane": "operations",
        "thread": question,
    }
    at = "/e/arda-2026/relays/outside/"
    assert f'<option value="{question}">A car</option>' in signed_in(sari).get(at).content.decode()
    assert signed_in(sari).post(at, told).status_code == 302
    relay = Relay.objects.get()
    assert (relay.precedence, relay.language, relay.translation_language) == ("segera", "ar", "en")
    assert (relay.thread_id, relay.side, relay.party_id) == (question, "inside", arda.pk)
    assert relay.recipients.filter(person=lia).exists()

    commands.close_thread(thread_id=question, by=keeper, at=NOON)
    word = {"text": "Late", "said_by": "the aide", "said_how": "aloud", "thread_id": question}
    with pytest.raises(sending.ThreadIsClosed):
        commands.take_word(**word, by=keeper, at=NOON)
