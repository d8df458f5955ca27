from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from conftest import NOON
from narahubung.accounts import commands
from narahubung.accounts.actors import actor_of
from narahubung.accounts.models import Person, Reach
from narahubung.accounts.roles import ROLES, Right
from narahubung.accounts.rules import (
    HoldsItAlready,
    LastAdministrator,
    MayNotGive,
    NotToYourself,
    RoleNeedsItsScope,
    UsernameTaken,
)
from narahubung.journal.reading import history
from narahubung.kit.actor import the_house


def test_a_role_is_given_and_taken_with_its_history(
    sari: Any, teo: Any, event: Any, arda: Any, as_actor: Any
) -> None:
    by = as_actor(sari, event)
    reach = commands.grant(person_id=teo.pk, role="officer", party_id=arda.pk, by=by, at=NOON)
    assert arda.pk in as_actor(teo, event).own

    commands.revoke(reach_id=reach.pk, by=by, at=NOON)

    assert as_actor(teo, event).own == frozenset()
    with translation.override("en"):
        told = [line.says for line in history(topic=f"person:{teo.pk}", by=by)]
    assert told == [
        "Teo no longer holds the role: Liaison officer.",
        "Teo was given the role: Liaison officer.",
    ]
    assert Reach.objects.get(pk=reach.pk).until == NOON


def test_rights_end_with_the_attachment(person: Any, event: Any, arda: Any) -> None:
    mei = person("mei", "officer", event, party=arda, until=NOON)

    before = actor_of(mei, event_id=event.pk, at=NOON - timedelta(seconds=1))
    after = actor_of(mei, event_id=event.pk, at=NOON)

    assert before.may_for(Right.SEE_PEOPLE, arda.pk)
    assert not after.roles
    assert not after.may(Right.SEE_PEOPLE)


def test_the_actor_is_one_query(lia: Any, event: Any, arda: Any, bree: Any, person: Any) -> None:
    person("lia", "officer", event, party=bree)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        actor = actor_of(lia, event_id=event.pk, at=NOON)

    assert len(queries) == 1
    assert actor.own == {arda.pk, bree.pk}


def test_a_guard_asks_at_most_three_questions_before_a_page_begins(
    lia: Any, event: Any, signed_in: Any
) -> None:
    """Session, person, event with reach: the fixed cost of every page."""
    client = signed_in(lia)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/e/{event.slug}/people/")  # refused: nothing but the guard ran

    assert len(queries) <= 3


def test_the_coordinator_gives_daily_roles_only(
    sari: Any, teo: Any, event: Any, as_actor: Any
) -> None:
    by = as_actor(sari, event)
    for role in ("organiser", "coordinator", "administrator", "medical", "gifts", "auditor"):
        with pytest.raises(MayNotGive):
            commands.grant(person_id=teo.pk, role=role, by=by, at=NOON)


def test_nobody_widens_his_own_rights(rini: Any, event: Any, as_actor: Any) -> None:
    by = as_actor(rini, event)
    with pytest.raises(NotToYourself):
        commands.grant(person_id=rini.pk, role="medical", by=by, at=NOON)
    with pytest.raises(NotToYourself):
        commands.revoke(reach_id=Reach.objects.get(person=rini).pk, by=by, at=NOON)


def test_an_officer_role_needs_a_delegation(
    sari: Any, teo: Any, event: Any, transport: Any, as_actor: Any
) -> None:
    by = as_actor(sari, event)
    with pytest.raises(RoleNeedsItsScope):
        commands.grant(person_id=teo.pk, role="officer", by=by, at=NOON)
    with pytest.raises(RoleNeedsItsScope):
        commands.grant(person_id=teo.pk, role="officer", department_id=transport.pk, by=by, at=NOON)
    with pytest.raises(HoldsItAlready):
        commands.grant(person_id=teo.pk, role="desk", department_id=transport.pk, by=by, at=NOON)


def test_a_tie_of_another_event_does_not_exist_here(
    rini: Any, event: Any, other_event: Any, person: Any, as_actor: Any
) -> None:
    person("omar", "organiser", other_event)
    with pytest.raises(Reach.DoesNotExist):
        commands.revoke(
            reach_id=Reach.objects.get(person__username="omar").pk,
            by=as_actor(rini, event),
            at=NOON,
        )


def test_the_last_administrator_stays(db: None, person: Any) -> None:
    person("dewi", "administrator")
    house = the_house("test")
    with pytest.raises(LastAdministrator):
        commands.revoke(reach_id=Reach.objects.get().pk, by=house, at=NOON)


def test_an_administrator_manages_people_everywhere_and_sees_no_content(
    event: Any, arda: Any, person: Any, as_actor: Any
) -> None:
    by = as_actor(person("dewi", "administrator"), event)

    assert by.may(Right.MANAGE_PEOPLE)
    assert not by.may(Right.SEE_PARTY)
    assert not by.may(Right.SEE_JOURNAL)


def test_bringing_somebody_in_is_one_act(sari: Any, event: Any, arda: Any, as_actor: Any) -> None:
    by = as_actor(sari, event)
    asked = {"username": "mei.tan", "full_name": "Mei Tan", "role": "officer"}
    with pytest.raises(RoleNeedsItsScope):
        commands.bring_in(**asked, by=by, at=NOON)
    assert not Person.objects.filter(username="mei.tan").exists()

    mei = commands.bring_in(**asked, party_id=arda.pk, by=by, at=NOON)

    assert as_actor(mei, event).own == {arda.pk}
    with pytest.raises(UsernameTaken):
        commands.bring_in(**asked, party_id=arda.pk, by=by, at=NOON)


def test_somebody_from_another_event_keeps_one_account(
    sari: Any, event: Any, other_event: Any, arda: Any, person: Any, as_actor: Any
) -> None:
    omar = person("omar", "officer", other_event, party=arda)
    commands.bring_in(
        username="omar",
        full_name="",
        known=True,
        role="focal_point",
        party_id=arda.pk,
        by=as_actor(sari, event),
        at=NOON,
    )
    assert as_actor(omar, event).roles == {"focal_point"}
    assert Person.objects.filter(username="omar").count() == 1


def test_there_are_seventeen_roles_and_each_can_be_given_by_somebody() -> None:
    assert len(ROLES) == 17
    for role in ROLES.values():
        assert role.given_by
        assert role.given_by <= set(ROLES)


def test_the_page_of_roles_is_up_to_date() -> None:
    from narahubung.accounts.management.commands.write_roles import PAGE, page

    assert PAGE.read_text() == page(), "run: python manage.py write_roles"
