"""What a port is given, and what can come of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One text to one address. It carries no content: that there is word, and where.

    message_id: ours, the same when it is sent again. ttl_s: for how long it is of use.
    """

    to: str
    text: str
    link: str
    message_id: str
    ttl_s: int
    urgent: bool = False
    language: str = "id"

    @property
    def words(self) -> str:
        """Return all of it as one line of text."""
        return f"{self.text} {self.link}".strip()


class Did(StrEnum):
    """What became of one try."""

    ACCEPTED = "accepted"
    REFUSED = "refused"  # this address does not work, now or later
    STUMBLED = "stumbled"  # it did not go, and the fault may be its own
    LATER = "later"  # the gateway is not to be had
    DOUBT = "doubt"  # handed over whole, then the line broke: nobody knows
    FENCED = "fenced"  # it was no longer ours to send, or too late


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one try. message_id: the gateway's own number of it."""

    did: Did
    message_id: str = ""
    trouble: str = ""


class Trouble(Exception):  # noqa: N818 -- an answer, not a fault
    """It was not accepted; the class says what that means."""

    did: ClassVar[Did] = Did.STUMBLED


class Refused(Trouble):
    """The address does not exist, or takes nothing."""

    did = Did.REFUSED


class Stumbled(Trouble):
    """This letter was not taken; others may be."""

    did = Did.STUMBLED


class Later(Trouble):
    """The gateway is down, too busy, silent, or does not know us."""

    did = Did.LATER


class Doubt(Trouble):
    """The letter was handed over whole, and the line broke before the answer."""

    did = Did.DOUBT


class Fenced(Trouble):
    """The hold on it ran out before it was handed over."""

    did = Did.FENCED


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a gateway told: a receipt for `message_id`, or an answer of who writes from `sender`."""

    kind: Literal["delivered", "failed", "answer"]
    message_id: str = ""
    sender: str = ""
    text: str = ""
    trouble: str = ""
