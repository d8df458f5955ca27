"""Accounts and roles: made, given, taken; devices signed out."""

from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password

from narahubung.accounts.entries import (
    LanguageChosen,
    PersonMade,
    RoleGiven,
    RoleTaken,
    SessionsEnded,
)
from narahubung.accounts.models import Person, Reach, TieKind
from narahubung.accounts.roles import ROLES, Right
from narahubung.accounts.rules import (
    HoldsItAlready,
    NoSuchPerson,
    check_can_grant,
    check_can_reset,
    check_can_revoke,
    check_may,
    check_username,
)
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor


@command
def make_person(
    *,
    username: str,
    full_name: str,
    language: str = "id",
    password_hash: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Person:
    """Make an account; without a password_hash nobody can use it before an invitation.

    password_hash: of `make_password`, made outside the act: hashing is slow, and a digest of what
    was asked is kept. Raises NotAllowed, UsernameNotGood, UsernameTaken.
    """
    check_may(by, Right.MANAGE_PEOPLE)
    with act(by=by, at=at, key=key) as record:
        check_username(username, taken=Person.objects.filter(username=username).exists())
        person = Person.objects.create(
            username=username,
            full_name=full_name,
            language=language,
            password=password_hash or make_password(None),
            date_joined=at,
        )
        record(PersonMade(person=person.pk, name=str(person)))
        return person


@command
def bring_in(  # noqa: PLR0913 -- all by name
    *,
    username: str,
    full_name: str,
    language: str = "id",
    known: bool = False,
    role: str,
    party_id: int | None = None,
    department_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Person:
    """Give somebody a part in the event: a new account with a role, in one act.

    known: there is an account already; it gets the role, its names stay. Raises as `make_person`
    and `grant`, and NoSuchPerson.
    """
    with act(by=by, at=at, key=key):
        if known:
            person = Person.objects.filter(username=username).first()
            if person is None:
                raise NoSuchPerson(username=username)
        else:
            person = make_person(
                username=username, full_name=full_name, language=language, by=by, at=at
            )
        grant(
            person_id=person.pk,
            role=role,
            party_id=party_id,
            department_id=department_id,
            by=by,
            at=at,
        )
        return person


@command
def grant(  # noqa: PLR0913 -- all by name
    *,
    person_id: int,
    role: str,
    event_id: int | None = None,
    party_id: int | None = None,
    department_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Reach:
    """Give a role, from `since` or now, for ever or until `until`.

    event_id: the event, else the actor's own; an actor without one gives for the whole
    installation. Only the house gives in an event it does not stand in. Raises NotAllowed,
    NoSuchRole, MayNotGive, NotToYourself, RoleNeedsItsScope, HoldsItAlready.
    """
    where = event_id or by.event_id
    check_may(by, Right.MANAGE_PEOPLE, event_id=where)
    person = Person.objects.get(pk=person_id)
    check_can_grant(by, person, role, party_id=party_id, department_id=department_id)
    tie = {
        "person": person,
        "event_id": where,
        "role": role,
        "kind": ROLES[role].scope,
        "object_id": party_id or department_id,
    }
    with act(by=by, at=at, key=key) as record:
        if Reach.objects.in_force(at).filter(**tie).exists():
            raise HoldsItAlready(name=str(person))
        reach = Reach.objects.create(**tie, since=since or at, until=until)
        record(
            RoleGiven(
                person=person.pk,
                name=str(person),
                role=role,
                party_id=party_id,
                department=department_id,
                since=reach.since,
                until=until,
            ),
            tell=[person.pk],
        )
        return reach


@command
def revoke(*, reach_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take a role back, at once. What was held is kept, with its end.

    Raises NotAllowed, MayNotGive, NotToYourself, LastAdministrator; DoesNotExist for a tie of
    another event.
    """
    check_may(by, Right.MANAGE_PEOPLE)
    with act(by=by, at=at, key=key) as record:
        ties = Reach.objects.in_force(at).select_related("person")
        if "house" not in by.roles:
            ties = ties.of_event(by.event_id)
        reach = ties.select_for_update(of=("self",)).get(pk=reach_id)
        administrators = Reach.objects.in_force(at).filter(role="administrator", event=None)
        check_can_revoke(by, reach, administrators=administrators.count())
        reach.until = at
        reach.save(update_fields=["until"])
        record(
            RoleTaken(
                person=reach.person_id,
                name=str(reach.person),
                role=reach.role,
                party_id=reach.object_id if reach.kind == TieKind.PARTY else None,
                department=reach.object_id if reach.kind == TieKind.DEPARTMENT else None,
            ),
            tell=[reach.person_id],
        )


@command
def end_sessions(
    *, person_id: int, keep: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Sign a person out everywhere, or everywhere but in the session `keep`; return how many.

    One's own always; another's as `reset_access`. Raises NotAllowed, MayNotReset.
    """
    person = Person.objects.get(pk=person_id)
    if person_id != by.person_id:
        check_may(by, Right.MANAGE_PEOPLE)
        check_can_reset(by, person, Reach.objects.in_force(at).filter(person=person))
    with act(by=by, at=at, key=key) as record:
        count = 0
        for session in UserSession.objects.filter(user=person).exclude(session_key=keep):
            session.end()
            count += 1
        record(SessionsEnded(person=person.pk, name=str(person), count=count))
    return count


@command
def choose_language(*, language: str, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Read in another language from now on, on every device. Oneself only."""
    with act(by=by, at=at, key=key) as record:
        person = Person.objects.select_for_update().get(pk=by.person_id or 0)
        person.language = language
        person.save(update_fields=["language"])
        record(LanguageChosen(person=person.pk, name=str(person), language=language))
