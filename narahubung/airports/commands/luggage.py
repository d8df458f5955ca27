"""Bags are counted on their way, and those that are missing followed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.airports import entries
from narahubung.airports.models import BagCount, BagPoint, BagState, MissingBag
from narahubung.airports.rules import luggage as rules
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.movements.models import Movement


@command
def count_bags(
    *,
    movement_id: int,
    at_point: str,
    count: int,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Record how many bags there are at a point (models.BagPoint); return the count's number.

    A fact is not refused: the last that stands at a point counts. Raises DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        movement = _movement(movement_id, by)
        row = BagCount.objects.create(
            event_id=movement.event_id,
            party_id=movement.party_id,
            movement=movement,
            at_point=BagPoint(at_point).value,
            count=count,
            at=at,
            by_name=by.name,
        )
        record(entries.BagsCounted(**about(movement), at_point=row.at_point, count=count))
    return row.pk


@command
def undo_count(
    *, movement_id: int, at_point: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take back the last count at a point. Raises NoBagsToUndo, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        movement = _movement(movement_id, by)
        rows = movement.bag_counts.filter(at_point=at_point, undone=False)
        last = rows.order_by("-at", "-pk").first()
        if last is None:
            raise rules.NoBagsToUndo
        last.undone = True
        last.save(update_fields=["undone"])
        record(entries.CountUndone(**about(movement), at_point=at_point, count=last.count))


@command
def report_missing_bag(
    *,
    movement_id: int,
    description: str,
    tag: str = "",
    airline_ref: str = "",
    deliver_to: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Record that a bag did not come along; return its number. Raises DescribeIt, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        movement = _movement(movement_id, by)
        rules.check_description(description)
        bag = MissingBag.objects.create(
            event_id=movement.event_id,
            party_id=movement.party_id,
            movement=movement,
            description=description.strip(),
            tag=tag.strip(),
            airline_ref=airline_ref.strip(),
            deliver_to=deliver_to.strip(),
            told_at=at,
            by_name=by.name,
        )
        record(
            entries.BagMissing(
                **about(movement),
                bag_id=bag.pk,
                tag=bag.tag,
                airline_ref=bag.airline_ref,
                description=bag.description,
                deliver_to=bag.deliver_to,
            )
        )
    return bag.pk


@command
def follow_bag(
    *,
    bag_id: int,
    state: str,
    airline_ref: str = "",
    note: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Record what became of a missing bag: asked again (still missing), found, delivered, given up.

    state: models.BagState; an earlier one takes a slip back. Raises DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rows = MissingBag.objects.select_related("party", "event")
        bag = rows.for_change(by, bag_id, Right.REPORT_MOVEMENT)
        old, bag.state = bag.state, BagState(state).value
        bag.airline_ref = airline_ref.strip() or bag.airline_ref
        if bag.state == BagState.MISSING:
            bag.asked_at, bag.found_at, bag.delivered_at = at, None, None
        elif bag.state == BagState.FOUND:
            bag.found_at, bag.delivered_at = bag.found_at or at, None
        elif bag.state == BagState.DELIVERED:
            bag.found_at, bag.delivered_at = bag.found_at or at, at
        bag.save()
        record(
            entries.BagFollowed(
                party_id=bag.party_id,
                party=bag.party.code,
                zone=bag.event.zone,
                movement_id=bag.movement_id,
                bag_id=bag.pk,
                old_state=old,
                state=bag.state,
                description=bag.description,
                note=note.strip(),
            )
        )


def about(movement: Movement) -> dict[str, Any]:
    """Return what every entry says of the movement whose bags they are."""
    return {
        "party_id": movement.party_id,
        "party": movement.party.code,
        "movement_id": movement.pk,
        "zone": movement.zone,
    }


def _movement(movement_id: int, by: Actor) -> Movement:
    rows = Movement.objects.select_related("party")
    return rows.for_change(by, movement_id, Right.REPORT_MOVEMENT)
