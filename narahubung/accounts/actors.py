"""From a person and an event to the Actor: what he may do now. One query."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from narahubung.accounts.models import Event, GuestPass, Person, Reach, TieKind
from narahubung.accounts.roles import CARDS, PURPOSES, ROLES, Right
from narahubung.kit.actor import Actor

_Tie = tuple[str, str, int | None]  # role, kind, party or department


def actor_of(person: Person, *, event_id: int | None, at: datetime, door: str = "page") -> Actor:
    """Return who this person is in this event at this moment of the server's clock. One query."""
    where = Q(event__isnull=True) if event_id is None else Q(event=event_id) | Q(event=None)
    ties = Reach.objects.in_force(at).filter(where, person=person)
    return _actor(person, event_id, ties.values_list("role", "kind", "object_id"), door)


def actor_at(
    person: Person, *, slug: str, at: datetime, door: str = "page"
) -> tuple[Actor, Event] | None:
    """Return who this person is in the event of that address, and the event; None for no part.

    One query; two for whoever holds only a role of the whole installation.
    """
    ties = list(
        Reach.objects.in_force(at)
        .filter(Q(event__slug=slug) | Q(event=None), person=person)
        .select_related("event")
    )
    event = next((tie.event for tie in ties if tie.event is not None), None)
    if event is None and ties:
        event = Event.objects.filter(slug=slug).first()
    if event is None:
        return None
    rows = [(tie.role, tie.kind, tie.object_id) for tie in ties]
    return _actor(person, event.pk, rows, door), event


def carries_phone(by: Actor) -> bool:
    """Tell whether pages come in the phone's shell: who serves a party and watches no board."""
    return bool(by.own) and not by.may(Right.WATCH_BOARD)


def keeps_gate(by: Actor) -> bool:
    """Tell whether his phone is a gate's: it works without a network, and keeps nothing else."""
    return "gate" in by.roles


def actor_of_pass(found: GuestPass) -> Actor:
    """Return who holds a link without log-in: no person, no role, the rights of its purpose."""
    purpose = PURPOSES[found.purpose]
    return Actor(
        person_id=None,
        name=found.name,
        door="guest",
        event_id=found.event_id,
        everywhere=frozenset(map(str, purpose.everywhere)),
        within=frozenset(map(str, purpose.within)),
        own=frozenset({found.object_id}) if purpose.within else frozenset(),
    )


def coordinators(event_id: int, at: datetime) -> list[int]:
    """Return the coordinators of the event; where there is none, the organisers."""
    for role in ("coordinator", "organiser"):
        found = Reach.objects.in_force(at).filter(event_id=event_id, role=role)
        if people := sorted(set(found.values_list("person_id", flat=True))):
            return people
    return []


def _actor(person: Person, event_id: int | None, ties: Iterable[_Tie], door: str) -> Actor:
    rows = list(ties)
    roles = frozenset(role for role, _, _ in rows if role in ROLES)
    cards = [CARDS[role] for role, _, _ in rows if role in CARDS and roles & CARDS[role].held_with]
    lent = frozenset(str(right) for card in cards for right in card.everywhere)
    return Actor(
        person_id=person.pk,
        name=str(person),
        door=door,
        event_id=event_id,
        roles=roles,
        everywhere=frozenset(str(r) for role in roles for r in ROLES[role].everywhere) | lent,
        within=frozenset(str(r) for role in roles for r in ROLES[role].within),
        at_desk=frozenset(str(r) for role in roles for r in ROLES[role].at_desk),
        own=frozenset(pk for _, kind, pk in rows if kind == TieKind.PARTY and pk),
        departments=frozenset(pk for _, kind, pk in rows if kind == TieKind.DEPARTMENT and pk),
    )
