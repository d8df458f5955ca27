"""Papers per person: the rules say what is needed, and the missing one is named."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import translation
from PIL import Image

from conftest import NOON
from narahubung.documents import commands, queries, rules
from narahubung.documents.models import Paper
from narahubung.journal.reading import history
from narahubung.parties.models import Member


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def guard(event: Any, arda: Any) -> Any:
    return Member.objects.create(
        event=event, code="M1", party=arda, full_name="Haldir", role="security", nationality="FRA"
    )


@pytest.fixture
def officer(lia: Any, as_actor: Any, event: Any) -> Any:
    return as_actor(lia, event)


@pytest.fixture
def protocol(person: Any, as_actor: Any, event: Any) -> Any:
    return as_actor(person("frodo", "protocol", event), event)


def states(by: Any, member: Any) -> dict[str, str]:
    person = queries.person_papers(member_id=member.pk, by=by, at=NOON)
    return {line.kind: line.state for line in person.lines}


def test_the_rules_say_who_needs_what(guard: Any, officer: Any, protocol: Any, event: Any) -> None:
    assert states(officer, guard) == {
        "visa": "needed",
        "note_verbale": "not_needed",
        "photo": "needed",
        "weapons_permit": "needed",
        "medicines_letter": "not_needed",
    }
    assert "weapons_permit" not in states(protocol, guard)  # who is armed is for fewer
    Member.objects.filter(pk=guard.pk).update(nationality="SGP", role="head_of_delegation")
    guard.refresh_from_db()
    found = states(officer, guard)
    assert (found["visa"], found["note_verbale"], found["photo"]) == (
        "not_needed",
        "needed",
        "not_needed",
    )


def test_a_paper_climbs_and_steps_back(guard: Any, officer: Any, arda: Any) -> None:
    move: Any = {"member_id": guard.pk, "paper": "visa", "by": officer, "at": NOON}
    with pytest.raises(rules.NoStepLeft):
        commands.advance_paper(**move, back=True)
    assert [commands.advance_paper(**move) for _ in range(3)] == ["asked", "received", "checked"]
    with pytest.raises(rules.NoStepLeft):
        commands.advance_paper(**move)
    assert commands.advance_paper(**move, back=True) == "received"
    told = history(topic=f"party:{arda.pk}", by=officer)[0].says
    assert told == "Haldir, visa: checked → received."

    ready = queries.readiness(by=officer, at=NOON)[arda.pk]
    assert (ready.done, ready.of) == (0, 3)
    assert ready.worst is not None
    assert (ready.worst.person.name, ready.worst.line.kind) == ("Haldir", "photo")


def test_a_list_confirms_all_but_what_ends_too_early(
    guard: Any, officer: Any, arda: Any, protocol: Any
) -> None:
    to = {"valid_until": date(2026, 11, 21)}
    commands.write_paper(member_id=guard.pk, paper="visa", to=to, by=officer, at=NOON)
    assert commands.confirm_papers(party_id=arda.pk, by=protocol, at=NOON) == 1  # no arms
    assert commands.confirm_papers(party_id=arda.pk, by=officer, at=NOON) == 1
    ready = queries.readiness(by=officer, at=NOON)[arda.pk]
    assert [one.line.kind for one in ready.missing] == ["visa"]
    with pytest.raises(rules.SameAsBefore):
        commands.confirm_papers(party_id=arda.pk, by=officer, at=NOON)


def test_numbers_are_sealed_and_a_short_visa_is_named(
    guard: Any, officer: Any, protocol: Any
) -> None:
    write: Any = {"member_id": guard.pk, "paper": "visa", "at": NOON}
    to = {"number": "X-4711", "valid_until": date(2026, 11, 21)}
    commands.write_paper(**write, to=to, by=officer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM documents_paper")
        assert "X-4711" not in cursor.fetchone()[0]
    with pytest.raises(rules.ExpiresTooEarly):
        commands.write_paper(**write, to={"state": "checked"}, by=officer)
    with pytest.raises(rules.SameAsBefore):
        commands.write_paper(**write, to=to, by=officer)
    with pytest.raises(rules.NotYourNumbers):
        commands.write_paper(**write, to={"number": "1"}, by=protocol)
    commands.write_paper(**write, to={"state": "asked"}, by=protocol)
    own, others = (
        next(
            line
            for line in queries.person_papers(member_id=guard.pk, by=by, at=NOON).lines
            if line.kind == "visa"
        )
        for by in (officer, protocol)
    )
    assert (own.number, own.ends_early, own.colour) == ("X-4711", True, "alarm")
    assert (others.number, others.valid_until) == ("", None)


def test_who_does_not_serve_them_moves_and_sees_nothing(
    guard: Any, person: Any, event: Any, bree: Any, as_actor: Any, arda: Any
) -> None:
    other = as_actor(person("pippin", "officer", event, party=bree), event)
    focal = as_actor(person("elrond", "focal_point", event, party=arda), event)
    assert queries.papers_of(by=other, at=NOON) == []
    with pytest.raises(Member.DoesNotExist):
        commands.advance_paper(member_id=guard.pk, paper="visa", by=other, at=NOON)
    with pytest.raises(rules.NotYourPapers):
        commands.advance_paper(member_id=guard.pk, paper="visa", by=focal, at=NOON)


def test_pages_name_the_missing_one_and_keep_the_scan(
    guard: Any, lia: Any, signed_in: Any, person: Any, event: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    slug = {"slug": "arda-2026"}
    one = {**slug, "code": "ARD", "member_id": guard.pk, "paper": "visa"}
    client = signed_in(lia)
    matrix, paper = (
        reverse("documents:matrix", kwargs={**slug, "code": "ARD"}),
        reverse("documents:paper", kwargs=one),
    )
    assert "missing: photo" in client.get(matrix).content.decode()
    assert client.post(reverse("documents:paper_move", kwargs=one)).status_code == 302
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "teal").save(out, "PNG")
    scan = SimpleUploadedFile("visa.png", out.getvalue())
    body = {"state": "received", "number": "V-1", "valid_until": "2026-12-24", "scan": scan}
    assert client.post(paper, body).status_code == 302
    assert "V-1" in client.get(paper).content.decode()
    row = Paper.objects.get()
    address = f"/e/arda-2026/documents/{row.document_id}/"
    assert b"".join(client.get(address)).startswith(b"\xff\xd8\xff")

    desk = signed_in(person("frodo", "protocol", event))
    assert "V-1" not in desk.get(paper).content.decode()
    assert desk.get(address).status_code == 404
    assert desk.post(paper, {"state": "odd"}).status_code == 422
    listed = desk.get(reverse("documents:missing", kwargs=slug) + "?kind=photo").content.decode()
    assert "Haldir" in listed
    assert "overdue" in listed
