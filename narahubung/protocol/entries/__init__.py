"""What can happen to orders, standings, rule sets, occasions, the detail book, seats."""

from narahubung.protocol.entries.details import DeadlinePassed, DetailWritten
from narahubung.protocol.entries.occasions import (
    OccasionChosen,
    OccasionLookedAt,
    OccasionTakenBack,
    OccasionWritten,
)
from narahubung.protocol.entries.orders import (
    GuestAbsent,
    GuestLeftOut,
    GuestMoved,
    GuestPresent,
    GuestsTakenIn,
    MoveTakenBack,
    OrderMade,
    OrderRemoved,
    OrderRenamed,
    OrderShown,
    RulesChosen,
    SettlementTakenBack,
    StandInNamed,
    TieWasSettled,
)
from narahubung.protocol.entries.seats import SeatsAsked
from narahubung.protocol.entries.standings import OwnRulesWritten, StandingKept

__all__ = [
    "DeadlinePassed",
    "DetailWritten",
    "GuestAbsent",
    "GuestLeftOut",
    "GuestMoved",
    "GuestPresent",
    "GuestsTakenIn",
    "MoveTakenBack",
    "OccasionChosen",
    "OccasionLookedAt",
    "OccasionTakenBack",
    "OccasionWritten",
    "OrderMade",
    "OrderRemoved",
    "OrderRenamed",
    "OrderShown",
    "OwnRulesWritten",
    "RulesChosen",
    "SeatsAsked",
    "SettlementTakenBack",
    "StandInNamed",
    "StandingKept",
    "TieWasSettled",
]
