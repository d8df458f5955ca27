"""Guests without an account who ask for it are sent a link to each new word, until they stop it."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.crisis import commands
from narahubung.crisis.models.reassure import GuestFollower
from narahubung.crisis.queries import reassure as queries
from narahubung.crisis.rules import reassure as rules
from narahubung.crisis.tests.test_pages import E, as_
from narahubung.crisis.tests.test_reassure import cleared
from narahubung.crisis.tests.test_switch import quake
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor
from narahubung.relays.commands import carrying
from narahubung.relays.models import Address, Delivery, Gateway

ASKED = {"name": "Galadriel", "channel": "mail", "value": "g@example.org", "language": "fr"}


@pytest.fixture
def mail(event: Any) -> Gateway:
    return Gateway.objects.create(event=event, channel="mail", shape="smtp")


def noted(arda: Any, by: Actor) -> GuestFollower:
    return commands.follow_for_guest(party_id=arda.pk, asked=True, by=by, at=NOON, **ASKED)


def link_of(delivery: Delivery) -> str:
    link = carrying.letter_of(delivery, NOON).link
    return link[link.index("/words/") :]


@pytest.mark.usefixtures("mail")
def test_who_asked_has_a_link_to_each_new_word_in_the_own_language(
    lead: Actor, house: Actor, arda: Any, client: Any
) -> None:
    row = quake(lead)
    noted(arda, house)
    made = cleared(row, lead)
    commands.clear_assurance(assurance_id=made.pk, minutes=90, by=lead, at=NOON)  # not new
    delivery = Delivery.objects.get()
    letter = carrying.letter_of(delivery, NOON)
    assert letter.to == "g@example.org"
    assert "safe" not in letter.words

    path = link_of(delivery)
    page = client.get(path)
    assert page.headers["Content-Language"] == "fr"
    assert "The hotel is safe." in page.content.decode()
    assert client.get(path.replace("/words/", "/words/9")).status_code == 404
    assert queries.assurance_board(number=1, by=lead, at=NOON).followers == 1


@pytest.mark.usefixtures("mail")
def test_one_tap_stops_it_and_forgets_name_and_address(
    lead: Actor, house: Actor, arda: Any, client: Any
) -> None:
    row = quake(lead)
    noted(arda, house)
    cleared(row, lead)
    path = link_of(Delivery.objects.get())
    assert client.post(path).status_code == 302
    client.post(path)  # a second tap changes nothing
    assert "Votre adresse est effacée" in client.get(path).content.decode()
    follower = GuestFollower.objects.get()
    assert (follower.name, follower.address, Address.objects.count()) == ("", None, 0)
    assert StoredEntry.objects.filter(kind="crisis.guest_follows").count() == 2
    cleared(row, lead)
    assert not Delivery.objects.filter(state="waiting").exists()


def test_nobody_is_sent_what_they_did_not_ask_for_or_what_cannot_go(
    house: Actor, arda: Any
) -> None:
    with pytest.raises(rules.NoGatewayForGuests):
        noted(arda, house)
    with pytest.raises(rules.GuestDidNotAsk):
        commands.follow_for_guest(party_id=arda.pk, asked=False, by=house, at=NOON, **ASKED)
    assert not GuestFollower.objects.exists()


def test_where_nothing_can_be_sent_the_page_says_whom_to_ask(lia: Any) -> None:
    page = as_(lia).get(f"{E}/assurances/").content.decode()
    assert "Ask an administrator to set up mail or SMS" in page
    assert "assurances/guest/" not in page


@pytest.mark.usefixtures("mail")
def test_an_officer_notes_it_for_the_own_delegation(
    lia: Any, person: Any, event: Any, arda: Any
) -> None:
    officer, chief = as_(lia), as_(person("elrond", "crisis_lead", event))
    page = officer.get(f"{E}/assurances/").content.decode()
    assert "No guest asked for it yet." in page
    assert 'value="sms"' not in page  # the event has mail only
    given = {**ASKED, "party_id": arda.pk, "asked": "on"}
    wrong = officer.post(f"{E}/assurances/guest/", {**given, "value": "nowhere", "asked": ""})
    assert wrong.status_code == 422
    assert "Tick that the guest asked for it" in wrong.content.decode()
    assert officer.post(f"{E}/assurances/guest/", given).status_code == 302
    assert "Galadriel" in officer.get(f"{E}/assurances/").content.decode()
    assert "g@example.org" not in officer.get(f"{E}/assurances/").content.decode()
    follower = GuestFollower.objects.get()
    assert officer.post(f"{E}/assurances/guest/{follower.pk}/stop/").status_code == 302
    assert "Galadriel" not in officer.get(f"{E}/assurances/").content.decode()
    assert chief.get(f"{E}/assurances/").status_code == 200
