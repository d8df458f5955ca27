"""What people decide where the rules leave it open, or against them: with a reason, and undone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.protocol import entries
from narahubung.protocol.commands.guests import who
from narahubung.protocol.commands.orders import about, standing_order
from narahubung.protocol.models import HandMove, Taking, TieSettled
from narahubung.protocol.planning import ranked
from narahubung.protocol.rules import orders as rules
from narahubung.protocol.rules.rule_sets import check_why


@command
def move_guest(
    *,
    ranked_id: int,
    anchor_id: int,
    after: bool,
    why: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> HandMove:
    """Put somebody directly before or after somebody else; it stays when the order is made anew.

    An earlier place of the same person by hand is taken back with it. Raises Removed, NeedsAWhy,
    NotInThisOrder, BesideHimself; Taking.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Taking.objects.visible_to(by, Right.PLAN_PLACES).get(pk=ranked_id)
        anchor = Taking.objects.visible_to(by, Right.PLAN_PLACES).get(pk=anchor_id)
        order = standing_order(row.order_id, by)
        rules.check_move(row, anchor)
        check_why(why)
        earlier = order.moves.filter(taking=row, undone_at=None)
        earlier.update(undone_at=at, undone_by_name=by.name)
        move = HandMove.objects.create(
            event_id=by.here,
            order=order,
            taking=row,
            anchor=anchor,
            after=after,
            why=why.strip(),
            at=at,
            by_name=by.name,
        )
        told = entries.GuestMoved(
            **about(order, by), who=who(row), anchor=who(anchor), after=after, why=move.why
        )
        record(told)
    return move


@command
def take_place_back(*, hand_move_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let the rules place somebody again. Raises Removed, TakenBack; HandMove.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        found = HandMove.objects.visible_to(by, Right.PLAN_PLACES).get(pk=hand_move_id)
        order = standing_order(found.order_id, by)
        row = HandMove.objects.for_change(by, hand_move_id, Right.PLAN_PLACES)
        rules.check_undone(row)
        row.undone_at, row.undone_by_name = at, by.name
        row.save(update_fields=["undone_at", "undone_by_name"])
        record(entries.MoveTakenBack(**about(order, by), who=who(row.taking)))


@command
def settle_tie(
    *,
    order_id: int,
    ranked_ids: Sequence[int],
    why: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> TieSettled:
    """Settle a tie: all who share the rank, in their order. It holds until one more shares it.

    Raises Removed, NeedsAWhy, NoTie; RankOrder.DoesNotExist, Taking.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        order = standing_order(order_id, by)
        found = Taking.objects.visible_to(by, Right.PLAN_PLACES).in_bulk(list(ranked_ids))
        if set(ranked_ids) - set(found):
            raise Taking.DoesNotExist
        rows = [found[pk] for pk in ranked_ids]
        check_why(why)
        keys = [row.key for row in rows]
        rules.check_tie(keys, [tie.keys for tie in ranked(order).order.ties])
        settled = TieSettled.objects.create(
            event_id=by.here, order=order, keys=keys, why=why.strip(), at=at, by_name=by.name
        )
        names = [who(row) for row in rows]
        record(entries.TieWasSettled(**about(order, by), who=names, why=settled.why))
    return settled


@command
def take_settlement_back(
    *, settled_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Let a tie be a tie again. Raises Removed, TakenBack; TieSettled.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        found = TieSettled.objects.visible_to(by, Right.PLAN_PLACES).get(pk=settled_id)
        order = standing_order(found.order_id, by)
        row = TieSettled.objects.for_change(by, settled_id, Right.PLAN_PLACES)
        rules.check_undone(row)
        row.undone_at, row.undone_by_name = at, by.name
        row.save(update_fields=["undone_at", "undone_by_name"])
        record(entries.SettlementTakenBack(**about(order, by)))
