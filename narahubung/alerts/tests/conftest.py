"""The people of a warning, the places and who is there."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils.timezone import localtime
from django.utils.translation import override

from conftest import NOON
from narahubung.alerts.cap.moments import text_of
from narahubung.assignments.models import Attachment
from narahubung.kit.actor import Actor
from narahubung.meetings.models import Meeting
from narahubung.movements.models import Movement, Trip, Vehicle
from narahubung.parties.models import Member, Officer, Place
from narahubung.stays.models import RoomBlock

HOUR = timedelta(hours=1)
NUSA_DUA = "-8.85,115.18 -8.85,115.28 -8.75,115.28 -8.75,115.18 -8.85,115.18"
JAVA = "-7.0,110.0 -7.0,111.0 -6.0,111.0 -6.0,110.0 -7.0,110.0"
SENDER = "cuaca.ekstrem@bmkg.go.id"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Words are held against English ones."""
    with override("en"):
        yield


@pytest.fixture
def lead(person: Any, event: Any, as_actor: Any) -> Actor:
    """Elrond leads in a crisis."""
    return as_actor(person("elrond", "crisis_lead", event), event)


@pytest.fixture
def hotel(event: Any) -> Place:
    """In Nusa Dua."""
    return Place.objects.create(
        event=event, code="H1", name="The Mulia", latitude=-8.8, longitude=115.23
    )


@pytest.fixture
def airport(event: Any) -> Place:
    """Outside of every area here."""
    return Place.objects.create(
        event=event, code="DPS", name="Ngurah Rai", latitude=-8.70, longitude=115.10
    )


@pytest.fixture
def attached(event: Any, arda: Any, lia: Any) -> Officer:
    """Lia serves Arda."""
    officer = Officer.objects.get(person=lia)
    Attachment.objects.create(
        event=event,
        party=arda,
        officer=officer,
        position="lead",
        since=NOON - 24 * HOUR,
        until=NOON + 24 * HOUR,
    )
    return officer


@pytest.fixture
def staying(event: Any, arda: Any, bree: Any, hotel: Place, airport: Place, attached: Any) -> None:
    """Arda sleeps in Nusa Dua, meets Bree there at 14:30, drives there at 14:00."""
    day = localtime(NOON).date()
    Member.objects.create(event=event, party=arda, code="g", full_name="Galadriel")
    RoomBlock.objects.create(
        event=event,
        code="B1",
        hotel=hotel,
        party=arda,
        check_in=day - timedelta(days=1),
        check_out=day + timedelta(days=1),
    )
    Meeting.objects.create(
        event=event,
        code="M1",
        party_a=arda,
        party_b=bree,
        starts_at=NOON + 2.5 * HOUR,
        ends_at=NOON + 4 * HOUR,
        zone=event.zone,
        place=hotel,
    )
    car = Vehicle.objects.create(event=event, code="C1", plate="DK 1 AR")
    Trip.objects.create(
        event=event,
        code="T1",
        party=arda,
        from_place=airport,
        to_place=hotel,
        departs_at=NOON + 2 * HOUR,
        arrives_at=NOON + 2.5 * HOUR,
        zone=event.zone,
        vehicle=car,
    )
    Movement.objects.create(
        event=event,
        code="F1",
        party=bree,
        direction="arrival",
        planned_at=NOON + HOUR,
        zone=event.zone,
        airport="DPS",
    )


Letter = Callable[..., str]


@pytest.fixture
def letter() -> Letter:
    """Write a message as the weather service does: letter("1", polygon=JAVA)."""
    return write


def write(
    name: str = "1",
    *,
    msg_type: str = "Alert",
    status: str = "Actual",
    polygon: str = NUSA_DUA,
    references: str = "",
    sent: datetime = NOON,
    expires: datetime = NOON + 3 * HOUR,
    severity: str = "Moderate",
    sender: str = SENDER,
    addresses: str = "",
) -> str:
    infos = "".join(
        f"<info><language>{language}</language><category>Met</category><event>{event}</event>"
        f"<urgency>Immediate</urgency><severity>{severity}</severity>"
        f"<certainty>Observed</certainty><expires>{text_of(expires)}</expires>"
        f"<headline>{event} {name}</headline><instruction>{do}</instruction>"
        f"<area><areaDesc>Nusa Dua</areaDesc><polygon>{polygon}</polygon></area></info>"
        for language, event, do in (
            ("id", "Hujan Lebat", "Tetap di dalam."),
            ("en", "Heavy rain", "Stay inside."),
        )
    )
    refers = f"<references>{references}</references>" if references else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
        f"<identifier>{name}</identifier><sender>{sender}</sender><sent>{text_of(sent)}</sent>"
        f"<status>{status}</status><msgType>{msg_type}</msgType>"
        f"<scope>{'Private' if addresses else 'Public'}</scope>"
        f"{f'<addresses>{addresses}</addresses>' if addresses else ''}"
        f"{refers}{infos}</alert>"
    )


def refer(name: str, sent: datetime = NOON) -> str:
    """Return how a later message names one of `write`."""
    return f"{SENDER},{name},{text_of(sent)}"
