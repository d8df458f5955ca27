"""Aircraft and their papers, what is booked for them, and the luggage."""

from narahubung.airports.models.aircraft import (
    Aircraft,
    AircraftKind,
    Clearance,
    ClearanceKind,
    ClearanceState,
)
from narahubung.airports.models.departing import (
    DepartureLine,
    FarewellPlace,
)
from narahubung.airports.models.facilities import (
    HOLDING,
    Booking,
    BookingKind,
    BookingState,
    Facility,
    GuestState,
    LoungeGuest,
)
from narahubung.airports.models.luggage import BagCount, BagPoint, BagState, MissingBag
from narahubung.airports.words import LeavingStep, Payer

__all__ = [
    "HOLDING",
    "Aircraft",
    "AircraftKind",
    "BagCount",
    "BagPoint",
    "BagState",
    "Booking",
    "BookingKind",
    "BookingState",
    "Clearance",
    "ClearanceKind",
    "ClearanceState",
    "DepartureLine",
    "Facility",
    "FarewellPlace",
    "GuestState",
    "LeavingStep",
    "LoungeGuest",
    "MissingBag",
    "Payer",
]
