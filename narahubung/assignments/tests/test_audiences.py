"""Messages for officers: of a delegation, at a place, in somebody's stead, in their own lane."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.accounts.models import Person
from narahubung.assignments.models import Absence, Attachment, Duty
from narahubung.journal.models import StoredEntry
from narahubung.movements.models import Whereabouts
from narahubung.parties.models import Officer, Party, Place
from narahubung.relays import audiences, commands, queries
from narahubung.relays.models import Recipient, Relay
from narahubung.relays.resting import who_rests
from narahubung.relays.rules import sending as rules
from narahubung.relays.timetable import answers

EARLIER = NOON - timedelta(minutes=8)


def serve(officer: Any, party: Any, position: str = "lead") -> None:
    Attachment.objects.create(
        event=party.event,
        party=party,
        officer=officer,
        position=position,
        since=NOON - timedelta(days=1),
        until=NOON + timedelta(days=1),
    )


def found(event: Any, word: str) -> list[str]:
    people = audiences.resolve([word], event_id=event.pk, at=NOON)
    return [Person.objects.get(pk=pk).username for pk, _why in people]


def test_all_officers_now_at_a_place_are_those_who_are_reported_there(
    event: Any, arda: Any, bree: Any, lia: Any, lia_officer: Any, person: Any, as_actor: Any
) -> None:
    doni = Officer.objects.create(
        event=event, code="LO-2", full_name="Doni", person=person("doni", "officer", event)
    )
    serve(lia_officer, arda)
    serve(doni, bree)
    terminal = Place.objects.create(event=event, code="T3", name="Terminal 3")
    Whereabouts.objects.create(event=event, party=arda, state="airport", place=terminal, since=NOON)
    assert found(event, f"at:{terminal.pk}") == ["lia"]
    assert set(found(event, "officers")) == {"lia", "doni"}
    assert found(event, f"lead:{bree.pk}") == ["doni"]
    assert found(event, f"party:{arda.pk}") == ["lia"]
    assert found(event, "at:7000") == found(event, "at:x") == found(event, "lead:") == []


def test_a_desk_is_who_works_there(event: Any, transport: Any, teo: Any, other_event: Any) -> None:
    assert found(event, f"desk:{transport.pk}") == ["teo"]
    assert found(other_event, f"desk:{transport.pk}") == []


def test_each_is_offered_whom_he_may_address(
    event: Any, arda: Any, bree: Any, lia: Any, sari: Any, transport: Any, as_actor: Any
) -> None:
    def words(by: Any) -> set[str]:
        return {word for _group, offered in audiences.choices(by, NOON) for word, _says in offered}

    own = words(as_actor(lia, event))
    assert {f"party:{arda.pk}", f"desk:{transport.pk}", f"person:{sari.pk}"} <= own
    assert not {f"party:{bree.pk}", "officers", "all"} & own
    assert {f"party:{bree.pk}", "officers", "all"} <= words(as_actor(sari, event))


def test_silence_goes_to_the_next_channel_the_deputy_and_the_coordinator(
    event: Any,
    arda: Any,
    lia: Any,
    lia_officer: Any,
    rini: Any,
    sari: Any,
    person: Any,
    as_actor: Any,
) -> None:

    doni = person("doni", "officer", event, party=arda)
    deputy = Officer.objects.create(event=event, code="LO-2", full_name="Doni", person=doni)
    for officer, position in ((lia_officer, "lead"), (deputy, "deputy")):
        Attachment.objects.create(
            event=event,
            party=arda,
            officer=officer,
            position=position,
            since=NOON - timedelta(days=1),
            until=NOON + timedelta(days=1),
        )
    pk = commands.send(
        text="Come to the hall Garuda",
        audience=[f"lead:{arda.pk}"],
        precedence="kilat",
        by=as_actor(rini, event),
        at=NOON,
    )
    relay = Relay.objects.get(pk=pk)

    def tick(minutes: float) -> list[str]:
        at = NOON + timedelta(minutes=minutes)
        before = StoredEntry.objects.count()
        answers(at=at, key=uuid4())
        return list(StoredEntry.objects.filter(pk__gt=before).values_list("kind", flat=True))

    assert tick(1.9) == []
    assert tick(2) == ["relays.unanswered"]
    assert tick(2.5) == []
    assert tick(3) == ["relays.passed_on"]
    assert relay.recipients.get(person=doni).state == "sent"
    assert relay.recipients.get(person=doni).stands_for.person == lia
    assert tick(4) == ["relays.passed_on"]
    assert relay.recipients.filter(person=sari).exists()
    assert tick(60) == []


def test_a_sponsors_matter_never_lands_in_the_delegations_lane(
    event: Any, arda: Any, sari: Any, lia: Any, as_actor: Any
) -> None:

    gondor = Party.objects.create(event=event, code="GON", name_en="Gondor", kind="sponsor")
    by = as_actor(sari, event)
    with pytest.raises(rules.WrongLane):
        commands.send(
            text="Where is our stand?",
            audience=["role:officer"],
            party_id=gondor.pk,
            by=by,
            at=NOON,
        )
    with pytest.raises(rules.WrongLane):
        commands.send(
            text="Where is our stand?",
            audience=[f"party:{arda.pk}"],
            lane="sponsors",
            by=by,
            at=NOON,
        )
    commands.send(
        text="Where is our stand?",
        audience=["role:officer"],
        party_id=gondor.pk,
        lane="sponsors",
        by=by,
        at=NOON,
    )
    assert queries.inbox(by=as_actor(lia, event), at=NOON, lane="operations") == []
    assert len(queries.inbox(by=as_actor(lia, event), at=NOON, lane="sponsors")) == 1


def test_it_goes_to_the_team_by_rule_with_its_source(
    event: Any, arda: Any, lia: Any, lia_officer: Any, sari: Any, rini: Any, as_actor: Any
) -> None:

    Attachment.objects.create(
        event=event,
        party=arda,
        officer=lia_officer,
        position="lead",
        since=EARLIER,
        until=NOON + timedelta(days=1),
    )
    commands.take_word(
        text="Kami terlambat",
        said_by="the aide",
        said_how="phone",
        said_at=EARLIER,
        party_id=arda.pk,
        language="id",
        by=as_actor(rini, event),
        at=NOON,
    )

    relay = Relay.objects.get()
    assert set(relay.recipients.values_list("person__username", "why")) == {
        ("lia", "lead of ARD || petugas utama ARD"),
        ("sari", "LO coordinator || Koordinator LO"),
    }
    [line] = queries.inbox(by=as_actor(lia, event), at=NOON)
    source = line.message
    assert (line.why, source.audience) == ("petugas utama ARD", "petugas utama ARD, Koordinator LO")
    assert (source.text, source.said_by, source.said_how) == ("Kami terlambat", "the aide", "phone")
    assert (source.said_at, source.heard_by, source.sender) == (EARLIER, "Rini", "Rini")
    assert line.owes
    commands.acknowledge(relay_id=relay.pk, by=as_actor(lia, event), at=NOON)
    assert not queries.inbox(by=as_actor(lia, event), at=NOON)[0].owes


def test_delegations_of_one_kind_stand_together_in_the_readers_language(
    event: Any, arda: Any, bree: Any, transport: Any, lia: Any, sari: Any, as_actor: Any
) -> None:
    words = [f"lead:{arda.pk}", f"lead:{bree.pk}", f"desk:{transport.pk}", f"deputy:{arda.pk}"]
    commands.send(
        text="Tea", audience=[*words, f"person:{lia.pk}"], by=as_actor(sari, event), at=NOON
    )
    for language, told in (
        ("en", "Lead officers of ARD, BRE; Desk Transport; Deputy officer of ARD; Lia"),
        ("id", "Narahubung utama ARD, BRE; Meja Transportasi; Narahubung wakil ARD; Lia"),
    ):
        with translation.override(language):
            [line] = queries.sent(by=as_actor(sari, event), at=NOON)
            assert line.message.audience == told


def test_a_message_of_old_shows_the_words_it_was_sent_with(
    event: Any, lia: Any, sari: Any, as_actor: Any
) -> None:
    commands.send(text="Tea", audience=[f"person:{lia.pk}"], by=as_actor(sari, event), at=NOON)
    Relay.objects.update(audience="Lead officer of a delegation: ARD")
    Recipient.objects.update(why="lead of ARD")
    with translation.override("id"):
        [line] = queries.inbox(by=as_actor(lia, event), at=NOON)
    assert (line.why, line.message.audience) == ("lead of ARD", "Lead officer of a delegation: ARD")


def test_who_is_between_two_duties_or_away_rests(
    event: Any, arda: Any, lia: Any, lia_officer: Any, sari: Any
) -> None:
    people = {lia.pk, sari.pk}

    def rests(hours: int = 0) -> set[int]:
        return who_rests(event.pk, people, NOON + timedelta(hours=hours))

    assert rests() == set()  # no roster: nobody knows
    Duty.objects.create(
        event=event,
        party=arda,
        officer=lia_officer,
        position="lead",
        starts=NOON + timedelta(hours=2),
        ends=NOON + timedelta(hours=10),
    )
    assert [rests(-30), rests(), rests(3), rests(11), rests(40)] == [
        set(),
        {lia.pk},
        set(),
        {lia.pk},
        set(),
    ]
    Absence.objects.create(
        event=event,
        officer=lia_officer,
        kind="unwell",
        since=NOON,
        told_at=NOON,
        told_by="Lia",
    )
    assert rests(3) == {lia.pk}
