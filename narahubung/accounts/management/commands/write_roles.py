"""`python manage.py write_roles`: bring docs/reference/roles.md up to date with the table."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from narahubung.accounts.queries import RoleRow, card_table, role_table
from narahubung.accounts.roles import PURPOSES, ROLES, WORDS, Purpose, Right

PAGE = Path(settings.PACKAGE).parent / "docs" / "reference" / "roles.md"
_SCOPES = {"event": "the event", "party": "a delegation", "department": "a department"}


class Command(BaseCommand):
    """Write the page of roles."""

    help = "Bring docs/reference/roles.md up to date with narahubung/accounts/roles.py."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write it."""
        PAGE.write_text(page())


def page() -> str:
    """Return the page of roles: one table of names, and the rights of each role."""
    with translation.override("id"):
        indonesian = {row.code: row.name for row in role_table()}
    with translation.override("en"):
        rows = role_table()
        cards = [f"- {name}: {', '.join(rights)}." for name, rights in card_table()]
        links = [line for purpose in PURPOSES.values() for line in _link(purpose)]
    lines = [
        "# Roles and rights",
        "",
        "Written by `python manage.py write_roles` out of `narahubung/accounts/roles.py`; a test",
        "fails when the two differ. Everywhere: for the whole event. Own: for the delegations one",
        "is attached to at this moment of the server's clock. Desk: for the work routed to the own",
        "department. What is not listed is refused, and what may not be seen does not exist (404).",
        "",
        "| code | Indonesian | English | held for | given by |",
        "|---|---|---|---|---|",
        *(_line(row, indonesian[row.code]) for row in rows),
        "",
        *(line for row in rows for line in _rights(row)),
        "## Role cards of a crisis",
        "",
        "What a card lends besides, for the whole event, to whoever holds it with the role of that",
        "name: from taking it until it is given back or the crisis ends. Other cards lend nothing.",
        "",
        *cards,
        "",
        "## Links without log-in",
        "",
        "Who holds one may this and no more, with the one thing it was made for.",
        "",
        *links,
    ]
    return "\n".join(lines).rstrip() + "\n"


def _line(row: RoleRow, indonesian: str) -> str:
    givers = ", ".join(code for code in ROLES if code in ROLES[row.code].given_by)
    return f"| `{row.code}` | {indonesian} | {row.name} | {_SCOPES[row.scope]} | {givers} |"


def _link(purpose: Purpose) -> list[str]:
    held = purpose.everywhere | purpose.within
    words = ", ".join(str(WORDS[right]) for right in Right if right in held) or "the task itself"
    return [
        f"- {purpose.name}: {words}. Given by who may {WORDS[purpose.given_with]} for it;"
        f" good for {purpose.good_for.days} days."
    ]


def _rights(row: RoleRow) -> list[str]:
    lines = [f"## {row.name}", ""]
    for word, rights in (("Everywhere", row.everywhere), ("Own", row.own), ("Desk", row.desk)):
        if rights:
            lines.append(f"- {word}: {', '.join(rights)}.")
    return [*lines, ""]
