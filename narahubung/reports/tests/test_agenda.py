"""The agenda and its calendar: every plan, the right zone, nothing private, dead with the reach."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar

from conftest import NOON
from narahubung.accounts.models import Reach
from narahubung.care.models import CareRecord
from narahubung.gifts.models import Gift
from narahubung.journal.commands import take_in
from narahubung.journal.reading import history
from narahubung.journal.storing import Change
from narahubung.knowledge.models import Briefing
from narahubung.meetings.models import Meeting
from narahubung.movements.commands import (
    divert,
    move_trip,
    report_status,
    take_back_move,
    tell_delay,
)
from narahubung.movements.models import Movement, Trip
from narahubung.parties.models import Member, Place
from narahubung.programme.commands import move_item, open_calendar
from narahubung.programme.models import Item
from narahubung.reports.queries.agenda import agenda, in_days
from narahubung.reports.queries.changes import changes_since

WITA = "Asia/Makassar"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def plans(event: Any, arda: Any, bree: Any) -> dict[str, Any]:
    hall = Place.objects.create(event=event, code="V", name="Apurva", kind="summit venue")
    common: dict[str, Any] = {"event": event, "zone": WITA}
    head = Member.objects.create(
        event=event, code="D1", party=arda, full_name="Galadriel", role="head_of_delegation"
    )
    aide = Member.objects.create(event=event, code="D2", party=arda, full_name="Aide", role="aide")
    made = {
        "head": head,
        "aide": aide,
        "item": Item.objects.create(
            **common,
            code="I1",
            title_en="Gala dinner",
            place=hall,
            starts_at=NOON + timedelta(hours=6),
            ends_at=NOON + timedelta(hours=8),
        ),
        "meeting": Meeting.objects.create(
            **common,
            code="B1",
            party_a=bree,
            party_b=arda,
            on=NOON.date(),
            certainty="tentative",
        ),
        "arrival": Movement.objects.create(
            **common,
            code="M1",
            party=arda,
            direction="arrival",
            travelling="head of delegation",
            carrier="AR 1",
            planned_at=NOON + timedelta(hours=1),
            expected_at=NOON + timedelta(hours=1),
        ),
        "advance": Movement.objects.create(
            **common,
            code="M2",
            party=arda,
            direction="arrival",
            travelling="advance team",
            planned_at=NOON - timedelta(days=1),
            expected_at=NOON - timedelta(days=1),
        ),
        "trip": Trip.objects.create(
            **common,
            code="T1",
            party=arda,
            purpose="dinner",
            to_place=hall,
            departs_at=NOON + timedelta(hours=5),
            arrives_at=NOON + timedelta(hours=5, minutes=20),
        ),
    }
    made["item"].attending.set([arda])
    made["advance"].passengers.set([aide])
    Gift.objects.create(event=event, code="G1", party=arda, item="CANARY-GIFT")
    CareRecord.objects.create(member=head, allergy="CANARY-ALLERGY")
    return made


@pytest.fixture
def mine(lia: Any, as_actor: Any, event: Any) -> Any:
    return as_actor(lia, event)


def test_agenda_joins_all_plans_in_order(
    mine: Any, arda: Any, plans: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        lines = agenda(by=mine, party_id=arda.pk)
    assert [line.sort for line in lines] == ["meeting", "arrival", "trip", "meal"]
    assert lines[0].title.endswith("Bree")
    assert len(in_days(lines, WITA)) == 1


def test_agenda_of_a_member_has_his_own_flight(mine: Any, arda: Any, plans: Any) -> None:
    lines = agenda(by=mine, party_id=arda.pk, member_id=plans["aide"].pk)
    assert [line.topic for line in lines if line.sort == "arrival"] == [
        f"movement:{plans['advance'].pk}"
    ]


def test_agenda_shows_what_moved(mine: Any, arda: Any, plans: Any) -> None:
    tell_delay(movement_id=plans["arrival"].pk, minutes=95, by=mine, at=NOON)
    (line,) = [one for one in agenda(by=mine, party_id=arda.pk) if one.sort == "arrival"]
    assert line.planned == NOON + timedelta(hours=1)
    assert line.start == NOON + timedelta(hours=1, minutes=95)


def test_agenda_page_on_three_clocks(
    signed_in: Any, lia: Any, event: Any, arda: Any, plans: Any
) -> None:
    Briefing.objects.create(event=event, code="B", party=arda, zone="Europe/Paris")
    client = signed_in(lia)
    page = reverse("reports:agenda", kwargs={"slug": event.slug, "code": "ARD"})
    host, home, utc = (
        client.get(page, {"clock": name}).content.decode() for name in ("host", "home", "utc")
    )
    assert "18.00" in host
    assert "WITA" in host
    assert "11.00" in home
    assert "GMT+1" in home
    assert "10.00" in utc
    assert "CANARY" not in host


def test_agenda_of_another_party_is_not_there(
    signed_in: Any, lia: Any, event: Any, bree: Any
) -> None:
    page = reverse("reports:agenda", kwargs={"slug": event.slug, "code": "BRE"})
    assert signed_in(lia).get(page).status_code == 404


def fetched(client: Any, token: str) -> Any:
    return client.get(reverse("calendar", kwargs={"token": token}))


def test_calendar_carries_zone_state_and_stable_names(
    client: Any, mine: Any, sari: Any, as_actor: Any, event: Any, arda: Any, plans: Any
) -> None:
    token = open_calendar(party_id=arda.pk, by=mine, at=NOON)
    answer = fetched(client, token)
    assert answer.status_code == 200
    assert b"CANARY" not in answer.content
    assert b"BEGIN:VTIMEZONE" in answer.content
    before = {str(e["UID"]): e for e in Calendar.from_ical(answer.content).walk("VEVENT")}
    uid = f"item-{plans['item'].pk}@arda-2026.narahubung"
    assert str(before[uid]["DTSTART"].params["TZID"]) == WITA
    meeting = before[f"meeting-{plans['meeting'].pk}@arda-2026.narahubung"]
    assert meeting["STATUS"] == "TENTATIVE"
    assert meeting["DTSTART"].dt == NOON.date()
    later = {"starts_at": NOON + timedelta(hours=7)}
    boss = as_actor(sari, event)
    for _ in range(2):
        move_item(item_id=plans["item"].pk, to=later, by=boss, at=NOON)
        later = {"certainty": "cancelled"}
    after = {
        str(e["UID"]): e for e in Calendar.from_ical(fetched(client, token).content).walk("VEVENT")
    }
    assert after.keys() == before.keys()
    assert after[uid]["STATUS"] == "CANCELLED"
    assert int(after[uid]["SEQUENCE"]) > int(before[uid]["SEQUENCE"])
    assert after[uid]["DTSTART"].dt == NOON + timedelta(hours=7)


def test_calendar_dies_with_the_reach(
    client: Any, mine: Any, lia: Any, arda: Any, plans: Any
) -> None:
    token = open_calendar(party_id=arda.pk, by=mine, at=NOON)
    Reach.objects.filter(person=lia).update(until=NOON - timedelta(minutes=1))
    assert fetched(client, token).status_code == 404
    assert fetched(client, "guess").status_code == 404


def test_calendar_address_is_shown_once_and_closed(
    signed_in: Any, lia: Any, event: Any, arda: Any, plans: Any
) -> None:
    client = signed_in(lia)
    names = {"slug": event.slug, "code": "ARD"}
    page = reverse("reports:agenda", kwargs=names)
    client.post(reverse("reports:open_calendar", kwargs=names))
    assert "/calendar/" in client.get(page).content.decode().split("nh-note is-done")[1]
    again = client.get(page).content.decode()
    assert "nh-note is-done" not in again
    assert "Close the address" in again


def test_changes_are_three_lines_and_how_many_more(
    mine: Any,
    sari: Any,
    as_actor: Any,
    event: Any,
    arda: Any,
    plans: Any,
    django_assert_num_queries: Any,
) -> None:
    boss = as_actor(sari, event)
    for minutes in (30, 95):
        tell_delay(movement_id=plans["arrival"].pk, minutes=minutes, by=boss, at=NOON)
    move_item(item_id=plans["item"].pk, to={"room": "B"}, by=boss, at=NOON)
    report_status(movement_id=plans["arrival"].pk, status="landed", by=boss, at=NOON)
    ask: dict[str, Any] = {"by": mine, "party_ids": [arda.pk], "zone_name": WITA}
    with django_assert_num_queries(3):
        found = changes_since(**ask, since=NOON - timedelta(hours=1), limit=1)
    assert (len(found.lines), found.more) == (1, 1)
    both = changes_since(**ask, since=NOON - timedelta(hours=1)).lines
    assert any("13.00 WITA → 14.35 WITA" in line.says for line in both)
    assert changes_since(**ask, since=NOON + timedelta(minutes=1)).lines == ()


def test_changes_that_went_back_are_no_change(mine: Any, arda: Any, plans: Any) -> None:
    for minutes in (30, 0):
        tell_delay(movement_id=plans["arrival"].pk, minutes=minutes, by=mine, at=NOON)
    found = changes_since(
        by=mine, party_ids=[arda.pk], zone_name=WITA, since=NOON - timedelta(hours=1)
    )
    assert found.lines == ()


def test_a_diversion_after_a_delay_is_one_line(
    mine: Any, event: Any, arda: Any, plans: Any
) -> None:
    place = Place.objects.create(event=event, code="V-INT", name="International", kind="airport")
    tell_delay(movement_id=plans["arrival"].pk, minutes=95, by=mine, at=NOON)
    divert(movement_id=plans["arrival"].pk, terminal_id=place.pk, by=mine, at=NOON)
    since = NOON - timedelta(hours=1)
    found = changes_since(by=mine, party_ids=[arda.pk], zone_name=WITA, since=since)

    assert len(found.lines) == 1
    assert "13.00 WITA → 14.35 WITA" in found.lines[0].says
    assert "→ International" in found.lines[0].says


def test_both_sides_are_told_of_their_meeting_and_nobody_else(
    mine: Any, event: Any, arda: Any, plans: Any, house: Any, as_actor: Any, rini: Any, teo: Any
) -> None:
    old, new = plans["meeting"].on, plans["meeting"].on + timedelta(days=1)
    change = Change(
        model="meetings.Meeting",
        code="B1",
        pk=plans["meeting"].pk,
        values={"on": new},
        old={"on": old},
    )
    take_in(changes=[change], source="list", by=house, at=NOON)
    ask: dict[str, Any] = {"zone_name": WITA, "since": NOON - timedelta(hours=1)}

    assert len(changes_since(by=mine, party_ids=[arda.pk], **ask).lines) == 1
    assert changes_since(by=as_actor(teo, event), party_ids=[arda.pk], **ask).lines == ()
    told = history(topic=f"meeting:{plans['meeting'].pk}", by=as_actor(rini, event))
    assert len(told) == 1, "who may read both sides reads it once"


@pytest.mark.parametrize("since", ["11.00", "2026-11-21T03:00:00+00:00", "soon", ""])
def test_changes_page_reads_a_clock_or_a_moment(
    signed_in: Any, lia: Any, event: Any, arda: Any, plans: Any, since: str
) -> None:
    page = reverse("reports:changes", kwargs={"slug": event.slug, "code": "ARD"})
    assert signed_in(lia).get(page, {"since": since}).status_code == 200


def test_a_trip_moved_and_moved_back_is_no_change(mine: Any, arda: Any, plans: Any) -> None:
    to = {"departs_at": plans["trip"].departs_at + timedelta(minutes=9)}
    move_trip(trip_id=plans["trip"].pk, to=to, by=mine, at=NOON)
    ask: dict[str, Any] = {"by": mine, "party_ids": [arda.pk], "zone_name": WITA}
    since = NOON - timedelta(hours=1)

    assert len(changes_since(**ask, since=since).lines) == 1
    take_back_move(trip_id=plans["trip"].pk, by=mine, at=NOON)
    assert changes_since(**ask, since=since).lines == ()
