"""Who may do something in a crisis, and who holds which role of the event."""

from collections.abc import Iterable
from datetime import datetime

from narahubung.accounts.models import Reach
from narahubung.accounts.roles import ROLES


def who_may(right: str, event_id: int, at: datetime) -> list[int]:
    """Return the people who hold a right for the whole event."""
    return role_holders(
        [code for code, role in ROLES.items() if right in role.everywhere], event_id, at
    )


def role_holders(roles: Iterable[str], event_id: int, at: datetime) -> list[int]:
    """Return the people who hold any of these roles now, each once, in the order of the roles."""
    order = list(roles)
    rows = Reach.objects.in_force(at).filter(event_id=event_id, role__in=order)
    found = rows.filter(person__is_active=True).values_list("role", "person_id")
    return list(
        dict.fromkeys(
            person for _, person in sorted(found, key=lambda row: (order.index(row[0]), row[1]))
        )
    )
