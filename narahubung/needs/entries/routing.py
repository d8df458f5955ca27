"""What happens to the table by which needs find their department."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class RoutesChanged(Entry):
    """A line was written, changed or removed, or the system's set became the event's own."""

    kind: ClassVar[str] = "needs.routes_changed"
    right: ClassVar[str] = Right.PLAN_OFFICERS
    lines: int

    def topics(self) -> list[str]:
        """Name the queues: where new requests go shows there."""
        return ["needs"]

    def sentence(self) -> str:
        """Say it."""
        return _("Where requests go was changed; the table has {n} lines").format(n=self.lines)
