"""Two rooms and one question: nothing inside goes outside by mistake; lanes stay apart."""

from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.journal.watching import allowed
from narahubung.kit.refusals import Refusal
from narahubung.relays import commands, queries
from narahubung.relays.models import Relay, Thread
from narahubung.relays.rules import sending as rules
from narahubung.relays.rules import threads as thread_rules


@pytest.fixture
def focal(person: Any, event: Any, arda: Any) -> Any:
    """The delegation's own contact: the outside."""
    return person("fay", "focal_point", event, party=arda)


@pytest.fixture
def question(event: Any, arda: Any, lia: Any, as_actor: Any) -> int:
    return commands.open_thread(
        subject="A second car", party_id=arda.pk, by=as_actor(lia, event), at=NOON
    )


def test_nothing_said_inside_reaches_the_outside(
    event: Any, question: int, lia: Any, sari: Any, focal: Any, bree: Any, as_actor: Any
) -> None:
    by = as_actor(lia, event)
    about = {"thread_id": question, "by": by, "at": NOON}
    commands.send(text="None left", audience=[f"person:{sari.pk}"], side="inside", **about)
    with pytest.raises(rules.OutsiderInside, match="Fay"):
        commands.send(text="None left", audience=[f"person:{focal.pk}"], side="inside", **about)
    with pytest.raises(rules.OnlyByRelease):
        commands.send(text="None left", audience=[f"person:{focal.pk}"], side="outside", **about)
    with pytest.raises(rules.OnlyByRelease):
        commands.release(
            thread_id=question,
            text="None left",
            audience=[f"person:{focal.pk}"],
            by=as_actor(sari, event),
            at=NOON,
        )
    assert queries.inbox(by=as_actor(focal, event), at=NOON) == []

    for text, translation in (("Bree lends its car", ""), ("It comes", "de Bree")):
        with pytest.raises(Refusal, match="not for the guest"), override("en"):
            commands.release(text=text, translation=translation, audience=[], **about)

    commands.release(text="It comes at 16:00 WITA", audience=[f"person:{focal.pk}"], **about)
    [line] = queries.inbox(by=as_actor(focal, event), at=NOON)
    assert line.message.text == "It comes at 16:00 WITA"
    with pytest.raises(Thread.DoesNotExist):
        queries.thread_sheet(by=as_actor(focal, event), thread_id=question)
    sheet = queries.thread_sheet(by=by, thread_id=question)
    assert [one.text for one in sheet.inside] == ["None left"]
    assert [one.text for one in sheet.outside] == ["It comes at 16:00 WITA"]


def test_who_was_asked_inside_sees_the_question_and_hears_of_it(
    event: Any, question: int, lia: Any, teo: Any, sari: Any, focal: Any, as_actor: Any
) -> None:
    name = {f"thread:{question}"}
    desk = as_actor(teo, event)
    assert allowed(name, by=desk) == set()
    commands.send(
        text="Have you one?",
        audience=[f"person:{teo.pk}"],
        side="inside",
        thread_id=question,
        by=as_actor(lia, event),
        at=NOON,
    )
    assert allowed(name, by=desk) == name
    commands.send(
        text="At 16:00 WITA",
        audience=[f"person:{lia.pk}"],
        side="inside",
        thread_id=question,
        by=desk,
        at=NOON,
    )
    assert allowed(name, by=as_actor(focal, event)) == set()


def test_a_closed_question_takes_nothing_more(
    event: Any, question: int, lia: Any, sari: Any, teo: Any, as_actor: Any
) -> None:
    by = as_actor(lia, event)
    with pytest.raises(Thread.DoesNotExist):
        commands.close_thread(thread_id=question, by=as_actor(teo, event), at=NOON)
    commands.close_thread(thread_id=question, by=by, at=NOON)
    with pytest.raises(rules.ThreadIsClosed):
        commands.release(thread_id=question, text="Yes", audience=[], by=by, at=NOON)


def test_only_who_serves_the_party_opens_a_question_for_it(
    event: Any, bree: Any, lia: Any, as_actor: Any
) -> None:
    with pytest.raises(thread_rules.NotYourParty):
        commands.open_thread(subject="x", party_id=bree.pk, by=as_actor(lia, event), at=NOON)
    assert not Thread.objects.exists()


def test_a_party_of_another_event_is_named_by_nobody(
    event: Any, other_event: Any, bree: Any, sari: Any, as_actor: Any
) -> None:
    bree.event = other_event
    bree.save()
    about: dict[str, Any] = {"party_id": bree.pk, "by": as_actor(sari, event), "at": NOON}
    with pytest.raises(thread_rules.NotYourParty):
        commands.open_thread(subject="x", **about)
    with pytest.raises(thread_rules.NotYourParty):
        commands.take_word(text="Late", said_by="the aide", said_how="aloud", **about)
    assert not Thread.objects.exists()
    assert not Relay.objects.exists()
