"""What can happen to aircraft, bookings and luggage, and when a party leaves for good."""

from narahubung.airports.entries.aircraft import AircraftKept, ClearanceNoted
from narahubung.airports.entries.bookings import Booked, BookingAnswered, BookingMoved
from narahubung.airports.entries.facilities import (
    FacilityKept,
    GuestAnswered,
    GuestListed,
    GuestStruck,
)
from narahubung.airports.entries.luggage import BagFollowed, BagMissing, BagsCounted, CountUndone

__all__ = [
    "AircraftKept",
    "BagFollowed",
    "BagMissing",
    "BagsCounted",
    "Booked",
    "BookingAnswered",
    "BookingMoved",
    "ClearanceNoted",
    "CountUndone",
    "FacilityKept",
    "GuestAnswered",
    "GuestListed",
    "GuestStruck",
]
