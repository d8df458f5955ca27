"""Canaries: every sensitive field holds a word that occurs nowhere else; none may leave to a role
that the matrix does not let read it, and no sealed one may stand in the database in the clear.
"""

import re
from typing import Any

import pytest
from django.db import connection

from conftest import NOON
from narahubung.journal.commands import take_in
from narahubung.journal.models import StoredEntry
from narahubung.journal.storing import Change
from narahubung.kit.actor import the_house
from tests.oracle import ELSEWHERE, OTHER, OWN, WRITTEN, Persona, holds, may_open, personas
from tests.test_role_matrix import BELOW, _client, _filled, _words, addresses, world
from tests.world import SENSITIVE, Canary, World, sealed_fields

__all__ = ["world"]  # the fixture


def test_every_sealed_field_has_a_canary() -> None:
    unsung = [
        f"{table}.{name}" for table, name in sealed_fields() if name not in SENSITIVE.get(table, {})
    ]
    assert not unsung, (
        "these fields are sealed, but tests/world.py does not say in SENSITIVE which right "
        f"reads them: {unsung}"
    )


@pytest.mark.parametrize(
    "persona",
    [persona for persona in personas() if persona.role and not persona.ended],
    ids=lambda persona: persona.name,
)
def test_no_page_tells_a_role_what_is_not_for_it(world: World, persona: Persona) -> None:
    client = _client(world, persona)
    forbidden = [
        canary for canary in world.canaries if not holds(persona, canary.right, canary.tie)
    ]
    leaks = []
    for path, page in WRITTEN["below_event"].items():
        if BELOW + path not in addresses() or page.get("heavy"):
            continue
        for tie in (OWN, OTHER) if "<" in path else (OWN,):
            if not may_open(persona, page, tie):
                continue
            address = "/" + _filled(BELOW + path, _words(world, page, tie))
            for question in ("", "?q=CNRY") if "search" in path or "people" in path else ("",):
                answer = client.get(address + question)
                leaks += [
                    f"{address} tells {persona.name} {canary.word} ({canary.where}, which asks "
                    f"for {canary.right})"
                    for canary in _seen(answer, forbidden)
                ]
    assert not leaks, "\n".join(sorted(set(leaks)))


def test_the_canaries_sing_to_whom_they_are_meant(world: World) -> None:
    """Else the test above would be silent because nothing is shown at all."""
    officer = next(persona for persona in personas() if persona.name == "officer")
    client = _client(world, officer)
    heard = set()
    for path, page in WRITTEN["below_event"].items():
        if BELOW + path in addresses() and not page.get("heavy") and may_open(officer, page, OWN):
            answer = client.get("/" + _filled(BELOW + path, _words(world, page, OWN)))
            heard |= {canary.right for canary in _seen(answer, world.canaries)}
    assert {"see_party", "see_movements"} <= heard


def test_what_is_sealed_is_not_in_the_database_in_the_clear(world: World) -> None:
    sealed = [canary for canary in world.canaries if canary.sealed]
    assert sealed
    with connection.cursor() as cursor:
        for canary in sealed:
            table, column = canary.where.rsplit(".", 1)
            name = table.replace(".", "_").lower()
            cursor.execute(f"SELECT {column} FROM {name}")  # noqa: S608 -- names of our own
            for (text,) in cursor.fetchall():
                assert text.startswith("nh1|"), canary.where
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            kept = str(cursor.fetchall())
            assert not [canary for canary in sealed if canary.word in kept], table


def test_entries_hold_nothing_that_is_sealed(world: World) -> None:
    house = the_house("test", event_id=world.event.pk)
    member = world.rows[OWN]["parties.Member"]
    changes = [
        Change(
            model=table,
            code=member.code,
            pk=world.rows[OWN][table].pk,
            values={name: f"CNRY-new-{name}"},
            old={name: getattr(world.rows[OWN][table], name)},
        )
        for table, name in sealed_fields()
        if table in SENSITIVE
    ]
    take_in(changes=changes, source="a list", by=house, at=NOON)

    kept = str(list(StoredEntry.objects.values_list("facts", "topics", "tell")))
    assert len(changes) > 5
    assert "CNRY-new" not in kept
    assert not [canary for canary in world.canaries if canary.sealed and canary.word in kept]


def test_a_canary_of_another_event_is_heard_by_nobody(world: World) -> None:
    organiser = next(persona for persona in personas() if persona.name == "organiser")
    assert not any(
        holds(organiser, canary.right, canary.tie)
        for canary in world.canaries
        if canary.tie == ELSEWHERE
    )


def _seen(answer: Any, canaries: list[Canary]) -> list[Canary]:
    """Return the canaries in an answer: its words and its headers; numbers also with separators."""
    if answer.streaming:
        return []
    text = answer.content.decode(errors="replace") + str(answer.headers)
    digits = re.sub(r"(?<=\d)[.,\s\u00a0](?=\d)", "", text)
    return [canary for canary in canaries if canary.word in text or canary.word in digits]
