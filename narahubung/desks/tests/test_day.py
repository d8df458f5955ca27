"""The officer's day: the next thing first, one tap tells it, one more takes it back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOON
from narahubung.desks.queries.day import day_of
from narahubung.duties import commands as duties
from narahubung.duties.models import Check, Observation, Step
from narahubung.kit.actor import the_house
from narahubung.movements import commands as movements
from narahubung.movements.models import Movement, StatusMark, Trip, Vehicle
from narahubung.needs.models import Need
from narahubung.parties.models import Place
from narahubung.programme.models import Item

SWAP = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def hotel(event: Any) -> Any:
    return Place.objects.create(event=event, code="H-1", name="Hotel Melati", kind="hotel")


@pytest.fixture
def hall(event: Any) -> Any:
    return Place.objects.create(event=event, code="V-1", name="Balai Agung", kind="venue")


@pytest.fixture
def dinner(event: Any, arda: Any, hall: Any) -> Any:
    item = Item.objects.create(
        event=event,
        code="P-1",
        title_en="Dinner",
        title_id="Jamuan",
        kind="gala",
        starts_at=NOON + timedelta(minutes=40),
        ends_at=NOON + timedelta(hours=3),
        zone=event.zone,
        place=hall,
    )
    item.attending.add(arda)
    return item


@pytest.fixture
def trip(event: Any, arda: Any, hotel: Any, hall: Any, dinner: Any) -> Any:
    car = Vehicle.objects.create(
        event=event, code="C-1", plate="DK 1 ZZ", driver="Jono", driver_phone="+44 7700 900001"
    )
    return Trip.objects.create(
        event=event,
        code="T-1",
        party=arda,
        purpose="dinner",
        item=dinner,
        from_place=hotel,
        to_place=hall,
        departs_at=NOON + timedelta(minutes=12),
        arrives_at=NOON + timedelta(minutes=28),
        zone=event.zone,
        vehicle=car,
        passengers=9,
    )


@pytest.fixture
def steps(event: Any, arda: Any, trip: Any) -> list[Any]:
    duties.refold(party_ids=[arda.pk], by=the_house("test", event_id=event.pk), at=NOON)
    return list(Step.objects.filter(party=arda).order_by("due_at"))


def url(event: Any, *parts: object) -> str:
    return f"/e/{event.slug}/day/" + "".join(f"{part}/" for part in parts)


def page(client: Any, event: Any, *parts: object) -> str:
    answer = client.get(url(event, *parts))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_day_begins_with_the_next_thing(
    event: Any, lia: Any, trip: Any, signed_in: Any
) -> None:
    text = page(signed_in(lia), event)

    card = text[text.index('id="now"') : text.index("</section>", text.index('id="now"'))]
    assert "Leave for Dinner" in card
    assert "DK 1 ZZ" in card
    assert "tel:+447700900001" in card
    assert "12 min left" in card
    assert "12 min to spare" in card  # arrives 12.28, begins 12.40
    assert "Cars ready" in card


def test_one_tap_tells_the_status_and_one_takes_it_back(
    event: Any, lia: Any, arda: Any, trip: Any, signed_in: Any
) -> None:
    client = signed_in(lia)

    told = client.post(url(event, "ARD", "tell"), {"tell": f"trip:{trip.pk}:ready"}, **SWAP)

    assert told.status_code == 200
    assert "Principal in the car" in told.content.decode()  # the next tap, at once
    mark = StatusMark.objects.get(trip=trip, undone=False)
    assert mark.status == "ready"
    assert f"untell/{mark.pk}/" in told.content.decode()

    client.post(url(event, "ARD", "untell", mark.pk), **SWAP)
    trip.refresh_from_db()
    assert trip.status == ""


def test_without_a_script_a_tap_goes_back_to_the_day(
    event: Any, lia: Any, trip: Any, signed_in: Any
) -> None:
    answer = signed_in(lia).post(url(event, "ARD", "tell"), {"tell": f"trip:{trip.pk}:ready"})

    assert (answer.status_code, answer["Location"]) == (302, url(event, "ARD"))


def test_nobody_takes_back_what_another_told(
    event: Any, lia: Any, arda: Any, trip: Any, signed_in: Any, sari: Any, as_actor: Any
) -> None:
    mark = movements.report_status(
        trip_id=trip.pk, status="ready", by=as_actor(sari, event), at=NOON
    )

    client = signed_in(lia)
    assert "untell" not in page(client, event)
    assert client.post(url(event, "ARD", "untell", mark.pk)).status_code == 422
    trip.refresh_from_db()
    assert trip.status == "ready"


def test_a_step_is_checked_in_place_and_taken_back(
    event: Any, lia: Any, steps: Any, signed_in: Any
) -> None:
    client = signed_in(lia)
    text = page(client, event)
    due = re.search(r'name="step" value="(\d+):check"', text)
    assert due

    answer = client.post(url(event, "ARD", "look"), {"step": f"{due[1]}:check"}, **SWAP)

    assert answer.status_code == 200
    assert Check.objects.filter(step_id=due[1], kind="check", undone=False).count() == 1
    assert f'value="{due[1]}:check"' not in answer.content.decode()
    client.post(url(event, "ARD", "unlook", due[1]), **SWAP)
    assert not Check.objects.filter(step_id=due[1], undone=False).exists()


def test_a_critical_step_says_that_somebody_else_must_look(
    event: Any, lia: Any, arda: Any, steps: Any, signed_in: Any, as_actor: Any
) -> None:
    step = next(s for s in steps if s.critical and s.role == "officer" and s.anchor_kind == "trip")
    duties.check(step_id=step.pk, by=as_actor(lia, event), at=NOON - timedelta(minutes=20))
    step.refresh_from_db()

    assert "Somebody else must re-check it." in page(signed_in(lia), event)


def test_a_moved_thing_shows_old_and_new(
    event: Any, lia: Any, arda: Any, trip: Any, signed_in: Any, sari: Any, as_actor: Any
) -> None:
    movements.move_trip(
        trip_id=trip.pk,
        to={"departs_at": trip.departs_at + timedelta(minutes=5)},
        by=as_actor(sari, event),
        at=NOON,
    )

    text = page(signed_in(lia), event)

    assert "<del>12.12</del>" in text
    assert "12.17" in text


def test_what_was_never_told_is_no_longer_next(
    event: Any, lia: Any, arda: Any, trip: Any, as_actor: Any
) -> None:
    Trip.objects.filter(pk=trip.pk).update(
        departs_at=NOON - timedelta(hours=4), arrives_at=NOON - timedelta(hours=3)
    )

    day = day_of(event=event, party=arda, by=as_actor(lia, event), at=NOON)

    assert day.now
    assert day.now.kind == "session"
    assert [line.id for line in day.past] == [trip.pk]
    assert (day.done, day.untold) == (0, 1)


def test_a_late_departure_stays_on_the_card(
    event: Any, lia: Any, arda: Any, trip: Any, signed_in: Any
) -> None:
    Trip.objects.filter(pk=trip.pk).update(departs_at=NOON - timedelta(minutes=4))

    text = page(signed_in(lia), event)

    assert "4 min late" in text
    assert "nh-now is-alarm" in text


def test_an_observation_is_one_tap_and_becomes_a_request(
    event: Any, lia: Any, transport: Any, arda: Any, signed_in: Any
) -> None:
    client = signed_in(lia)
    client.post(url(event, "ARD", "observe"), {"chip": "taste:likes ginger tea"})
    seen = Observation.objects.get()
    assert (seen.kind, seen.text) == ("taste", "likes ginger tea")

    form = client.get(url(event, "ARD", "ask") + f"?noticed={seen.pk}")
    assert "likes ginger tea</textarea>" in form.content.decode()
    client.post(
        url(event, "ARD", "ask", "send"),
        {
            "text": "Ginger tea in the car",
            "priority": "high",
            "department": transport.pk,
            "noticed": seen.pk,
        },
    )

    need = Need.objects.get()
    assert need.due_at == NOON + timedelta(minutes=20)  # the department's clock
    seen.refresh_from_db()
    assert seen.became_need_id == need.pk


def test_an_observation_may_be_forgotten_after_twelve_hours(
    event: Any, lia: Any, arda: Any, signed_in: Any
) -> None:
    signed_in(lia).post(
        url(event, "ARD", "observe"), {"text": "tired", "kind": "mood", "hours": "12"}
    )

    assert Observation.objects.get().expires_at == NOON + timedelta(hours=12)


def test_an_empty_request_says_what_is_missing(
    event: Any, lia: Any, arda: Any, signed_in: Any
) -> None:
    answer = signed_in(lia).post(
        url(event, "ARD", "ask", "send"), {"text": " ", "priority": "normal"}
    )

    assert answer.status_code == 422
    assert "Write what is needed first." in answer.content.decode()


def test_a_closed_event_is_read_but_not_told(
    event: Any, lia: Any, trip: Any, signed_in: Any
) -> None:
    event.state = "closed"
    event.save()
    client = signed_in(lia)

    page(client, event)
    asked = {"text": "Water", "priority": "normal", "tell": f"trip:{trip.pk}:ready"}
    for words in (("ARD", "tell"), ("ARD", "ask", "send"), ("ARD", "observe"), ("ARD", "log")):
        assert client.post(url(event, *words), asked).status_code == 409


def test_the_card_of_another_delegation_does_not_exist(
    event: Any, lia: Any, bree: Any, signed_in: Any
) -> None:
    client = signed_in(lia)
    for part in ("", "ask", "more"):
        assert client.get(url(event, "BRE", *filter(None, [part]))).status_code == 404


def test_a_coordinator_looks_at_any_day_and_has_none_of_his_own(
    event: Any, sari: Any, trip: Any, signed_in: Any
) -> None:
    client = signed_in(sari)

    assert client.get(url(event)).status_code == 302
    assert "Leave for Dinner" in page(client, event, "ARD")


def test_who_serves_two_parties_can_switch(
    event: Any, lia: Any, bree: Any, person: Any, signed_in: Any
) -> None:
    person("lia", "officer", event, party=bree)
    client = signed_in(lia)

    assert url(event, "BRE") in page(client, event, "ARD")
    page(client, event, "BRE")
    assert 'class="nh-code">BRE</span>' in page(client, event)  # the last one he looked at


def test_who_is_on_duty_is_one_tap_away(
    event: Any, lia: Any, transport: Any, signed_in: Any
) -> None:
    text = signed_in(lia).get(f"/e/{event.slug}/who/").content.decode()

    assert "tel:+447700900484" in text
    assert "Transport" in text


def test_a_desk_sees_who_is_on_duty_in_its_own_shell(event: Any, teo: Any, signed_in: Any) -> None:
    text = signed_in(teo).get(f"/e/{event.slug}/who/").content.decode()

    assert "tel:+447700900484" in text
    assert 'class="nh-field"' not in text


def test_a_day_without_plans_says_so(event: Any, lia: Any, signed_in: Any) -> None:
    assert "Nothing more is planned for this delegation." in page(signed_in(lia), event)


def test_the_day_asks_the_database_the_same_however_full(
    event: Any, lia: Any, arda: Any, trip: Any, steps: Any, as_actor: Any, hall: Any
) -> None:
    by = as_actor(lia, event)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            day_of(event=event, party=arda, by=by, at=NOON)
        return len(seen)

    before = queries()
    for n in range(20):
        Trip.objects.create(
            event=event,
            code=f"T-1{n}",
            party=arda,
            purpose="shuttle",
            to_place=hall,
            departs_at=NOON + timedelta(hours=1, minutes=n),
            zone=event.zone,
        )
        Movement.objects.create(
            event=event,
            code=f"M-1{n}",
            party=arda,
            direction="arrival",
            planned_at=NOON + timedelta(hours=2, minutes=n),
            zone=event.zone,
        )
    duties.refold(party_ids=[arda.pk], by=the_house("test", event_id=event.pk), at=NOON)

    assert queries() <= before + 2
    assert before <= 15
