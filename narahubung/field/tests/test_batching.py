"""What commits together in a batch, and who is let in when too many come back."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import TestCase

from narahubung.accounts.models import Event
from narahubung.field import batching
from narahubung.field.admission import LONGEST_S, Gate
from narahubung.field.catalogue import KINDS
from narahubung.field.models import Carried, Lane
from narahubung.field.tests.phones import VirtualPhone
from narahubung.field.tests.test_door import JOT, jot, noted
from narahubung.journal import feed
from narahubung.journal.models import StoredEntry
from narahubung.journal.verifying import verify
from narahubung.parties.models import Party


@pytest.fixture
def phone(lia: Any, signed_in: Any) -> VirtualPhone:
    return VirtualPhone(signed_in(lia), lia.pk)


def test_the_forms_of_one_phone_share_a_commit_and_a_refusal_goes_back_by_itself(
    phone: VirtualPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "LONGEST_S", 60.0)
    for text in ("one", "", "three"):
        jot(phone, text)
    commits: list[int] = []
    off = feed.listen(lambda last_id, _topics: commits.append(last_id))

    with TestCase.captureOnCommitCallbacks(execute=True):
        assert [each["status"] for each in phone.send()] == ["applied", "rejected", "applied"]

    off()
    assert noted() == 2
    assert len(commits) == 1
    assert verify().whole


def test_what_breaks_takes_back_what_commits_with_it_and_each_is_done_alone(
    phone: VirtualPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    from narahubung.duties.commands import checking

    check = checking.rules.check_has_words

    def breaking(text: str) -> None:
        check(text)
        if text == "three":
            raise OperationalError("deadlock detected")

    monkeypatch.setattr(checking.rules, "check_has_words", breaking)
    for text in ("one", "two", "three", "four"):
        jot(phone, text)

    assert [each["status"] for each in phone.send()] == ["applied", "applied", "later"]
    assert noted() == Carried.objects.count() == 2
    assert Lane.objects.get().next_seq == 3

    monkeypatch.setattr(checking.rules, "check_has_words", check)
    assert [each["status"] for each in phone.send()] == ["applied", "applied"]
    assert noted() == 4


def test_of_two_events_with_one_country_each_gets_its_own_line(
    phone: VirtualPhone, person: Any, arda: Any, event: Any
) -> None:
    other = Event.objects.create(slug="bree-2026", name_en="Bree", zone=event.zone, state="live")
    party = Party.objects.create(event=other, code=arda.code, name_en="Arda", iso_alpha2="FR")
    person("lia", "officer", other, party=party)
    jot(phone, "here")
    phone.write("desks:day_jot", JOT.replace(event.slug, other.slug), ("text", "there"))

    assert [each["status"] for each in phone.send()] == ["applied"] * 2
    told = StoredEntry.objects.filter(kind="duties.noted").order_by("id")
    assert list(told.values_list("event_id", "party_id")) == [
        (event.pk, arda.pk),
        (other.pk, party.pk),
    ]


def test_a_commit_is_parted_when_its_time_is_over(
    phone: VirtualPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "LONGEST_S", -1.0)
    monkeypatch.setattr(batching, "FEWEST", 2)
    for text in ("one", "two", "three"):
        jot(phone, text)
    commits: list[int] = []
    off = feed.listen(lambda last_id, _topics: commits.append(last_id))

    with TestCase.captureOnCommitCallbacks(execute=True):
        assert [each["status"] for each in phone.send()] == ["applied"] * 3

    off()
    assert noted() == 3
    assert len(commits) == 2


def test_what_waits_for_another_of_its_batch_finds_it(phone: VirtualPhone) -> None:
    first = jot(phone, "one")
    refused = jot(phone, "")
    phone.write("desks:day_jot", JOT, ("text", "two"), after=[first["id"]])
    phone.write("desks:day_jot", JOT, ("text", "three"), after=[refused["id"]])

    told = [(each["status"], each["code"]) for each in phone.send()]
    assert told[0] == told[2] == ("applied", "")
    assert told[3] == ("rejected", "parent")
    assert noted() == 2


def test_one_id_twice_in_a_batch_is_done_once(phone: VirtualPhone) -> None:
    first, again = jot(phone, "one"), jot(phone, "two")
    letter = phone.letter("normal", [first, {**again, "id": first["id"]}])

    results = phone.post(letter).json()["results"]
    assert [each["status"] for each in results] == ["applied", "rejected"]
    assert noted() == Carried.objects.count() == 1


def test_what_may_share_a_commit_is_in_the_catalogue_and_merges_no_fields() -> None:
    assert set(KINDS) >= batching.SHARE
    assert not [name for name in batching.SHARE if KINDS[name].policy == "field"]
    assert not [name for name in batching.SHARE if KINDS[name].files]


def test_who_is_turned_away_comes_the_later_the_more_there_are() -> None:
    gate = Gate({"urgent": 2, "normal": 1})
    with gate.enter("normal") as first, gate.enter("normal") as second:
        assert (first, second) == (True, False)
        with gate.enter("urgent") as third:
            assert third
    assert gate.busy == 0
    waits = [gate.come_in_s() for _ in range(2000)]
    assert max(waits[:10]) < min(waits[-10:])
    assert max(waits) <= 1.5 * LONGEST_S
