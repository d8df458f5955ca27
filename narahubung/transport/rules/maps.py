"""What a mark on a floor plan must be."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.transport.models import FloorPlan


class OffThePlan(Refusal):
    """A mark that nobody would see."""

    says = _("This point is not on the floor plan.")
    advice = _("Tap the drawing where the mark belongs.")


def check_on_plan(plan: FloorPlan, x: float, y: float) -> None:
    """Raise OffThePlan for a point outside the drawing."""
    if not (0 <= x <= plan.width and 0 <= y <= plan.height):
        raise OffThePlan
