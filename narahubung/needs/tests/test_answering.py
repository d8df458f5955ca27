"""The two sides of a need: taken, promised, asked back, passed on, fulfilled, confirmed."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.needs import commands, queries
from narahubung.needs.limits.reading import wordings
from narahubung.needs.models import Need
from narahubung.needs.rules import answering as rules
from narahubung.needs.rules.asking import NotYourDesk
from narahubung.needs.rules.costs import NotYoursToCharge
from narahubung.needs.rules.leaks import TellsTooMuch
from narahubung.needs.rules.moving import MOVES, NotNow, NotYours, legal, owner_of

MIN = timedelta(minutes=1)


@pytest.fixture
def lia_acts(lia: Any, event: Any, as_actor: Any) -> Any:
    return as_actor(lia, event)


@pytest.fixture
def teo_acts(teo: Any, event: Any, as_actor: Any) -> Any:
    return as_actor(teo, event)


def test_one_tap_takes_it_and_promises_a_time(cars: Any, teo: Any, lia: Any, teo_acts: Any) -> None:
    need = cars()
    until = NOON + 30 * MIN

    commands.accept(need_id=need.pk, until=until, by=teo_acts, at=NOON + MIN)

    need.refresh_from_db()
    assert (need.state, need.assigned_to, need.person) == ("accepted", "Teo", teo)
    assert (need.promised_at, need.clock_at, need.received_at) == (until, until, NOON + MIN)
    told = StoredEntry.objects.get(kind="needs.promised").tell
    assert told == str(lia.pk)


def test_a_promise_later_than_due_says_why(cars: Any, teo_acts: Any) -> None:
    need = cars()  # due in an hour
    late = NOON + 90 * MIN

    with pytest.raises(rules.SayWhyLater):
        commands.accept(need_id=need.pk, until=late, by=teo_acts, at=NOON)
    with pytest.raises(rules.InThePast):
        commands.accept(need_id=need.pk, until=NOON - MIN, by=teo_acts, at=NOON)
    assert Need.objects.get().state == "new"  # nothing half-stored
    commands.accept(need_id=need.pk, until=late, why="a closed road", by=teo_acts, at=NOON)
    assert Need.objects.get().promised_at == late


def test_a_question_goes_back_and_the_turn_with_it(
    cars: Any, arda: Any, teo_acts: Any, lia_acts: Any
) -> None:
    need = cars()
    with pytest.raises(rules.NothingSaid):
        commands.ask_back(need_id=need.pk, question=" ", by=teo_acts, at=NOON)

    commands.ask_back(need_id=need.pk, question="How many bags?", by=teo_acts, at=NOON)
    need.refresh_from_db()
    assert (need.state, owner_of(need).kind, owner_of(need).party_id) == (
        "waiting",
        "party",
        arda.pk,
    )
    with pytest.raises(NotYours):
        commands.reply(need_id=need.pk, text="12", by=teo_acts, at=NOON)

    commands.reply(need_id=need.pk, text="12", by=lia_acts, at=NOON + MIN)
    need.refresh_from_db()
    assert (need.state, owner_of(need).kind) == ("accepted", "department")


def test_it_is_passed_on_but_not_in_circles_and_the_clock_goes_on(
    cars: Any, transport: Any, hotel: Any, hana: Any, teo_acts: Any, as_actor: Any, event: Any
) -> None:
    need = cars()
    due = need.due_at

    commands.pass_on(need_id=need.pk, department_id=hotel.pk, by=teo_acts, at=NOON + MIN)
    need.refresh_from_db()
    assert (need.department, need.state, need.due_at) == (hotel, "new", due)
    assert not Need.objects.visible_to(teo_acts).exists()

    hana_acts = as_actor(hana, event)
    with pytest.raises(rules.GoesInCircles):
        commands.pass_on(need_id=need.pk, department_id=transport.pk, by=hana_acts, at=NOON)
    with pytest.raises(rules.SameDepartment):
        commands.pass_on(need_id=need.pk, department_id=hotel.pk, by=hana_acts, at=NOON)


def test_only_the_guests_side_closes_and_may_open_again(
    cars: Any, teo_acts: Any, lia_acts: Any
) -> None:
    need = cars()
    commands.fulfil(need_id=need.pk, words="five vans", by=teo_acts, at=NOON)
    need.refresh_from_db()
    assert (need.state, need.to_confirm, owner_of(need).kind) == ("done", True, "party")
    with pytest.raises(NotYours):
        commands.confirm(need_id=need.pk, by=teo_acts, at=NOON)

    commands.reopen(need_id=need.pk, why="only four came", by=lia_acts, at=NOON + MIN)
    need.refresh_from_db()
    assert (need.state, need.is_open, need.done_at) == ("new", True, None)

    commands.fulfil(need_id=need.pk, by=teo_acts, at=NOON + 2 * MIN)
    commands.confirm(need_id=need.pk, by=lia_acts, at=NOON + 3 * MIN)
    need.refresh_from_db()
    assert (need.closed_at, need.clock_at) == (NOON + 3 * MIN, None)
    with pytest.raises(NotNow):
        commands.confirm(need_id=need.pk, by=lia_acts, at=NOON + 4 * MIN)


def test_a_slip_is_taken_back_by_who_made_it_for_ten_minutes(
    cars: Any,
    transport: Any,
    hotel: Any,
    teo_acts: Any,
    lia_acts: Any,
    sari: Any,
    event: Any,
    as_actor: Any,
) -> None:
    need = cars()
    before = (need.state, need.department_id, need.clock_at, need.passed)
    commands.fulfil(need_id=need.pk, by=teo_acts, at=NOON)

    with pytest.raises(rules.NothingToTakeBack):
        commands.take_back(need_id=need.pk, by=lia_acts, at=NOON)
    with pytest.raises(rules.NothingToTakeBack):
        commands.take_back(need_id=need.pk, by=teo_acts, at=NOON + 11 * MIN)
    commands.take_back(need_id=need.pk, by=teo_acts, at=NOON + 9 * MIN)
    need.refresh_from_db()
    assert (need.state, need.department_id, need.clock_at, need.passed) == before
    with pytest.raises(rules.NothingToTakeBack):
        commands.take_back(need_id=need.pk, by=teo_acts, at=NOON + 9 * MIN)

    sari_acts = as_actor(sari, event)
    commands.route(need_id=need.pk, department_id=hotel.pk, by=sari_acts, at=NOON)
    commands.take_back(need_id=need.pk, by=sari_acts, at=NOON)
    assert Need.objects.get().department == transport


def test_we_ask_the_delegation_and_its_officer_answers(
    event: Any, arda: Any, transport: Any, teo_acts: Any, lia_acts: Any, hotel: Any, lia: Any
) -> None:
    asked = {"party_id": arda.pk, "text": "The flight number", "direction": "to_party"}
    with pytest.raises(NotYourDesk):
        commands.raise_need(**asked, department_id=hotel.pk, by=teo_acts, at=NOON)
    pk = commands.raise_need(**asked, department_id=transport.pk, by=teo_acts, at=NOON)

    need = Need.objects.get()
    assert owner_of(need).party_id == arda.pk
    assert StoredEntry.objects.get(kind="needs.raised").tell == str(lia.pk)
    with pytest.raises(NotYours):
        commands.accept(need_id=pk, by=teo_acts, at=NOON)
    commands.accept(need_id=pk, by=lia_acts, at=NOON)
    commands.fulfil(need_id=pk, words="QZ 7510", by=lia_acts, at=NOON)
    commands.confirm(need_id=pk, by=teo_acts, at=NOON)
    assert Need.objects.get().closed_at == NOON


def test_no_is_said_in_words_and_withdrawing_ends_it(
    cars: Any, teo_acts: Any, lia_acts: Any
) -> None:
    need, other = cars(), cars()
    with pytest.raises(rules.NothingSaid):
        commands.reject(need_id=need.pk, words="", by=teo_acts, at=NOON)
    commands.reject(need_id=need.pk, words="All cars are out until 15.00", by=teo_acts, at=NOON)
    need.refresh_from_db()
    assert (need.state, need.answer) == ("rejected", "All cars are out until 15.00")

    assert (need.refused_why, need.refused_reason) == ("", "")

    commands.withdraw(need_id=other.pk, by=lia_acts, at=NOON)
    other.refresh_from_db()
    assert (other.state, legal(other, teo_acts), legal(other, lia_acts)) == ("withdrawn", [], [])


def test_another_person_is_named(cars: Any, teo_acts: Any) -> None:
    need = cars()
    commands.accept(need_id=need.pk, name="Made the driver", by=teo_acts, at=NOON)
    with pytest.raises(rules.NobodyNamed):
        commands.name_person(need_id=need.pk, name=" ", by=teo_acts, at=NOON)
    commands.name_person(need_id=need.pk, name="teo", by=teo_acts, at=NOON)
    commands.begin_work(need_id=need.pk, by=teo_acts, at=NOON)
    need.refresh_from_db()
    assert (need.state, need.assigned_to, need.person_id) == (
        "in_progress",
        "teo",
        teo_acts.person_id,
    )


def test_every_move_can_be_made_by_somebody_from_each_of_its_states(cars: Any) -> None:
    for name, move in MOVES.items():
        assert move.frm, name
        assert all(end for state in move.frm for end in move.ends(state)), name


def test_the_page_of_the_states_is_in_step_with_the_table() -> None:
    from narahubung.needs.management.commands.write_need_states import PAGE, page

    assert PAGE.read_text() == page(), "run: python manage.py write_need_states"


def test_a_no_keeps_the_guest_and_what_is_ours_stays_ours(
    cars: Any, transport: Any, arda: Any, event: Any, person: Any, as_actor: Any, teo_acts: Any
) -> None:
    transport.head = "Putu Wirawan"
    transport.save()
    focal = as_actor(person("fay", "focal_point", event, party=arda), event)
    need = cars()
    inside = "kept for Bree by the minister's order"
    for words in ("Putu Wirawan decided so", f"We are sorry, it is {inside}"):
        with pytest.raises(TellsTooMuch):
            commands.reject(need_id=need.pk, words=words, reason=inside, by=teo_acts, at=NOON)
    assert Need.objects.get().state == "new"

    commands.reject(need_id=need.pk, why="not_available", reason=inside, by=teo_acts, at=NOON)

    ours = queries.need_sheet(need_id=need.pk, by=teo_acts, at=NOON)
    theirs = queries.need_sheet(need_id=need.pk, by=focal, at=NOON)
    assert (ours.line.refused_why, ours.line.refused_reason) == ("tidak tersedia", inside)
    assert (theirs.line.refused_why, theirs.line.refused_reason) == ("tidak tersedia", "")
    french, indonesian = ours.line.answer.split("\n\n")
    assert wordings()["fr"]["reasons"]["not_available"] in french
    assert wordings()["id"]["reasons"]["not_available"] in indonesian
    assert theirs.line.answer == ours.line.answer
    assert inside not in str(theirs)

    commands.take_back(need_id=need.pk, by=teo_acts, at=NOON)
    taken_back = queries.need_sheet(need_id=need.pk, by=teo_acts, at=NOON).line
    assert (taken_back.state, taken_back.refused_why, taken_back.refused_reason) == ("new", "", "")


def test_the_delegation_s_own_people_read_what_is_for_them(
    cars: Any, arda: Any, event: Any, person: Any, as_actor: Any, teo_acts: Any, lia_acts: Any
) -> None:
    focal = as_actor(person("fay", "focal_point", event, party=arda), event)
    need = cars()
    commands.ask_back(need_id=need.pk, question="Is it for the press?", by=teo_acts, at=NOON)

    ours = queries.need_sheet(need_id=need.pk, by=lia_acts, at=NOON)
    theirs = queries.need_sheet(need_id=need.pk, by=focal, at=NOON)

    assert (ours.line.answer, theirs.line.answer) == ("Is it for the press?", "")
    assert {one.kind for one in ours.history} > {one.kind for one in theirs.history}
    assert ours.ladder
    assert theirs.ladder == ()
    with pytest.raises(NotYoursToCharge):
        commands.write_cost(
            need_id=need.pk, what="van", amount=Decimal(9), currency="IDR", payer="host",
            by=focal, at=NOON,
        )  # fmt: skip
