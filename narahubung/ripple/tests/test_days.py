"""The day of a delegation as a chain, and from an appointment back to the wake-up call."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.kit.zones import zone
from narahubung.movements.models import TravelTime, Trip
from narahubung.parties.models import Party, Place
from narahubung.programme.models import Item
from narahubung.ripple import queries
from narahubung.stays.models import RoomBlock

DAY = date(2026, 11, 22)


def at(hour: int, minute: int = 0) -> datetime:
    """Return a clock time of that day in WITA."""
    return datetime(2026, 11, 22, hour, minute, tzinfo=zone("Asia/Makassar"))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def hall(event: Any) -> Any:
    return Place.objects.create(event=event, code="V-1", name="Great Hall", kind="summit venue")


@pytest.fixture
def speech(event: Any, arda: Any, hall: Any) -> Any:
    """A speech at nine, a drive to it through the rush hour, lunch in the same house."""
    hotel = Place.objects.create(event=event, code="H-1", name="Rivendell", kind="hotel")
    RoomBlock.objects.create(event=event, code="B-1", hotel=hotel, party=arda)
    TravelTime.objects.create(
        event=event,
        code="R-1",
        from_place=hotel,
        to_place=hall,
        normal_min=35,
        rush_min=50,
        escorted_min=25,
    )
    about: dict[str, Any] = {"event": event, "zone": event.zone, "place": hall}
    found = Item.objects.create(
        code="S-1", title_en="Speech", starts_at=at(9), ends_at=at(10, 30), **about
    )
    lunch = Item.objects.create(
        code="S-2", title_en="Lunch", starts_at=at(12), ends_at=at(13), **about
    )
    for item in (found, lunch):
        item.attending.add(arda)
    Trip.objects.create(
        event=event,
        code="T-1",
        party=arda,
        purpose="session",
        item=found,
        from_place=hotel,
        to_place=hall,
        departs_at=at(7, 52),
        arrives_at=at(8, 42),
        zone=event.zone,
    )
    return found


def test_a_speech_at_nine_says_when_to_wake_up_and_why(
    as_actor: Any, event: Any, arda: Any, lia: Any, speech: Any
) -> None:
    by = as_actor(lia, event)
    choices = queries.targets(by=by, party_id=arda.pk, since=NOON)
    key = f"item:{speech.pk}:party:{arda.pk}"
    assert [label.split("· ")[-1] for _key, label in choices] == ["Speech", "Lunch"]
    assert choices[0][0] == key

    plan = queries.backward(by=by, party_id=arda.pk, key=key)
    assert [(step.label, step.at) for step in plan.steps] == [
        ("Wake-up call", at(6, 45)),
        ("Breakfast", at(7, 15)),
        ("To the cars", at(7, 45)),
        ("Leave Rivendell", at(7, 55)),
        ("At Great Hall", at(8, 45)),
        ("Speech", at(9)),
    ]
    assert plan.leave_at == at(7, 55)
    assert plan.steps[3].because == "the drive takes 50 min at this hour"

    own = queries.backward(by=by, party_id=arda.pk, key=key, dressing_min=60, breakfast_min=0)
    assert [step.at for step in own.steps][:2] == [at(6, 45), at(7, 45)]


def test_who_is_in_the_house_already_only_walks_over(
    as_actor: Any, event: Any, arda: Any, lia: Any, speech: Any, hall: Any
) -> None:
    by = as_actor(lia, event)
    key = queries.targets(by=by, party_id=arda.pk, since=at(10))[0][0]
    lunch = queries.backward(by=by, party_id=arda.pk, key=key)
    assert [step.at for step in lunch.steps] == [at(11, 45), at(12)]
    assert (lunch.before, lunch.is_late) == ("Speech ends 10.30: 1 h 15 min are left.", False)

    later = datetime(2026, 11, 23, 7, tzinfo=UTC)  # 15.00 of a day with nothing else
    typed = queries.backward(by=by, party_id=arda.pk, at=later, place=hall)
    assert [step.key for step in typed.steps] == [
        "dressing",
        "to_cars",
        "leave",
        "security",
        "there",
    ]
    assert typed.leave_at == datetime(2026, 11, 23, 6, 10, tzinfo=UTC)  # 35 min out of the rush


def test_the_day_names_the_chain_in_which_minutes_are_scarcest(
    as_actor: Any, event: Any, arda: Any, bree: Any, lia: Any, speech: Any
) -> None:
    by = as_actor(lia, event)
    chain = queries.day_chain(by=by, party_id=arda.pk, on=DAY)
    assert [(part.icon, part.slack_min, part.critical) for part in chain.parts] == [
        ("car", 18, True),
        ("calendar-event", 18, True),
        ("calendar-event", 90, False),
    ]
    assert chain.slack_min == 18
    assert "Speech” hangs on “drive: session”: 18 min" in chain.says
    assert queries.day_chain(by=by, party_id=arda.pk, on=date(2026, 11, 25)).parts == ()
    with pytest.raises(Party.DoesNotExist):
        queries.day_chain(by=by, party_id=bree.pk, on=DAY)
    with pytest.raises(Party.DoesNotExist):
        queries.backward(by=by, party_id=arda.pk, key="item:99999:party:1")


def test_the_pages_show_the_day_and_the_card(
    signed_in: Any, event: Any, arda: Any, lia: Any, speech: Any, hall: Any
) -> None:
    names = {"slug": event.slug, "code": arda.code}
    client = signed_in(lia)
    chain = reverse("ripple:chain", kwargs=names)
    day = client.get(chain, {"on": DAY.isoformat()}).content.decode()
    assert "nh-time h8" in day
    assert "bar f10 w11 is-critical" in day  # 07.52 to 08.42, from seven on in steps of five
    assert "18 min" in day
    empty = client.get(chain, {"on": "2026-12-24"})
    assert b"Nothing with a time" in empty.content

    page = reverse("ripple:backward", kwargs=names)
    card = client.get(page, {"target": f"item:{speech.pk}:party:{arda.pk}"}).content.decode()
    assert "07.55" in card
    assert "Wake-up call" in card
    typed = {"target": "typed", "on": "2026-11-23", "clock": "15.00", "place": hall.pk}
    assert "14.10" in client.get(page, typed).content.decode()
    missing = client.get(page, {"target": "typed"}).content.decode()
    assert "Choose an appointment, or give the place." in missing
    for day in ("0001-01-01", "9999-12-31"):  # a sum of days there fails
        assert client.get(chain, {"on": day}).status_code == 200
        assert client.get(page, {**typed, "on": day}).status_code == 200
