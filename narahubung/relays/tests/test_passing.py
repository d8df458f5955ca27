"""Who got a message passes it on: it stays the same message, and its corrections follow it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.journal.reacting import react
from narahubung.journal.reading import history
from narahubung.relays import commands, queries
from narahubung.relays.models import Delivery, Recipient, Relay
from narahubung.relays.queries.passing import passes
from narahubung.relays.rules import answering, passing, sending

LATER = NOON + timedelta(minutes=5)
TEXT = "Leaves 15:13 WITA from Gate B"


@pytest.fixture
def word(event: Any, sari: Any, lia: Any, as_actor: Any) -> int:
    """What an aide said, given to Lia with its source, to be repeated."""
    return commands.send(
        text=TEXT,
        audience=[f"person:{lia.pk}"],
        precedence="segera",
        said_by="the aide",
        said_at=NOON,
        said_how="phone",
        heard_by="Sari",
        by=as_actor(sari, event),
        at=NOON,
    )


def pass_on(relay_id: int, by: Any, to: Any, **more: Any) -> int:
    to = to if isinstance(to, list) else [f"person:{to.pk}"]
    return commands.pass_on(relay_id=relay_id, audience=to, by=by, at=LATER, **more)


def test_source_wording_urgency_and_read_back_go_along(
    event: Any, word: int, lia: Any, teo: Any, sari: Any, as_actor: Any
) -> None:
    assert pass_on(word, as_actor(lia, event), [f"person:{teo.pk}", f"person:{lia.pk}"]) == 1

    [line] = queries.inbox(by=as_actor(teo, event), at=LATER)
    message = line.message
    assert (message.text, message.said_by, message.precedence) == (TEXT, "the aide", "segera")
    assert (message.must_read_back, line.owes) == (True, True)
    assert (line.passed_by, line.passed_at) == ("Lia", LATER)
    assert line.answer_due_at == LATER + timedelta(minutes=5)
    with override("en"):
        told = history(topic=f"relay:{word}", by=as_actor(sari, event))
        assert any("passed on by Lia to Teo" in (one.says or "") for one in told)
    react(at=LATER)
    assert Delivery.objects.filter(relay_id=word, person=teo, channel="page").exists()
    # The loop stays with its sender, who sees whose repeating waits.
    commands.read_back(relay_id=word, text="15:13 gate b", by=as_actor(teo, event), at=LATER)
    assert commands.confirm(relay_id=word, by=as_actor(sari, event), at=LATER) == 1


def test_a_correction_reaches_the_copies_that_were_passed_on(
    event: Any, word: int, lia: Any, teo: Any, sari: Any, as_actor: Any
) -> None:
    pass_on(word, as_actor(lia, event), teo)
    new = commands.correct(
        relay_id=word, text="Leaves 15:20 WITA from Gate B", by=as_actor(sari, event), at=LATER
    )

    assert set(Recipient.objects.filter(relay_id=word).values_list("state", flat=True)) == {
        "superseded"
    }
    [line] = queries.inbox(by=as_actor(teo, event), at=LATER)
    assert (line.message.id, line.message.replaces_text, line.state) == (new, TEXT, "sent")
    assert (line.passed_by, line.passed_at) == ("Lia", LATER)
    with pytest.raises(answering.Replaced):
        pass_on(word, as_actor(lia, event), [f"person:{sari.pk}"])


def test_who_knew_it_before_it_was_passed_on(
    event: Any, word: int, lia: Any, teo: Any, sari: Any, as_actor: Any
) -> None:
    pass_on(word, as_actor(lia, event), teo)
    by = as_actor(sari, event)
    before = queries.who_knew(by=by, moment=NOON, relay_id=word)
    after = queries.who_knew(by=by, moment=LATER, relay_id=word)
    assert [one.person for one in before] == ["Lia"]
    assert {one.person: one.since for one in after} == {"Lia": NOON, "Teo": LATER}


def test_only_who_got_it_passes_it_on_to_whom_he_may_write_and_who_has_it_not(
    event: Any, other_event: Any, word: int, lia: Any, teo: Any, sari: Any, person: Any,
    as_actor: Any,
) -> None:  # fmt: skip
    by = as_actor(lia, event)
    with pytest.raises(passing.NotGot):
        pass_on(word, as_actor(sari, event), teo)
    with pytest.raises(Relay.DoesNotExist):
        pass_on(word, as_actor(teo, event), sari)
    with pytest.raises(sending.NotForYou):
        pass_on(word, by, person("sam", "desk", other_event))
    with pytest.raises(passing.EverybodyHasIt):
        pass_on(word, by, sari)  # who sent it
    gate = person("gil", "gate", event)
    pass_on(word, by, gate)
    with pytest.raises(sending.MayNotSend):
        pass_on(word, as_actor(gate, event), teo)
    assert Recipient.objects.filter(relay_id=word).count() == 2


def test_it_never_goes_outside_nor_into_another_lane(
    event: Any, arda: Any, bree: Any, word: int, lia: Any, sari: Any, person: Any, as_actor: Any
) -> None:
    by, focal = as_actor(lia, event), person("fay", "focal_point", event, party=arda)
    with pytest.raises(sending.OutsiderInside, match="Fay"):
        pass_on(word, by, focal)
    with pytest.raises(passing.OtherLane, match="Mia"):
        pass_on(word, by, person("mia", "media", event))
    arda.kind = "media"
    arda.save()
    pippin = person("pippin", "officer", event, party=arda)
    with pytest.raises(passing.OtherLane, match="Pippin"):
        pass_on(word, by, pippin)
    person("pippin", "officer", event, party=bree)  # who serves both is in both lanes
    assert pass_on(word, by, pippin) == 1


def test_what_has_run_out_is_not_passed_on(
    event: Any, lia: Any, teo: Any, sari: Any, as_actor: Any
) -> None:
    relay = commands.send(
        text=TEXT,
        audience=[f"person:{lia.pk}"],
        expires_at=LATER,
        by=as_actor(sari, event),
        at=NOON,
    )
    with pytest.raises(passing.TimeIsOver):
        pass_on(relay, as_actor(lia, event), teo)


def test_the_page_passes_it_on_and_the_sheet_says_by_whom_when_and_to_whom(
    event: Any, word: int, lia: Any, teo: Any, sari: Any, person: Any, as_actor: Any, signed_in: Any
) -> None:
    here, client = f"/e/arda-2026/relays/{word}/", signed_in(lia)
    assert "Pass on" in client.get(here).content.decode()
    page = client.get(here + "pass-on/").content.decode()
    assert "Said by the aide to Sari" in page
    wrong = client.post(here + "pass-on/", {"audience": [f"person:{sari.pk}"]})
    assert wrong.status_code == 422
    assert "All of these have it already" in wrong.content.decode()
    client.post(here + "pass-on/", {"audience": [f"person:{teo.pk}"]})

    assert "Passed on by you at" in client.get(here).content.decode()
    sheet = signed_in(sari).get(here).content.decode()
    assert "Passed on by Lia at" in sheet
    assert "12.00" in sheet
    inbox = signed_in(teo).get("/e/arda-2026/relays/").content.decode()
    assert "Passed on by Lia" in inbox
    assert signed_in(person("gil", "gate", event)).get(here + "pass-on/").status_code == 404
    stranger = as_actor(person("una", "desk", event), event)
    assert not passes(by=stranger, relay_id=word, all_of_them=False)
