"""The demo's shared cars and door: who flies home without a car, and who comes to the mangroves."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from narahubung.config.past_people import Deed, People
from narahubung.kit.actor import the_house
from narahubung.kit.zones import zone
from narahubung.plans.assignment import to_json
from narahubung.plans.movements.arriving import plan_arrivals
from narahubung.plans.movements.pooling import plan_pool
from narahubung.programme.models import Item
from narahubung.transport.commands.pooling import take_transfers
from narahubung.transport.commands.proposing import ask_plan, record_plan
from narahubung.transport.models import Proposal
from narahubung.transport.pooling import pool_problem, usable_cars
from narahubung.transport.queries.suggesting import suggested
from narahubung.transport.slots import arrival_problem

GROUPS = 9  # of those who fly home on the last day; enough to share, few to compute
DOOR = "PRG-19"


def together_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Yield what the transport desk planned until that moment."""
    at = until - timedelta(minutes=30)
    yield at, partial(_flying_home, event, people, at)
    yield at + timedelta(minutes=4), partial(_at_the_door, event, people, at + timedelta(minutes=4))


def _flying_home(event: Any, people: People, at: datetime) -> None:
    """The advance teams of the last day share vans to their flights; the plan lies ready."""
    by = people.coordinator
    for ahead in range(4, 0, -1):
        day = at.astimezone(zone(event.zone)).date() + timedelta(days=ahead)
        rows = list(suggested(by=by, event=event, day=day, at=at).values())[:GROUPS]
        if len(rows) > 1:
            break
    else:
        return
    take_transfers(rows=rows, by=by, at=at)
    cars = [car.pk for car in usable_cars(event) if car.seats and 4 <= car.seats <= 30][:6]
    row = ask_plan(
        kind="pooled", day=day, anew=True, wishes={"vehicles": cars, "wait_min": 45}, by=by, at=at
    )
    problem = pool_problem(row, at=at)
    plan = plan_pool(problem, effort=0.2, wall_guard_s=2)
    _record(row, problem, plan, len(plan.carried), len(plan.left), at)


def _at_the_door(event: Any, people: People, at: datetime) -> None:
    """Who comes to the tree planting when, in order of precedence; the plan lies ready."""
    item = Item.objects.filter(event=event, code=DOOR, starts_at__gt=at).first()
    if item is None or item.starts_at is None:
        return
    day: date = item.starts_at.astimezone(zone(event.zone)).date()
    row = ask_plan(kind="slots", day=day, item_id=item.pk, anew=True, by=people.coordinator, at=at)
    problem = arrival_problem(row, at=at)
    plan = plan_arrivals(problem, effort=1, wall_guard_s=4)
    _record(row, problem, plan, len(plan.slots), len(plan.without), at)


def _record(
    row: Proposal, problem: Any, plan: Any, changes: int, unserved: int, at: datetime
) -> None:
    record_plan(
        proposal_id=row.pk,
        problem=to_json(problem),
        plan=to_json(plan),
        changes=changes,
        unserved=unserved,
        by=the_house("job", event_id=row.event_id),
        at=at,
    )
