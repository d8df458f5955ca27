"""From a person and an event to the Actor: what he may do now. One query."""

from datetime import datetime

from django.db.models import Q

from narahubung.accounts.models import Person, Reach, TieKind
from narahubung.accounts.roles import ROLES
from narahubung.kit.actor import Actor


def actor_of(person: Person, *, event_id: int | None, at: datetime, door: str = "page") -> Actor:
    """Return who this person is in this event at this moment of the server's clock. One query."""
    ties = Reach.objects.in_force(at).filter(person=person)
    where = Q(event__isnull=True) if event_id is None else Q(event=event_id) | Q(event=None)
    ties = ties.filter(where)
    rows = list(ties.values_list("role", "kind", "object_id"))
    roles = frozenset(role for role, _, _ in rows if role in ROLES)
    return Actor(
        person_id=person.pk,
        name=str(person),
        door=door,
        event_id=event_id,
        roles=roles,
        everywhere=frozenset(str(r) for role in roles for r in ROLES[role].everywhere),
        within=frozenset(str(r) for role in roles for r in ROLES[role].within),
        at_desk=frozenset(str(r) for role in roles for r in ROLES[role].at_desk),
        own=frozenset(pk for _, kind, pk in rows if kind == TieKind.PARTY and pk),
        departments=frozenset(pk for _, kind, pk in rows if kind == TieKind.DEPARTMENT and pk),
    )
