"""Frozen answers about people, roles and events, cut to what the asker may see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db.models import Q, QuerySet

from narahubung.accounts.devices import device_name
from narahubung.accounts.models import (
    Event,
    EventState,
    GuestPass,
    Invitation,
    Person,
    Reach,
    TieKind,
)
from narahubung.accounts.roles import CARDS, PURPOSES, ROLES, WORDS, Right
from narahubung.accounts.rules import (
    check_can_give,
    check_can_reset,
    check_invitation,
    check_pass,
    hash_of,
    is_open,
)
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import refusal_of

# Where the names of what a role is tied to are kept. Parties stands above accounts, so its tables
# are asked by name, never imported.
_TIED = {TieKind.PARTY: "parties.Party", TieKind.DEPARTMENT: "parties.Department"}


@dataclass(frozen=True, kw_only=True)
class Tie:
    """One role of one person. `of` names the party or department, "" for the event."""

    id: int
    role: str
    name: str
    of: str
    since: datetime
    until: datetime | None
    mine_to_take: bool


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One line of the list of people."""

    id: int
    name: str
    username: str
    roles: tuple[Tie, ...]
    last_seen: datetime | None
    invited_until: datetime | None
    can_sign_in: bool


@dataclass(frozen=True, kw_only=True)
class Device:
    """One place where somebody is signed in."""

    id: int
    agent: str
    address: str
    since: datetime


@dataclass(frozen=True, kw_only=True)
class PersonSheet:
    """All that the people desk may know of one account."""

    row: PersonRow
    ended: tuple[Tie, ...]
    devices: tuple[Device, ...]
    second_factors: int
    may_reset: bool


@dataclass(frozen=True, kw_only=True)
class MyEvent:
    """An event I have a part in, and which."""

    id: int
    slug: str
    name: str
    state: str
    state_name: str
    roles: tuple[str, ...]
    is_organiser: bool


@dataclass(frozen=True, kw_only=True)
class RoleRow:
    """One role as the table shows it; rights in words, by how far they go."""

    code: str
    name: str
    scope: str
    given_by: tuple[str, ...]
    everywhere: tuple[str, ...]
    own: tuple[str, ...]
    desk: tuple[str, ...]


def my_events(by: Actor, *, at: datetime) -> list[MyEvent]:
    """Return the events of a person, with his roles; all of them for an administrator."""
    ties = Reach.objects.in_force(at).filter(person_id=by.person_id or 0)
    held: dict[int | None, list[str]] = {}
    for event_id, role in ties.values_list("event_id", "role").order_by("id"):
        held.setdefault(event_id, []).append(role)
    events = Event.objects.order_by("-starts_on", "slug")
    if "administrator" not in held.get(None, []):
        events = events.filter(pk__in=[pk for pk in held if pk])
    return [
        MyEvent(
            id=event.pk,
            slug=event.slug,
            name=event.name,
            state=event.state,
            state_name=str(EventState(event.state).label),
            roles=tuple(
                dict.fromkeys(
                    str(ROLES[role].name)
                    for role in [*held.get(event.pk, []), *held.get(None, [])]
                    if role in ROLES
                )
            ),
            is_organiser="organiser" in held.get(event.pk, []),
        )
        for event in events
    ]


def people(by: Actor, *, at: datetime, words: str = "", role: str = "") -> QuerySet[Person]:
    """Return the people with a part in the actor's event, by name; `people_rows` makes lines."""
    ties = Reach.objects.in_force(at).of_event(by.event_id)
    if role:
        ties = ties.filter(role=role)
    found = Person.objects.filter(pk__in=ties.values("person_id"))
    for word in words.split():
        found = found.filter(Q(full_name__icontains=word) | Q(username__icontains=word))
    return found.order_by("full_name", "username")


def people_rows(persons: list[Person], by: Actor, *, at: datetime) -> list[PersonRow]:
    """Return the lines of these people. Four queries, however many they are."""
    ids = [person.pk for person in persons]
    ties = Reach.objects.in_force(at).of_event(by.event_id).filter(person_id__in=ids)
    held = _ties(list(ties.order_by("id")), by)
    letters = {
        letter.person_id: letter.expires_at
        for letter in Invitation.objects.filter(person_id__in=ids).order_by("id")
        if is_open(letter, at)
    }
    return [
        PersonRow(
            id=person.pk,
            name=str(person),
            username=person.username,
            roles=tuple(held.get(person.pk, [])),
            last_seen=person.last_login,
            invited_until=letters.get(person.pk),
            can_sign_in=bool(person.password) and person.has_usable_password(),
        )
        for person in persons
    ]


def person_sheet(by: Actor, *, person_id: int, at: datetime) -> PersonSheet:
    """Return one account with its roles of this event, past ones too.

    Raises Person.DoesNotExist for whoever never had a part in this event.
    """
    ties = Reach.objects.of_event(by.event_id).filter(person_id=person_id).order_by("-id")
    person = Person.objects.get(pk=person_id, pk__in=ties.values("person_id"))
    past = [tie for tie in ties if tie.until is not None and tie.until <= at]
    everything = Reach.objects.in_force(at).filter(person=person)
    may_reset = refusal_of(check_can_reset, by, person, everything) is None
    sessions = UserSession.objects.filter(user=person).order_by("-last_seen_at")
    return PersonSheet(
        row=people_rows([person], by, at=at)[0],
        ended=tuple(_ties(past, by).get(person.pk, [])),
        devices=tuple(
            Device(
                id=row.pk, agent=device_name(row.user_agent), address=row.ip, since=row.created_at
            )
            for row in sessions
        )
        if may_reset
        else (),
        second_factors=Authenticator.objects.filter(user=person)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .count(),
        may_reset=may_reset,
    )


def invited(token: str, *, at: datetime) -> Person:
    """Return whom this token invites. Raises InvitationNotGood."""
    letters = Invitation.objects.select_related("person")
    letter = letters.filter(token_hash=hash_of(token)).first()
    check_invitation(letter, at)
    assert letter is not None  # noqa: S101 -- check_invitation said so
    return letter.person


@dataclass(frozen=True, kw_only=True)
class PassLine:
    """A link without log-in that is open. of: what it opens, in words; "" for a task."""

    id: int
    purpose: str
    purpose_word: str
    of: str
    name: str
    language: str
    made_by: str
    expires_at: datetime
    opened_at: datetime | None
    openings: int


def pass_of(token: str, *, purpose: str, at: datetime) -> GuestPass | None:
    """Return the pass of a token with its event; None for one that was never made for this.

    Raises LinkHasEnded for one that was.
    """
    rows = GuestPass.objects.select_related("event").filter(purpose=purpose)
    found = rows.filter(token_hash=hash_of(token)).first()
    if found is not None:
        check_pass(found, at)
    return found


def passes_of(*, by: Actor, at: datetime, purpose: str, object_id: int) -> list[PassLine]:
    """Return the open links to one thing, the newest first, for who may give one. Two queries."""
    told = PURPOSES[purpose]
    things: Any = apps.get_model(told.table)
    if not things.objects.visible_to(by, told.given_with).filter(pk=object_id).exists():
        return []
    rows = _open_passes(by, at).filter(purpose=purpose, object_id=object_id)
    return [_pass_line(row, "") for row in rows]


def passes(*, by: Actor, at: datetime) -> list[PassLine]:
    """Return every open link of the event, for who manages people. Two queries."""
    if not by.may(Right.MANAGE_PEOPLE):
        return []
    rows = list(_open_passes(by, at))
    names = dict(tied_to(by, TieKind.PARTY))
    return [_pass_line(row, names.get(row.object_id, "")) for row in rows]


def _open_passes(by: Actor, at: datetime) -> QuerySet[GuestPass]:
    rows = GuestPass.objects.filter(event_id=by.here, revoked_at=None, expires_at__gt=at)
    return rows.select_related("made_by").order_by("-pk")


def _pass_line(row: GuestPass, of: str) -> PassLine:
    return PassLine(
        id=row.pk,
        purpose=row.purpose,
        purpose_word=str(PURPOSES[row.purpose].name),
        of=of if PURPOSES[row.purpose].within else "",
        name=row.name,
        language=row.language,
        made_by=str(row.made_by or ""),
        expires_at=row.expires_at,
        opened_at=row.opened_at,
        openings=row.openings,
    )


def roles_to_give(by: Actor) -> list[tuple[str, str]]:
    """Return (code, name) of the roles this person may give in an event."""
    return [
        (role.code, str(role.name))
        for role in ROLES.values()
        if refusal_of(check_can_give, by, role.code) is None
    ]


def tied_to(by: Actor, kind: TieKind) -> list[tuple[int, str]]:
    """Return (id, code and name) of the parties or departments this person may name."""
    model: Any = apps.get_model(_TIED[kind])
    rows = model.objects.visible_to(by).order_by("code")
    return [(row.pk, f"{row.code} {row.name}") for row in rows]


def role_table() -> list[RoleRow]:
    """Return the table of roles and rights, in the language in force."""
    return [
        RoleRow(
            code=role.code,
            name=str(role.name),
            scope=role.scope,
            given_by=tuple(str(ROLES[code].name) for code in ROLES if code in role.given_by),
            everywhere=_words(role.everywhere),
            own=_words(role.within),
            desk=_words(role.at_desk),
        )
        for role in ROLES.values()
    ]


def _words(rights: frozenset[Right]) -> tuple[str, ...]:
    return tuple(str(WORDS[right]) for right in Right if right in rights)


def card_table() -> list[tuple[str, tuple[str, ...]]]:
    """Return what the role cards of a crisis lend, in the language in force."""
    return [(str(card.name), _words(card.everywhere)) for card in CARDS.values()]


def lent_by(code: str) -> tuple[str, ...]:
    """Return what the card of this code lends, in words; nothing for most."""
    return _words(CARDS[code].everywhere) if code in CARDS else ()


def _named(role: str) -> str:
    found = ROLES.get(role) or CARDS.get(role)
    return str(found.name) if found else role


def _ties(rows: list[Reach], by: Actor) -> dict[int, list[Tie]]:
    names = {kind: dict(tied_to(by, kind)) for kind in _TIED if any(r.kind == kind for r in rows)}
    held: dict[int, list[Tie]] = {}
    for row in rows:
        held.setdefault(row.person_id, []).append(
            Tie(
                id=row.pk,
                role=row.role,
                name=_named(row.role),
                of=names.get(TieKind(row.kind), {}).get(row.object_id or 0, ""),
                since=row.since,
                until=row.until,
                mine_to_take=row.role in ROLES
                and row.person_id != by.person_id
                and refusal_of(check_can_give, by, row.role) is None,
            )
        )
    return held
