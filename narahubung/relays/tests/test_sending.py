"""A message goes to whom its audience means at that second, once each, with the clock set."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import LONG_AGO, NOON
from narahubung.accounts.models import Person, Reach
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import history
from narahubung.journal.watching import allowed
from narahubung.kit.actor import the_house
from narahubung.relays import audiences, commands, queries
from narahubung.relays.models import Recipient, Relay
from narahubung.relays.rules import sending as rules


def send(by: Any, audience: list[str], text: str = "Cars are ready", **more: Any) -> Relay:
    return Relay.objects.get(pk=commands.send(text=text, audience=audience, by=by, at=NOON, **more))


def people(relay: Relay) -> set[str]:
    return {row.person.username for row in relay.recipients.select_related("person")}


def test_it_reaches_each_once_and_not_the_sender(
    event: Any, sari: Any, rini: Any, lia: Any, teo: Any, as_actor: Any
) -> None:
    relay = send(as_actor(sari, event), ["role:officer", "all"], precedence="segera")

    assert people(relay) == {"rini", "lia", "teo"}
    assert relay.recipients.get(person=lia).why == "Liaison officer || Narahubung (LO)"
    assert relay.recipients.get(person=lia).answer_due_at == NOON + timedelta(minutes=5)
    assert (relay.code, relay.sender_name) == (f"M-{relay.pk}", "Sari")


def test_the_entry_seals_the_text_and_names_the_screens(
    event: Any, sari: Any, lia: Any, as_actor: Any
) -> None:
    relay = send(as_actor(sari, event), [f"person:{lia.pk}"], text="Galadriel waits at Gate B")

    [row] = StoredEntry.objects.filter(kind="relays.sent")
    assert "Galadriel" not in row.facts
    assert set(row.topics.split()) == {
        f"relay:{relay.pk}",
        f"inbox:{sari.pk}",
        f"inbox:{lia.pk}",
        "relays",
    }
    [line] = history(topic=f"relay:{relay.pk}", by=as_actor(sari, event))
    assert line.says
    assert "Galadriel waits" in line.says


def test_only_one_hears_ones_own_inbox(event: Any, sari: Any, lia: Any, as_actor: Any) -> None:
    names = [f"inbox:{lia.pk}", f"inbox:{sari.pk}", "relays"]
    assert allowed(names, by=as_actor(lia, event)) == {f"inbox:{lia.pk}"}
    assert allowed(names, by=as_actor(sari, event)) == {f"inbox:{sari.pk}", "relays"}


def test_nobody_there_nothing_said_and_who_may_not(
    event: Any, other_event: Any, sari: Any, lia: Any, bree: Any, person: Any, as_actor: Any
) -> None:
    stranger = person("sam", "officer", other_event)
    gate = person("gil", "gate", event)
    by = as_actor(sari, event)
    with pytest.raises(rules.NothingSaid):
        send(by, ["all"], text=" ")
    with pytest.raises(rules.NobodyThere):
        send(by, [f"party:{bree.pk}"])
    with pytest.raises(rules.NotForYou):
        send(by, [f"person:{stranger.pk}"])
    with pytest.raises(rules.NotForYou):
        send(by, ["person:99999999999999999999999"])
    with pytest.raises(rules.NotForYou):
        send(as_actor(lia, event), ["all"])
    with pytest.raises(rules.MayNotSend):
        send(as_actor(gate, event), [f"person:{lia.pk}"])
    assert not Relay.objects.exists()


def test_a_flash_needs_the_zone_others_only_hear_of_it(
    event: Any, sari: Any, lia: Any, as_actor: Any
) -> None:
    by = as_actor(sari, event)
    with pytest.raises(rules.TimeWithoutZone, match=r"15\.13|15:13"):
        send(by, ["role:officer"], text="Leave 15:13 from Gate B", precedence="kilat")
    flash = send(by, ["role:officer"], text="Leave 15:13 WITA from Gate B", precedence="kilat")
    assert flash.must_read_back
    assert flash.facts == {"times": ["15:13 WITA"], "places": ["gate B"]}
    assert not send(by, ["role:officer"], text="Lunch 12:30 at Gate B").must_read_back


def test_five_thousand_are_queued_in_a_few_statements(
    event: Any, sari: Any, as_actor: Any, django_assert_max_num_queries: Any
) -> None:
    Person.objects.bulk_create([Person(username=f"p{n}") for n in range(5000)])
    Reach.objects.bulk_create(
        Reach(person=one, event=event, role="gate", kind="event", since=LONG_AGO)
        for one in Person.objects.filter(username__startswith="p")
    )
    with django_assert_max_num_queries(120):
        relay = send(as_actor(sari, event), ["all"], text="EVACUATE now", precedence="kilat")

    assert Recipient.objects.filter(relay=relay).count() == 5000
    assert len(queries.recipients_of(relay.pk)) == 5000
    [row] = StoredEntry.objects.filter(kind="relays.sent")
    assert len(row.topics.split()) == 3  # the live hub finds the others


def test_whom_it_is_for_is_named_without_asking_for_everybody(
    event: Any, sari: Any, lia: Any, as_actor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audiences, "LISTED", 0)  # more than can be offered by name
    relay = send(as_actor(sari, event), [f"person:{lia.pk}"])
    assert relay.audience == "Lia"
    relay = send(the_house("reaction", event_id=event.pk), [f"person:{lia.pk}"])
    assert relay.audience == "Lia"
