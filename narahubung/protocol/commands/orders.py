"""An order is made, gets other rule sets, is renamed, removed, put back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party, PartyKind
from narahubung.plans.precedence import compare
from narahubung.programme.models import Item
from narahubung.protocol import entries
from narahubung.protocol.models import Purpose, RankOrder, Taking
from narahubung.protocol.planning import chain_of, ranked
from narahubung.protocol.rules import orders as rules
from narahubung.protocol.rules.rule_sets import check_chain


@command
def make_order(
    *,
    title_id: str,
    title_en: str = "",
    purpose: str = Purpose.SEATS.value,
    item_id: int | None = None,
    chain: Sequence[str],
    note: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> RankOrder:
    """Make an order of the heads of all parties that attend the item, or of every delegation.

    chain: codes of rule sets; each is asked where the one before leaves a tie. Who comes by video
    is put down as absent. Raises NoTitle, NoRules, OneEach, UnknownRules; Item.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_title(title_id)
        check_chain(chain)
        chain_of(chain, by.here)
        item = Item.objects.visible_to(by).get(pk=item_id) if item_id is not None else None
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        last = RankOrder.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
        row = RankOrder.objects.create(
            event=event,
            number=last + 1,
            title_id=title_id.strip(),
            title_en=title_en.strip(),
            purpose=purpose,
            item=item,
            chain=list(chain),
            note=note.strip(),
            made_at=at,
            made_by_name=by.name,
        )
        attend = list(item.attending.all()) if item else []
        if not attend:
            known = Party.objects.visible_to(by).filter(kind=PartyKind.DELEGATION)
            attend = list(known.order_by("pk"))
        Taking.objects.bulk_create(
            Taking(event=event, order=row, party=party, absent=not party.comes) for party in attend
        )
        record(entries.OrderMade(**about(row, by), chain=row.chain))
    return row


@command
def rename_order(
    *,
    order_id: int,
    title_id: str,
    title_en: str = "",
    purpose: str,
    item_id: int | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say otherwise what it is for; who takes part stays.

    Raises Removed, NoTitle; RankOrder.DoesNotExist, Item.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = standing_order(order_id, by)
        rules.check_title(title_id)
        row.item = Item.objects.visible_to(by).get(pk=item_id) if item_id is not None else None
        row.title_id, row.title_en = title_id.strip(), title_en.strip()
        row.purpose, row.note = purpose, note.strip()
        row.save()
        record(entries.OrderRenamed(**about(row, by)))


@command
def choose_rules(
    *, order_id: int, chain: Sequence[str], by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Let other rule sets decide; what people decided by hand stays.

    Raises Removed, NoRules, OneEach, UnknownRules; RankOrder.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = standing_order(order_id, by)
        check_chain(chain)
        moved = compare(ranked(row).order, ranked(row, chain).order).moved
        old, row.chain = row.chain, list(chain)
        row.save(update_fields=["chain"])
        told = entries.RulesChosen(**about(row, by), old=old, chain=row.chain, moved=len(moved))
        record(told)


@command
def remove_order(*, order_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take it out of the list; `put_order_back` undoes it. Raises Removed; DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = standing_order(order_id, by)
        row.removed_at = at
        row.save(update_fields=["removed_at"])
        record(entries.OrderRemoved(**about(row, by), back=False))


@command
def put_order_back(*, order_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Put a removed order back. Raises RankOrder.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = RankOrder.objects.for_change(by, order_id, Right.PLAN_PLACES)
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        record(entries.OrderRemoved(**about(row, by), back=True))


@command
def show_order(*, order_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let the officers of those who take part see it, as it stands and changes from now on.

    Raises Removed; RankOrder.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = standing_order(order_id, by)
        row.shown_at, row.shown_by_name = at, by.name
        row.save(update_fields=["shown_at", "shown_by_name"])
        record(entries.OrderShown(**about(row, by), hidden=False))


@command
def hide_order(*, order_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let it be a draft again, which only those who plan see. Raises RankOrder.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = RankOrder.objects.for_change(by, order_id, Right.PLAN_PLACES)
        row.shown_at, row.shown_by_name = None, ""
        row.save(update_fields=["shown_at", "shown_by_name"])
        record(entries.OrderShown(**about(row, by), hidden=True))


def standing_order(order_id: int, by: Actor) -> RankOrder:
    """Return an order that stands, locked. Raises Removed; RankOrder.DoesNotExist."""
    row = RankOrder.objects.for_change(by, order_id, Right.PLAN_PLACES)
    rules.check_stands(row)
    return row


def about(row: RankOrder, by: Actor) -> dict[str, Any]:
    """Return what every entry says of it."""
    return {"order_id": row.pk, "title": row.label(), "name": by.name}
