"""What can happen to zones, gates and categories."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfZones(Entry):
    """code: of what was set up; name: who did it."""

    right: ClassVar[str] = Right.SEE_ACCESS
    code: str
    name: str

    def topics(self) -> list[str]:
        """Name the set-up, and the lists of all gates."""
        return ["access", "gates"]


@dataclass(frozen=True, kw_only=True)
class ZoneKept(OfZones):
    """A zone was made or changed."""

    kind: ClassVar[str] = "access.zone_kept"

    def sentence(self) -> str:
        """Say it."""
        return _("{name} set up zone {code}.").format(name=self.name, code=self.code)


@dataclass(frozen=True, kw_only=True)
class GateKept(OfZones):
    """A gate was made or changed."""

    kind: ClassVar[str] = "access.gate_kept"

    def sentence(self) -> str:
        """Say it."""
        return _("{name} set up gate {code}.").format(name=self.name, code=self.code)


@dataclass(frozen=True, kw_only=True)
class CategoryKept(OfZones):
    """A category of badges was made or changed."""

    kind: ClassVar[str] = "access.category_kept"

    def sentence(self) -> str:
        """Say it."""
        return _("{name} set up badge category {code}.").format(name=self.name, code=self.code)
