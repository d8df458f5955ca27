"""Reading back by choosing: the text folds away, and a wrong choice is a difference."""

import re
from typing import Any

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.journal.reading import history
from narahubung.relays import commands, queries
from narahubung.relays.models import Recipient, Relay
from narahubung.relays.near_misses import picks
from narahubung.relays.reading_back import agree
from narahubung.relays.rules.answering import NotAllAnswered
from narahubung.relays.words import fact_words

AT = "/e/arda-2026/relays/"
TEXT = "Motorcade leaves 15:13 WITA from Gate B, guests at 18.05 WITA"


@pytest.fixture
def word(event: Any, sari: Any, lia: Any, as_actor: Any) -> Relay:
    """Something that must be repeated, from Sari to Lia, with a translation."""
    pk = commands.send(
        text=TEXT,
        audience=[f"person:{lia.pk}"],
        precedence="segera",
        translation="Rombongan berangkat 15.13 WITA dari Gerbang B, tamu 18.05 WITA di Lobi A",
        translated_by="Ayu",
        by=as_actor(sari, event),
        at=NOON,
    )
    return Relay.objects.get(pk=pk)


def places(page: str) -> dict[str, str]:
    """Return the form's value of every answer that is offered: {"1: 15.13 WITA": "2"}."""
    offered = re.findall(r'name="pick-(\d)" id="[^"]*" value="(\d)" required><span>([^<]*)<', page)
    return {f"{number}: {words}": place for number, place, words in offered}


def test_while_somebody_chooses_the_text_stands_nowhere_on_his_page(
    word: Relay, lia: Any, signed_in: Any
) -> None:
    client, here = signed_in(lia), f"{AT}{word.pk}/"
    assert "Read back by choosing" in client.get(here).content.decode()
    client.post(here + "fold/", {"from": "inbox"})
    for page in (client.get(AT).content.decode(), client.get(here).content.decode()):
        shown = re.sub(r"<fieldset.*?</fieldset>", "", page, flags=re.DOTALL)
        for fact in ("15:13", "15.13", "Gate B", "Gerbang B", "18.05", "Lobi A"):
            assert fact not in shown
        assert "Motorcade leaves" in shown
        assert {"1: 15.13 WITA", "2: gate B", "3: 18.05 WITA"} <= places(page).keys()
        assert "3: 15.13 WITA" in places(page)  # one time may be taken for the other


def test_the_right_choice_is_the_same_read_back_as_typing(
    word: Relay, event: Any, lia: Any, sari: Any, as_actor: Any, signed_in: Any
) -> None:
    client, here = signed_in(lia), f"{AT}{word.pk}/"
    offered = places(client.post(here + "fold/", HTTP_HX_REQUEST="true").content.decode())
    client.post(
        here + "pick/",
        {
            "pick-1": offered["1: 15.13 WITA"],
            "pick-2": "else",
            "else-2": "gerbang b",
            "pick-3": offered["3: 18.05 WITA"],
        },
    )
    mine = Recipient.objects.get()
    assert (mine.state, mine.read_back) == ("read_back", "15.13 WITA; gerbang b; 18.05 WITA")
    assert (mine.read_back_how, mine.folded_at) == ("picked", None)
    assert TEXT in client.get(here).content.decode()
    sheet = signed_in(sari).get(here).content.decode()
    assert "chosen among answers" in sheet
    assert "Confirm 1 that is right" in sheet


def test_a_wrong_choice_is_a_difference_and_looking_again_is_on_record(
    word: Relay, event: Any, lia: Any, sari: Any, as_actor: Any, signed_in: Any
) -> None:
    client, here = signed_in(lia), f"{AT}{word.pk}/"
    client.post(here + "fold/")
    assert TEXT in client.post(here + "look-again/", HTTP_HX_REQUEST="true").content.decode()
    client.post(here + "look-again/")  # a second tap is no second look
    page = client.post(here + "fold/", HTTP_HX_REQUEST="true").content.decode()
    assert Recipient.objects.get().looked == 1
    offered = places(page)
    times = {"pick-1": offered["1: 18.05 WITA"], "pick-3": offered["3: 15.13 WITA"]}
    client.post(here + "pick/", {**times, "pick-2": offered["2: gate B"]})

    mine = Recipient.objects.get()
    assert (mine.state, mine.read_back_how, mine.looked) == ("differs", "looked", 0)
    told = [(one["said"], one["heard"]) for one in mine.differences]
    assert told == [("15:13 WITA", "18:05 WITA"), ("18:05 WITA", "15:13 WITA")]
    assert "You repeated something else" in client.get(here).content.decode()
    assert "looked again" in signed_in(sari).get(here).content.decode()
    with translation.override("en"):
        lines = history(topic=f"relay:{word.pk}", by=as_actor(sari, event))
    assert any("(chosen among answers, looked again)" in line.says for line in lines)


def test_a_gap_without_an_answer_is_asked_for(
    word: Relay, event: Any, lia: Any, as_actor: Any, signed_in: Any
) -> None:
    client, here = signed_in(lia), f"{AT}{word.pk}/"
    client.post(here + "fold/")
    refused = client.post(here + "pick/", {"pick-1": "0", "pick-2": "else", "pick-3": "99"})
    assert refused.status_code == 422
    assert "Choose an answer at every number" in refused.content.decode()
    with pytest.raises(NotAllAnswered):
        commands.read_back_by_picks(
            relay_id=word.pk, answers=["15:13"], by=as_actor(lia, event), at=NOON
        )
    assert Recipient.objects.get().read_back == ""


def test_what_needs_no_read_back_does_not_fold(
    event: Any, lia: Any, sari: Any, as_actor: Any, signed_in: Any
) -> None:
    pk = commands.send(
        text="Lunch at 12.30 WITA",
        audience=[f"person:{lia.pk}"],
        by=as_actor(sari, event),
        at=NOON,
    )
    page = signed_in(lia).post(f"{AT}{pk}/fold/", HTTP_HX_REQUEST="true").content.decode()
    assert "Lunch at 12.30 WITA" in page
    assert "by choosing" not in page
    assert Recipient.objects.get().folded_at is None


def test_what_is_offered_is_said_in_both_languages_and_understood() -> None:
    facts = [
        ("times", "15:30 WITA"),
        ("dates", "15 mei"),
        ("dates", "1 agu"),
        ("places", "gate B7"),
        ("places", "terminal 3"),
        ("places", "hall Garuda"),
        ("places", "floor 2"),
        ("codes", "GA412"),
        ("names", "Joko Widodo"),
        ("numbers", "13"),
        ("orders", "go"),
        ("orders", "not hold"),
        ("orders", "cancel"),
    ]
    for language in ("id", "en"):
        with translation.override(language):
            for kind, fact in facts:
                for one in picks(kind, fact, seed=language):
                    assert agree(kind, one, fact_words(kind, one)), (language, kind, one)


def test_everybody_finds_the_right_one_in_a_place_of_his_own(
    event: Any, sari: Any, six: Any, as_actor: Any
) -> None:
    commands.send(
        text="HOLD until 15:13 WITA",
        audience=["role:gate"],
        must_read_back=True,
        by=as_actor(sari, event),
        at=NOON,
    )
    found = []
    for row in Recipient.objects.select_related("relay"):
        asked = queries.questions(by=as_actor(row.person, event), relay_id=row.relay_id)
        assert [one.kind for one in asked] == ["orders", "times"]
        order, time = asked
        found.append((order.picks.index("tahan"), time.picks.index("15.13 WITA")))
        assert asked == queries.questions(by=as_actor(row.person, event), relay_id=row.relay_id)
    assert len(set(found)) > 1
