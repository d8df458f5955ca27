"""The ICS forms on paper: every one can be set, in both languages, and is kept from others."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.crisis import commands
from narahubung.crisis.tests.test_pages import as_


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_form_can_be_printed(
    language: str, event: Any, person: Any, as_actor: Any, lia: Any
) -> None:
    someone = person("arwen", "crisis_liaison", event)
    someone.language = language
    someone.save()
    by = as_actor(someone, event)
    row = commands.report_incident(kind="fire", what="Smoke.\nMuch.", by=by, at=NOON)
    body = commands.add_stakeholder(kind="assisting", name="消防署 Fire", by=by, at=NOON)
    commands.add_way(
        stakeholder_id=body.pk, kind="phone", value="0811", is_private=True, by=by, at=NOON
    )
    commands.check_in(incident_id=row.pk, who="Balin", stakeholder_id=body.pk, by=by, at=NOON)
    one = commands.write_message(
        incident_id=row.pk, to_name="Balin", subject="Gate", text="Open #3.", by=by, at=NOON
    )
    codes = ("201", "203", "205a", "211", "214") if language == "en" else ("205a",)
    papers = [f"incident-1-ics-{code}" for code in codes] + [f"message-{one.pk}"]
    client, other = as_(someone), as_(lia)
    for paper in papers:
        answer = client.get(f"/e/arda-2026/paper/{paper}.pdf")
        assert answer.content[:5] == b"%PDF-"
        assert other.get(f"/e/arda-2026/paper/{paper}.pdf").status_code in {403, 404}
