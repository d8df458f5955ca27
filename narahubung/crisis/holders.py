"""Who may do something in a crisis, and who holds which role of the event."""

from collections.abc import Iterable
from datetime import datetime

from narahubung.accounts.models import Reach
from narahubung.accounts.roles import ROLES, Right
from narahubung.crisis.models import Incident


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


def desk_keepers(incident: Incident, at: datetime) -> list[int]:
    """Return who sees to it that stakeholders are told: the liaison's card, else who takes care of
    the incident, else all who lead."""
    held = incident.cards.filter(role="liaison", over_at=None).exclude(held_by=None)
    keepers = list(held.values_list("held_by_id", flat=True))
    if not keepers and incident.lead_id:
        keepers = [incident.lead_id]
    leaders = who_may(Right.LEAD_CRISIS, incident.event_id, at)
    return [one for one in keepers if one in leaders] or leaders
