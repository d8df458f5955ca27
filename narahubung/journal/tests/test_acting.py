from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from conftest import NOON
from narahubung.journal.acting import (
    AlreadyDone,
    Entry,
    KeyTaken,
    NothingRecorded,
    act,
    command,
    found_once,
    kept_for_the_end,
    one_commit,
)
from narahubung.journal.models import Act, StoredEntry
from narahubung.journal.reading import decoded, history, topics_after
from narahubung.journal.verifying import verify
from narahubung.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class CupFilled(Entry):
    kind: ClassVar[str] = "tests.cup_filled"
    party_id: int
    tea: str

    def topics(self) -> list[str]:
        return [f"party:{self.party_id}", "cups"]

    def sentence(self) -> str:
        return f"A cup of {self.tea}."


@command
def fill(*, party_id: int, tea: str, by: Actor, at: Any, key: Any = None) -> None:
    """Fill a cup."""
    with act(by=by, at=at, key=key) as record:
        record(CupFilled(party_id=party_id, tea=tea))


@command
def fill_two(*, by: Actor, at: Any, key: Any = None) -> None:
    """Fill two cups in one act."""
    with act(by=by, at=at, key=key):
        fill(party_id=1, tea="mint", by=by, at=at)
        fill(party_id=2, tea="ginger", by=by, at=at)


def test_what_is_kept_for_the_end_is_done_once_for_all_that_commits_together(house: Actor) -> None:
    done: list[list[int]] = []

    def keep(number: int) -> None:
        with act(by=house, at=NOON) as record:
            record(CupFilled(party_id=number, tea="mint"))
            kept_for_the_end("cups", number, done.append)
            assert not any(number in numbers for numbers in done)

    keep(1)
    keep(2)
    assert done == [[1], [2]]
    with one_commit():
        keep(3)
        keep(4)
    assert done == [[1], [2], [3, 4]]
    kept_for_the_end("cups", 5, done.append)
    assert done[-1] == [5]


@pytest.mark.django_db
def test_what_is_looked_up_is_found_once_only_within_one_commit() -> None:
    looks: list[int] = []

    def look() -> int:
        looks.append(1)
        return len(looks)

    assert [found_once("a", look), found_once("a", look)] == [1, 2]
    with one_commit():
        assert [found_once("a", look), found_once("a", look), found_once("b", look)] == [3, 3, 4]
    assert found_once("a", look) == 5


def test_one_key_twice_in_a_commit_is_known(house: Actor) -> None:
    key = uuid4()
    with one_commit():
        fill(party_id=7, tea="ginger", by=house, at=NOON, key=key)
        with pytest.raises(AlreadyDone):
            fill(party_id=7, tea="ginger", by=house, at=NOON, key=key)
        with pytest.raises(KeyTaken):
            fill(party_id=7, tea="mint", by=house, at=NOON, key=key)
    assert StoredEntry.objects.count() == Act.objects.count() == 1


def test_one_commit_with_a_key_of_before_goes_back(house: Actor) -> None:
    key = uuid4()
    fill(party_id=7, tea="ginger", by=house, at=NOON, key=key)

    def fill_both() -> None:
        with one_commit():
            fill(party_id=8, tea="mint", by=house, at=NOON)
            fill(party_id=7, tea="ginger", by=house, at=NOON, key=key)

    with pytest.raises(IntegrityError):
        fill_both()
    assert StoredEntry.objects.count() == Act.objects.count() == 1


def test_an_act_keeps_who_what_and_when(house: Actor) -> None:
    fill(party_id=7, tea="ginger", by=house, at=NOON)

    row = StoredEntry.objects.select_related("act").get()
    assert (row.kind, row.party_id, row.act.command) == ("tests.cup_filled", 7, "journal.fill")
    assert decoded(row) == CupFilled(party_id=7, tea="ginger")
    assert history(topic="party:7", by=house)[0].says == "A cup of ginger."
    assert topics_after(0) == {"party:7", "cups"}


def test_a_command_inside_a_command_joins_its_act(house: Actor) -> None:
    fill_two(by=house, at=NOON)

    assert Act.objects.count() == 1
    assert list(StoredEntry.objects.values_list("id", flat=True)) == [1, 2]


def test_a_resend_changes_nothing(house: Actor) -> None:
    key = uuid4()
    fill(party_id=7, tea="ginger", by=house, at=NOON, key=key)
    with pytest.raises(AlreadyDone):
        fill(party_id=7, tea="ginger", by=house, at=NOON, key=key)

    assert StoredEntry.objects.count() == 1


def test_the_same_key_with_another_content_is_refused(house: Actor) -> None:
    key = uuid4()
    fill(party_id=7, tea="ginger", by=house, at=NOON, key=key)
    with pytest.raises(KeyTaken):
        fill(party_id=7, tea="mint", by=house, at=NOON, key=key)


def test_a_key_belongs_to_one_person(house: Actor, sari: Any, as_actor: Any, event: Any) -> None:
    key = uuid4()
    fill(party_id=7, tea="ginger", by=house, at=NOON, key=key)
    with pytest.raises(KeyTaken):
        fill(party_id=7, tea="ginger", by=as_actor(sari, event), at=NOON, key=key)


def test_a_change_that_tells_nobody_is_a_bug(house: Actor) -> None:
    with pytest.raises(NothingRecorded), act(by=house, at=NOON):
        pass
    assert not Act.objects.exists()


@pytest.mark.parametrize("model", [Act, StoredEntry])
def test_the_journal_cannot_be_edited(house: Actor, model: Any) -> None:
    fill(party_id=7, tea="ginger", by=house, at=NOON)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")
    name = "kind" if model is StoredEntry else "command"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**{name: "never"})


def _tamper(sql: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in ("journal_storedentry", "journal_topic", "journal_act"):
                for verb in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("journal_storedentry", "journal_topic", "journal_act"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql)


@pytest.mark.parametrize(
    ("sql", "bad"),
    [
        ("UPDATE journal_storedentry SET facts = replace(facts, 'mint', 'gin') WHERE id = 2", 2),
        ("UPDATE journal_act SET by_name = 'somebody else'", 1),
        ("DELETE FROM journal_topic WHERE entry_id = 2", None),
        ("UPDATE journal_storedentry SET topics = '' WHERE id = 3", 3),
    ],
)
def test_tampering_is_named(house: Actor, sql: str, bad: int | None) -> None:
    for tea in ("ginger", "mint", "black"):
        fill(party_id=7, tea=tea, by=house, at=NOON)
    assert verify().whole
    _tamper(sql)

    assert verify().bad_entry == bad  # the topic table is only an index of `topics`
