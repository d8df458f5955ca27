"""Who may give which role, reset whose access, and how an event lives."""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import (
    Event,
    EventState,
    GuestPass,
    Invitation,
    Person,
    Reach,
)
from narahubung.accounts.roles import CARDS, ROLES, Right, Role
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
USERNAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")

LONGEST_LINK = timedelta(days=60)

# From where an event may go to which state.
MOVES: dict[str, frozenset[str]] = {
    EventState.LIVE: frozenset({EventState.PREPARING, EventState.CLOSED}),
    EventState.CLOSED: frozenset({EventState.PREPARING, EventState.LIVE, EventState.ARCHIVED}),
    EventState.ARCHIVED: frozenset({EventState.CLOSED}),
}


class NotAllowed(Refusal):
    """The right for it is not held in this event."""

    says = _("This is not among what your role may do.")
    advice = _("Ask the organiser or the coordinator.")
    status = 403


class SlugNotGood(Refusal):
    """An event's short name goes into addresses."""

    says = _("The short name may hold small letters, digits and single hyphens, at most 60.")


class SlugTaken(Refusal):
    """Another event has it."""

    says = _("There is already an event with the short name {slug}.")
    advice = _("Choose another, for instance with the year.")


class DaysNotGood(Refusal):
    """The last day lies before the first."""

    says = _("The last day lies before the first.")


class WrongMove(Refusal):
    """An event lives in one direction: prepared, live, closed, archived."""

    says = _("This event is {state}; that is not the moment for it.")
    status = 409


class UsernameNotGood(Refusal):
    """A user name is typed on phones: small letters, no surprises."""

    says = _("A user name has small letters, digits, and single dots or hyphens between them.")


class UsernameTaken(Refusal):
    """Another person has it."""

    says = _("The user name {username} is taken.")
    advice = _("If it is the same person, say that there is an account already.")


class NoSuchPerson(Refusal):
    """Nobody has this user name."""

    says = _("Nobody has the user name {username}.")


class NoSuchRole(Refusal):
    """The table of roles does not know it."""

    says = _("There is no such role.")


class RoleNeedsItsScope(Refusal):
    """An officer is an officer of somebody; a desk is the desk of a department."""

    says = _("This role is held for one delegation or department: please choose which.")


class MayNotGive(Refusal):
    """The table says who gives which role."""

    says = _("Your role may not give or take the role {role}.")
    advice = _("Ask the organiser.")
    status = 403


class NotToYourself(Refusal):
    """Nobody widens his own rights."""

    says = _("Nobody gives a role to himself, or takes one from himself.")
    advice = _("Ask another organiser or administrator.")
    status = 403


class HoldsItAlready(Refusal):
    """The same role, for the same thing, is in force."""

    says = _("{name} holds this role already.")
    status = 409


class LastAdministrator(Refusal):
    """Somebody must be able to let people in."""

    says = _("{name} is the last administrator. Give the role to somebody else first.")
    status = 409


class MayNotReset(Refusal):
    """Whoever could reset an account could use it: only who may give all its roles may do so."""

    says = _("{name} also holds roles that you may not give.")
    advice = _("Ask the organiser, or the administrator of the installation.")
    status = 403


class InvitationNotGood(Refusal):
    """Used, revoked, expired or never made: a stranger is not told which."""

    says: ClassVar[str | Promise] = _("This invitation is no longer good.")
    advice = _("Ask your coordinator for a new one. It takes a minute.")
    status = 410


class LinkNeedsAName(Refusal):
    """What is done through a link is written down under a name."""

    says = _("Write for whom the link is.")


class LinkEndsWrongly(Refusal):
    """A link that never ends is a key under the mat."""

    says = _("A link ends at some time from now on, at the latest in {days} days.")


class LinkHasEnded(Refusal):
    """Its time is over, it was taken back, or what it opened is done: one answer for all three.

    Only who holds the whole token reads it, so it names nothing and nobody.
    """

    says = _("This link has ended.")
    advice = _("Please call the person who gave it to you.")
    status = 410


class AlreadyBegun(Refusal):
    """The first-run page works once."""

    says = _("This installation has its first account already.")
    status = 409


def check_may(by: Actor, right: Right, *, event_id: int | None = None) -> None:
    """Refuse who does not hold the right, or acts from another event. The house may all."""
    if "house" in by.roles:
        return
    if not by.may(right) or (event_id is not None and by.event_id != event_id):
        raise NotAllowed


def check_can_make_event(by: Actor) -> None:
    """Only administrators (and the house) make events: an organiser has his own."""
    if not by.roles & {"house", "administrator"}:
        raise NotAllowed


def check_slug(slug: str, *, taken: bool) -> None:
    """Raise SlugNotGood or SlugTaken."""
    if not SLUG.fullmatch(slug) or len(slug) > 60:
        raise SlugNotGood
    if taken:
        raise SlugTaken(slug=slug)


def check_can_move(event: Event, to: EventState) -> None:
    """Raise WrongMove when the event may not go there from where it is."""
    if event.state not in MOVES[to]:
        raise WrongMove(state=EventState(event.state).label)


def check_username(username: str, *, taken: bool) -> None:
    """Raise UsernameNotGood or UsernameTaken."""
    if not USERNAME.fullmatch(username) or len(username) > 60:
        raise UsernameNotGood
    if taken:
        raise UsernameTaken(username=username)


def check_can_give(by: Actor, role: str) -> None:
    """Raise NoSuchRole, or MayNotGive when none of the giver's roles may give it."""
    wanted = _role(role)
    if not by.roles & (wanted.given_by | {"house"}):
        raise MayNotGive(role=wanted.name)


def check_can_grant(
    by: Actor, person: Person, role: str, *, party_id: int | None, department_id: int | None
) -> None:
    """Refuse a role that is unknown, not the giver's to give, for oneself, or without its scope."""
    check_can_give(by, role)
    scope = _role(role).scope
    if scope == "event" and person.pk == by.person_id:
        raise NotToYourself
    given = ("party" if party_id else "") + ("department" if department_id else "") or "event"
    if given != scope:
        raise RoleNeedsItsScope


def check_can_revoke(by: Actor, reach: Reach, *, administrators: int) -> None:
    """Refuse to take a role one may not give, one's own, or that of the last administrator."""
    check_can_give(by, reach.role)
    if reach.person_id == by.person_id:
        raise NotToYourself
    if reach.role == "administrator" and reach.event_id is None and administrators < 2:
        raise LastAdministrator(name=str(reach.person))


def check_can_reset(by: Actor, person: Person, held: Iterable[Reach]) -> None:
    """Refuse to invite, reset or sign out whoever holds a role the asker may not give.

    held: what the person holds in any event. Roles of another event need an administrator.
    """
    if by.roles & {"house", "administrator"}:
        return
    for reach in held:
        if reach.role in CARDS:  # it lends to a role which is asked for besides
            continue
        giver = reach.role in ROLES and by.roles & ROLES[reach.role].given_by
        if reach.event_id != by.event_id or not giver:
            raise MayNotReset(name=str(person))


def check_invitation(invitation: Invitation | None, at: datetime) -> None:
    """Raise InvitationNotGood unless it was made, not used, not revoked and not expired."""
    if invitation is None or not is_open(invitation, at):
        raise InvitationNotGood


def check_can_give_link(name: str, expires_at: datetime, at: datetime) -> None:
    """Raise LinkNeedsAName or LinkEndsWrongly."""
    if not name.strip():
        raise LinkNeedsAName
    if not at < expires_at <= at + LONGEST_LINK:
        raise LinkEndsWrongly(days=LONGEST_LINK.days)


def check_pass(found: GuestPass, at: datetime) -> None:
    """Raise LinkHasEnded when its time is over or it was taken back."""
    if found.revoked_at is not None or at >= found.expires_at:
        raise LinkHasEnded


def hash_of(token: str) -> str:
    """Return what is kept of a token: SHA-256, hex. The token itself has 192 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_open(invitation: Invitation, at: datetime) -> bool:
    """Tell whether an invitation can still be accepted."""
    return (
        invitation.used_at is None and invitation.revoked_at is None and at < invitation.expires_at
    )


def _role(role: str) -> Role:
    if role not in ROLES:
        raise NoSuchRole
    return ROLES[role]
