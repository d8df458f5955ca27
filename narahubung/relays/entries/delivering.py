"""What happens to word on its way: too late, given up, called, answered from outside."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.relays.words import CHANNELS

# What a caller says became of the call.
ANSWERS = {
    "reached": noop("reached"),
    "read_back": noop("reached, and repeated it back"),
    "no_answer": noop("no answer"),
}


@dataclass(frozen=True, kw_only=True)
class _OfDelivery(Entry):
    """Word to one person by one channel. relay_id: None for a notice or a channel test."""

    right: ClassVar[str] = Right.SEE_RELAYS
    delivery_id: int
    channel: str
    person_id: int
    name: str
    relay_id: int | None = None
    code: str = ""
    party_id: int | None = None

    def topics(self) -> list[str]:
        """Name the deliveries, the message, and the person's screens."""
        names = ["deliveries", f"inbox:{self.person_id}"]
        return [*names, f"relay:{self.relay_id}"] if self.relay_id else names

    def by_channel(self) -> str:
        """Return the channel's word in the language in force."""
        return str(CHANNELS[self.channel])


@dataclass(frozen=True, kw_only=True)
class DeliveryFailed(_OfDelivery):
    """Word could not be delivered and is not tried again: an alarm. works: False, cross it out."""

    kind: ClassVar[str] = "relays.delivery_failed"
    trouble: str
    tries: int
    address_works: bool = True

    def sentence(self) -> str:
        """Say to whom, by what, and why."""
        said = _("{name} could not be reached by {channel}: {trouble}")
        return said.format(name=self.name, channel=self.by_channel(), trouble=self.trouble)


@dataclass(frozen=True, kw_only=True)
class DeliveriesExpired(Entry):
    """Word of a message was not sent in time, so it is not sent at all. by_channel: how many."""

    kind: ClassVar[str] = "relays.deliveries_expired"
    right: ClassVar[str] = Right.SEE_RELAYS
    relay_id: int
    code: str
    sender_id: int | None
    person_ids: tuple[int, ...]
    by_channel: dict[str, int]
    party_id: int | None = None

    def topics(self) -> list[str]:
        """Name the message and its sender's screens."""
        names = ["deliveries", f"relay:{self.relay_id}"]
        return [*names, f"inbox:{self.sender_id}"] if self.sender_id else names

    def sentence(self) -> str:
        """Say how many it did not go to any more, by what."""
        parts = ", ".join(f"{CHANNELS[one]} {n}" for one, n in self.by_channel.items())
        many = len(self.person_ids)
        said = ngettext(
            "{code}: too late to send to {n} person ({parts}). It was not sent.",
            "{code}: too late to send to {n} people ({parts}). It was not sent.",
            many,
        )
        return said.format(code=self.code, n=many, parts=parts)


@dataclass(frozen=True, kw_only=True)
class CallMade(_OfDelivery):
    """Somebody called a person, by phone, radio or public address. answer: of ANSWERS.

    stood: what it changed, {field: value before} of the person's line and, as `checked_at`, of the
    number: moments as ISO 8601. For taking it back.
    """

    kind: ClassVar[str] = "relays.call_made"
    answer: str
    stood: dict[str, str | None] = field(default_factory=dict)

    def topics(self) -> list[str]:
        """Name the delivery, too: it can be taken back."""
        return [*super().topics(), f"delivery:{self.delivery_id}"]

    def sentence(self) -> str:
        """Say who was called and what came of it."""
        said = _("{code}: {name} called by {channel}: {answer}.")
        answer = _(ANSWERS[self.answer])
        return said.format(code=self.code, name=self.name, channel=self.by_channel(), answer=answer)


@dataclass(frozen=True, kw_only=True)
class CallTakenBack(_OfDelivery):
    """What was noted of a call was a slip: it is to be made again."""

    kind: ClassVar[str] = "relays.call_taken_back"

    def sentence(self) -> str:
        """Say whose."""
        said = _("{code}: what was noted of the call to {name} was taken back.")
        return said.format(code=self.code, name=self.name)


@dataclass(frozen=True, kw_only=True)
class AnswerHeard(_OfDelivery):
    """A person answered a gateway's text in words of their own."""

    kind: ClassVar[str] = "relays.answer_heard"
    text: str = field(metadata={"seal": "relay_id"})

    def sentence(self) -> str:
        """Say who wrote what."""
        said = _("{code}: {name} answers by {channel}: {text}")
        return said.format(
            code=self.code, name=self.name, channel=self.by_channel(), text=self.text
        )
