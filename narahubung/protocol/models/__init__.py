"""Orders of precedence and who takes part, standings, an event's own rule sets."""

from narahubung.protocol.models.orders import HandMove, Purpose, RankOrder, Taking, TieSettled
from narahubung.protocol.models.rule_sets import OwnRules
from narahubung.protocol.models.standings import HostPart, Standing

__all__ = [
    "HandMove",
    "HostPart",
    "OwnRules",
    "Purpose",
    "RankOrder",
    "Standing",
    "Taking",
    "TieSettled",
]
