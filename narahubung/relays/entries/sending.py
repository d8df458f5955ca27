"""What happens to a message as a whole: sent, corrected, not answered, passed on, too late."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.relays.words import PRECEDENCE, UNWRITTEN

NAMED = 50  # recipients whose screens an entry names; beyond that the live hub looks them up


def inboxes(*person_ids: int | None) -> list[str]:
    """Return the names under which these people's screens listen."""
    return [f"inbox:{pk}" for pk in person_ids if pk is not None]


@dataclass(frozen=True, kw_only=True)
class OfRelay(Entry):
    """A message. code: its short name, `M-12`. sender_id: None where the house itself sent it."""

    right: ClassVar[str] = Right.SEE_RELAYS
    relay_id: int
    code: str
    sender_id: int | None = None
    party_id: int | None = None

    def topics(self) -> list[str]:
        """Name the message, and its sender's screens."""
        return [f"relay:{self.relay_id}", *inboxes(self.sender_id)]


@dataclass(frozen=True, kw_only=True)
class RelaySent(OfRelay):
    """A message went to these people. replaces: the message it corrects, None for a new one.

    spoken: how it was said, where it needs no channel any more. voice: digest of its voice note.
    """

    kind: ClassVar[str] = "relays.sent"
    precedence: str
    lane: str
    text: str = field(metadata={"seal": "relay_id"})
    audience: str
    person_ids: tuple[int, ...]
    replaces: int | None = None
    thread_id: int | None = None
    side: str = ""
    spoken: str = ""
    voice: str = ""
    expires_at: datetime | None = None

    def topics(self) -> list[str]:
        """Name the lists, the thread, what it replaces, and the screens of not too many people."""
        names = [*super().topics(), "relays"]
        names += [f"relay:{self.replaces}"] if self.replaces else []
        names += [f"thread:{self.thread_id}"] if self.thread_id else []
        return names + (inboxes(*self.person_ids) if len(self.person_ids) <= NAMED else [])

    def sentence(self) -> str:
        """Say how urgent, to how many, what."""
        many = len(self.person_ids)
        said = ngettext(
            "{precedence} {code} to {n} person: {text}",
            "{precedence} {code} to {n} people: {text}",
            many,
        )
        word, text = PRECEDENCE[self.precedence], self.text or UNWRITTEN
        return said.format(precedence=word, code=self.code, n=many, text=text)


@dataclass(frozen=True, kw_only=True)
class RelayCorrected(OfRelay):
    """A correction stands in this message's place; every copy of it is struck."""

    kind: ClassVar[str] = "relays.corrected"
    by_relay: int
    by_code: str
    person_ids: tuple[int, ...] = ()

    def topics(self) -> list[str]:
        """Name both, and the screens of not too many people."""
        names = [*super().topics(), f"relay:{self.by_relay}", "relays"]
        return names + (inboxes(*self.person_ids) if len(self.person_ids) <= NAMED else [])

    def sentence(self) -> str:
        """Say what replaced it."""
        return _("{code} is void, {new} replaces it.").format(code=self.code, new=self.by_code)


@dataclass(frozen=True, kw_only=True)
class OfRecipient(OfRelay):
    """A message and one of those who must know it. name: what people call that one."""

    recipient_id: int
    person_id: int
    name: str

    def topics(self) -> list[str]:
        """Name the message, and the screens of sender and receiver."""
        return [*super().topics(), *inboxes(self.person_id)]


@dataclass(frozen=True, kw_only=True)
class RelayUnanswered(OfRecipient):
    """One of the people did not answer in time: the next channel is tried."""

    kind: ClassVar[str] = "relays.unanswered"
    precedence: str

    def sentence(self) -> str:
        """Say who did not answer and what comes now."""
        said = _("{code}: no answer from {name}. The next channel is tried.")
        return said.format(code=self.code, name=self.name)


@dataclass(frozen=True, kw_only=True)
class RelayPassedOn(OfRecipient):
    """Somebody else must know it because that person did not answer. to_ids: these people."""

    kind: ClassVar[str] = "relays.passed_on"
    precedence: str
    rung: int
    to_ids: tuple[int, ...]
    to_names: str

    def topics(self) -> list[str]:
        """Name besides the screens of those it was passed on to."""
        return [*super().topics(), *inboxes(*self.to_ids)]

    def sentence(self) -> str:
        """Say to whom."""
        said = _("{code}: passed on to {to}, because {name} did not answer.")
        return said.format(code=self.code, to=self.to_names, name=self.name)


@dataclass(frozen=True, kw_only=True)
class RelayLeftOpen(OfRelay):
    """These people do not answer, and everybody who stands in for them knows it already."""

    kind: ClassVar[str] = "relays.left_open"
    person_ids: tuple[int, ...]
    names: str

    def sentence(self) -> str:
        """Say who, and that nobody is left to ask."""
        said = _("{code}: no answer from {names}. Whoever stands in for them knows it already.")
        return said.format(code=self.code, names=self.names)


@dataclass(frozen=True, kw_only=True)
class RelayExpired(OfRelay):
    """The message's time is over; some had not answered."""

    kind: ClassVar[str] = "relays.expired"
    person_ids: tuple[int, ...]

    def topics(self) -> list[str]:
        """Name the screens of not too many people besides."""
        return super().topics() + (
            inboxes(*self.person_ids) if len(self.person_ids) <= NAMED else []
        )

    def sentence(self) -> str:
        """Say how many it never reached in time."""
        many = len(self.person_ids)
        said = ngettext(
            "{code}: its time is over, {n} person had not answered.",
            "{code}: its time is over, {n} people had not answered.",
            many,
        )
        return said.format(code=self.code, n=many)


@dataclass(frozen=True, kw_only=True)
class _OfThread(Entry):
    """A question between two rooms."""

    right: ClassVar[str] = Right.SEE_RELAYS
    thread_id: int
    subject: str = field(metadata={"seal": "thread_id"})
    kept_by: int
    party_id: int | None = None

    def topics(self) -> list[str]:
        """Name the thread, the lists, and the screens of its keeper."""
        return [f"thread:{self.thread_id}", "relays", *inboxes(self.kept_by)]


@dataclass(frozen=True, kw_only=True)
class ThreadOpened(_OfThread):
    """An officer stands between an inside and an outside."""

    kind: ClassVar[str] = "relays.thread_opened"

    def sentence(self) -> str:
        """Say what it is about."""
        return _("Question opened: {subject}").format(subject=self.subject)


@dataclass(frozen=True, kw_only=True)
class ThreadClosed(_OfThread):
    """The question is answered."""

    kind: ClassVar[str] = "relays.thread_closed"

    def sentence(self) -> str:
        """Say what it was about."""
        return _("Question closed: {subject}").format(subject=self.subject)
