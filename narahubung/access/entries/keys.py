"""What can happen to the keys that sign badges. No key is told: only its id."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class KeyReplaced(Entry):
    """A new key signs. ends_at: when badges of the older ones end (ISO); reprints: how many."""

    kind: ClassVar[str] = "access.key_replaced"
    right: ClassVar[str] = Right.ACCREDIT
    old: str
    new: str
    ends_at: str
    reprints: int
    why: str
    name: str

    def topics(self) -> list[str]:
        """Name the desk, and the lists of all gates."""
        return ["access", "gates"]

    def sentence(self) -> str:
        """Say why, and how many badges must be replaced."""
        words = _("{name} made a new signing key for badges ({new} after {old}): {why}")
        said = words.format(name=self.name, new=self.new, old=self.old, why=self.why)
        more = _("Badges to replace: {number}.").format(number=self.reprints)
        return f"{said}. {more}"
