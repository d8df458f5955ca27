"""What protocol adds to pages of rooms below: precedence, and what differs without relations."""

from typing import Any

from narahubung.kit.parts import shown_on
from narahubung.protocol.queries import near, relations


@shown_on("party")
def without_relations(request: Any, mark: Any) -> tuple[str, object] | None:
    """Show the pack for a guest of a country without diplomatic relations, and to nobody else."""
    pack = relations.pack_of(party_id=mark.id, by=request.by)
    return ("protocol/_no_relations.html", pack) if pack else None


@shown_on("party")
def before_and_after(request: Any, mark: Any) -> tuple[str, object] | None:
    """Show the way to the orders of precedence around this guest, where protocol shows any."""
    number = near.number_shown(party_id=mark.id, by=request.by)
    if not number:
        return None
    part = {"number": number, "code": mark.code, "slug": request.event.slug}
    return "protocol/_shown_orders.html", part
