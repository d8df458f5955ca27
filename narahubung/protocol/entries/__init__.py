"""What can happen to orders of precedence, standings and an event's own rule sets."""

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
    RulesChosen,
    SettlementTakenBack,
    StandInNamed,
    TieWasSettled,
)
from narahubung.protocol.entries.standings import OwnRulesWritten, StandingKept

__all__ = [
    "GuestAbsent",
    "GuestLeftOut",
    "GuestMoved",
    "GuestPresent",
    "GuestsTakenIn",
    "MoveTakenBack",
    "OrderMade",
    "OrderRemoved",
    "OrderRenamed",
    "OwnRulesWritten",
    "RulesChosen",
    "SettlementTakenBack",
    "StandInNamed",
    "StandingKept",
    "TieWasSettled",
]
