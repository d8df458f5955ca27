"""C2, the ripple, to the letter: by commands, reactions and pages.

Given HoD-12 on a flight due 09:15, immigration 45 min, road 70 min, call-time 12:30, and 14
dependent items (stand, ramp car, lounge slot, 5-car motorcade, Patwal, hotel check-in, room, lunch,
interpreter, bilateral at 14:00, LO duty, wake-up of driver, flowers, checklist). When the LO enters
"+95". Then (a) all 14 are recomputed; projected arrival goes from 11:10 to 12:45; the 12:30 call is
red with "15 min late"; (b) the bilateral at 14:00 is green with 75 min; (c) 9 owners get one
message each (not 14) with old and new and an ack button; (d) checks ticked before the change and
touched by it become "check again"; (e) one tap undoes everything and tells the same 9; (f) no
message goes to the 67 other delegations.

How long it takes is measured by `python -m benchmarks waves`, not here.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from conftest import LONG_AGO
from narahubung.accounts.actors import actor_of
from narahubung.airports.models import Booking, Facility
from narahubung.assignments.models import Attachment, Duty
from narahubung.duties.commands import check, refold
from narahubung.duties.models import Step, StepState
from narahubung.journal.reacting import parked, react
from narahubung.kit.actor import the_house
from narahubung.meetings.models import Meeting
from narahubung.movements.commands import tell_delay
from narahubung.movements.models import Driver, EscortUnit, Movement, TravelTime, Trip, Vehicle
from narahubung.parties.models import Department, Officer, Party, Place
from narahubung.programme.models import Item
from narahubung.relays.commands import acknowledge
from narahubung.relays.models import Recipient, RecipientState
from narahubung.ripple import commands, queries
from narahubung.ripple.models import Notice, Wave
from narahubung.ripple.network import of_event
from narahubung.stays.models import RoomBlock
from narahubung.transport.models import EscortRequest, Motorcade, MotorcadeCar

SEVEN = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)  # 07.00 WITA


def at(clock: str) -> datetime:
    """Return a clock time of that morning in Bali."""
    hour, minute = clock.split(":")
    return SEVEN + timedelta(hours=int(hour) - 7, minutes=int(minute))


@pytest.fixture(autouse=True)
def at_seven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narahubung.kit.clock.now", lambda: SEVEN)


class Cast:
    """Delegation 12 with everything that hangs on its flight, and 67 others."""

    def __init__(self, event: Any, person: Any) -> None:
        self.event, self.person = event, person
        self.desks = {
            code: Department.objects.create(event=event, code=code, name_en=code)
            for code in ("GH", "TRN", "PTW", "HOS", "PRO")
        }
        self.nine = {
            "airport": person("gita", "desk", event, department=self.desks["GH"]),
            "transport": person("teo", "desk", event, department=self.desks["TRN"]),
            "police": person("abyasa", "desk", event, department=self.desks["PTW"]),
            "hotel": person("hasan", "desk", event, department=self.desks["HOS"]),
            "protocol": person("prasetyo", "desk", event, department=self.desks["PRO"]),
            "kitchen": person("komang", "gate", event),
            "interpreter": person("indah", "interpreter", event),
            "driver": person("wayan", "gate", event),
            "flowers": person("flora", "gate", event),
        }
        self.places = {
            name: Place.objects.create(event=event, code=name, name=name.title(), kind=name)
            for name in ("terminal", "hotel")
        }
        self.party = self._delegation("H12")
        self.lo = self._officer(self.party)
        self.others = [self._delegation(f"D{number:02}") for number in range(67)]
        for party in self.others:
            self._officer(party)
            self._flight(party, "10:30")
        self._hangs()

    def _delegation(self, code: str) -> Any:
        return Party.objects.create(
            event=self.event, code=code, name_en=code, head_category="head_of_state"
        )

    def _officer(self, party: Any) -> Any:
        someone = self.person(f"lo-{party.code.lower()}", "officer", self.event, party=party)
        officer = Officer.objects.create(
            event=self.event, code=f"LO-{party.code}", full_name=party.code, person=someone
        )
        Attachment.objects.create(
            event=self.event,
            party=party,
            officer=officer,
            position="lead",
            since=LONG_AGO,
            until=SEVEN + timedelta(days=9),
        )
        Duty.objects.create(
            event=self.event,
            party=party,
            officer=officer,
            position="lead",
            starts=at("9:15"),
            ends=at("17:00"),
        )
        return someone

    def _flight(self, party: Any, clock: str) -> Any:
        return Movement.objects.create(
            event=self.event,
            code=f"MV-{party.code}",
            party=party,
            travelling="head of delegation",
            direction="arrival",
            planned_at=at(clock),
            expected_at=at(clock),
            carrier="GA 12",
            zone=self.event.zone,
            terminal=self.places["terminal"],
        )

    def _hangs(self) -> None:
        event, party = self.event, self.party
        self.flight = self._flight(party, "9:15")
        driver = Driver.objects.create(
            event=event, code="DR", full_name="Wayan", person=self.nine["driver"]
        )
        car = Vehicle.objects.create(
            event=event, code="V1", plate="DK 1 ZZ", party=party, usual_driver=driver
        )
        unit = EscortUnit.objects.create(event=event, code="ESC", name="Patwal 12", party=party)
        TravelTime.objects.create(
            event=event,
            code="TT",
            from_place=self.places["terminal"],
            to_place=self.places["hotel"],
            normal_min=70,
            rush_min=90,
            escorted_min=70,
        )
        self.trip = Trip.objects.create(
            event=event,
            code="T1",
            party=party,
            purpose="arrival transfer",
            from_place=self.places["terminal"],
            to_place=self.places["hotel"],
            departs_at=at("10:00"),
            arrives_at=at("11:10"),
            zone=event.zone,
            vehicle=car,
            escort=unit,
        )
        self.request = EscortRequest.objects.create(
            event=event,
            trip=self.trip,
            escort=unit,
            car_desk=self.desks["TRN"],
            escort_desk=self.desks["PTW"],
            starts_at=at("9:30"),
            ends_at=at("11:10"),
            asked_at=LONG_AGO,
            asked_by="Teo",
        )
        cars = Motorcade.objects.create(event=event, code="MC", trip=self.trip, party=party)
        for order in range(5):
            MotorcadeCar.objects.create(event=event, motorcade=cars, order=order, role="delegation")
        self.bookings = {
            kind: self._booking(kind, *times, owner=owner)
            for kind, times, owner in (
                ("stand", ("9:15", "10:45"), None),
                ("ramp_car", ("9:15", "9:45"), None),
                ("lounge", ("9:20", "10:00"), None),
                ("catering", ("11:30", "12:15"), "kitchen"),
                ("interpreter", ("9:00", "11:30"), "interpreter"),
                ("flowers", ("9:00", "9:30"), "flowers"),
            )
        }
        RoomBlock.objects.create(
            event=event, code="RB", hotel=self.places["hotel"], party=party, rooms=12
        )
        self.call = Item.objects.create(
            event=event,
            code="CALL",
            title_en="Call",
            title_id="Panggilan",
            starts_at=at("12:30"),
            ends_at=at("12:35"),
            zone=event.zone,
            place=self.places["hotel"],
        )
        self.call.attending.set([party])
        self.bilateral = Meeting.objects.create(
            event=event,
            code="BL",
            party_a=party,
            party_b=self.others[0],
            on=at("14:00").date(),
            starts_at=at("14:00"),
            ends_at=at("14:30"),
            zone=event.zone,
            place=self.places["hotel"],
        )

    def _booking(self, kind: str, start: str, end: str, owner: str | None) -> Any:
        stand = Facility.objects.create(event=self.event, code=kind, kind=kind, name=kind)
        return Booking.objects.create(
            event=self.event,
            facility=stand if kind in {"stand", "lounge"} else None,
            kind=kind,
            party=self.party,
            movement=self.flight,
            starts_at=at(start),
            ends_at=at(end),
            state="confirmed",
            owner=self.nine[owner] if owner else None,
        )

    def rows(self) -> dict[str, Any]:
        """Return every moment that may move, as it is stored."""
        self.flight.refresh_from_db()
        self.trip.refresh_from_db()
        self.request.refresh_from_db()
        found = {
            "flight": self.flight.expected_at,
            "trip": (self.trip.departs_at, self.trip.arrives_at),
            "patwal": self.request.starts_at,
            "duty": Duty.objects.get(party=self.party).starts,
        }
        for kind, booking in self.bookings.items():
            booking.refresh_from_db()
            found[kind] = booking.starts_at
        return found


@pytest.fixture
def cast(event: Any, person: Any) -> Cast:
    return Cast(event, person)


def settle() -> None:
    """Let every reaction run until nothing waits."""
    for _ in range(4):
        react(at=SEVEN)
    assert parked() == []


def told() -> dict[int, list[Any]]:
    """Return the messages that wait with each person."""
    found: dict[int, list[Any]] = {}
    for copy in Recipient.objects.exclude(state=RecipientState.SUPERSEDED).select_related("relay"):
        found.setdefault(copy.person_id, []).append(copy)
    return found


def test_the_letter(cast: Cast) -> None:
    event = cast.event
    lo = actor_of(cast.lo, event_id=event.pk, at=SEVEN)
    step = ticked(cast, lo)
    before = cast.rows()

    seen = queries.preview(by=lo, movement_id=cast.flight.pk, expected_at=at("10:50"))
    assert {(line.kind, line.slack_min) for line in seen.broken} == {("session", -15)}
    assert (seen.untouched, len(seen.told)) == (67, 9)
    assert cast.rows() == before  # looking changes nothing

    tell_delay(movement_id=cast.flight.pk, minutes=95, by=lo, at=SEVEN)
    settle()
    sari = actor_of(cast.person("sari", "coordinator", event), event_id=event.pk, at=SEVEN)
    view = queries.wave(by=sari, wave_id=Wave.objects.get().pk)
    assert view.id is not None
    recomputed(cast, before, view)
    told_once(cast, view)
    heard = queries.wave(by=sari, wave_id=view.id)
    assert sorted(one.state for one in heard.told) == ["acknowledged", *["sent"] * 8]
    step.refresh_from_db()
    assert step.state == StepState.AGAIN

    commands.undo_wave(wave_id=view.id, by=lo, at=SEVEN)
    settle()
    assert cast.rows() == before
    step.refresh_from_db()
    assert step.state == StepState.CHECKED
    assert {pk: len(copies) for pk, copies in told().items()} == dict.fromkeys(nine(cast), 1)
    assert Wave.objects.count() == 1  # taking back is no wave of its own
    assert queries.wave(by=sari, wave_id=view.id).stays == ()


def ticked(cast: Cast, lo: Any) -> Step:
    """Lay the checklist out, and tick a step that depends on when the flight lands."""
    refold(party_ids=[cast.party.pk], by=the_house("test", event_id=cast.event.pk), at=SEVEN)
    steps = Step.objects.filter(party=cast.party, anchor_kind="arrival", state=StepState.OPEN)
    step = next(step for step in steps if "time" in step.facts)
    check(step_id=step.pk, by=lo, at=SEVEN)
    settle()
    return step


def nine(cast: Cast) -> set[int]:
    """Return the owners of what hangs on the flight, without the officer who typed it."""
    return {someone.pk for someone in cast.nine.values()}


def recomputed(cast: Cast, before: dict[str, Any], view: queries.WaveView) -> None:
    """See that all that hangs on the flight moved by 95 minutes, what is late and what is not."""
    by_95, after = timedelta(minutes=95), cast.rows()
    assert after["trip"] == (before["trip"][0] + by_95, at("12:45"))
    for name in ("flight", "patwal", "duty", *cast.bookings):
        assert after[name] == before[name] + by_95, name
    assert {line.kind for line in (*view.moved, *view.again)} == {
        *("arrival", "trip", "reaches", "booking", "request", "line_up"),
        *("check_in", "room", "wake", "duty_starts", "steps"),
    }
    assert sum(line.kind == "booking" for line in view.moved) == 6
    assert [(line.kind, line.slack_min, line.old) for line in view.broken] == [
        ("session", -15, at("12:30"))
    ]
    reaches = next(line for line in view.moved if line.kind == "reaches")
    assert (reaches.old, reaches.new) == (at("11:10"), at("12:45"))
    assert [(line.kind, line.slack_min) for line in view.fine] == [("meeting", 75)]
    net = of_event(cast.event.pk)
    assert net.network.slack(f"meeting:{cast.bilateral.pk}:party:{cast.party.pk}") == 75 * 60


def told_once(cast: Cast, view: queries.WaveView) -> None:
    """See that nine people have one message each and nobody else any; one of them taps that he
    has it.
    """
    assert {pk: len(copies) for pk, copies in told().items()} == dict.fromkeys(nine(cast), 1)
    assert {row.person_id for row in Notice.objects.all()} == nine(cast)
    copy = told()[cast.nine["airport"].pk][0]
    assert "09.15 WITA \N{RIGHTWARDS ARROW} 10.50 WITA" in copy.relay.text
    assert copy.relay.link.endswith(f"/ripple/{view.id}/")
    gita = actor_of(cast.nine["airport"], event_id=cast.event.pk, at=SEVEN)
    acknowledge(relay_id=copy.relay_id, by=gita, at=SEVEN)
