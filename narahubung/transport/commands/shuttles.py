"""Shuttle lines and their buses: made, filled, boarded, left."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.movements.models import Vehicle
from narahubung.parties.models import Member, Party, Place
from narahubung.transport.entries.shuttles import (
    LineAdded,
    PassengerBoarded,
    PassengerRemoved,
    PassengerSignedUp,
    RunCancelled,
    RunLeft,
    RunsAdded,
    RunStays,
)
from narahubung.transport.models import ShuttleLine, ShuttlePassenger, ShuttleRun, ShuttleStop
from narahubung.transport.rules import shuttles as rules


@command
def add_line(
    *,
    code: str,
    name_en: str,
    name_id: str = "",
    stops: Sequence[tuple[int, int]],
    zone: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Make a line and return its number. stops: (place, minutes after the first) each.

    Raises NotAllowed, StopsWrong, CodeTaken; Place.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_runs_shuttles(by)
        rules.check_stops([minutes for _place, minutes in stops])
        rules.check_code(by.here, code)
        line = ShuttleLine.objects.create(
            event_id=by.here, code=code, name_en=name_en, name_id=name_id, zone=zone
        )
        for place_id, minutes in sorted(stops, key=lambda stop: stop[1]):
            place = Place.objects.visible_to(by).get(pk=place_id)
            ShuttleStop.objects.create(event_id=by.here, line=line, place=place, minutes=minutes)
        record(LineAdded(line_id=line.pk, line=line.label()))
    return line.pk


@command
def add_runs(
    *,
    line_id: int,
    starts: Sequence[datetime],
    seats: int,
    accessible: bool = False,
    vehicle_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Put buses into the timetable and return how many; those that stand there stay.

    starts: departures from the first stop. Raises NotAllowed, NoRuns; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_runs_shuttles(by)
        line = ShuttleLine.objects.for_change(by, line_id)
        vehicle = Vehicle.objects.visible_to(by).get(pk=vehicle_id) if vehicle_id else None
        there = set(line.runs.values_list("departs_at", flat=True))
        fresh = sorted(set(starts) - there)
        if not fresh:
            raise rules.NoRuns
        for departs_at in fresh:
            ShuttleRun.objects.create(
                event_id=by.here,
                line=line,
                departs_at=departs_at,
                vehicle=vehicle,
                seats=seats,
                accessible=accessible,
            )
        record(RunsAdded(line_id=line.pk, line=line.label(), count=len(fresh)))
    return len(fresh)


@command
def cancel_run(*, run_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Cancel a bus and tell the officers of all who had a seat.

    Raises NotAllowed, RunHasLeft, RunIsCancelled; ShuttleRun.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_runs_shuttles(by)
        run = _run(by, run_id)
        rules.check_drives(run)
        run.cancelled = True
        run.save(update_fields=["cancelled"])
        parties = set(_seated(run).values_list("party_id", flat=True))
        told = rules.officers_of(run.event_id, parties, at)
        record(RunCancelled(**_about(run)), tell=told)


@command
def sign_up(
    *,
    run_id: int,
    party_id: int,
    boards_id: int,
    member_id: int | None = None,
    name: str = "",
    wheelchair: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Give a member of a party (or somebody named) a seat, and return the passenger's number.

    boards_id: the stop at which he gets on. Raises RunIsFull, RunHasLeft, RunIsCancelled,
    NoWheelchair, SignedUpAlready, NobodyNamed; DoesNotExist for what is not his.
    """
    with act(by=by, at=at, key=key) as record:
        run = _run(by, run_id)
        party = Party.objects.visible_to(by, Right.REPORT_MOVEMENT).get(pk=party_id)
        member = None
        if member_id is not None:
            member = Member.objects.visible_to(by).get(pk=member_id, party=party)
        stop = run.line.stops.get(pk=boards_id)
        seated = _seated(run)
        rules.check_can_sign_up(run, at, taken=seated.count(), wheelchair=wheelchair)
        name = member.full_name if member else name.strip()[:200]
        if not name:
            raise rules.NobodyNamed
        same = seated.filter(member=member) if member else seated.filter(party=party, name=name)
        if same.exists():
            raise rules.SignedUpAlready(name=name)
        made = ShuttlePassenger.objects.create(
            event_id=run.event_id,
            run=run,
            party=party,
            member=member,
            name=name,
            boards=stop,
            wheelchair=wheelchair,
            signed_at=at,
            by_name=by.name,
        )
        record(PassengerSignedUp(**_about(run), **_whose(made)))
    return made.pk


@command
def remove_passenger(
    *, passenger_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Free a seat again. Raises RunHasLeft; ShuttlePassenger.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row, run = _passenger(by, passenger_id)
        rules.check_drives(run)
        row.removed_at = at
        row.save(update_fields=["removed_at"])
        record(PassengerRemoved(**_about(run), **_whose(row)))


@command
def board(
    *, passenger_id: int, is_on: bool = True, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Tell that somebody got on, also when the bus has left; is_on False: it was a slip.

    Raises ListIsClosed after the last bus of the day; ShuttlePassenger.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row, run = _passenger(by, passenger_id)
        if run.left_at is not None and _is_last(run):
            raise rules.ListIsClosed
        row.boarded_at = at if is_on else None
        row.save(update_fields=["boarded_at"])
        record(PassengerBoarded(**_about(run), **_whose(row), is_on=is_on))


@command
def let_leave(*, run_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Tell that a bus has left its first stop: its list closes, who was not seen is told on.

    Raises NotAllowed, RunHasLeft, RunIsCancelled; ShuttleRun.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_runs_shuttles(by)
        run = _run(by, run_id)
        rules.check_drives(run)
        run.left_at = at
        run.save(update_fields=["left_at"])
        missing = _seated(run).filter(boarded_at=None)
        parties = set(missing.values_list("party_id", flat=True))
        left = RunLeft(
            **_about(run),
            boarded=_seated(run).exclude(boarded_at=None).count(),
            missing=missing.count(),
            last=_is_last(run),
        )
        record(left, tell=rules.officers_of(run.event_id, parties, at))


@command
def let_stay(*, run_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take back that a bus has left. Raises NotAllowed, NotLeft; ShuttleRun.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        rules.check_runs_shuttles(by)
        run = _run(by, run_id)
        rules.check_can_stay(run, at)
        run.left_at = None
        run.save(update_fields=["left_at"])
        record(RunStays(**_about(run)))


def _run(by: Actor, run_id: int) -> ShuttleRun:
    """Return a bus, locked: seats are counted one at a time."""
    return ShuttleRun.objects.select_related("line").for_change(by, run_id)


def _passenger(by: Actor, passenger_id: int) -> tuple[ShuttlePassenger, ShuttleRun]:
    rows = ShuttlePassenger.objects.select_related("party").filter(removed_at=None)
    row = rows.for_change(by, passenger_id, Right.REPORT_MOVEMENT)
    return row, _run(by, row.run_id)


def _seated(run: ShuttleRun) -> Any:
    return ShuttlePassenger.objects.filter(run=run, removed_at=None)


def _is_last(run: ShuttleRun) -> bool:
    """Tell whether no bus of the line comes after it within half a day."""
    later = run.line.runs.filter(cancelled=False, departs_at__gt=run.departs_at)
    return not later.filter(departs_at__lt=run.departs_at + timedelta(hours=6)).exists()


def _about(run: ShuttleRun) -> dict[str, Any]:
    return {
        "line_id": run.line_id,
        "line": run.line.label(),
        "run_id": run.pk,
        "departs_at": run.departs_at,
        "zone": run.line.zone,
    }


def _whose(row: ShuttlePassenger) -> dict[str, Any]:
    return {"passenger_id": row.pk, "party_id": row.party_id, "party": row.party.code}
