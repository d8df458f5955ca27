"""An officer's own roster: what is now and next, wishes, breaks, the calendar, the mirror."""

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from conftest import NOON
from narahubung.assignments import commands, queries
from narahubung.assignments.models import Duty, DutyWish
from narahubung.assignments.rules.own_roster import BreakLasts, NotOnDuty, WishIsPast, WishTooLong
from narahubung.kit.actor import Actor
from narahubung.relays.models import Recipient, Relay

MINE = "/e/arda-2026/roster/mine/"
HOUR = timedelta(hours=1)


@pytest.fixture
def officer(lia: Any, event: Any, as_actor: Any) -> Actor:
    actor: Actor = as_actor(lia, event)
    return actor


@pytest.fixture
def now(event: Any, arda: Any, lia_officer: Any) -> Duty:
    """Lia is with Arda from 7 to 15."""
    return Duty.objects.create(
        event=event,
        party=arda,
        officer=lia_officer,
        position="lead",
        starts=NOON - 5 * HOUR,
        ends=NOON + 3 * HOUR,
        state="on",
        taken_at=NOON - 5 * HOUR,
        breaks=[[(NOON - HOUR).isoformat(), (NOON - HOUR / 2).isoformat()]],
    )


@pytest.fixture
def tomorrow(now: Duty) -> Duty:
    """And again tomorrow, with ten hours and a half of rest before it."""
    start = now.ends + 10.5 * HOUR
    return Duty.objects.create(
        event=now.event,
        party=now.party,
        officer=now.officer,
        position="lead",
        starts=start,
        ends=start + 8 * HOUR,
    )


def test_it_shows_now_next_and_the_rest_between(
    tomorrow: Duty, officer: Actor, event: Any, lia: Any, signed_in: Any
) -> None:
    found = queries.own_roster(event=event, by=officer, at=NOON)
    assert found
    assert found.now
    assert (found.now.code, found.rest_min, found.rest_short) == ("ARD", 630, True)

    page = signed_in(lia).get(MINE).content.decode()
    assert "on duty" in page
    assert "10 h 30 min of rest before it" in page
    assert "11 h are needed" in page


def test_who_is_no_officer_has_no_roster_and_nobody_sees_another_s(
    tomorrow: Duty, sari: Any, signed_in: Any
) -> None:
    page = signed_in(sari).get(MINE).content.decode()
    assert "You are not on the list of officers" in page
    assert "ARD" not in page
    for post in (f"{tomorrow.pk}/break/", f"{tomorrow.pk}/overtime/", "calendar/"):
        body = {"do": "begin", "answer": "yes"}
        assert signed_in(sari).post(MINE + post, body).status_code == 404


def test_a_wish_is_said_for_what_lies_ahead_and_taken_back(
    officer: Actor, lia: Any, signed_in: Any
) -> None:
    body = {"starts": "2026-11-22T08:00", "ends": "2026-11-22T12:00"}
    assert signed_in(lia).post(MINE + "wish/", body).status_code == 302
    wish = DutyWish.objects.get()
    assert (wish.starts, wish.ends) == (NOON + 20 * HOUR, NOON + 24 * HOUR)
    for start, end, no in ((-9, -8, WishIsPast), (1, 74, WishTooLong)):
        with pytest.raises(no):
            commands.say_wish(
                starts=NOON + start * HOUR, ends=NOON + end * HOUR, by=officer, at=NOON
            )
    nonsense = signed_in(lia).post(MINE + "wish/", {"starts": "soon", "ends": ""})
    assert nonsense.status_code == 422
    backwards = {"starts": "2026-11-23T08:00", "ends": "2026-11-22T12:00"}
    assert signed_in(lia).post(MINE + "wish/", backwards).status_code == 422
    assert DutyWish.objects.count() == 1

    signed_in(lia).post(f"{MINE}wish/{wish.pk}/back/")
    assert not DutyWish.objects.exists()


def test_a_break_is_noted_by_two_taps_and_a_slip_leaves_nothing(
    now: Duty, tomorrow: Duty, officer: Actor, event: Any
) -> None:
    commands.begin_break(duty_id=now.pk, by=officer, at=NOON)
    commands.end_break(duty_id=now.pk, by=officer, at=NOON + timedelta(seconds=59))
    commands.begin_break(duty_id=now.pk, meal=True, by=officer, at=NOON)
    with pytest.raises(BreakLasts):
        commands.begin_break(duty_id=now.pk, by=officer, at=NOON)
    commands.end_break(duty_id=now.pk, by=officer, at=NOON + timedelta(minutes=25))
    with pytest.raises(NotOnDuty):
        commands.begin_break(duty_id=tomorrow.pk, by=officer, at=NOON)

    hours = queries.hours_of(event=event, officer=now.officer, at=NOON)
    assert (hours.breaks_planned_min, hours.breaks_noted_min) == (30, 25)
    assert hours.duties[0].presence.meals == 1


def test_a_calendar_follows_the_own_duties_until_it_is_closed(
    tomorrow: Duty, arda: Any, lia: Any, signed_in: Any, client: Any
) -> None:
    def address() -> str:
        signed_in(lia).post(MINE + "calendar/")
        page: str = signed_in(lia).get(MINE).content.decode()
        return "/calendar/" + page.partition("/calendar/")[2].partition("<")[0]

    first = address()
    client.logout()
    body = client.get(first).content
    duties = Calendar.from_ical(body).walk("VEVENT")
    assert [str(one["SUMMARY"]) for one in duties] == ["Duty: ARD, lead"] * 2
    assert duties[1].decoded("DTSTART") == tomorrow.starts
    assert str(duties[1].decoded("DTSTART").tzinfo) == "Asia/Makassar"
    assert b"VTIMEZONE" in body
    for guest in (arda.name_en, arda.head_name):
        assert guest.encode() not in body.replace(b"Summit of Arda", b"")

    Duty.objects.filter(pk=tomorrow.pk).update(state="cancelled")
    gone = Calendar.from_ical(client.get(first).content).walk("VEVENT")[1]
    assert str(gone["STATUS"]) == "CANCELLED"

    second = address()
    assert client.get(first).status_code == 404
    feed = signed_in(lia).get(MINE).context["calendars"][0]
    signed_in(lia).post(f"{MINE}calendar/{feed.pk}/close/")
    assert client.get(second).status_code == 404


def test_the_mirror_is_of_who_asks_and_of_nobody_else(
    now: Duty, event: Any, lia: Any, sari: Any, signed_in: Any
) -> None:
    for number, minutes in enumerate((2, 4, 30)):
        sent = NOON - HOUR
        relay = Relay.objects.create(
            event=event, code=f"M-{number}", text="x", sender_name="S", sent_at=sent
        )
        Recipient.objects.create(
            relay=relay, person=lia, acknowledged_at=sent + timedelta(minutes=minutes)
        )

    own = signed_in(lia).get(MINE + "mirror/").content.decode()
    assert "Only you see this page" in own
    assert "4 min" in own
    assert "8 h 00 min" in own
    others = signed_in(sari).get(MINE + "mirror/").content.decode()
    assert "4 min" not in others
    assert "8 h 00 min" not in others
