"""What happens to the ladder behind a desk."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one


@dataclass(frozen=True, kw_only=True)
class LadderSet(Entry):
    """Other persons stand behind a desk. deputy, chief: their names, "" for nobody.

    by_name: the house found them by the names in the organiser's list.
    """

    kind: ClassVar[str] = "needs.ladder_set"
    right: ClassVar[str] = Right.PLAN_OFFICERS
    department_id: int
    department: str
    deputy: str
    chief: str
    by_name: bool = False

    def topics(self) -> list[str]:
        """Name the queues: who is asked next shows on every request."""
        return ["needs", "ladder"]

    def sentence(self) -> str:
        """Say who stands there now."""
        words = _("Behind the desk {desk} stand now: deputy {deputy}, chief {chief}")
        if self.by_name:
            words = _("Behind the desk {desk}, found by name: deputy {deputy}, chief {chief}")
        nobody = _("nobody")
        return words.format(
            desk=in_one(self.department), deputy=self.deputy or nobody, chief=self.chief or nobody
        )
