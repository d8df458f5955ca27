"""A plan of arrivals at a door becomes the times of trips, and is taken back."""

from datetime import datetime

from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.movements.commands import move_trips
from narahubung.movements.models import Trip
from narahubung.movements.undoing import given, stored
from narahubung.transport.models import Proposal
from narahubung.transport.rules.proposing import NothingToAdopt, OutOfDate
from narahubung.transport.slots import arrival_problem, new_times, problem_of

_MOMENTS = ("departs_at", "arrives_at")


def adopt_slots(row: Proposal, *, why: str, by: Actor, at: datetime) -> int:
    """Let every trip arrive at its party's slot, in the act that is open; return how many changed.

    Raises OutOfDate, NothingToAdopt.
    """
    planned, now = problem_of(row), arrival_problem(row, at=at)
    if {one.id for one in now.parties} != {one.id for one in planned.parties}:
        raise OutOfDate
    if {(one.party, one.begins) for one in now.present} != {
        (one.party, one.begins) for one in planned.present
    }:
        raise OutOfDate
    moves = new_times(row)
    if not moves:
        raise NothingToAdopt
    trips = {trip.pk: trip for trip in Trip.objects.filter(pk__in=moves)}
    row.stood = {
        str(pk): {
            "before": {name: stored(getattr(trips[pk], name)) for name in (*_MOMENTS, "certainty")},
            "after": {name: stored(moves[pk][name]) for name in _MOMENTS},
        }
        for pk in trips
    }
    move_trips(moves=moves, why=why or _("Arrival slot."), by=by, at=at)
    return len(moves)


def take_back_slots(row: Proposal, *, by: Actor, at: datetime) -> int:
    """Give every trip the times of before. Raises OutOfDate."""
    for trip in Trip.objects.visible_to(by).filter(pk__in=row.stood):
        after = given(row.stood[str(trip.pk)]["after"])
        if any(getattr(trip, name) != after[name] for name in _MOMENTS):
            raise OutOfDate
    moves = {int(pk): given(told["before"]) for pk, told in row.stood.items()}
    move_trips(moves=moves, by=by, at=at)
    return len(moves)
