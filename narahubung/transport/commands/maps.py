"""Floor plans of venues: put in, marked, taken out. Every POST of them is a coordinator's."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.accounts.rules import check_may
from narahubung.documents.reading import Received
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Place
from narahubung.transport.entries.maps import PlanAdded, PlanMarked, PlanRemoved, PlanUnmarked
from narahubung.transport.models import FloorPlan, PlanMarker
from narahubung.transport.rules.maps import check_on_plan


@command
def add_plan(
    *,
    place_id: int,
    name: str,
    file: Received,
    width: int,
    height: int,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Put in a floor plan and return its number. file: of `documents.reading.receive`.

    width, height: of the picture in points. Raises NotAllowed; Place.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        check_may(by, Right.TAKE_IN_LISTS)
        place = Place.objects.visible_to(by).get(pk=place_id)
        made = FloorPlan.objects.create(
            event_id=by.here,
            place=place,
            name=name,
            digest=file.digest,
            media_type=file.media_type,
            width=width,
            height=height,
            at=at,
            by_name=by.name,
        )
        record(PlanAdded(**_about(made)))
    return made.pk


@command
def remove_plan(*, plan_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take a floor plan out with its marks. Raises NotAllowed; FloorPlan.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        check_may(by, Right.TAKE_IN_LISTS)
        plan = FloorPlan.objects.for_change(by, plan_id)
        about = _about(plan)
        plan.delete()
        record(PlanRemoved(**about))


@command
def mark_plan(
    *,
    plan_id: int,
    name: str,
    x: float,
    y: float,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Mark a room, door or waiting place; return the mark's number.

    x, y: points from the upper left corner. Raises NotAllowed, OffThePlan; FloorPlan.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        check_may(by, Right.TAKE_IN_LISTS)
        plan = FloorPlan.objects.for_change(by, plan_id)
        check_on_plan(plan, x, y)
        made = PlanMarker.objects.create(event_id=by.here, plan=plan, name=name, x=x, y=y)
        record(PlanMarked(**_about(plan), marker=name))
    return made.pk


@command
def unmark_plan(
    *, plan_id: int, marker_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take a mark off. Raises NotAllowed; DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        check_may(by, Right.TAKE_IN_LISTS)
        plan = FloorPlan.objects.for_change(by, plan_id)
        marker = plan.markers.get(pk=marker_id)
        record(PlanUnmarked(**_about(plan), marker=marker.name))
        marker.delete()


def _about(plan: FloorPlan) -> dict[str, Any]:
    return {"plan_id": plan.pk, "name": plan.name, "place": plan.place.name}
