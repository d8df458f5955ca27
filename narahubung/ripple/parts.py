"""What followed from the last change, on the pages of movements and of delegations."""

from typing import Any

from narahubung.accounts.guards import MemberRequest
from narahubung.kit.parts import shown_on
from narahubung.ripple import queries

Shown = tuple[str, queries.WaveLine] | None


@shown_on("movement")
def of_movement(request: MemberRequest, line: Any) -> Shown:
    """Show the last wave of a movement (a MovementLine), if anything ever followed."""
    found = queries.last_wave(by=request.by, movement_id=line.id)
    return ("ripple/_last.html", found) if found else None


@shown_on("party")
def of_party(request: MemberRequest, mark: Any) -> Shown:
    """Show the last wave of a delegation (a PartyMark)."""
    found = next(iter(queries.waves(by=request.by, party_id=mark.id, limit=1)), None)
    return ("ripple/_last.html", found) if found else None
