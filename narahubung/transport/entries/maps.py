"""What can happen to floor plans."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class _OfPlan(Entry):
    """name: of the plan; place: its venue."""

    right: ClassVar[str] = Right.SEE_EVENT
    plan_id: int
    name: str
    place: str

    def topics(self) -> list[str]:
        """Name the plan and the list of all."""
        return [f"floorplan:{self.plan_id}", "floorplans"]


@dataclass(frozen=True, kw_only=True)
class PlanAdded(_OfPlan):
    """A floor plan was put in."""

    kind: ClassVar[str] = "transport.plan_added"

    def sentence(self) -> str:
        """Say which."""
        return _("Floor plan {name} of {place} was put in.").format(
            name=self.name, place=self.place
        )


@dataclass(frozen=True, kw_only=True)
class PlanRemoved(_OfPlan):
    """A floor plan was taken out."""

    kind: ClassVar[str] = "transport.plan_removed"

    def sentence(self) -> str:
        """Say which."""
        return _("Floor plan {name} of {place} was taken out.").format(
            name=self.name, place=self.place
        )


@dataclass(frozen=True, kw_only=True)
class PlanMarked(_OfPlan):
    """A room, door or waiting place was marked on a floor plan. marker: its name."""

    kind: ClassVar[str] = "transport.plan_marked"
    marker: str

    def sentence(self) -> str:
        """Say what stands there."""
        return _("On the floor plan {name}: {marker}.").format(name=self.name, marker=self.marker)


@dataclass(frozen=True, kw_only=True)
class PlanUnmarked(_OfPlan):
    """A mark was taken off a floor plan. marker: its name."""

    kind: ClassVar[str] = "transport.plan_unmarked"
    marker: str

    def sentence(self) -> str:
        """Say what no longer stands there."""
        return _("No longer on the floor plan {name}: {marker}.").format(
            name=self.name, marker=self.marker
        )
