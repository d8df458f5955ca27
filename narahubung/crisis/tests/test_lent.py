"""What a taken role card lends in other rooms: from taking it to giving it back or the end."""

from collections.abc import Callable
from typing import Any

import pytest

from conftest import NOON
from narahubung.accounts.actors import actor_of
from narahubung.accounts.commands.people import grant
from narahubung.accounts.models import Person, Reach
from narahubung.accounts.queries import person_sheet
from narahubung.accounts.roles import CARDS, Right
from narahubung.accounts.rules import NoSuchRole
from narahubung.crisis import commands
from narahubung.crisis.models import Card, Incident
from narahubung.crisis.playbook import lends, playbook
from narahubung.crisis.queries.incidents import own_card
from narahubung.crisis.tests.test_switch import quake, switched
from narahubung.kit.actor import Actor

NEED_TO_KNOW = {
    Right.SEE_ROUTES,
    Right.SEE_CARE,
    Right.SEE_MEDICAL,
    Right.SEE_GIFT_VALUES,
    Right.SEE_REGISTER,
    Right.SEE_CONTACTS,
}
Holds = Callable[[Actor], Actor]


@pytest.fixture
def now(event: Any) -> Holds:
    """Return who somebody is at this moment."""

    def ask(by: Actor) -> Actor:
        return actor_of(Person.objects.get(pk=by.person_id), event_id=event.pk, at=NOON)

    return ask


@pytest.fixture
def crisis(lead: Actor, liaison: Actor) -> Incident:
    row = quake(lead)
    switched(row, lead, liaison)
    return row


def take(role: str, by: Actor) -> Card:
    card = Card.objects.get(role=role)
    commands.take_card(card_id=card.pk, by=by, at=NOON)
    return card


def test_a_card_lends_from_taking_it_to_the_end_of_the_crisis(
    crisis: Incident, lead: Actor, liaison: Actor, now: Holds
) -> None:
    opened = {Right.SEE_MOVEMENTS, Right.SEE_MEETINGS, Right.SEE_STAY}
    assert not opened & now(lead).everywhere  # the switch alone opens nothing
    card = take("lead", lead)
    assert now(lead).everywhere == lead.everywhere | opened
    assert len(own_card(card_id=card.pk, by=lead, at=NOON).opens) == len(opened)
    take("liaison", liaison)
    assert now(liaison).everywhere == liaison.everywhere | {Right.SEE_MOVEMENTS}

    commands.end_crisis(incident_id=crisis.pk, why="All are safe.", by=lead, at=NOON)

    assert (now(lead), now(liaison)) == (lead, liaison)


def test_who_gives_it_back_or_loses_the_role_has_nothing_of_it(
    crisis: Incident, lead: Actor, liaison: Actor, now: Holds
) -> None:
    card = take("lead", lead)
    commands.give_card_back(card_id=card.pk, by=lead, at=NOON)
    assert now(lead) == lead
    take("liaison", liaison)
    Reach.objects.filter(person_id=liaison.person_id, role="crisis_liaison").update(until=NOON)
    assert not now(liaison).everywhere


def test_a_slip_of_the_switch_leaves_nothing_open(lead: Actor, liaison: Actor, now: Holds) -> None:
    switch = switched(quake(lead), lead, liaison)
    take("lead", lead)
    commands.take_crisis_back(switch_id=switch.pk, why="a slip", by=liaison, at=NOON)
    assert now(lead) == lead


def test_the_card_of_the_media_desk_opens_nothing(
    crisis: Incident, liaison: Actor, now: Holds
) -> None:
    take("media", liaison)  # nobody of the media desk is here: the liaison stands behind
    assert now(liaison) == liaison


def test_no_card_opens_what_is_need_to_know() -> None:
    assert not {right for card in CARDS.values() for right in card.everywhere} & NEED_TO_KNOW
    assert set(CARDS) <= {lends(role) for role in playbook().roles}


def test_nobody_gives_by_hand_what_a_card_lends(
    crisis: Incident, lead: Actor, person: Any, event: Any, as_actor: Any
) -> None:
    by = as_actor(person("olga", "organiser", event), event)
    with pytest.raises(NoSuchRole):
        grant(person_id=lead.person_id or 0, role="card_lead", by=by, at=NOON)
    take("lead", lead)
    sheet = person_sheet(by, person_id=lead.person_id or 0, at=NOON)
    (tie,) = [tie for tie in sheet.row.roles if tie.role == "card_lead"]
    assert (tie.name, tie.mine_to_take) == (str(CARDS["card_lead"].name), False)


def test_a_page_of_another_room_opens_with_the_card_only(
    crisis: Incident, lead: Actor, client: Any
) -> None:
    client.force_login(
        Person.objects.get(pk=lead.person_id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    page = "/e/arda-2026/movements/"
    assert client.get(page).status_code == 404
    take("lead", lead)
    assert client.get(page).status_code == 200
    commands.end_crisis(incident_id=crisis.pk, why="All are safe.", by=lead, at=NOON)
    assert client.get(page).status_code == 404
