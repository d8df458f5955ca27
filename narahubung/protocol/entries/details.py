"""What can happen to a sheet of the detail book. Its words do not stand here."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfDetail(Entry):
    """gaps: how many parts are empty. party_ids: who attends the item."""

    right: ClassVar[str] = Right.SEE_PLACES
    item_id: int
    title: str
    title_id: str = ""
    gaps: int
    party_ids: list[int] = field(default_factory=list)

    def named(self) -> str:
        """Return the item's title in the language in force."""
        if (get_language() or "").startswith("id") and self.title_id:
            return self.title_id
        return self.title

    def topics(self) -> list[str]:
        """Name the item, the book and every party that attends: its readiness counts gaps."""
        return [f"item:{self.item_id}", "details", *(f"party:{pk}" for pk in self.party_ids)]


@dataclass(frozen=True, kw_only=True)
class DetailWritten(OfDetail):
    """A sheet was written. changed: the names of its parts."""

    kind: ClassVar[str] = "protocol.detail_written"
    changed: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """Say what is missing still."""
        if not self.gaps:
            return _("Detail book of {title}: complete.").format(title=self.named())
        words = ngettext(
            "Detail book of {title}: written, {n} part is missing.",
            "Detail book of {title}: written, {n} parts are missing.",
            self.gaps,
        )
        return words.format(title=self.named(), n=self.gaps)


@dataclass(frozen=True, kw_only=True)
class DeadlinePassed(OfDetail):
    """The deadline came, and parts are empty: the owner is reminded."""

    kind: ClassVar[str] = "protocol.detail_due"

    def sentence(self) -> str:
        """Say how many."""
        words = ngettext(
            "Detail book of {title}: the deadline is here, {n} part is missing.",
            "Detail book of {title}: the deadline is here, {n} parts are missing.",
            self.gaps,
        )
        return words.format(title=self.named(), n=self.gaps)
