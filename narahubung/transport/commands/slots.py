"""A plan of slots at a door becomes the times of trips, and is taken back."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both
from narahubung.movements.commands import move_trips
from narahubung.movements.models import Trip
from narahubung.movements.undoing import given, stored
from narahubung.plans.assignment import BadProblemError
from narahubung.transport.models import Proposal
from narahubung.transport.rules.proposing import NothingToAdopt, OutOfDate, check_none_begun
from narahubung.transport.slots import (
    arrival_problem,
    is_leaving,
    new_times,
    plan_of,
    problem_of,
    trips_of,
)

_MOMENTS = ("departs_at", "arrives_at")


def adopt_slots(row: Proposal, *, why: str, by: Actor, at: datetime) -> int:
    """Let every trip be at the door in its party's slot, in the act that is open.

    Return how many changed. Raises OutOfDate, NothingToAdopt.
    """
    trips = {trip.pk: trip for trip in _at_the_door(row).in_turn()}
    _check_as_planned(row, at=at)
    moves = new_times(row)
    if not moves:
        raise NothingToAdopt
    row.stood = {
        str(pk): {
            "before": {name: stored(getattr(trips[pk], name)) for name in (*_MOMENTS, "certainty")},
            "after": {name: stored(moves[pk][name]) for name in _MOMENTS},
        }
        for pk in moves
    }
    leaving = is_leaving(row)
    move_trips(
        moves=moves,
        why=why or in_both(lambda: _("Departure slot.") if leaving else _("Arrival slot.")),
        by=by,
        at=at,
    )
    return len(moves)


def take_back_slots(row: Proposal, *, by: Actor, at: datetime) -> int:
    """Give every trip the times of before. Raises OutOfDate, HasBegun."""
    trips = list(Trip.objects.visible_to(by).filter(pk__in=row.stood).in_turn())
    for trip in trips:
        after = given(row.stood[str(trip.pk)]["after"])
        if any(getattr(trip, name) != after[name] for name in _MOMENTS):
            raise OutOfDate
    check_none_begun(trips)
    moves = {int(pk): given(told["before"]) for pk, told in row.stood.items()}
    move_trips(moves=moves, by=by, at=at)
    return len(moves)


def _at_the_door(row: Proposal) -> Any:
    """Return the rows of all trips that the plan is about."""
    found = trips_of(row.item, leaving=is_leaving(row)) if row.item else {}
    return Trip.objects.filter(pk__in=[trip.pk for ones in found.values() for trip in ones])


def _check_as_planned(row: Proposal, *, at: datetime) -> None:
    """Raise OutOfDate where others come, times differ, or one to be moved is on its way."""
    planned = problem_of(row)
    try:
        now = arrival_problem(row, at=at)
    except BadProblemError:  # the item has no time any more
        raise OutOfDate from None
    if {one.id for one in now.parties} != {one.id for one in planned.parties}:
        raise OutOfDate
    stood = {held.party: held.begins for held in planned.present}
    slots = {slot.party: slot.begins for slot in plan_of(row).slots}
    for held in now.present:
        moved = stood.get(held.party, held.begins) != held.begins
        if moved or (held.firm and slots.get(held.party, held.begins) != held.begins):
            raise OutOfDate
