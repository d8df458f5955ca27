"""Invitations: a letter with a QR that sets a password once; and the reset, which begins anew."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator

from narahubung.accounts.adapter import forgive
from narahubung.accounts.commands.people import end_sessions
from narahubung.accounts.entries import (
    AccessReset,
    InvitationAccepted,
    InvitationRevoked,
    PersonInvited,
)
from narahubung.accounts.models import Invitation, Person, Reach
from narahubung.accounts.roles import Right
from narahubung.accounts.rules import check_can_reset, check_invitation, check_may, hash_of
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor

GOOD_FOR = timedelta(hours=72)


@command
def invite(*, person_id: int, by: Actor, at: datetime, key: UUID | None = None) -> str:
    """Make an invitation and return its token, which is kept nowhere: only its hash is.

    Good once, for 72 hours; an earlier one is revoked. Raises NotAllowed, MayNotReset.
    """
    person = _person(person_id, by=by, at=at)
    with act(by=by, at=at, key=key) as record:
        return _letter(person, record, at=at)


@command
def revoke_invitation(*, person_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Make the open invitation of a person worthless. Raises NotAllowed, MayNotReset."""
    person = _person(person_id, by=by, at=at)
    with act(by=by, at=at, key=key) as record:
        _revoke_open(person, at=at)
        record(InvitationRevoked(person=person.pk, name=str(person)))


@command
def reset_access(*, person_id: int, by: Actor, at: datetime, key: UUID | None = None) -> str:
    """Take password, second factors and sessions of a person; return a new invitation's token.

    For a lost phone, a forgotten password, too many failed tries, or a doubt. Raises NotAllowed,
    MayNotReset.
    """
    person = _person(person_id, by=by, at=at)
    with act(by=by, at=at, key=key) as record:
        person.set_unusable_password()  # ends also sessions that are on no list
        person.save(update_fields=["password"])
        Authenticator.objects.filter(user=person).delete()
        end_sessions(person_id=person_id, by=by, at=at)
        forgive(person.username)
        record(AccessReset(person=person.pk, name=str(person)), tell=[person.pk])
        return _letter(person, record, at=at)


@command
def accept_invitation(
    *, token: str, password_hash: str, by: Actor, at: datetime, key: UUID | None = None
) -> Person:
    """Set the password that the invited person chose; the invitation is used up.

    password_hash: of `make_password`, made outside the act. by: the invited person himself.
    Raises InvitationNotGood.
    """
    with act(by=by, at=at, key=key) as record:
        found = Invitation.objects.select_for_update(of=("self",)).select_related("person")
        invitation = found.filter(token_hash=hash_of(token), person_id=by.person_id or 0).first()
        check_invitation(invitation, at)
        assert invitation is not None  # noqa: S101 -- check_invitation said so
        person = invitation.person
        person.password = password_hash
        person.save(update_fields=["password"])
        invitation.used_at = at
        invitation.save(update_fields=["used_at"])
        record(InvitationAccepted(person=person.pk, name=str(person)))
        return person


def _person(person_id: int, *, by: Actor, at: datetime) -> Person:
    check_may(by, Right.MANAGE_PEOPLE)
    person = Person.objects.get(pk=person_id)
    check_can_reset(by, person, Reach.objects.in_force(at).filter(person=person))
    return person


def _letter(person: Person, record: Record, *, at: datetime) -> str:
    _revoke_open(person, at=at)
    token = secrets.token_urlsafe(24)
    Invitation.objects.create(
        person=person, token_hash=hash_of(token), made_at=at, expires_at=at + GOOD_FOR
    )
    record(PersonInvited(person=person.pk, name=str(person), expires_at=at + GOOD_FOR))
    return token


def _revoke_open(person: Person, *, at: datetime) -> None:
    Invitation.objects.filter(person=person, used_at=None, revoked_at=None).update(revoked_at=at)
