"""The round in which everybody is asked by every channel."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class ChannelTestBegun(Entry):
    """Everybody is asked by every channel."""

    kind: ClassVar[str] = "relays.channel_test_begun"
    right: ClassVar[str] = Right.SEE_RELAYS
    test_id: int
    people: int

    def topics(self) -> list[str]:
        """Name the test."""
        return [f"channeltest:{self.test_id}", "deliveries"]

    def sentence(self) -> str:
        """Say to how many."""
        said = ngettext(
            "Channel test: {n} person is asked.", "Channel test: {n} people are asked.", self.people
        )
        return said.format(n=self.people)


@dataclass(frozen=True, kw_only=True)
class ReachedByTest(Entry):
    """A person confirmed that the test's word arrived by a channel."""

    kind: ClassVar[str] = "relays.test_reached"
    right: ClassVar[str] = Right.SEE_RELAYS
    test_id: int
    person_id: int
    name: str

    def topics(self) -> list[str]:
        """Name the test and the person's screens."""
        return [f"channeltest:{self.test_id}", f"inbox:{self.person_id}"]

    def sentence(self) -> str:
        """Say who."""
        return _("Channel test: {name} was reached.").format(name=self.name)
