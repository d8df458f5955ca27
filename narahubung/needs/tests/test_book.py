"""The book of the hospitality desk: requests, keys, lost and found, wake-up calls, slips."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import NOON
from narahubung.journal.acting import AlreadyDone
from narahubung.journal.models import StoredEntry
from narahubung.needs import commands, timetable
from narahubung.needs.models import BookEntry, Need
from narahubung.needs.queries.book import book_of, desks_with_book
from narahubung.needs.rules import book as rules
from narahubung.parties.models import Department

SOON = NOON + timedelta(hours=1)


@pytest.fixture
def hospitality(event: Any) -> Any:
    return Department.objects.create(
        event=event, code="HOS", name_en="Hospitality Desk", sla_normal_min=120
    )


@pytest.fixture
def nia(person: Any, event: Any, hospitality: Any) -> Any:
    """At the hospitality desk."""
    return person("nia", "desk", event, department=hospitality)


@pytest.fixture
def by(nia: Any, as_actor: Any, event: Any) -> Any:
    return as_actor(nia, event)


def write(by: Any, desk: Any, kind: str, text: str = "", **more: Any) -> int:
    at = more.pop("at", NOON)
    return commands.write_line(
        department_id=desk.pk, book_kind=kind, text=text, by=by, at=at, **more
    )


def book(by: Any, desk: Any, at: Any = NOON) -> Any:
    return book_of(by=by, at=at, department_id=desk.pk)


def test_a_walk_in_becomes_a_tracked_need(by: Any, hospitality: Any, arda: Any) -> None:
    key = uuid4()
    pk = write(by, hospitality, "request", "Iron", who="Room 412", party_id=arda.pk, key=key)
    with pytest.raises(AlreadyDone):
        write(by, hospitality, "request", "Iron", who="Room 412", party_id=arda.pk, key=key)

    need = Need.objects.get()
    assert (need.text, need.department, need.due_at) == (
        "Iron (Room 412)",
        hospitality,
        NOON + timedelta(minutes=120),
    )
    [line] = book(by, hospitality).open
    assert (line.id, line.need_id, line.need_code) == (pk, need.pk, need.code)
    with pytest.raises(rules.IsARequest):
        commands.end_line(line_id=pk, by=by, at=NOON)
    with pytest.raises(rules.IsARequest):
        commands.take_back_line(line_id=pk, by=by, at=NOON)


def test_a_key_goes_out_and_comes_back(by: Any, hospitality: Any, arda: Any) -> None:
    pk = write(by, hospitality, "key", "Key of the office", who="Room 7", party_id=arda.pk)
    commands.end_line(line_id=pk, by=by, at=SOON)

    found = book(by, hospitality, SOON)
    assert found.open == []
    [line] = found.done
    assert (line.id, line.ended_at, line.ended_by) == (pk, SOON, "Nia")
    with pytest.raises(rules.LineIsOver):
        commands.end_line(line_id=pk, by=by, at=SOON)


def test_what_was_lost_is_matched_with_what_was_found_by_words(by: Any, hospitality: Any) -> None:
    write(by, hospitality, "found", "payung merah di lobi")
    bag = write(by, hospitality, "found", "Tas kulit hitam, ada paspor")
    lost = write(by, hospitality, "lost", "kehilangan tas hitam dari kulit")

    [line] = [one for one in book(by, hospitality).open if one.id == lost]
    assert [like.id for like in line.likes] == [bag]
    commands.match_lines(line_id=lost, found_id=bag, by=by, at=NOON)
    assert {one.id for one in book(by, hospitality).done} == {lost, bag}
    commands.take_back_line(line_id=lost, by=by, at=NOON)
    assert len(book(by, hospitality).open) == 3
    with pytest.raises(rules.NoMatch):
        commands.match_lines(line_id=bag, found_id=lost, by=by, at=NOON)


def test_wake_up_calls_stand_by_their_time(by: Any, hospitality: Any) -> None:
    late = write(by, hospitality, "wake_up", who="Room 9", due_at=SOON)
    soon = write(by, hospitality, "wake_up", who="Room 5", due_at=NOON + timedelta(minutes=30))
    assert [line.id for line in book(by, hospitality).calls] == [soon, late]

    commands.note_unanswered(line_id=soon, by=by, at=NOON)
    commands.end_line(line_id=late, by=by, at=NOON)
    [line] = book(by, hospitality).calls
    assert (line.id, line.tries) == (soon, 1)


def test_a_forgotten_call_is_told_to_the_desk_once(by: Any, nia: Any, hospitality: Any) -> None:
    pk = write(by, hospitality, "wake_up", who="Room 9", due_at=SOON)
    for minutes in (1, 3, 4):
        timetable.tell_of_forgotten_calls(at=SOON + timedelta(minutes=minutes), key=uuid4())

    [row] = StoredEntry.objects.filter(kind="needs.call_overdue")
    assert row.tell == str(nia.pk)
    [line] = book(by, hospitality, SOON + timedelta(minutes=3)).calls
    assert (line.id, line.late) == (pk, True)


@pytest.mark.parametrize(
    ("kind", "asked", "no"),
    [
        ("request", {"text": "Iron"}, rules.WhichParty),
        ("key", {"text": " "}, rules.NothingWritten),
        ("wake_up", {"who": "Room 9"}, rules.WhenToCall),
        ("wake_up", {"due_at": SOON}, rules.WhomToCall),
        ("wake_up", {"who": "Room 9", "due_at": NOON}, rules.TimeIsOver),
    ],
)
def test_what_is_missing_is_said(
    by: Any, hospitality: Any, kind: str, asked: dict[str, Any], no: type[Exception]
) -> None:
    with pytest.raises(no):
        write(by, hospitality, kind, **asked)
    assert not BookEntry.objects.exists()


def test_a_slip_is_taken_back_by_who_made_it(
    by: Any, hospitality: Any, sari: Any, as_actor: Any, event: Any
) -> None:
    pk = write(by, hospitality, "luggage", "two bags")
    with pytest.raises(rules.TooLateToTakeBack):
        commands.take_back_line(line_id=pk, by=as_actor(sari, event), at=NOON)
    commands.end_line(line_id=pk, by=by, at=NOON)
    commands.take_back_line(line_id=pk, by=by, at=NOON)
    assert BookEntry.objects.get(pk=pk).ended_at is None
    commands.take_back_line(line_id=pk, by=by, at=NOON)
    assert book(by, hospitality).open == []

    old = write(by, hospitality, "luggage", "three bags")
    with pytest.raises(rules.TooLateToTakeBack):
        commands.take_back_line(line_id=old, by=by, at=NOON + timedelta(hours=2))


def test_a_desk_has_its_own_book_only(
    by: Any, hospitality: Any, transport: Any, lia: Any, as_actor: Any, event: Any, bree: Any
) -> None:
    with pytest.raises(rules.NotYourDesk):
        write(by, transport, "key", "not ours")
    with pytest.raises(rules.NotYourDesk):
        write(as_actor(lia, event), hospitality, "key", "an officer's")
    write(by, hospitality, "key", "of Bree", party_id=bree.pk)
    assert book(as_actor(lia, event), hospitality).open == []
    assert [one.code for one in desks_with_book(by=by)] == ["HOS"]


@pytest.mark.parametrize("many", [1, 25])
def test_the_book_is_two_queries(
    by: Any, hospitality: Any, arda: Any, django_assert_num_queries: Any, many: int
) -> None:
    for number in range(many):
        write(by, hospitality, "lost", f"thing {number}", party_id=arda.pk)
        write(by, hospitality, "found", f"thing {number}")
    with django_assert_num_queries(2):
        book(by, hospitality)
