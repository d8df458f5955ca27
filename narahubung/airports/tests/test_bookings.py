"""Nothing scarce is given twice; who comes too late is told what is free instead."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.airports.commands import (
    answer_booking,
    answer_guest,
    book,
    cancel_booking,
    keep_facility,
    list_guest,
    move_booking,
    strike_guest,
)
from narahubung.airports.models import Booking, Facility, LoungeGuest
from narahubung.airports.rules import bookings as rules
from narahubung.airports.rules import lounges
from narahubung.journal.reading import history
from narahubung.kit.intervals import Span

H = timedelta(hours=1)


def times(start: float, end: float) -> dict[str, Any]:
    return {"starts_at": NOON + start * H, "ends_at": NOON + end * H}


def test_a_stand_is_given_once_and_the_nearest_free_time_is_offered(
    boss: Any, stand: int, arda: Any, bree: Any
) -> None:
    given = {"kind": "stand", "facility_id": stand, "by": boss, "at": NOON}
    first = book(party_id=arda.pk, **times(1, 3), **given)
    with translation.override("en"), pytest.raises(rules.Taken) as no:
        book(party_id=bree.pk, **times(2, 4), **given)
    assert str(no.value) == (
        "Stand A 1 is taken from 13.00 WITA to 15.00 WITA by ARD. "
        "Free instead: Stand A 1 from 15.00 WITA."
    )
    keep_facility(kind="stand", name="Stand A 2", by=boss, at=NOON)
    with translation.override("en"), pytest.raises(rules.Taken, match="Stand A 2 at that time"):
        book(party_id=bree.pk, **times(2, 4), **given)
    second = book(party_id=bree.pk, **times(3, 4), **given)  # one leaves as the other comes

    with pytest.raises(rules.Taken):
        move_booking(booking_id=second, **times(2.5, 3.5), by=boss, at=NOON)
    cancel_booking(booking_id=first, by=boss, at=NOON)
    move_booking(booking_id=second, **times(2.5, 3.5), why="early", by=boss, at=NOON)
    with pytest.raises(rules.Taken):  # asked for again, but given away meanwhile
        answer_booking(booking_id=first, state="asked", by=boss, at=NOON)
    with translation.override("en"):
        says = history(topic=f"booking:{second}", by=boss)[0].says
    assert says == (
        "BRE, parking stand: Stand A 1, moved: 15.00 WITA to 16.00 WITA, "
        "now 14.30 WITA to 15.30 WITA. early"
    )


def test_a_time_counts_until_as_many_as_the_capacity_hold_it() -> None:
    def span(start: float, end: float) -> Span:
        return Span(NOON + start * H, NOON + end * H)

    held = [span(0, 2), span(1, 3), span(4, 5)]
    assert rules.in_the_way(span(1.5, 1.75), held, 2) == [span(0, 2), span(1, 3)]
    assert rules.in_the_way(span(2, 6), held, 2) == []
    assert rules.in_the_way(span(0.5, 5), held, 3) == []
    free = {"not_before": NOON}
    assert rules.nearest_free(span(1.5, 2.5), held, 1, **free) == NOON + 3 * H
    assert rules.nearest_free(span(4, 6), held, 1, **free) == NOON + 5 * H
    assert rules.nearest_free(span(1, 3), [span(-90, 90)], 1, **free) is None


def test_what_was_confirmed_is_to_be_confirmed_again_when_it_moved(
    boss: Any, arda: Any, arrival: Any
) -> None:
    flowers = book(
        kind="flowers",
        what="white orchids",
        party_id=arda.pk,
        movement_id=arrival.pk,
        by=boss,
        at=NOON,
        **times(1, 2),
    )
    answer_booking(booking_id=flowers, state="confirmed", by=boss, at=NOON)
    with pytest.raises(rules.NothingNew):
        answer_booking(booking_id=flowers, state="confirmed", by=boss, at=NOON)
    move_booking(booking_id=flowers, **times(2, 3), by=boss, at=NOON)
    row = Booking.objects.get(pk=flowers)
    assert row.agreed_start == NOON + H != row.starts_at
    answer_booking(booking_id=flowers, state="confirmed", by=boss, at=NOON)
    with pytest.raises(rules.SayWhy):
        answer_booking(booking_id=flowers, state="refused", by=boss, at=NOON)
    answer_booking(booking_id=flowers, state="refused", reason="no more", by=boss, at=NOON)
    with pytest.raises(rules.BookingIsOver):
        move_booking(booking_id=flowers, **times(1, 2), by=boss, at=NOON)
    answer_booking(booking_id=flowers, state="cancelled", by=boss, at=NOON)
    for state in ("confirmed", "asked"):  # on a page that still showed it as refused
        with pytest.raises(rules.GivenBack):
            answer_booking(booking_id=flowers, state=state, seen="refused", by=boss, at=NOON)
    answer_booking(booking_id=flowers, state="asked", seen="cancelled", by=boss, at=NOON)
    with pytest.raises(rules.EndsBeforeItStarts):
        book(kind="fuel", party_id=arda.pk, by=boss, at=NOON, **times(2, 2))


def test_a_stand_is_no_lounge_and_another_event_has_its_own(
    boss: Any, stand: int, arda: Any, other_event: Any
) -> None:
    with pytest.raises(rules.NotOfThisKind):
        book(kind="lounge", facility_id=stand, party_id=arda.pk, by=boss, at=NOON, **times(1, 2))
    theirs = Facility.objects.create(event=other_event, code="F", kind="stand", name="S")
    with pytest.raises(Facility.DoesNotExist):
        book(kind="stand", facility_id=theirs.pk, party_id=arda.pk, by=boss, at=NOON, **times(1, 2))


def test_the_lounge_takes_the_head_and_one_more(
    boss: Any, lia: Any, as_actor: Any, event: Any, at_lounge: int
) -> None:
    officer = as_actor(lia, event)
    on_it = {"booking_id": at_lounge, "by": officer, "at": NOON}
    first = list_guest(name="Galadriel Arwen", function="President", **on_it)
    list_guest(name="Celeborn", **on_it)
    with pytest.raises(lounges.AlreadyListed):
        list_guest(name="Celeborn", **on_it)
    with translation.override("en"), pytest.raises(lounges.ListIsFull) as no:
        list_guest(name="Haldir", granted="I say so", **on_it)  # he may not grant it
    assert str(no.value) == (
        "VIP lounge takes the head of the delegation and 1 more; 2 are on the list already."
    )
    list_guest(booking_id=at_lounge, name="Haldir", granted="the embassy asked", by=boss, at=NOON)
    with pytest.raises(rules.SayWhy):
        answer_guest(guest_id=first, state="refused", by=boss, at=NOON)
    answer_guest(guest_id=first, state="accepted", by=boss, at=NOON)
    strike_guest(guest_id=first, by=officer, at=NOON)
    assert {*LoungeGuest.objects.values_list("name", flat=True)} == {"Celeborn", "Haldir"}
