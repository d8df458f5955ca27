"""A need is raised by who speaks for the party, and runs on the department's clock."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import history
from narahubung.needs import commands
from narahubung.needs.models import Need
from narahubung.needs.rules import asking as rules
from narahubung.parties.models import Party


def test_a_need_runs_on_the_departments_clock(
    event: Any, arda: Any, lia: Any, lia_officer: Any, transport: Any, as_actor: Any
) -> None:
    pk = commands.raise_need(
        party_id=arda.pk,
        text=" A car for the luggage ",
        priority="high",
        department_id=transport.pk,
        by=as_actor(lia, event),
        at=NOON,
    )

    need = Need.objects.get(pk=pk)
    assert (need.text, need.state, need.officer) == ("A car for the luggage", "new", lia_officer)
    assert need.due_at == NOON + timedelta(minutes=20)
    assert need.code == f"R-{pk}"


def test_without_a_department_nothing_is_due_yet(
    event: Any, arda: Any, lia: Any, as_actor: Any
) -> None:
    pk = commands.raise_need(party_id=arda.pk, text="Water", by=as_actor(lia, event), at=NOON)

    assert Need.objects.get(pk=pk).due_at is None


def test_what_is_needed_is_sealed_in_the_journal_and_read_by_who_may(
    event: Any, arda: Any, transport: Any, lia: Any, person: Any, as_actor: Any
) -> None:
    pk = commands.raise_need(
        party_id=arda.pk,
        text="Prayer room at dawn",
        department_id=transport.pk,
        by=as_actor(lia, event),
        at=NOON,
    )

    [row] = StoredEntry.objects.filter(kind="needs.raised")
    assert "Prayer" not in row.facts
    assert {f"need:{pk}", f"party:{arda.pk}", f"department:{transport.pk}"} <= set(
        row.topics.split()
    )
    [line] = history(topic=f"need:{pk}", by=as_actor(lia, event))
    assert line.says
    assert "Prayer room at dawn" in line.says


def test_only_who_speaks_for_the_party_asks(
    event: Any, arda: Any, bree: Any, lia: Any, teo: Any, as_actor: Any
) -> None:
    with pytest.raises(Party.DoesNotExist):
        commands.raise_need(party_id=bree.pk, text="Water", by=as_actor(lia, event), at=NOON)
    with pytest.raises(rules.NotYours):
        commands.raise_need(party_id=arda.pk, text="Water", by=as_actor(teo, event), at=NOON)
    with pytest.raises(rules.NothingAsked):
        commands.raise_need(party_id=arda.pk, text="  ", by=as_actor(lia, event), at=NOON)
    assert not Need.objects.exists()
