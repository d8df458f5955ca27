"""An event grows quiet, and speaks again."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one
from narahubung.relays.entries.sending import NAMED, OfRelay, inboxes


@dataclass(frozen=True, kw_only=True)
class QuietBegun(Entry):
    """From now on ordinary messages wait. why: in both languages."""

    kind: ClassVar[str] = "relays.quiet_begun"
    right: ClassVar[str] = Right.SEE_EVENT
    why: str

    def topics(self) -> list[str]:
        """Name the state, and the lists."""
        return ["quiet", "relays"]

    def sentence(self) -> str:
        """Say since when and why."""
        said = _("Only urgent messages go out from now on: {why}.")
        return said.format(why=in_one(self.why))


@dataclass(frozen=True, kw_only=True)
class QuietEnded(Entry):
    """What waited goes out. held: how many messages that were."""

    kind: ClassVar[str] = "relays.quiet_ended"
    right: ClassVar[str] = Right.SEE_EVENT
    held: int

    def topics(self) -> list[str]:
        """Name the state, and the lists."""
        return ["quiet", "relays"]

    def sentence(self) -> str:
        """Say how many go out."""
        said = ngettext(
            "Messages go out as ever again; {n} that was held goes out now.",
            "Messages go out as ever again; {n} that were held go out now.",
            self.held,
        )
        return said.format(n=self.held)


@dataclass(frozen=True, kw_only=True)
class RelayLetThrough(OfRelay):
    """Somebody who leads let one message through."""

    kind: ClassVar[str] = "relays.let_through"
    name: str
    why: str = field(metadata={"seal": "relay_id"})
    person_ids: tuple[int, ...]

    def topics(self) -> list[str]:
        """Name the lists, and the screens of not too many who get it."""
        names = [*super().topics(), "relays", "quiet"]
        return names + (inboxes(*self.person_ids) if len(self.person_ids) <= NAMED else [])

    def sentence(self) -> str:
        """Say who, and why."""
        said = _("{code}: let through by {name}: {why}")
        return said.format(code=self.code, name=self.name, why=self.why)
