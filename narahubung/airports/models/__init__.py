"""Aircraft and their papers, what is booked for them, and the luggage."""

from narahubung.airports.kinds import (
    AircraftKind,
    BagPoint,
    BagState,
    BookingKind,
    BookingState,
    ClearanceKind,
    ClearanceState,
    GuestState,
    LeavingStep,
    Payer,
)
from narahubung.airports.models.aircraft import Aircraft, Clearance
from narahubung.airports.models.departing import (
    DepartureLine,
    FarewellPlace,
)
from narahubung.airports.models.facilities import HOLDING, Booking, Facility, LoungeGuest
from narahubung.airports.models.luggage import BagCount, MissingBag

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
