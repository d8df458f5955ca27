"""Positions, seats in the car and etiquette as an officer gets them."""

from typing import Any

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.knowledge.models import Briefing
from narahubung.parties.models import Party
from narahubung.protocol import commands
from narahubung.protocol.occasion_library import cards
from narahubung.protocol.queries import etiquette, positions, seats
from narahubung.protocol.rules.etiquette import MOST_WORDS, count_words
from narahubung.protocol.rules.seats import NobodyAsked


def picture(code: str) -> positions.Picture:
    return positions.pictures((code,))[0]


def test_the_officer_reads_where_he_stands() -> None:
    assert picture("walking-ahead").where == "2 steps ahead, on the left"
    assert picture("standing").where == "1 step behind, on the left"
    assert picture("stairs-up").where == "2 steps behind, on the left"
    assert picture("stairs-down").where == "2 steps ahead, on the left"


def test_the_picture_is_drawn_from_his_own_eyes_and_said_in_words() -> None:
    found = picture("standing")
    officer = next(one for one in found.figures if one.who == "officer")
    guest = next(one for one in found.figures if one.who == "guest")

    assert (officer.x, officer.y, officer.turn) == (0, 0, 0)
    assert guest.x > 0 > guest.y  # to the right, and up the page: ahead
    assert "Your guest: 1 step ahead, on the right" in found.lines
    assert found.unsure


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_card_is_read_in_five_seconds(language: str, arda: Any, officer: Any) -> None:
    Briefing.objects.create(
        event=arda.event,
        code="B-1",
        party=arda,
        country="Arda",
        form_of_address="My Lord",
        do="bow deeply before any word; card with both hands; take off shoes",
        avoid="touching the head; the OK sign with the fingers; wine at the toast; " * 4,
        food_and_drink="lembas, water; no pork",
    )
    with translation.override(language):
        found = etiquette.cards_of(party_id=arda.pk, by=officer)
        assert len(found.cards) == 7
        for card in found.cards:
            assert count_words(card.general, *card.do, *card.avoid) <= MOST_WORDS
            assert count_words(card.general) <= MOST_WORDS / 2 + 2
        by_code = {card.code: card for card in found.cards}
        assert "lembas, water" in (*by_code["dining"].do, *by_code["dining"].more)
        assert "the OK sign with the fingers" in by_code["photograph"].avoid
        assert "take off shoes" in by_code["stairs"].do
        assert by_code["handshake"].more  # what does not fit is there, folded


def test_without_a_briefing_nothing_is_guessed(arda: Any, officer: Any) -> None:
    found = etiquette.cards_of(party_id=arda.pk, by=officer)
    assert found.country == ""
    assert not any(card.do or card.avoid for card in found.cards)
    assert next(iter(cards())) == "lift"


def test_cards_fit_what_happens() -> None:
    assert etiquette.fit_for(kind="gala")[0] == "dining"
    assert etiquette.fit_for(kind="photo")[0] == "photograph"
    assert etiquette.fit_for(kind="gala", occasion="tree-planting") == ("photograph", "illness")
    assert etiquette.fit_for(kind="traffic") == ()


def test_what_security_asks_goes_before_the_custom(event: Any, arda: Any, officer: Any) -> None:
    def car(kind: str = "sedan") -> seats.CarAnswer:
        riders = seats.riders_of(by=officer, party=arda)
        return seats.car_of(event=event, kind=kind, riders=riders, by=officer, party_id=arda.pk)

    assert car().told[0].seat == "rear right"
    event.policy = {"seat_of_honour": "rear_left"}
    assert car().told[0].seat == "rear left"
    with pytest.raises(NobodyAsked):
        commands.ask_seats(party_id=arda.pk, told_by=" ", by=officer, at=NOON)
    commands.ask_seats(
        party_id=arda.pk, told_by="head of security", seat="rear_right", by=officer, at=NOON
    )
    assert car().told[0].seat == "rear right"
    assert car().told[0].why == "asked for by the guest's own security"
    assert car("van").told[0].seat == "row 1, left"  # it has no rear right: ask again
    assert car("van").notes


def test_nobody_reads_the_seats_of_another_delegation(event: Any, officer: Any) -> None:
    other = Party.objects.create(event=event, code="MOR", name_en="Mordor")
    with pytest.raises(Party.DoesNotExist):
        etiquette.cards_of(party_id=other.pk, by=officer)
    with pytest.raises(Party.DoesNotExist):
        commands.ask_seats(party_id=other.pk, told_by="Sauron", by=officer, at=NOON)
