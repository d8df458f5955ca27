"""What other rooms ask of protocol: an order of precedence, with its reasons.

`order_of(order_id=…, by=…)` answers an OrderSheet: `rows` first to last (key, party, name, rank,
tied, level, host, stand-in, and `to_next`: why before the next), `ties`, `absent`. An item's orders
are `orders_of_item(item_id=…, by=…)`. Who holds SEE_PLACES for the whole event sees them.
"""

from narahubung.protocol.queries.orders import (
    AbsentLine,
    OrderLine,
    OrderRow,
    OrderSheet,
    TieLine,
    order_lines,
    order_of,
    orders_of_item,
)

__all__ = [
    "AbsentLine",
    "OrderLine",
    "OrderRow",
    "OrderSheet",
    "TieLine",
    "order_lines",
    "order_of",
    "orders_of_item",
]
