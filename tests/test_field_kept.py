"""No page that a phone keeps holds, once it is cut, what must never lie about on a phone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from conftest import NOON
from narahubung.accounts.guards import all_pages
from narahubung.field.catalogue import KINDS
from narahubung.field.catalogue import NEVER as NEVER_OFFLINE
from narahubung.movements.models import Movement, Trip
from tests.test_canaries import IN_FORCE
from tests.test_role_matrix import world
from tests.world import World, person_for

__all__ = ["world"]  # the fixture
CUT = re.compile(r"<!--never-kept-->.*?<!--/never-kept-->", re.DOTALL)
NEVER = {
    "care.CareRecord": None,  # every field
    "gifts.Gift": {"value_idr"},
    "parties.MemberPapers": {"passport_no"},
    "documents.Paper": {"number"},
    "airports.Aircraft": {"weapons"},
    "needs.Negotiation": None,
    "transport.Motorcade": None,
}


def pages_kept(world: World) -> dict[str, str]:
    """Return every page that the officer's phone keeps, as the server gives it."""
    officer = next(persona for persona in IN_FORCE if persona.name == "officer")
    client = Client()
    client.force_login(
        person_for(world, officer), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    Movement.objects.update(planned_at=NOON + timedelta(hours=1))
    Trip.objects.update(departs_at=NOON + timedelta(hours=1))
    told = client.get("/field/keep/").json()["pages"]
    return {page: client.get(page).content.decode() for page in told}


@pytest.fixture
def kept(world: World) -> dict[str, str]:
    return pages_kept(world)


def never(world: World) -> dict[str, str]:
    found = {}
    for canary in world.canaries:
        table, _dot, name = canary.where.rpartition(".")
        fields = NEVER.get(table, set())
        if fields is None or name in fields:
            found[canary.word] = canary.where
    return found


def test_no_kept_page_tells_what_is_never_kept(world: World, kept: dict[str, str]) -> None:
    words = never(world)
    assert len(words) > 10
    told = [
        f"{page} tells {where}"
        for page, text in kept.items()
        for word, where in words.items()
        if word in CUT.sub("", text)
    ]
    assert not told, "\n".join(told)


def test_the_pages_are_there_and_something_is_cut(kept: dict[str, Any]) -> None:
    assert len(kept) > 15
    assert any("/road/" in page for page in kept)
    assert any(CUT.search(text) for text in kept.values())


def forms(text: str) -> set[str]:
    """Return where the forms of a page post to."""
    found = set(re.findall(r'\b(?:hx-post|formaction)="([^"?#]*)', text))
    for form in re.findall(r"<form\b[^>]*>", text):
        if 'method="post"' in form:
            found |= set(re.findall(r'\baction="([^"?#]*)', form))
    return found - {""}


def test_every_form_of_a_kept_page_may_wait_or_is_said_never_to(kept: dict[str, str]) -> None:
    """Whoever adds a form says in the catalogue what happens to it without a network."""
    unsaid = {
        f"{name} (on {page})"
        for page, text in kept.items()
        for path in forms(text)
        if (name := resolve(path).view_name) not in {*KINDS, *NEVER_OFFLINE}
    }
    assert not unsaid, (
        "these forms stand on pages that phones keep, but neither in KINDS nor in NEVER of "
        "narahubung/field/catalogue.py:\n  " + "\n  ".join(sorted(unsaid))
    )
    assert len({resolve(path).view_name for text in kept.values() for path in forms(text)}) > 15


def test_nobody_is_told_never_about_a_page_that_is_gone() -> None:
    known = {name for name in NEVER_OFFLINE if ":" in name} - _names()
    assert not known, known


def _names() -> set[str]:
    return {
        f"{pattern.callback.__module__.split('.')[1]}:{pattern.name}"
        for _path, pattern in all_pages()
    }
