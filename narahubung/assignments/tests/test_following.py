"""Duties go along with their party: earlier, later, longer, as far as hours and rest allow."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.assignments import commands
from narahubung.assignments.models import Duty, DutyState, HandOver
from narahubung.assignments.rules.following import following, reached
from narahubung.assignments.rules.handing_over import NotAirborne
from narahubung.assignments.rules.moving import Begun
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import react
from narahubung.journal.reading import decoded
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.movements import commands as movements
from narahubung.movements.models import Movement
from narahubung.parties.models import Officer
from narahubung.programme import commands as programme
from narahubung.programme.models import Item

H = timedelta(hours=1)
LANDS = NOON + 4 * H  # 16.00 in Bali on the 21st
DAY_ENDS = NOON + 11 * H  # 23.00
LEAVES = NOON + 27 * H  # 15.00 on the 22nd


def span(start: float, end: float) -> Span:
    return Span(NOON + start * H, NOON + end * H)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def coordinator(sari: Any, as_actor: Any, event: Any) -> Actor:
    actor: Actor = as_actor(sari, event)
    return actor


@pytest.fixture
def novi(event: Any) -> Officer:
    return Officer.objects.create(event=event, code="LO-002", full_name="Novi Laksmi")


@pytest.fixture
def flies(event: Any, arda: Any, lia_officer: Any, coordinator: Actor) -> dict[str, Movement]:
    """Arda lands today at 16.00 and leaves tomorrow at 15.00; Lia is its lead."""
    found = {
        direction: Movement.objects.create(
            event=event,
            party=arda,
            code=f"ARD-{direction}",
            direction=direction,
            planned_at=at,
            expected_at=at,
            zone="Asia/Makassar",
        )
        for direction, at in (("arrival", LANDS), ("departure", LEAVES))
    }
    commands.attach(
        party_id=arda.pk, officer_id=lia_officer.pk, position="lead", by=coordinator, at=NOON
    )
    react(at=NOON)
    return found


@pytest.fixture
def duty(arda: Any, coordinator: Actor) -> Callable[..., Duty]:
    def make(officer: Officer, when: Span) -> Duty:
        return commands.plan_duty(
            party_id=arda.pk,
            officer_id=officer.pk,
            starts=when.start,
            ends=when.end,
            by=coordinator,
            at=NOON,
        )

    return make


@pytest.fixture
def moves(flies: dict[str, Movement], coordinator: Actor) -> Callable[..., None]:
    """Tell that a movement is expected at another time, and let the rooms react."""

    def tell(direction: str, to: datetime, at: datetime = NOON) -> None:
        movements.tell_delay(movement_id=flies[direction].pk, expected_at=to, by=coordinator, at=at)
        for _ in range(3):
            react(at=at)

    return tell


def stands(row: Duty) -> Span:
    row.refresh_from_db()
    return Span(row.starts, row.ends)


def last(kind: str) -> StoredEntry | None:
    return StoredEntry.objects.filter(kind=f"assignments.{kind}").order_by("id").last()


def test_only_what_hung_on_the_edge_that_moved_goes_along() -> None:
    was = [span(4, 11), span(19, 27)]
    first, second, leaving = span(4, 8), span(8, 11), span(23, 27)
    for now, expected in (
        (span(2, 11), (span(2, 8), second)),  # earlier
        (span(6, 11), (span(6, 8), second)),  # later
        (span(9, 11), (first, span(9, 11))),  # the first is wholly beside it: named, not moved
        (span(11, 13), (first, second)),  # all of the day is beside it
    ):
        changed = [now, was[1]]
        assert (following(first, was, changed), following(second, was, changed)) == expected
        assert following(leaving, was, changed) == leaving
    later = [was[0], span(19, 30)]
    assert following(leaving, was, later) == span(23, 30)
    assert following(span(20, 26), was, later) == span(20, 26)  # it never reached the departure
    whole = span(9, 11)  # arrival late in the evening: one duty, all of the stretch
    assert following(whole, [whole, was[1]], [span(12, 14), was[1]]) == span(12, 14)

    evening = [span(4, 12)]  # dinner until an hour later than the day
    assert reached(span(9, 12), evening, [first, second]) == [span(4, 11)]
    assert reached(span(11.5, 12), evening, [first, second]) == evening  # nobody is there for it
    assert reached(span(9, 10), evening, [first, second]) == evening  # it is no edge


def test_the_first_duty_begins_and_the_last_ends_with_the_stay(
    duty: Any,
    moves: Any,
    lia_officer: Any,
    novi: Officer,
    lia: Any,
    event: Any,
    signed_in: Any,
    sari: Any,
) -> None:
    arriving, evening = duty(lia_officer, span(4, 8)), duty(novi, span(8, 11))
    leaving = duty(lia_officer, span(22, 27))
    card = commands.announce_hand_over(
        duty_id=arriving.pk,
        by=Actor(person_id=None, name="", event_id=event.pk, roles=frozenset({"house"})),
        at=NOON,
    )

    moves("arrival", LANDS - H / 2)

    assert stands(arriving) == span(3.5, 8)
    assert HandOver.objects.get(pk=card.pk).due_at == LANDS - H / 2
    told = last("duty_followed")
    assert told is not None
    assert told.tell.split() == [str(lia.pk)]
    page = signed_in(sari).get(f"/e/{event.slug}/roster/duties/{arriving.pk}/").content.decode()
    assert "The delegation arrives at another time." in page

    moves("arrival", LANDS + H)
    moves("departure", LEAVES + 2 * H)

    assert (stands(arriving), stands(evening)) == (span(5, 8), span(8, 11))
    assert stands(leaving) == span(22, 29)
    assert last("duty_did_not_follow") is None
    assert last("duties_no_longer_fit") is None


def test_what_the_rules_forbid_stands_open_and_the_planners_know_why(
    duty: Any, moves: Any, lia_officer: Any, sari: Any
) -> None:
    leaving = duty(lia_officer, span(18, 27))

    moves("departure", LEAVES + 3 * H)

    assert stands(leaving) == span(18, 27)
    told = last("duty_did_not_follow")
    assert told is not None
    assert told.tell.split() == [str(sari.pk)]
    entry = decoded(told)
    assert entry is not None
    assert "Find somebody for what is left open." in entry.sentence()


def test_a_following_is_put_back_by_moving_it_back(
    duty: Any, moves: Any, lia_officer: Any, event: Any, signed_in: Any, sari: Any
) -> None:
    arriving = duty(lia_officer, span(4, 8))
    moves("arrival", LANDS - H)
    page = f"/e/{event.slug}/roster/duties/{arriving.pk}/"
    client = signed_in(sari)
    assert "Put it back" in client.get(page).content.decode()

    answer = client.post(
        f"{page}move/",
        {
            "officer": lia_officer.pk,
            "starts": LANDS.isoformat(),
            "ends": (NOON + 8 * H).isoformat(),
            "seen_officer": lia_officer.pk,
            "seen_starts": (LANDS - H).isoformat(),
            "seen_ends": (NOON + 8 * H).isoformat(),
            "back": "yes",
        },
    )

    assert answer.status_code == 302
    assert stands(arriving) == span(4, 8)
    assert "Put it back" not in client.get(page).content.decode()


def test_who_is_with_them_when_the_dinner_begins_stays_until_its_new_end(
    duty: Any, flies: Any, lia_officer: Any, novi: Officer, arda: Any, event: Any, coordinator: Any
) -> None:
    dinner = Item.objects.create(
        event=event,
        code="D",
        title_en="Dinner",
        starts_at=NOON + 8 * H,
        ends_at=NOON + 10 * H,
        zone="Asia/Makassar",
    )
    dinner.attending.add(arda)
    first, evening = duty(lia_officer, span(4, 8)), duty(novi, span(8, 11))

    programme.move_item(item_id=dinner.pk, to={"ends_at": DAY_ENDS + H}, by=coordinator, at=NOON)
    for _ in range(2):
        react(at=NOON)

    assert (stands(first), stands(evening)) == (span(4, 8), span(8, 12))


def test_the_last_duty_ends_airborne_or_handed_over_never_at_the_kerb(
    duty: Any,
    flies: Any,
    lia_officer: Any,
    lia: Any,
    as_actor: Any,
    event: Any,
    coordinator: Any,
    house: Any,
) -> None:
    last_one = duty(lia_officer, span(20, 27))
    Duty.objects.update(state=DutyState.ON, taken_at=last_one.starts)
    officer, kerb = as_actor(lia, event), LEAVES + H / 6  # nobody told that it leaves later

    for who in (officer, coordinator):
        with pytest.raises(NotAirborne, match="ARD"):
            commands.leave_to_desk(duty_id=last_one.pk, by=who, at=kerb)
    with pytest.raises(Begun):
        commands.cancel_duty(duty_id=last_one.pk, by=coordinator, at=kerb)
    for status in ("left_hotel", "at_airport", "boarded"):
        movements.report_status(movement_id=flies["departure"].pk, status=status, by=house, at=kerb)
    react(at=kerb)
    last_one.refresh_from_db()
    assert (last_one.state, last_one.left_at) == (DutyState.ON, None)

    gone = kerb + H
    movements.report_status(movement_id=flies["departure"].pk, status="airborne", by=house, at=gone)
    react(at=gone)
    last_one.refresh_from_db()
    assert (last_one.state, last_one.left_at) == (DutyState.DONE, gone)
