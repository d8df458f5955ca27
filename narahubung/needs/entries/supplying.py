"""What a supplier says through a link without log-in, and that one was given."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.needs.entries.answering import said_words
from narahubung.needs.entries.parts import OfPart


@dataclass(frozen=True, kw_only=True)
class PartShared(OfPart):
    """A link to one part was made for its supplier."""

    kind: ClassVar[str] = "needs.part_shared"

    def sentence(self) -> str:
        """Say for whom."""
        return self._fill(_("Request {code}: a link for {supplier} was made"))


@dataclass(frozen=True, kw_only=True)
class PartSetOff(OfPart):
    """The supplier is on the way."""

    kind: ClassVar[str] = "needs.part_set_off"

    def sentence(self) -> str:
        """Say it."""
        return self._fill(_("Request {code}: {supplier} is on the way with {n} {what}"))


@dataclass(frozen=True, kw_only=True)
class PartRefused(OfPart):
    """The supplier cannot do it, and says why."""

    kind: ClassVar[str] = "needs.part_refused"
    why: str = said_words()

    def sentence(self) -> str:
        """Say why."""
        return self._fill(_("Request {code}: {supplier} cannot do {n} {what}: {why}"), why=self.why)
