import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.translation import override

from conftest import NOON
from narahubung.assignments import commands
from narahubung.assignments.entries import DutyMoved
from narahubung.assignments.models import Duty, DutyState, HandOver
from narahubung.assignments.queries.board import Asked, roster_board
from narahubung.assignments.queries.moving import try_move
from narahubung.assignments.rules.moving import Begun, NothingMoved, OverAlready, Slot
from narahubung.assignments.rules.working_time import AgainstTheRules, NoLongerOpen
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.movements.models import Movement
from narahubung.parties.models import Officer

BALI = ZoneInfo("Asia/Makassar")


def clock(day: int, hour: float) -> datetime:
    """Return a moment on Bali's clock; noon of the cast is the 21st at 12."""
    return datetime(2026, 11, day, tzinfo=BALI) + timedelta(hours=hour)


@pytest.fixture
def coordinator(sari: Any, as_actor: Any, event: Any) -> Actor:
    actor: Actor = as_actor(sari, event)
    return actor


@pytest.fixture
def comes(arda: Any) -> None:
    """Arda is there from yesterday morning until tomorrow evening."""
    for direction, at in (("arrival", clock(20, 8)), ("departure", clock(22, 20))):
        Movement.objects.create(
            event=arda.event,
            party=arda,
            code=f"ARD-{direction}",
            direction=direction,
            planned_at=at,
            expected_at=at,
            zone="Asia/Makassar",
        )


@pytest.fixture
def second(event: Any) -> Officer:
    return Officer.objects.create(
        event=event,
        code="LO-002",
        full_name="Made Suarta",
        preferred_name="Made",
        available_from=date(2026, 11, 18),
        available_to=date(2026, 11, 25),
    )


@pytest.fixture
def duty(comes: None, arda: Any, lia: Any, lia_officer: Any, second: Officer) -> Duty:
    """Lia is to be with Arda from 14 to 22 today."""
    return Duty.objects.create(
        event=arda.event,
        party=arda,
        officer=lia_officer,
        position="lead",
        starts=clock(21, 14),
        ends=clock(21, 22),
    )


def slot(
    duty: Duty, *, officer: Officer | None = None, by_h: float = 0, longer_h: float = 0
) -> Slot:
    """Return the duty's slot, or one moved from it."""
    moved = timedelta(hours=by_h)
    span = Span(duty.starts + moved, duty.ends + moved + timedelta(hours=longer_h))
    return Slot(officer_id=officer.pk if officer else duty.officer_id, span=span)


def move(duty: Duty, to: Slot, by: Actor, *, seen: Slot | None = None) -> Duty:
    seen = seen or slot(duty)
    return commands.move_duty(duty_id=duty.pk, seen=seen, to=to, by=by, at=NOON)


def test_the_board_shows_who_is_there_and_names_the_gaps(
    duty: Duty, event: Any, coordinator: Actor
) -> None:
    board = roster_board(event=event, by=coordinator, at=NOON, asked=Asked())

    (line,) = board.lines
    assert [(d.first, d.width, d.clock) for d in line.duties] == [(168, 96, "14.00\u201322.00")]
    assert [g.clock for g in line.gaps] == ["12.00\u201314.00", "22.00\u201323.00"]
    assert [m.clock for m in line.marks if m.what == "lost"] == ["07.00\u201312.00"]
    assert line.minutes == 480
    assert board.now_step == 144
    assert board.event_days == (date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22))
    assert (board.figures.needing, board.figures.covered, board.figures.gaps) == (1, 0, 2)


def test_three_days_all_days_and_rows_of_officers(
    duty: Duty, event: Any, coordinator: Actor, second: Officer, lia_officer: Officer
) -> None:
    Duty.objects.create(
        event=event,
        party=duty.party,
        officer=lia_officer,
        position="lead",
        starts=clock(22, 8),
        ends=clock(22, 12),
    )
    asked = Asked(view="officers", days=3, on=date(2026, 11, 20))
    board = roster_board(event=event, by=coordinator, at=NOON, asked=asked)

    first, free = board.lines
    assert (first.name, free.name, free.free) == ("Lia Ardika", "Made Suarta", True)
    assert [(d.first, d.width) for d in first.duties] == [(152, 32), (224, 16)]
    assert [(m.what, m.clock) for m in first.marks] == [("rest is-short", "22.00\u201308.00")]
    whole = roster_board(event=event, by=coordinator, at=NOON, asked=Asked(days=0))
    assert len(whole.days) == 3


def test_filters_keep_what_is_asked_for(duty: Duty, event: Any, coordinator: Actor) -> None:
    def rows(**asked: Any) -> int:
        board = roster_board(event=event, by=coordinator, at=NOON, asked=Asked(**asked))
        return len(board.lines)

    assert rows(text="lia") == rows(text="ARD") == rows(shown="gaps") == 1
    assert rows(text="nobody of that name") == rows(shown="changes") == 0
    move(duty, slot(duty, by_h=1), coordinator)
    assert rows(shown="changes") == 1


def test_moving_in_time_keeps_the_duty_and_tells_the_officer(
    duty: Duty, coordinator: Actor, lia: Any
) -> None:
    row = HandOver.objects.create(
        event=duty.event, party=duty.party, incoming=duty, due_at=duty.starts, asked_at=NOON
    )
    moved = move(duty, slot(duty, by_h=1), coordinator)

    assert (moved.pk, moved.starts, moved.firm) == (duty.pk, clock(21, 15), True)
    row.refresh_from_db()
    assert (row.due_at, row.asked_at) == (clock(21, 15), None)
    assert StoredEntry.objects.get(kind=DutyMoved.kind).tell == str(lia.pk)


def test_moving_to_another_officer_and_back(
    duty: Duty, coordinator: Actor, second: Officer, lia_officer: Officer
) -> None:
    moved = move(duty, slot(duty, officer=second), coordinator)
    duty.refresh_from_db()

    assert (moved.officer, moved.position, moved.state) == (second, "relief", DutyState.PLANNED)
    assert duty.state == DutyState.CANCELLED

    back = move(moved, slot(moved, officer=lia_officer), coordinator)
    assert (back.officer, back.starts, back.ends) == (lia_officer, duty.starts, duty.ends)


def test_what_may_not_be_is_refused_and_changes_nothing(
    duty: Duty, coordinator: Actor, second: Officer, event: Any
) -> None:
    for to, refusal in (
        (slot(duty), NothingMoved),
        (slot(duty, longer_h=3), AgainstTheRules),
        (slot(duty, by_h=-10), OverAlready),
    ):
        with pytest.raises(refusal):
            move(duty, to, coordinator)
    with pytest.raises(NoLongerOpen):
        move(duty, slot(duty, officer=second), coordinator, seen=slot(duty, by_h=1))
    duty.state, duty.starts = DutyState.ON, clock(21, 11)
    duty.save()
    with pytest.raises(Begun):
        move(duty, slot(duty, officer=second), coordinator)
    assert Duty.objects.get() == duty
    longer = move(duty, slot(duty, longer_h=-1), coordinator)
    assert (longer.state, longer.ends) == (DutyState.ON, clock(21, 21))


def test_a_try_says_in_words_what_would_be(
    duty: Duty, event: Any, coordinator: Actor, second: Officer
) -> None:
    def tried(to: Slot) -> Any:
        return try_move(event=event, duty_id=duty.pk, to=to, by=coordinator, at=NOON)

    with override("en"):
        later, no = tried(slot(duty, by_h=1)), tried(slot(duty, longer_h=2.5))
    assert later.allowed
    assert later.leaves == ("Nobody would be with ARD 21 Nov 14.00\u201315.00 WITA.",)
    assert not no.allowed
    assert "10 h 30 min on duty in 24 hours" in no.text
    assert Duty.objects.get().starts == duty.starts


def test_the_pages(client: Client, duty: Duty, event: Any, sari: Any, second: Officer) -> None:
    client.force_login(sari)
    here = f"/e/{event.slug}/roster/"
    for question in (
        "",
        "?view=officers&days=3",
        "?as=table",
        "?as=table&view=officers",
        "?days=0",
    ):
        page = client.get(here + question).content.decode()
        assert "Lia" in page, question
    assert client.get(f"{here}?on=0001-01-01&days=99&view=x&text=zzz").status_code == 200
    one = f"{here}duties/{duty.pk}/"
    assert "Lia Ardika" in client.get(one).content.decode()
    at = {"officer": second.pk, "on": "2026-11-21", "clock_from": "15.00", "clock_to": "23.00"}
    assert 'data-allowed="yes"' in client.get(f"{one}try/", at).content.decode()
    assert "Say the day" in client.get(f"{one}try/", {"officer": second.pk}).content.decode()

    seen = {
        "seen_officer": duty.officer_id,
        "seen_starts": duty.starts.isoformat(),
        "seen_ends": duty.ends.isoformat(),
    }
    assert client.post(f"{one}move/", {**seen, "officer": "x"}).status_code == 422
    answer = client.post(f"{one}move/", {**seen, **at}, headers={"HX-Request": "true"})
    assert "Move back" in answer.content.decode()
    assert answer.headers["HX-Trigger"] == "live:roster"
    moved = Duty.objects.get(state=DutyState.PLANNED)
    assert (moved.officer, moved.starts) == (second, datetime(2026, 11, 21, 7, tzinfo=UTC))

    assert client.post(f"{one}move/", {**seen, **at}).status_code == 409
    gone = client.post(f"{here}duties/{moved.pk}/cancel/", {"why": "not needed"})
    assert gone.status_code == 302
    moved.refresh_from_db()
    assert (moved.state, moved.why) == (DutyState.CANCELLED, "not needed")


def test_a_gap_is_filled_by_hand(
    client: Client, duty: Duty, event: Any, sari: Any, second: Officer
) -> None:
    client.force_login(sari)
    here = f"/e/{event.slug}/roster/add/"
    page = client.get(here, {"party": "ARD"}).content.decode()
    assert "12.00\u201314.00" in page
    assert "Made Suarta" in page
    bad = client.get(here, {"party": "ARD", "on": "2026-11-21", "clock_from": "x"}).content.decode()
    assert "Begins at: Write a clock time" in bad
    gap = {"starts": clock(21, 12).isoformat(), "ends": clock(21, 14).isoformat()}
    asked = {"party": "ARD", "officer": second.pk, **gap}
    assert client.post(here, {**asked, "officer": ""}).status_code == 422
    assert client.post(here, asked).status_code == 302
    made = Duty.objects.get(officer=second)
    assert (made.position, made.firm, made.starts) == ("relief", True, clock(21, 12))


def test_an_illegal_duty_is_refused_with_the_nearest_legal_one_and_one_tap_gives_it(
    duty: Duty, event: Any, coordinator: Actor, sari: Any, signed_in: Any, lia_officer: Officer
) -> None:
    long = slot(duty, longer_h=4)  # twelve hours; the rules allow ten
    with override("en"):
        tried = try_move(event=event, duty_id=duty.pk, to=long, by=coordinator, at=NOON)
    assert "The rules allow" in tried.advice
    page = signed_in(sari)
    there = f"/e/{event.slug}/roster/duties/{duty.pk}/move/"
    seen = {
        "seen_officer": duty.officer_id,
        "seen_starts": duty.starts.isoformat(),
        "seen_ends": duty.ends.isoformat(),
    }
    times = {"starts": long.span.start.isoformat(), "ends": long.span.end.isoformat()}
    refused = page.post(there, {**seen, **times, "officer": lia_officer.pk})
    _takes_the_nearest(page, refused)
    duty.refresh_from_db()
    assert timedelta(hours=9) < duty.ends - duty.starts <= timedelta(hours=10, minutes=30)

    again = {"party": "ARD", "officer": lia_officer.pk}
    early = {"starts": clock(22, 10).isoformat(), "ends": clock(22, 20).isoformat()}
    _takes_the_nearest(page, page.post(f"/e/{event.slug}/roster/add/", {**again, **early}))
    new = Duty.objects.get(starts__gt=duty.ends)
    assert new.starts - duty.ends >= timedelta(hours=11)


def _takes_the_nearest(page: Client, refused: Any) -> None:
    """Press the one button of a refusal that proposes something."""
    text = refused.content.decode()
    assert refused.status_code >= 400
    assert "The nearest that the rules allow" in text
    form = text[text.index("data-refusal") :]
    asked = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', form))
    (address,) = re.findall(r'<form method="post" action="([^"]+)"', form)
    assert page.post(address, asked).status_code == 302
