"""What the board finds by the database alone is what the lists of papers say."""

from datetime import timedelta
from typing import Any

from django.utils import translation

from conftest import NOON
from narahubung.documents.models import Paper
from narahubung.documents.queries import late_papers, papers_of
from narahubung.parties.models import Member


def test_the_database_finds_the_same_papers_as_the_lists_of_papers(
    event: Any, arda: Any, bree: Any, sari: Any, lia: Any, person: Any, as_actor: Any
) -> None:
    event.starts_on, event.ends_on = NOON.date() - timedelta(days=1), NOON.date()
    event.save()
    by = as_actor(sari, event)
    nations, roles = ("IDN", "FRA", ""), ("security", "medical", "head_of_delegation", "aide")
    states = ("", "needed", "asked", "received", "checked", "not_needed")
    number = 0
    for party in (arda, bree):
        for nationality in nations:
            for role in roles:
                number += 1
                member = Member.objects.create(
                    event=event,
                    party=party,
                    code=f"M{number}",
                    full_name=f"Nazgul {number}",
                    role=role,
                    nationality=nationality,
                )
                if state := states[number % len(states)]:
                    ends = NOON.date() - timedelta(days=3) if number % 4 == 0 else None
                    for kind in ("visa", "photo", "weapons_permit"):
                        Paper.objects.create(
                            event=event,
                            member=member,
                            kind=kind,
                            state=state,
                            valid_until=ends,
                            since=NOON,
                        )
    medic = as_actor(person("meg", "medical", event), event)
    for reader in (by, as_actor(lia, event), medic):
        health = "medicines letter" if reader.may_for("see_care", arda.pk) else "paper"
        with translation.override("en"):
            listed = {
                (one.name, health if line.kind == "medicines_letter" else line.kind_word)
                for one in papers_of(by=reader, at=NOON)
                for line in one.lines
                if line.colour == "alarm" and (line.is_overdue or line.ends_early)
            }
            found = late_papers(by=reader, at=NOON)
        told = [(late.person, late.paper) for papers in found.values() for late in papers]
        assert {*told} == listed
        assert len(told) == len(listed) > len(nations)
