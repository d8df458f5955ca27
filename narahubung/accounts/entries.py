"""What can happen to accounts, roles and events. No entry carries a token or a password."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from narahubung.accounts.roles import PURPOSES, ROLES, Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one, said

# The facts of an event that a page or a sheet corrects, as people call them.
_FACTS = {
    "name_id": noop("name in Indonesian"),
    "name_en": noop("name in English"),
    "zone": noop("time zone"),
    "starts_on": noop("first day"),
    "ends_on": noop("last day"),
}


@dataclass(frozen=True, kw_only=True)
class _OfEvent(Entry):
    """Something about an event as a whole. name: of `Event.label`; older entries hold one only."""

    right: ClassVar[str] = Right.SEE_EVENT
    event: int
    name: str

    def called(self) -> str:
        """Return the event's name in the language in force."""
        return in_one(self.name)

    def topics(self) -> list[str]:
        """Name the event and the list of events."""
        return [f"event:{self.event}", "events"]


@dataclass(frozen=True, kw_only=True)
class EventMade(_OfEvent):
    """An event was made."""

    kind: ClassVar[str] = "accounts.event_made"
    slug: str

    def sentence(self) -> str:
        """Say it."""
        return _("The event {name} was made.").format(name=self.called())


@dataclass(frozen=True, kw_only=True)
class EventCorrected(_OfEvent):
    """Facts of an event changed. changes: {field: [old, new]} as text."""

    kind: ClassVar[str] = "accounts.event_corrected"
    changes: dict[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """Say what changed, old and new."""
        parts = "; ".join(
            f"{_fact(name)}: {old or '-'} \N{RIGHTWARDS ARROW} {new or '-'}"
            for name, (old, new) in self.changes.items()
        )
        return _("The event {name} changed. {parts}").format(name=self.called(), parts=parts)


def _fact(name: str) -> str:
    return _(_FACTS[name]) if name in _FACTS else said(name)


@dataclass(frozen=True, kw_only=True)
class EventOpened(_OfEvent):
    """An event went live, for the first time or again."""

    kind: ClassVar[str] = "accounts.event_opened"

    def sentence(self) -> str:
        """Say it."""
        return _("The event {name} was opened.").format(name=self.called())


@dataclass(frozen=True, kw_only=True)
class EventClosed(_OfEvent):
    """An event was closed: it can be read, not changed."""

    kind: ClassVar[str] = "accounts.event_closed"

    def sentence(self) -> str:
        """Say it."""
        return _("The event {name} was closed.").format(name=self.called())


@dataclass(frozen=True, kw_only=True)
class EventArchived(_OfEvent):
    """A closed event was put away."""

    kind: ClassVar[str] = "accounts.event_archived"

    def sentence(self) -> str:
        """Say it."""
        return _("The event {name} was archived.").format(name=self.called())


@dataclass(frozen=True, kw_only=True)
class _OfPerson(Entry):
    """Something about somebody's account."""

    right: ClassVar[str] = Right.MANAGE_PEOPLE
    person: int
    name: str

    def topics(self) -> list[str]:
        """Name the person and the list of people."""
        return [f"person:{self.person}", "people"]


@dataclass(frozen=True, kw_only=True)
class PersonMade(_OfPerson):
    """Somebody got an account."""

    kind: ClassVar[str] = "accounts.person_made"

    def sentence(self) -> str:
        """Say it."""
        return _("{name} got an account.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class _OfRole(_OfPerson):
    role: str
    party_id: int | None = None
    department: int | None = None

    def topics(self) -> list[str]:
        """Name also the party or the department the role is for."""
        names = super().topics()
        if self.party_id:
            names.append(f"party:{self.party_id}")
        if self.department:
            names.append(f"department:{self.department}")
        return names

    def role_name(self) -> str:
        """Return the role as people call it."""
        return str(ROLES[self.role].name) if self.role in ROLES else self.role


@dataclass(frozen=True, kw_only=True)
class RoleGiven(_OfRole):
    """Somebody holds a role from now on."""

    kind: ClassVar[str] = "accounts.role_given"
    since: datetime
    until: datetime | None = None

    def sentence(self) -> str:
        """Say it."""
        return _("{name} was given the role: {role}.").format(name=self.name, role=self.role_name())


@dataclass(frozen=True, kw_only=True)
class RoleTaken(_OfRole):
    """Somebody no longer holds a role."""

    kind: ClassVar[str] = "accounts.role_taken"

    def sentence(self) -> str:
        """Say it."""
        return _("{name} no longer holds the role: {role}.").format(
            name=self.name, role=self.role_name()
        )


@dataclass(frozen=True, kw_only=True)
class PersonInvited(_OfPerson):
    """An invitation was made; it is a paper, so nobody knows whether it was handed over."""

    kind: ClassVar[str] = "accounts.person_invited"
    expires_at: datetime

    def sentence(self) -> str:
        """Say it."""
        return _("An invitation for {name} was made.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(_OfPerson):
    """An invitation that was not used is no longer good."""

    kind: ClassVar[str] = "accounts.invitation_revoked"

    def sentence(self) -> str:
        """Say it."""
        return _("The invitation for {name} was revoked.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(_OfPerson):
    """Somebody opened the invitation and set a password."""

    kind: ClassVar[str] = "accounts.invitation_accepted"

    def sentence(self) -> str:
        """Say it."""
        return _("{name} accepted the invitation.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class AccessReset(_OfPerson):
    """Password, second factors and sessions of somebody were taken away."""

    kind: ClassVar[str] = "accounts.access_reset"

    def sentence(self) -> str:
        """Say it."""
        return _("The access of {name} was reset.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(_OfPerson):
    """Somebody was signed out on other devices."""

    kind: ClassVar[str] = "accounts.sessions_ended"
    count: int

    def sentence(self) -> str:
        """Say it."""
        return _("{name} was signed out on {count} devices.").format(
            name=self.name, count=self.count
        )


@dataclass(frozen=True, kw_only=True)
class LanguageChosen(_OfPerson):
    """Somebody reads in another language from now on."""

    kind: ClassVar[str] = "accounts.language_chosen"
    language: str

    def sentence(self) -> str:
        """Say it."""
        return _("{name} chose another language.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class _OfPass(Entry):
    """Something about a link without log-in. name: for whom it is. party_id: whose page it opens.

    The task of a supplier's link is told by the room that keeps the task.
    """

    right: ClassVar[str] = Right.MANAGE_PEOPLE
    pass_id: int
    purpose: str
    name: str
    party_id: int | None = None

    def topics(self) -> list[str]:
        """Name the list of people, where links stand too, and the party."""
        return ["people", *([f"party:{self.party_id}"] if self.party_id else [])]

    def readable_with(self) -> str:
        """Return the right to give such a link where it is a delegation's."""
        return str(PURPOSES[self.purpose].given_with) if self.party_id else self.right


@dataclass(frozen=True, kw_only=True)
class PassIssued(_OfPass):
    """A link without log-in was made; nobody knows to whom it went on."""

    kind: ClassVar[str] = "accounts.pass_issued"
    expires_at: datetime

    def sentence(self) -> str:
        """Say it."""
        return _("A link without log-in was made for {name}.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class PassRevoked(_OfPass):
    """A link was taken back, or what it opened is over."""

    kind: ClassVar[str] = "accounts.pass_revoked"

    def sentence(self) -> str:
        """Say it."""
        return _("The link for {name} has ended.").format(name=self.name)
