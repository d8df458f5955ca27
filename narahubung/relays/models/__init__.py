"""Messages and who must know them; channels, addresses and what was delivered over them."""

from narahubung.relays.models.deliveries import (
    Address,
    Channel,
    ChannelTest,
    Delivery,
    DeliveryState,
    Gateway,
)
from narahubung.relays.models.messages import (
    Lane,
    Precedence,
    Recipient,
    RecipientState,
    Relay,
    Side,
    Template,
    Thread,
)
from narahubung.relays.models.quieting import Quiet

__all__ = [
    "Address",
    "Channel",
    "ChannelTest",
    "Delivery",
    "DeliveryState",
    "Gateway",
    "Lane",
    "Precedence",
    "Quiet",
    "Recipient",
    "RecipientState",
    "Relay",
    "Side",
    "Template",
    "Thread",
]
