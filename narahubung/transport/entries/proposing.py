"""What can happen to a plan of cars."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry

TOPIC = "fleet_proposals"


@dataclass(frozen=True, kw_only=True)
class _OfProposal(Entry):
    """day: ISO, whose trips it is about."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    proposal_id: int
    day: str

    def topics(self) -> list[str]:
        """Name the proposals."""
        return [TOPIC]


@dataclass(frozen=True, kw_only=True)
class FleetAsked(_OfProposal):
    """Somebody asked which car should drive which trip."""

    kind: ClassVar[str] = "transport.fleet_asked"

    def sentence(self) -> str:
        """Say it."""
        return _("A plan of cars for {day} was asked for.").format(day=self.day)


@dataclass(frozen=True, kw_only=True)
class FleetPlanned(_OfProposal):
    """The plan is there. unserved: trips that it finds no car for."""

    kind: ClassVar[str] = "transport.fleet_planned"
    changes: int
    unserved: int

    def sentence(self) -> str:
        """Say what it would change."""
        return _("A plan of cars for {day}: {changes} changes, {unserved} without a car.").format(
            day=self.day, changes=self.changes, unserved=self.unserved
        )


@dataclass(frozen=True, kw_only=True)
class FleetFailed(_OfProposal):
    """There is no plan."""

    kind: ClassVar[str] = "transport.fleet_failed"
    trouble: str

    def sentence(self) -> str:
        """Say why."""
        return _("No plan of cars for {day}: {trouble}").format(day=self.day, trouble=self.trouble)


@dataclass(frozen=True, kw_only=True)
class FleetAdopted(_OfProposal):
    """Its cars drive. taken_back: those of before drive again."""

    kind: ClassVar[str] = "transport.fleet_adopted"
    changes: int
    taken_back: bool = False

    def sentence(self) -> str:
        """Say it."""
        words = (
            _("The plan of cars for {day} was taken back: {changes} trips.")
            if self.taken_back
            else _("The plan of cars for {day} was adopted: {changes} trips.")
        )
        return words.format(day=self.day, changes=self.changes)


@dataclass(frozen=True, kw_only=True)
class FleetDismissed(_OfProposal):
    """It was put aside."""

    kind: ClassVar[str] = "transport.fleet_dismissed"

    def sentence(self) -> str:
        """Say it."""
        return _("The plan of cars for {day} was put aside.").format(day=self.day)
