"""14 November 2022 in Bali, replayed: twenty changes by word, one by a list, one that a driver
taps, one to another airport. Each time exactly those are told of it whom an oracle finds that works
it out from the rows alone; taken back, every row is as before.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from narahubung.accounts.actors import actor_of
from narahubung.accounts.models import Person, Reach
from narahubung.airports.commands import move_booking
from narahubung.airports.models import Booking, Facility
from narahubung.assignments.cover import cover_of
from narahubung.assignments.models import Attachment, Duty
from narahubung.assignments.planning import stays_of
from narahubung.assignments.rules.following import following
from narahubung.intake.tests.fixtures import bali  # noqa: F401
from narahubung.journal import reacting
from narahubung.journal import storing as listed
from narahubung.journal.acting import act, command
from narahubung.kit.intervals import Span
from narahubung.movements.commands import (
    divert,
    move_trip,
    report_status,
    tell_delay,
    undo_status,
)
from narahubung.movements.models import Driver, Movement, Trip, Vehicle
from narahubung.parties.models import Department, Officer, Party, Place
from narahubung.programme.commands import move_item
from narahubung.programme.models import Item
from narahubung.relays.models import Recipient, RecipientState
from narahubung.ripple import commands
from narahubung.ripple.models import Notice, Wave
from narahubung.ripple.network import times
from narahubung.transport.models import EscortRequest, Motorcade
from tests.ripple_oracle import Oracle, people

SIX = datetime(2022, 11, 13, 22, 0, tzinfo=UTC)  # 06.00 WITA on the 14th
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
TIMES = Path(times.__file__).with_suffix(".yaml").read_text("utf-8")


class Change:
    """One of the twenty: what is typed, and what that is to the oracle.

    told: moments that are so afterwards; parties: whose things go along; span: old and new. known:
    the moment that who tells it knows, and nobody is told of. place: it is another place.
    """

    def __init__(
        self,
        do: Callable[[Any], object],
        told: dict[str, datetime],
        parties: set[int],
        span: tuple[datetime, datetime],
        movement: Any = None,
        *,
        known: str = "",
        trip: Any = None,
        place: bool = False,
    ) -> None:
        self.do, self.told, self.parties, self.span = do, told, parties, span
        self.movement, self.known, self.trip, self.place = movement, known, trip, place


@pytest.fixture(autouse=True)
def at_six(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narahubung.kit.clock.now", lambda: SIX)
    own = [one for one in reacting._REACTIONS if one.name.startswith("ripple.")]
    monkeypatch.setattr(reacting, "_REACTIONS", own)


@pytest.fixture
def summit(bali: Any) -> Any:  # noqa: F811
    """Let the summit have people: officers with duties, desks, drivers, and bookings."""
    officers = list(Officer.objects.filter(event=bali).order_by("code"))
    names = [officer.code for officer in officers]
    desks = Department.objects.filter(event=bali, code__in=("GH", "TRN", "PTW", "HOS", "PRO"))
    names += [f"{desk.code}-{number}" for desk in desks for number in (1, 2)]
    names += ["coordinator", *(f"driver-{number}" for number in range(20)), "florist"]
    Person.objects.bulk_create(Person(username=name, full_name=name) for name in names)
    who = {person.username: person for person in Person.objects.all()}
    for officer in officers:
        officer.person = who[officer.code]
    Officer.objects.bulk_update(officers, ["person"])
    ties = [("officer", "event", None, name) for name in names]
    ties += [("desk", "department", d.pk, f"{d.code}-{n}") for d in desks for n in (1, 2)]
    ties += [("coordinator", "event", None, "coordinator")]
    Reach.objects.bulk_create(
        Reach(person=who[name], event=bali, role=role, kind=kind, object_id=pk, since=SIX - 9 * DAY)
        for role, kind, pk, name in ties
    )
    _serve(bali, officers)
    _drive(bali, who)
    _book(bali, who["florist"])
    return bali


def _serve(event: Any, officers: list[Any]) -> None:
    """Give most delegations an early and a late duty on that day, the others only a lead."""
    heads = {row.party_id: row for row in _heads(event, "arrival")}
    for number, party in enumerate(Party.objects.filter(event=event).order_by("code")):
        early, late = officers[2 * number], officers[2 * number + 1]
        Attachment.objects.create(
            event=event,
            party=party,
            officer=early,
            position="lead",
            since=SIX - DAY,
            until=SIX + 5 * DAY,
        )
        row = heads.get(party.pk)
        if row is None:
            continue
        spans = ((early, row.best_at, 6), (late, row.best_at + timedelta(hours=6), 8))
        for officer, starts, hours in spans if number % 4 else ():
            Duty.objects.create(
                event=event,
                party=party,
                officer=officer,
                position="lead",
                starts=starts,
                ends=starts + timedelta(hours=hours),
            )


def _drive(event: Any, who: dict[str, Any]) -> None:
    for number, car in enumerate(Vehicle.objects.filter(event=event).order_by("code")[:20]):
        car.usual_driver = Driver.objects.create(
            event=event, code=f"X{number}", full_name="Driver", person=who[f"driver-{number}"]
        )
        car.save()


def _book(event: Any, florist: Any) -> None:
    """Book stands one after the other for those who land on the day, and what else they need."""
    stands = [
        Facility.objects.create(event=event, code=f"S{n}", kind="stand", name=f"S{n}")
        for n in range(6)
    ]
    free = dict.fromkeys(stands, SIX)
    for number, row in enumerate(_heads(event, "arrival")[:15]):
        for kind, before, after, facility in (
            ("stand", 10, 80, next(s for s in stands if free[s] <= row.best_at - 10 * MINUTE)),
            ("lounge", 0, 30, None),
            ("flowers", 30, 5, None),
        ):
            Booking.objects.create(
                event=event,
                kind=kind,
                facility=facility,
                party_id=row.party_id,
                movement=row,
                starts_at=row.best_at - before * MINUTE,
                ends_at=row.best_at + after * MINUTE,
                owner=florist if kind == "flowers" else None,
            )
            if facility is not None:
                free[facility] = row.best_at + after * MINUTE
        trip = Trip.objects.filter(party=row.party_id, purpose="arrival transfer").first()
        if trip is not None and trip.departs_at and number % 2:
            EscortRequest.objects.create(
                event=event,
                trip=trip,
                starts_at=trip.departs_at - 20 * MINUTE,
                ends_at=trip.departs_at + 40 * MINUTE,
                asked_at=SIX - DAY,
                asked_by="Teo",
            )
            Motorcade.objects.create(event=event, code=f"MC{number}", trip=trip, party=trip.party)


def _heads(event: Any, direction: str) -> list[Any]:
    rows = Movement.objects.filter(event=event, direction=direction, travelling__startswith="head")
    rows = rows.filter(planned_at__gte=SIX).order_by("planned_at", "pk")
    return list(rows)


def changes(event: Any) -> list[Change]:
    """Return the twenty changes of the day."""
    arrivals, departures = _heads(event, "arrival"), _heads(event, "departure")
    found = [
        _delay(row, minutes)
        for row, minutes in zip(
            arrivals[:11], (95, 20, -15, 240, 45, 10, -40, 120, 70, 30, 600), strict=True
        )
    ]
    found += [_delay(departures[0], 60), _delay(departures[3], -30)]
    team = Movement.objects.filter(event=event, travelling="advance team", direction="arrival")
    found.append(_delay(team.order_by("pk")[2], 50))
    trips = list(Trip.objects.filter(event=event, departs_at__gte=SIX).order_by("departs_at", "pk"))
    found += [_hand(trips[5], 25, 25), _hand(trips[40], -10, -10), _hand(trips[90], 0, 45)]
    session = Item.objects.get(event=event, code="PRG-08")
    session.attending.set(sorted(session.attending.values_list("pk", flat=True))[:3])
    found.append(_session(session, 40))
    found.append(_booking(Booking.objects.filter(event=event, kind="stand").latest("starts_at")))
    found.append(_landed(arrivals[12], 35))
    assert len(found) == 20
    return [*found, _by_list(session, 40), _off(trips[60], 25), _elsewhere(arrivals[5], event)]


def _of_movement(row: Any, new: datetime) -> dict[str, datetime]:
    told, departs = {f"movement:{row.pk}": new}, row.direction == "departure"
    return {**told, f"movement:{row.pk}!": new} if departs else told


def _delay(row: Any, minutes: int) -> Change:
    new = row.best_at + minutes * MINUTE
    return Change(
        lambda by: tell_delay(movement_id=row.pk, expected_at=new, by=by, at=SIX),
        _of_movement(row, new),
        {row.party_id},
        (row.best_at, new),
        row,
    )


def _landed(row: Any, minutes: int) -> Change:
    new = row.best_at + minutes * MINUTE
    return Change(
        lambda by: report_status(status="landed", movement_id=row.pk, by=by, at=new),
        _of_movement(row, new),
        {row.party_id},
        (row.best_at, new),
        row,
    )


def _hand(row: Any, leaves: int, arrives: int) -> Change:
    new = {
        "departs_at": row.departs_at + leaves * MINUTE,
        "arrives_at": row.arrives_at + arrives * MINUTE,
    }
    return Change(
        lambda by: move_trip(trip_id=row.pk, to=new, by=by, at=SIX),
        {f"trip:{row.pk}<": new["departs_at"], f"trip:{row.pk}>": new["arrives_at"]},
        {row.party_id},
        (row.departs_at, new["departs_at"]),
    )


def _session(row: Any, minutes: int) -> Change:
    by_so_much, parties = minutes * MINUTE, set(row.attending.values_list("pk", flat=True))
    starts, ends = row.starts_at + by_so_much, row.ends_at + by_so_much
    told = {f"item:{row.pk}<": starts, f"item:{row.pk}>": ends}
    told |= {f"item:{row.pk}:party:{pk}": starts for pk in parties}
    return Change(
        lambda by: move_item(
            item_id=row.pk, to={"starts_at": starts, "ends_at": ends}, by=by, at=SIX
        ),
        told,
        parties,
        (row.starts_at, starts),
    )


def _by_list(row: Any, minutes: int) -> Change:
    """Move a session as a list does that comes in."""
    hand = _session(row, minutes)
    names = ("starts_at", "ends_at")
    old = {name: getattr(row, name) for name in names}
    new = {name: moment + minutes * MINUTE for name, moment in old.items()}
    change = listed.Change(model="programme.Item", code=row.code, pk=row.pk, values=new, old=old)
    return Change(lambda by: _take_in(change, by=by), hand.told, hand.parties, hand.span)


@command
def _take_in(change: listed.Change, *, by: Any) -> None:
    with act(by=by, at=SIX) as record:
        listed.store([change], record, event_id=by.here)


def _off(row: Any, minutes: int) -> Change:
    """Let a car really leave late; when it leaves is known to who tells it."""
    new = row.departs_at + minutes * MINUTE
    return Change(
        lambda by: report_status(status="off", trip_id=row.pk, by=by, at=new),
        {f"trip:{row.pk}<": new},
        {row.party_id},
        (row.departs_at, new),
        known=f"trip:{row.pk}<",
        trip=row,
    )


def _elsewhere(row: Any, event: Any) -> Change:
    other = Place.objects.create(event=event, code="OTHER", name="Other", kind="terminal")
    return Change(
        lambda by: divert(movement_id=row.pk, terminal_id=other.pk, by=by, at=SIX),
        {},
        {row.party_id},
        (row.best_at, row.best_at),
        row,
        place=True,
    )


def _booking(row: Any) -> Change:
    starts, ends = row.starts_at + 30 * MINUTE, row.ends_at + 30 * MINUTE
    return Change(
        lambda by: move_booking(booking_id=row.pk, starts_at=starts, ends_at=ends, by=by, at=SIX),
        {f"booking:{row.pk}<": starts, f"booking:{row.pk}>": ends},
        {row.party_id},
        (row.starts_at, starts),
    )


def to_be_told(event: Any, change: Change, typist: int) -> set[int]:
    """Return who must be told, as the oracle finds it."""
    oracle = Oracle(event, TIMES)
    told = dict(change.told)
    if change.movement is not None:  # the doors close by as much later as the flight leaves
        closes = f"movement:{change.movement.pk}!"
        if closes in told:
            told[closes] = oracle.things[closes].at + (change.span[1] - change.span[0])
    told = {key: at for key, at in told.items() if key in oracle.things}
    owners: set[str] = set()
    for thing, _state, _old, _new in oracle.lines(told, change.parties):
        owners |= thing.owners if thing is not oracle.things.get(change.known) else set()
    if change.place:
        for thing in oracle.hangs_on(f"movement:{change.movement.pk}"):
            owners |= thing.owners
    owners |= _duties(event, change)
    return people(owners, event, SIX, list(change.span)) - {typist}


def _duties(event: Any, change: Change) -> set[str]:
    """Return whose duty goes along with the stay, by the rule of the room that moves it."""
    row = change.movement
    stay = stays_of(event).get(row.party_id) if row is not None else None
    if stay is None:
        return set()
    beside = Movement.objects.filter(party=row.party_id, direction=row.direction).exclude(pk=row.pk)
    ends: list[Any] = [change.span[1], *(one.best_at for one in beside)]
    comes = row.direction == "arrival"
    now = Span(min(ends), stay.end) if comes else Span(stay.start, max(ends))
    was = cover_of(event, [row.party_id]).get(row.party_id, [])
    then = cover_of(event, [row.party_id], stays={row.party_id: now}).get(row.party_id, [])
    return {
        f"person:{duty.officer.person_id}"
        for duty in Duty.objects.filter(party=row.party_id, state="planned")
        if following(Span(duty.starts, duty.ends), was, then) != Span(duty.starts, duty.ends)
    }


def stored(event: Any) -> list[Any]:
    """Return every moment that a change may move."""
    columns: dict[Any, tuple[str, ...]] = {
        Trip: ("departs_at", "arrives_at"),
        Booking: ("starts_at", "ends_at"),
        EscortRequest: ("starts_at", "ends_at"),
        Item: ("starts_at", "ends_at"),
        Movement: ("expected_at", "actual_at", "terminal"),
    }
    return [
        list(model.objects.filter(event=event).order_by("pk").values_list("pk", *names))
        for model, names in columns.items()
    ]


def test_the_changes_of_a_day_tell_whom_the_oracle_names(summit: Any) -> None:
    typist = Person.objects.get(username="coordinator")
    by = actor_of(typist, event_id=summit.pk, at=SIX)
    for number, change in enumerate(changes(summit)):
        before, wanted = stored(summit), to_be_told(summit, change, typist.pk)
        change.do(by)
        reacting.react(at=SIX)
        wave = Wave.objects.order_by("-pk").first()
        assert wave is not None, number
        told = set(Notice.objects.filter(wave=wave).values_list("person_id", flat=True))
        assert told == wanted, (number, wave.thing)
        sent = Recipient.objects.filter(relay_id__in=wave.notices.values("relay_id"))
        assert sorted(sent.values_list("person_id", flat=True)) == sorted(wanted)
        assert wanted, number  # every one of them concerns somebody

        if wave.outcome["happened"]:
            of = {"trip_id": change.trip.pk} if change.trip else {"movement_id": change.movement.pk}
            undo_status(**of, by=by, at=SIX)
        else:
            commands.undo_wave(wave_id=wave.pk, by=by, at=SIX)
        reacting.react(at=SIX)
        wave.refresh_from_db()
        assert (wave.kept, wave.undone_at) == ([], SIX), number
        assert stored(summit) == before, number
        assert Wave.objects.count() == number + 1
    assert reacting.parked() == []
    assert not Recipient.objects.filter(state=RecipientState.SENT, relay__supersedes=None).exists()
