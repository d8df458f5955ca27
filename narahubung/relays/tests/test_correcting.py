"""A correction takes the old text's place in every copy; who knew what stays to be asked."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.relays import commands, queries
from narahubung.relays.models import Relay
from narahubung.relays.rules import answering as rules

LATER = NOON + timedelta(minutes=10)


def send(by: Any, audience: list[str], **more: Any) -> int:
    text = "Leaves 15:13 WITA from Gate B"
    return commands.send(text=text, audience=audience, precedence="segera", by=by, at=NOON, **more)


def test_everybody_is_asked_anew_and_the_source_stays(
    event: Any, sari: Any, lia: Any, six: Any, as_actor: Any
) -> None:
    by = as_actor(sari, event)
    old = send(
        by,
        ["role:gate", f"person:{lia.pk}"],
        said_by="the aide",
        said_at=NOON,
        said_how="phone",
        heard_by="Sari",
        expires_at=LATER + timedelta(minutes=1),
    )
    commands.read_back(relay_id=old, text="15:13 gate b", by=as_actor(lia, event), at=NOON)
    new = commands.correct(relay_id=old, text="Leaves 15:20 WITA from Gate B", by=by, at=LATER)

    relay = Relay.objects.get(pk=new)
    assert relay.supersedes_id == old
    assert relay.said_by == "the aide"
    assert relay.expires_at == LATER + timedelta(minutes=1)
    assert relay.facts["times"] == ["15:20 WITA"]
    assert set(relay.recipients.values_list("state", flat=True)) == {"sent"}
    assert relay.recipients.count() == 7
    before = Relay.objects.get(pk=old)
    assert set(before.recipients.values_list("state", flat=True)) == {"superseded"}
    [line] = queries.inbox(by=as_actor(lia, event), at=LATER)
    assert (line.message.id, line.message.replaces_text) == (new, before.text)
    with pytest.raises(rules.Replaced, match=f"M-{new}"):
        commands.read_back(relay_id=old, text="15:13", by=as_actor(lia, event), at=LATER)


def test_only_the_sender_or_the_coordinator_corrects_and_only_once(
    event: Any, sari: Any, rini: Any, lia: Any, six: Any, as_actor: Any
) -> None:
    old = send(as_actor(lia, event), [f"person:{six[0].pk}", f"person:{sari.pk}"])
    with pytest.raises(rules.SameText):
        commands.correct(
            relay_id=old, text="Leaves 15:13 WITA from Gate B", by=as_actor(lia, event), at=LATER
        )
    new = commands.correct(relay_id=old, text="CANCELLED", by=as_actor(rini, event), at=LATER)
    assert Relay.objects.get(pk=new).recipients.filter(person=lia).exists()
    with pytest.raises(rules.Replaced):
        commands.correct(relay_id=old, text="Again", by=as_actor(lia, event), at=LATER)


def test_who_knew_what_is_told_from_the_journal(
    event: Any, sari: Any, six: Any, as_actor: Any
) -> None:
    by = as_actor(sari, event)
    one, two, three = (as_actor(someone, event) for someone in six[:3])

    def minute(n: int) -> Any:
        return NOON + timedelta(minutes=n)

    pk = send(by, [f"person:{someone.pk}" for someone in six[:3]])
    commands.read_back(relay_id=pk, text="15:13 gate b", by=one, at=minute(1))
    commands.read_back(relay_id=pk, text="15:30 gate b", by=two, at=minute(1))
    commands.confirm(relay_id=pk, by=by, at=minute(2))
    commands.read_back(relay_id=pk, text="15:13 gate b", by=two, at=minute(5))
    commands.book_seen([pk], by=three, at=minute(3))
    new = commands.correct(relay_id=pk, text="Leaves 15:20 WITA from Gate B", by=by, at=minute(8))

    def knew(n: int) -> dict[str, tuple[str, str]]:
        found = queries.who_knew(by=by, moment=minute(n), relay_id=new)
        return {row.person: (row.how, row.said) for row in found}

    assert knew(1) == {
        "Gate1": ("read_back", "15:13 gate b"),
        "Gate2": ("other", "15:30 gate b"),
        "Gate3": ("sent", ""),
    }
    assert knew(4)["Gate1"] == ("confirmed", "15:13 gate b")
    assert knew(4)["Gate2"] == ("other", "15:30 gate b")
    assert knew(4)["Gate3"] == ("seen", "")
    assert knew(6)["Gate2"] == ("read_back", "15:13 gate b")
    assert {how for how, _ in knew(9).values()} == {"sent"}
