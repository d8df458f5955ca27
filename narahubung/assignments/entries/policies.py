"""What can happen to the rules of working time and of cover."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one


@dataclass(frozen=True, kw_only=True)
class _OfRules(Entry):
    right: ClassVar[str] = Right.PLAN_OFFICERS

    def topics(self) -> list[str]:
        """Name the page of the rules, and the roster that is judged by them."""
        return ["roster_rules", "roster"]


@dataclass(frozen=True, kw_only=True)
class TermsSet(_OfRules):
    """Rules of working time were chosen for everyone (group "") or for a group.

    policy: "" for as everyone. whom, rules, figures: the same in words, in both languages.
    """

    kind: ClassVar[str] = "assignments.terms_set"
    group: str
    policy: str
    whom: str
    rules: str = ""
    figures: str = ""
    changes: dict[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """Say it."""
        whom = in_one(self.whom)
        if not self.policy:
            return _("Working time of {group}: as of everyone.").format(group=whom)
        text = _("Working time of {group}: {rules}.").format(group=whom, rules=in_one(self.rules))
        return f"{text} {in_one(self.figures)}".strip()


@dataclass(frozen=True, kw_only=True)
class CoverSet(_OfRules):
    """It was set when somebody must be with every party (party_id None), or with one."""

    kind: ClassVar[str] = "assignments.cover_set"
    party_id: int | None
    party_code: str
    day_from: str
    day_to: str
    night: str

    def sentence(self) -> str:
        """Say it."""
        hours = f"{self.day_from}\N{EN DASH}{self.day_to}".replace(":", ".")
        whom = self.party_code or _("every delegation")
        if self.night == "cover":
            return _("Somebody is with {party} day and night.").format(party=whom)
        return _("Somebody is with {party} from {hours}; at night the desk is called.").format(
            party=whom, hours=hours
        )


@dataclass(frozen=True, kw_only=True)
class CoverDropped(_OfRules):
    """One party is covered as all others are."""

    kind: ClassVar[str] = "assignments.cover_dropped"
    party_id: int
    party_code: str

    def sentence(self) -> str:
        """Say it."""
        return _("{party} is covered as every delegation is.").format(party=self.party_code)


@dataclass(frozen=True, kw_only=True)
class EngagementSet(_OfRules):
    """It was said as what officers serve. whom: the group in words, in both languages."""

    kind: ClassVar[str] = "assignments.engagement_set"
    group: str
    whom: str
    officers: str

    def sentence(self) -> str:
        """Say it."""
        if not self.group:
            return _("As what they serve is not said any more: {officers}.").format(
                officers=self.officers
            )
        return _("They serve as {group}: {officers}.").format(
            group=in_one(self.whom), officers=self.officers
        )
