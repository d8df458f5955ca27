"""Orders of precedence, standings, own rule sets; occasions, the detail book, asks for seats."""

from narahubung.protocol.models.details import Detail, Vip
from narahubung.protocol.models.occasions import (
    Occasion,
    OccasionCheck,
    OccasionText,
    TextKind,
)
from narahubung.protocol.models.orders import HandMove, Purpose, RankOrder, Taking, TieSettled
from narahubung.protocol.models.rule_sets import OwnRules
from narahubung.protocol.models.seats import SeatAsk
from narahubung.protocol.models.standings import HostPart, Standing

__all__ = [
    "Detail",
    "HandMove",
    "HostPart",
    "Occasion",
    "OccasionCheck",
    "OccasionText",
    "OwnRules",
    "Purpose",
    "RankOrder",
    "SeatAsk",
    "Standing",
    "Taking",
    "TextKind",
    "TieSettled",
    "Vip",
]
