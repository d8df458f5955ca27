"""What this room adds to pages of rooms below and to the delegation's sheet."""

from typing import Any

from narahubung.accounts.roles import Right
from narahubung.kit.parts import shown_on


@shown_on("party")
def places(request: Any, mark: Any) -> tuple[str, object] | None:
    """Lead from a party's sheet to its places."""
    if not request.by.may_for(Right.SEE_PLACES, mark.id):
        return None
    return "places/_of_party.html", mark
