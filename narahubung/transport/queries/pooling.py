"""Who needs a transfer on a day, who could, and the newest plan of who shares which car."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.said import said
from narahubung.kit.zones import zone
from narahubung.transport.models import Proposal, ProposalKind, ProposalState, Transfer
from narahubung.transport.pooling import WAIT_MIN, moment_of, transfers_on, usable_cars
from narahubung.transport.queries.pooled_plans import PooledPlan, pooled_plan
from narahubung.transport.queries.proposing import adopted_before
from narahubung.transport.queries.suggesting import suggested
from narahubung.transport.queries.transfers import TransferLine, transfer_line


@dataclass(frozen=True, kw_only=True)
class CarChoice:
    """A car that may be used; is_chosen: as the plan before had it."""

    id: int
    label: str
    seats: int
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class PooledDay:
    """All that stands on the page of a day. days: those on which somebody needs a transfer.

    adopted: a plan before that shown that stands and can be taken back.
    """

    days: tuple[date, ...]
    lines: tuple[TransferLine, ...]
    suggested: tuple[TransferLine, ...]
    cars: tuple[CarChoice, ...]
    plan: PooledPlan | None
    adopted: Proposal | None
    wait_min: int
    apart: str
    may_plan: bool


def pooled_day(*, by: Actor, event: Event, day: date, at: datetime) -> PooledDay:
    """Return the transfers of a day, cut to what this person may see, and the newest plan.

    Plans and cars of nobody are for who tells of movements of the whole event. A dozen queries.
    """
    rows = transfers_on(Transfer.objects.visible_to(by), day, event.zone)
    needed = Transfer.objects.visible_to(by).filter(withdrawn=False)
    moments = [moment_of(row) for row in needed.select_related("movement", "item")]
    days = {one.astimezone(zone(event.zone)).date() for one in moments} | {day}
    lines = {row.pk: transfer_line(row, key=str(row.pk)) for row in rows}
    parted = {row.part_of_id for row in rows} - {None}
    lines |= {pk: replace(lines[pk], in_parts=True) for pk in parted if pk in lines}
    taken_up = suggested(by=by, event=event, day=day, at=at)
    may_plan = by.may_for(Right.REPORT_MOVEMENT, None)
    newest = _newest(by, day) if may_plan else None
    shown = newest if newest and newest.state != ProposalState.DISMISSED else None
    wishes = newest.wishes if newest else {}
    chosen = set(wishes.get("vehicles", []))
    cars = usable_cars(event) if may_plan else []
    return PooledDay(
        days=tuple(sorted(days)),
        lines=tuple(lines.values()),
        suggested=tuple(transfer_line(row, key=key) for key, row in taken_up.items()),
        cars=tuple(
            CarChoice(
                id=car.pk,
                label=f"{car.plate} {said(car.use)}".strip(),
                seats=car.seats or 0,
                is_chosen=car.pk in chosen if newest else (car.seats or 0) > 4,
            )
            for car in cars
        ),
        plan=pooled_plan(shown, lines) if shown else None,
        adopted=adopted_before(shown, by=by, kind=ProposalKind.POOLED, day=day),
        wait_min=int(wishes.get("wait_min", WAIT_MIN)),
        apart=", ".join("-".join(pair) for pair in wishes.get("apart", [])),
        may_plan=may_plan,
    )


def _newest(by: Actor, day: date) -> Proposal | None:
    rows = Proposal.objects.visible_to(by).filter(kind=ProposalKind.POOLED, day=day)
    return rows.order_by("-pk").first()
