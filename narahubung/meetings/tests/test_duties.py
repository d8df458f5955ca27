"""A meeting is a fact that both sides' steps hang on."""

from datetime import timedelta
from typing import Any

from conftest import NOON
from narahubung.duties.models import Step
from narahubung.journal.commands import take_in
from narahubung.journal.reacting import react
from narahubung.journal.storing import Change, Ref
from narahubung.meetings.models import Meeting


def test_a_meeting_brings_steps_to_both_sides_and_a_declined_one_takes_them(
    arda: Any, bree: Any, house: Any
) -> None:
    values = {
        "party_a": Ref("parties.Party", "ARD"),
        "party_b": Ref("parties.Party", "BRE"),
        "level": "officials (synthetic)",
        "starts_at": NOON + timedelta(days=1),
        "zone": "Asia/Makassar",
        "status": "approved",
    }
    make = Change(model="meetings.Meeting", code="BL-1", values=values)
    take_in(changes=[make], source="test", by=house, at=NOON)
    react(at=NOON)
    steps = Step.objects.filter(anchor_kind="meeting", code="G1")
    assert {(s.party_id, s.facts["counterpart"]) for s in steps} == {
        (arda.pk, "BRE"),
        (bree.pk, "ARD"),
    }
    assert not Step.objects.filter(code="G2").exists()  # flags are for heads and ministers

    meeting = Meeting.objects.get()
    change = Change(
        model="meetings.Meeting",
        code="BL-1",
        pk=meeting.pk,
        values={"status": "declined"},
        old={"status": "approved"},
    )
    take_in(changes=[change], source="test", by=house, at=NOON)
    react(at=NOON)
    assert set(steps.values_list("state", flat=True)) == {"gone"}
