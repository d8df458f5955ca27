"""What protocol adds to pages of rooms below: what differs without diplomatic relations."""

from typing import Any

from narahubung.kit.parts import shown_on
from narahubung.protocol.queries import relations


@shown_on("party")
def without_relations(request: Any, mark: Any) -> tuple[str, object] | None:
    """Show the pack for a guest of a country without diplomatic relations, and to nobody else."""
    pack = relations.pack_of(party_id=mark.id, by=request.by)
    return ("protocol/_no_relations.html", pack) if pack else None
