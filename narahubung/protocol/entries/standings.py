"""What can happen to standings and to an event's own rule sets."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one


@dataclass(frozen=True, kw_only=True)
class StandingKept(Entry):
    """What somebody is was put down or changed. who: whom it is of; changed: names of fields."""

    kind: ClassVar[str] = "protocol.standing_kept"
    right: ClassVar[str] = Right.SEE_PLACES
    standing_id: int
    who: str
    changed: list[str]
    name: str

    def topics(self) -> list[str]:
        """Name the person and the room."""
        return [f"standing:{self.standing_id}", "protocol"]

    def sentence(self) -> str:
        """Say of whom."""
        words = _("{name} put down by what {who} is ranked.")
        return words.format(name=self.name, who=self.who)


@dataclass(frozen=True, kw_only=True)
class OwnRulesWritten(Entry):
    """A version of an event's own rule set. code: of this version; base: of the library."""

    kind: ClassVar[str] = "protocol.own_rules_written"
    right: ClassVar[str] = Right.SEE_PLACES
    rules_id: int
    code: str
    title: str
    base: str
    why: str
    name: str

    def topics(self) -> list[str]:
        """Name the version and the room."""
        return [f"ownrules:{self.rules_id}", "protocol"]

    def sentence(self) -> str:
        """Say which, and why."""
        words = _("{name} wrote the rule set {title} ({code}): {why}")
        return words.format(name=self.name, title=in_one(self.title), code=self.code, why=self.why)
