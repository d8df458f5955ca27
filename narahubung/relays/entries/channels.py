"""What happens to addresses and gateways. No entry carries an address, a token or a password."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.relays.words import CHANNELS


@dataclass(frozen=True, kw_only=True)
class _OfPerson(Entry):
    """Something about how a person is reached."""

    right: ClassVar[str] = Right.MANAGE_PEOPLE
    person_id: int
    name: str

    def topics(self) -> list[str]:
        """Name the person's screens."""
        return [f"inbox:{self.person_id}"]


@dataclass(frozen=True, kw_only=True)
class AddressSet(_OfPerson):
    """A person can be reached by a channel."""

    kind: ClassVar[str] = "relays.address_set"
    channel: str

    def sentence(self) -> str:
        """Say it."""
        said = _("{name} can be reached by {channel}.")
        return said.format(name=self.name, channel=CHANNELS[self.channel])


@dataclass(frozen=True, kw_only=True)
class AddressRemoved(_OfPerson):
    """An address was taken away."""

    kind: ClassVar[str] = "relays.address_removed"
    channel: str

    def sentence(self) -> str:
        """Say it."""
        said = _("{name} took an address away: {channel}.")
        return said.format(name=self.name, channel=CHANNELS[self.channel])


@dataclass(frozen=True, kw_only=True)
class ChannelsOrdered(_OfPerson):
    """A person said by what to be reached first, or when to be left in peace."""

    kind: ClassVar[str] = "relays.channels_ordered"

    def sentence(self) -> str:
        """Say it."""
        return _("{name} set the order of channels and the quiet hours.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class GatewaySet(Entry):
    """The organiser said how the event sends by a channel. on: False, not any more."""

    kind: ClassVar[str] = "relays.gateway_set"
    right: ClassVar[str] = Right.MANAGE_EVENT
    channel: str
    shape: str
    on: bool

    def topics(self) -> list[str]:
        """Name the event's channels."""
        return ["deliveries"]

    def sentence(self) -> str:
        """Say it."""
        said = _("{channel} goes out by {shape}.") if self.on else _("{channel} is switched off.")
        return said.format(channel=CHANNELS[self.channel], shape=self.shape)
