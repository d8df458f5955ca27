"""Places are proposed, moved, mended, adopted, told, taken back, cancelled, called."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member, Party
from narahubung.places import commands, planning
from narahubung.places.models import Guest, RoomPlan, Seating
from narahubung.places.queries import seatings as queries
from narahubung.places.queries.calling import call_sheet
from narahubung.places.queries.own import own_places
from narahubung.places.queries.reasons import pairs
from narahubung.places.rules import seatings as rules
from narahubung.places.timetable import call_before_entry
from narahubung.programme.models import Item
from narahubung.protocol import commands as protocol
from narahubung.relays.models import Relay

MINUTE = timedelta(minutes=1)


def proposed(row: Seating, by: Actor) -> dict[str, str]:
    """Let the engine seat them; return seat by party."""
    found = planning.solved(planning.asked_of(row))
    commands.propose_seats(
        seating_id=row.pk, sits=found.sits, reasons=found.why, judged=found.judged, by=by, at=NOON
    )
    return by_party(row)


def by_party(row: Seating) -> dict[str, str]:
    guests = row.guests.exclude(party=None).filter(of=None, seat__isnull=False)
    return dict(guests.values_list("party__code", "seat__number"))


def guest(row: Seating, code: str) -> Guest:
    return row.guests.get(party__code=code, of=None)


def test_the_heads_sit_by_the_list_with_reasons_and_ties_are_shown(
    seating: Seating, planner: Actor
) -> None:
    sits = proposed(seating, planner)
    # Seven chairs: from the left of those seated 7 5 3 1 2 4 6, so seat 4 is the middle.
    assert (sits["ARD"], sits["BRE"], sits["SHI"]) == ("4", "5", "2")
    assert {sits["ROH"], sits["GON"]} == {"3", "6"}
    board = queries.board(seating_id=seating.pk, by=planner)
    assert all(line.why for line in board.guests)
    assert {line.party for line in board.guests if line.tied} == {"ROH", "GON"}
    assert (board.broken, board.line.state) == ((), "proposed")
    assert (board.free, board.line.seated) == (("1",), 6)
    said = {
        (one.left_seat, one.right_seat): one.why for one in pairs(seating_id=seating.pk, by=planner)
    }
    assert "ranks before" in said["4", "5"]
    assert len(said) == 5


def test_the_same_guests_in_any_order_sit_the_same(seating: Seating, planner: Actor) -> None:
    first = proposed(seating, planner)
    assert proposed(seating, planner) == first


def test_a_move_says_what_it_breaks_before_and_is_refused_unless_known(
    seating: Seating, planner: Actor
) -> None:
    proposed(seating, planner)
    bree, roh = guest(seating, "BRE"), guest(seating, "ROH")
    commands.add_seat_rule(
        seating_id=seating.pk,
        rule_kind="apart_seats",
        first_id=bree.pk,
        second_id=roh.pk,
        why="no relations",
        by=planner,
        at=NOON,
    )
    sits = proposed(seating, planner)
    assert abs(int(sits["BRE"]) - int(sits["ROH"])) > 1
    beside = next(
        str(number)
        for number in (int(sits["BRE"]) + 1, int(sits["BRE"]) - 1)
        if str(number) != sits["ARD"]
    )
    tried = queries.trial(seated_id=roh.pk, number=beside, by=planner)
    assert not tried.is_clean
    assert tried.faults == ("Barliman Butterbur, Head of Roh: never side by side",)
    one = {"seated_id": roh.pk, "seat_number": beside, "by": planner, "at": NOON}
    with pytest.raises(rules.WouldBreak):
        commands.move_seated(**one)
    assert by_party(seating) == sits
    commands.move_seated(**one, knowingly=True)
    roh.refresh_from_db()
    assert (roh.seat.number, roh.is_pinned) == (beside, True)
    assert queries.board(seating_id=seating.pk, by=planner).broken
    commands.undo_seats(seating_id=seating.pk, by=planner, at=NOON)
    assert by_party(seating) == sits
    assert not guest(seating, "ROH").is_pinned
    with pytest.raises(rules.NoSuchSeat):
        commands.move_seated(seated_id=roh.pk, seat_number="99", by=planner, at=NOON)


def test_a_pin_stays_where_it_is(seating: Seating, planner: Actor) -> None:
    proposed(seating, planner)
    dal = guest(seating, "DAL")
    commands.move_seated(seated_id=dal.pk, seat_number="5", by=planner, at=NOON)
    sits = proposed(seating, planner)
    assert (sits["DAL"], sits["ARD"], sits["BRE"]) == ("5", "4", "3")
    commands.unpin_guest(seated_id=dal.pk, by=planner, at=NOON)
    assert proposed(seating, planner)["BRE"] == "5"


def test_an_absence_moves_only_whom_it_must_and_the_place_may_stay_empty(
    seating: Seating, planner: Actor
) -> None:
    before = proposed(seating, planner)
    gone = guest(seating, "BRE")
    row = Seating.objects.get(pk=seating.pk)
    leave = planning.reseated(row, absent=[gone.pk], closes=False)
    assert leave.moves == ()
    close = planning.reseated(row, absent=[gone.pk], closes=True)
    assert close.moves
    assert by_party(seating) == before  # shown, not done
    one = {"seated_id": gone.pk, "by": planner, "at": NOON}
    commands.mark_absent(sits=leave.sits, reasons=leave.why, **one)
    left = {code: seat for code, seat in before.items() if code != "BRE"}
    assert by_party(seating) == left
    again = planning.reseated(Seating.objects.get(pk=row.pk), present=[gone.pk], closes=False)
    commands.mark_present(sits=again.sits, reasons=again.why, **one)
    assert by_party(seating) == before


def test_interpreters_sit_behind_and_spouses_beside(
    dinner: Item, planner: Actor, event: Any, arda: Any
) -> None:
    room = commands.draw_room(
        name="Talks", shape="bilateral", numbers={"seats": 3, "behind": 1}, by=planner, at=NOON
    )
    dinner.attending.set(Party.objects.filter(code__in=["ARD", "BRE"]))
    row = commands.plan_seating(
        item_id=dinner.pk, drawing_id=room.pk, name="Talks", by=planner, at=NOON
    )
    for code in ("ARD", "BRE"):
        commands.add_guest(
            seating_id=row.pk,
            name=f"Interpreter of {code}",
            role="interpreter",
            of_id=guest(row, code).pk,
            by=planner,
            at=NOON,
        )
    assert proposed(row, planner) == {"ARD": "H1", "BRE": "G1"}
    behind = row.guests.filter(role="interpreter").values_list("of__party__code", "seat__number")
    assert dict(behind) == {"ARD": "H1i", "BRE": "G1i"}


def test_officers_see_only_their_own_guest_and_acknowledge_a_change(
    seating: Seating, planner: Actor, officer: Actor, arda: Any, bree: Any
) -> None:
    assert own_places(party_id=arda.pk, by=officer) == []
    with pytest.raises(rules.StillWithout):
        commands.adopt_seating(seating_id=seating.pk, by=planner, at=NOON)
    proposed(seating, planner)
    assert own_places(party_id=arda.pk, by=officer) == []  # not before it is adopted
    commands.adopt_seating(seating_id=seating.pk, by=planner, at=NOON)
    (place,) = own_places(party_id=arda.pk, by=officer)
    assert [one.number for one in place.guests] == ["4"]
    assert [seat.number for seat in place.room.seats if seat.is_lit] == ["4"]
    assert "Barliman" not in repr(place)
    assert own_places(party_id=bree.pk, by=officer) == []
    told = StoredEntry.objects.get(kind="places.seat_given", party_id=arda.pk)
    assert told.tell == str(officer.person_id)
    assert not Relay.objects.exists()
    one = {"seated_id": guest(seating, "ARD").pk, "seat_number": "1", "by": planner, "at": NOON}
    commands.move_seated(**one)
    (place,) = own_places(party_id=arda.pk, by=officer)
    assert place.guests[0].number == "4"  # until it is adopted
    commands.adopt_seating(seating_id=seating.pk, by=planner, at=NOON)
    (place,) = own_places(party_id=arda.pk, by=officer)
    assert (place.guests[0].was, place.guests[0].number) == ("4", "1")
    relay = Relay.objects.get(pk=place.guests[0].relay_id)
    assert relay.recipients.get().person_id == officer.person_id
    (line,) = [
        one for one in queries.board(seating_id=seating.pk, by=planner).guests if one.party == "ARD"
    ]
    assert line.acknowledged is False


def test_what_is_cancelled_says_why_and_what_stands_instead(
    seating: Seating, planner: Actor, officer: Actor, arda: Any, hall: RoomPlan, dinner: Item
) -> None:
    proposed(seating, planner)
    commands.adopt_seating(seating_id=seating.pk, by=planner, at=NOON)
    with pytest.raises(rules.SaysNotWhy):
        commands.cancel_seating(seating_id=seating.pk, why=" ", by=planner, at=NOON)
    commands.cancel_seating(seating_id=seating.pk, why="No photo together", by=planner, at=NOON)
    with pytest.raises(rules.IsCancelled):
        proposed(seating, planner)
    commands.plan_seating(
        item_id=dinner.pk,
        drawing_id=hall.pk,
        name="Planting",
        instead_of_id=seating.pk,
        by=planner,
        at=NOON,
    )
    (place,) = own_places(party_id=arda.pk, by=officer)
    assert (place.is_cancelled, place.why, place.room) == (True, "No photo together", None)
    assert [name for name, _item, _at in place.instead] == ["Planting"]


def test_the_most_honoured_walks_in_last_and_each_officer_is_called_twice(
    seating: Seating, planner: Actor, officer: Actor
) -> None:
    proposed(seating, planner)
    commands.adopt_seating(seating_id=seating.pk, by=planner, at=NOON)
    commands.time_entry(
        seating_id=seating.pk, entry_at=NOON + 10 * MINUTE, seconds=30, by=planner, at=NOON
    )
    sheet = call_sheet(seating_id=seating.pk, by=planner)
    walk = sheet.calls
    assert (walk[0].party, walk[-1].party, walk[-1].door) == ("DAL", "ARD", "A")
    assert {one.party for one in walk if one.tied} == {"ROH", "GON"}  # a person decides
    assert (sheet.is_photo, sheet.seconds, walk[-1].after) == (False, 150, "2:30")
    enters = walk[-1].at
    assert enters == NOON + 10 * MINUTE + timedelta(seconds=150)
    for before in (90, 61, 60, 40, 10, 5):
        call_before_entry(at=enters - timedelta(seconds=before), key=uuid4())
    calls = StoredEntry.objects.filter(kind="places.entry_cued", tell=str(officer.person_id))
    assert [one.facts.count('"seconds":60') for one in calls.order_by("pk")] == [1, 0]
    assert '"door":"A"' in calls.first().facts


def test_a_guest_is_named_once(seating: Seating, planner: Actor, arda: Any, event: Any) -> None:
    aide = Member.objects.create(event=event, code="M-2", party=arda, full_name="Aide")
    given = {"seating_id": seating.pk, "by": planner, "at": NOON}
    with pytest.raises(rules.NobodyNamed):
        commands.add_guest(**given)
    row = commands.add_guest(member_id=aide.pk, rank=7, **given)
    assert (row.party_id, row.name) == (arda.pk, "Aide")
    with pytest.raises(rules.IsThere):
        commands.add_guest(member_id=aide.pk, **given)
    commands.change_guest(seated_id=row.pk, rank=3, by=planner, at=NOON)
    commands.drop_guest(seated_id=row.pk, by=planner, at=NOON)
    assert not Guest.objects.filter(pk=row.pk).exists()
    one = guest(seating, "ARD").pk
    with pytest.raises(rules.AboutOneGuest):
        commands.add_seat_rule(rule_kind="next_to", first_id=one, second_id=one, **given)
    with pytest.raises(rules.NotSeated):
        commands.pin_guest(seated_id=one, by=planner, at=NOON)


def test_guests_follow_an_order_of_precedence_with_its_reasons(
    seating: Seating, planner: Actor, dinner: Item, arda: Any
) -> None:
    order = protocol.make_order(
        title_id="Makan malam",
        title_en="Dinner",
        item_id=dinner.pk,
        chain=["alphabet-en"],
        by=planner,
        at=NOON,
    )
    commands.follow_order(seating_id=seating.pk, order_id=order.pk, by=planner, at=NOON)
    board = queries.board(seating_id=seating.pk, by=planner)
    ranks = {one.party: one.rank for one in board.guests}
    assert ranks == {"ARD": 1, "BRE": 2, "DAL": 3, "GON": 4, "ROH": 5, "SHI": 6}
    assert all(one.rank_why for one in board.guests[:-1])
    assert "Dinner" in board.line.order_by

    assert board.away == ()
    taking = order.takings.get(party=arda)
    protocol.note_absent(ranked_id=taking.pk, why="ill", by=planner, at=NOON)
    seated = Guest.objects.get(seating=seating, party=arda, member=None)
    seated.seat = seating.plan.seats.order_by("honour")[0]
    seated.save()
    board = queries.board(seating_id=seating.pk, by=planner)
    assert [one.party for one in board.away] == ["ARD"]
