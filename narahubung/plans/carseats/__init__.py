"""Who sits where in a car, van, minibus or bus, with the reason of every seat.

A ranking with exceptions, no optimisation: seats are filled in the order of honour of the vehicle,
people in the order of their part and rank. O(people x seats), deterministic. Sources: domain rules
of protocol (right rear, kerb side of a van, close protection in front); what is disputed is marked.
"""

from narahubung.plans.carseats.judging import faults
from narahubung.plans.carseats.seating import seat
from narahubung.plans.carseats.shapes import (
    KINDS,
    PARTS,
    Asked,
    Place,
    Problem,
    Rider,
    Seating,
    Taken,
    seats_of,
)

__all__ = [
    "KINDS",
    "PARTS",
    "Asked",
    "Place",
    "Problem",
    "Rider",
    "Seating",
    "Taken",
    "faults",
    "seat",
    "seats_of",
]
