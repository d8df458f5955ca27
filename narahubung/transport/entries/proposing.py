"""What can happen to a plan: of cars, of pooled transfers, of slots at a door."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry

TOPIC = "fleet_proposals"


@dataclass(frozen=True, kw_only=True)
class _OfProposal(Entry):
    """day: ISO, whose trips it is about. plan: which kind; item: of slots at a door, for what."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    proposal_id: int
    day: str
    plan: str = "cars"
    item: str = ""

    def topics(self) -> list[str]:
        """Name the proposals."""
        return [TOPIC]

    @property
    def named(self) -> str:
        """Return which plan it is, in the language in force."""
        words = {
            "cars": _("Plan of cars for {day}"),
            "pooled": _("Pooled transfers of {day}"),
            "slots": _("Arrivals for {item}, {day}"),
            "leaving": _("Departures from {item}, {day}"),
        }
        return words[self.plan].format(day=self.day, item=self.item)


@dataclass(frozen=True, kw_only=True)
class PlanAsked(_OfProposal):
    """Somebody asked for it."""

    kind: ClassVar[str] = "transport.fleet_asked"

    def sentence(self) -> str:
        """Say it."""
        return _("{plan}: asked for.").format(plan=self.named)


@dataclass(frozen=True, kw_only=True)
class PlanReady(_OfProposal):
    """The plan is there. unserved: trips, people or delegations that it has no place for."""

    kind: ClassVar[str] = "transport.fleet_planned"
    changes: int
    unserved: int

    def sentence(self) -> str:
        """Say what it would change."""
        return _("{plan}: ready, {changes} changes, {unserved} without a place.").format(
            plan=self.named, changes=self.changes, unserved=self.unserved
        )


@dataclass(frozen=True, kw_only=True)
class PlanFailed(_OfProposal):
    """There is no plan."""

    kind: ClassVar[str] = "transport.fleet_failed"
    trouble: str

    def sentence(self) -> str:
        """Say why."""
        return _("{plan}: there is none, {trouble}.").format(plan=self.named, trouble=self.trouble)


@dataclass(frozen=True, kw_only=True)
class PlanAdopted(_OfProposal):
    """It is so now. taken_back: it is as before again."""

    kind: ClassVar[str] = "transport.fleet_adopted"
    changes: int
    taken_back: bool = False

    def sentence(self) -> str:
        """Say it."""
        words = (
            _("{plan}: taken back, {changes} trips.")
            if self.taken_back
            else _("{plan}: adopted, {changes} trips.")
        )
        return words.format(plan=self.named, changes=self.changes)


@dataclass(frozen=True, kw_only=True)
class PlanDismissed(_OfProposal):
    """It was put aside."""

    kind: ClassVar[str] = "transport.fleet_dismissed"

    def sentence(self) -> str:
        """Say it."""
        return _("{plan}: put aside.").format(plan=self.named)
