"""The draft of a report to the KPK on paper: what is told, blanks, doubts, and for whom."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from conftest import NOON
from narahubung.gifts import commands
from narahubung.gifts.models import Declaration
from narahubung.gifts.rules.declaring import Told
from narahubung.reports.tests.test_paper import letters, poppler, text_of


def as_(someone: Any) -> Client:
    client = Client()
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def tea(lia: Any, event: Any, as_actor: Any) -> Declaration:
    """A gift that Lia was given; she told neither its place nor what she is by law."""
    told = Told(
        direction="received",
        item="Tea set 茶具",
        kind="object",
        received_at=NOON - timedelta(days=2),
        giver="السفير Ambassador",
        witness="Driver Made",
        value="2500000",
        chronology="After dinner.\nIt could not be refused.",
    )
    return commands.declare_gift(told=told, by=as_actor(lia, event), at=NOON)


@poppler
def test_the_draft_holds_what_was_told_and_marks_what_was_not(
    lia: Any, event: Any, tea: Declaration, tmp_path: Path, as_actor: Any
) -> None:
    by = as_actor(lia, event)
    commands.describe_reporter(employment="", id_number="19800101", office="Kemlu", by=by, at=NOON)
    answer = as_(lia).get(f"/e/{event.slug}/paper/gift-{tea.pk}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    text = letters(text_of(answer.content, tmp_path))
    told = ("GR-001", "茶具", "Ambassador", "Driver Made", "Rp 2.500.000", "19800101", "Kemlu")
    for words in (*told, "It could not be refused."):
        assert letters(words) in text, words
    # Indonesian as the form is, with English; blanks and doubts are marked, not guessed.
    for words in ("Nilai", "Value", "Rancangan, periksa sebelum diajukan", "Draft, to be checked"):
        assert letters(words) in text, words
    assert text.count(letters("harap diisi")) > 3
    assert letters("perlu dipastikan") in text
    assert letters("Tabel hari libur") in text
    assert letters("not confirmed") in text


def test_who_may_not_see_the_value_gets_none(
    lia: Any, event: Any, tea: Declaration, person: Any, arda: Any
) -> None:
    paper = f"/e/{event.slug}/paper/gift-{tea.pk}.pdf"
    for name, role, party in (
        ("rini", "organiser", None),
        ("maya", "officer", arda),
        ("nori", "protocol", None),
    ):
        assert as_(person(name, role, event, party=party)).get(paper).status_code in {403, 404}
    keeper = as_(person("greta", "gifts", event)).get(paper)
    assert keeper.content[:5] == b"%PDF-"
