"""A second opinion on rights: it reads `role_matrix.yaml`, written by hand, and never `roles.py`.

A change in the table of rights must be made in both places, by somebody who means it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

WRITTEN = yaml.safe_load((Path(__file__).parent / "role_matrix.yaml").read_text())
OWN, OTHER, ELSEWHERE = "own", "other", "elsewhere"


@dataclass(frozen=True)
class Persona:
    """Somebody who tries every door. role "": no role at all. ended: held it until a moment ago.

    link: the purpose of a link without log-in, which is all that this one has.
    """

    name: str
    role: str = ""
    link: str = ""
    ended: bool = False
    anonymous: bool = False


def personas() -> list[Persona]:
    held = [Persona(role, role) for role in WRITTEN["roles"]]
    ended = [Persona(f"{role}-ended", role, ended=True) for role in WRITTEN["roles"]]
    return [Persona("anonymous", anonymous=True), Persona("nobody"), *held, *ended]


def holders() -> list[Persona]:
    """Return who holds a link to what is own, one for each purpose."""
    return [Persona(purpose, link=purpose, anonymous=True) for purpose in WRITTEN["passes"]]


def holds(persona: Persona, right: str, tie: str) -> bool:
    """Tell whether a right is held for something own, of others, or of another event.

    tie "": held at all, in whatever reach.
    """
    if not (persona.role or persona.link) or persona.ended or tie == ELSEWHERE:
        return False
    role: dict[str, list[str]] = (
        WRITTEN["passes"][persona.link] if persona.link else WRITTEN["roles"][persona.role]
    )
    if right in role.get("everywhere", []):
        return True
    if right in [*role.get("within", []), *role.get("at_desk", [])]:
        return tie in {"", OWN}
    return False


def may_open(persona: Persona, page: dict[str, Any], tie: str) -> bool:
    """Tell whether a page of an event must open. tie: whose thing the address names."""
    if persona.anonymous:
        return False
    if page["needs"] == "any role":
        return bool(persona.role) and not persona.ended and tie != ELSEWHERE
    if page["needs"] == "signed in":
        return True
    asked = tie if tie == ELSEWHERE or page.get("of") else ""
    return any(holds(persona, right, asked) for right in page["needs"]) and all(
        holds(persona, right, asked) for right in page.get("also", [])
    )


def may_open_mine(persona: Persona, page: dict[str, Any]) -> bool:
    """Tell whether a page must open for a thing that is one's own."""
    if page.get("mine") == "any role":
        return bool(persona.role) and not persona.ended
    return any(holds(persona, right, "") for right in page.get("mine", []))
