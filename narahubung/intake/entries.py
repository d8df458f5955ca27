"""What can happen here: a list was brought, taken in, or put away."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class _OfList(Entry):
    right: ClassVar[str] = str(Right.TAKE_IN_LISTS)
    import_id: int
    file_name: str

    def topics(self) -> list[str]:
        """Name the import and the list of imports."""
        return [f"import:{self.import_id}", "imports"]


@dataclass(frozen=True, kw_only=True)
class ListBrought(_OfList):
    """Somebody brought a file; it is being read."""

    kind: ClassVar[str] = "intake.brought"
    digest: str = ""

    def sentence(self) -> str:
        """Say it."""
        return _("The list {file} was brought.").format(file=self.file_name)


@dataclass(frozen=True, kw_only=True)
class ListTakenIn(_OfList):
    """What a list brought is stored, all of it in this act."""

    kind: ClassVar[str] = "intake.taken_in"
    new: int
    changed: int
    left_out: int = 0

    def sentence(self) -> str:
        """Say how much."""
        new = ngettext("{n} new row", "{n} new rows", self.new).format(n=self.new)
        changed = ngettext("{n} changed", "{n} changed", self.changed).format(n=self.changed)
        return _("The list {file} was taken in: {new}, {changed}.").format(
            file=self.file_name, new=new, changed=changed
        )

    def topics(self) -> list[str]:
        """Name the import, and the board: the event may look different now."""
        return [*super().topics(), "board", "event"]


@dataclass(frozen=True, kw_only=True)
class ListDismissed(_OfList):
    """A list was looked at and not taken in."""

    kind: ClassVar[str] = "intake.dismissed"

    def sentence(self) -> str:
        """Say it."""
        return _("The list {file} was put away; nothing was taken in.").format(file=self.file_name)
