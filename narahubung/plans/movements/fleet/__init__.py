"""Dedicated trips to vehicles and drivers.

Words: trip (one drive with somebody in it), ride (a trip and its vehicle), chain (all trips of one
vehicle), pool (vehicles that are alike for the trips), crowd (trips of which no two can be done by
one vehicle). Importing this loads no solver; `run_fleet_in_child` plans in a process of its own.
"""

from narahubung.kit.intervals import Span
from narahubung.plans.assignment.child import PlanningFailedError
from narahubung.plans.assignment.codec import from_json, to_json
from narahubung.plans.assignment.terms import BadProblemError, Reason
from narahubung.plans.movements.fleet.child import run_fleet_in_child
from narahubung.plans.movements.fleet.judging import fleet_faults
from narahubung.plans.movements.fleet.planning import plan_fleet, repair_fleet
from narahubung.plans.movements.fleet.terms import (
    Charge,
    Drive,
    DriverRules,
    FleetFault,
    FleetPlan,
    FleetProblem,
    Ridden,
    Ride,
    Trip,
    Unserved,
    Vehicle,
)
from narahubung.plans.movements.fleet.wording import fleet_words

__all__ = [
    "BadProblemError",
    "Charge",
    "Drive",
    "DriverRules",
    "FleetFault",
    "FleetPlan",
    "FleetProblem",
    "PlanningFailedError",
    "Reason",
    "Ridden",
    "Ride",
    "Span",
    "Trip",
    "Unserved",
    "Vehicle",
    "fleet_faults",
    "fleet_words",
    "from_json",
    "plan_fleet",
    "repair_fleet",
    "run_fleet_in_child",
    "to_json",
]
