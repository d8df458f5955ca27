"""An order as the officer of a guest sees it: who is before and after the guest, and by what rule.

Only orders that protocol shows, and of them only the places near the guest. What people decided by
hand is told as decided: the reasons written for it are the protocol's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party
from narahubung.plans.precedence import By
from narahubung.protocol.models import RankOrder, Taking
from narahubung.protocol.planning import Ranked, ranked
from narahubung.protocol.queries.orders import (
    OrderRow,
    RulesMark,
    mark_of,
    name_of,
    row_of,
    told_of,
)
from narahubung.protocol.queries.saying import PairLine, pair_line
from narahubung.protocol.rules.rule_sets import STAND_IN, said

NEAR = 2  # places before and after the guest


@dataclass(frozen=True, kw_only=True)
class NearRow:
    """One place. own: of the officer's own delegation. gap: places are left out before this one."""

    row: OrderRow
    own: bool
    gap: bool


@dataclass(frozen=True, kw_only=True)
class NearOrder:
    """One order, cut to the places near the guest. people: how many there are in all.

    away: of the own delegation, who is put down as absent, and who comes instead ("": nobody).
    """

    id: int
    title: str
    purpose_word: str
    item_title: str
    starts_at: datetime | None
    people: int
    shown_at: datetime
    chain: tuple[RulesMark, ...]
    rows: tuple[NearRow, ...]
    away: tuple[tuple[str, str], ...]
    stand_in_article: str


def near_orders(*, party_id: int, by: Actor) -> tuple[NearOrder, ...]:
    """Return the orders that are shown and that somebody of a party takes part in.

    By when their item begins. Raises Party.DoesNotExist where one may not see its places.
    """
    Party.objects.visible_to(by, Right.SEE_PLACES).get(pk=party_id)
    rows = _shown(party_id, by).select_related("item")
    found = [_near(row, party_id) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.starts_at is None, one.starts_at or 0, one.id)))


def shown_order(*, party_id: int, by: Actor) -> Subquery:
    """Return what a query of items asks for the order that is shown of each."""
    rows = _shown(party_id, by).filter(item=OuterRef("pk")).order_by("number")
    return Subquery(rows.values("pk")[:1])


def number_shown(*, party_id: int, by: Actor) -> int:
    """Return how many orders with somebody of the party are shown. One query."""
    if not by.may_for(Right.SEE_PLACES, party_id):
        return 0
    return _shown(party_id, by).count()


def _shown(party_id: int, by: Actor) -> QuerySet[RankOrder]:
    whose = Q(party_id=party_id) | Q(standing__party_id=party_id)
    whose |= Q(absent=True, stand_in__party_id=party_id)
    takes_part = Taking.objects.filter(whose, event_id=by.here).values("order_id")
    return RankOrder.objects.filter(
        event_id=by.here, shown_at__isnull=False, removed_at=None, pk__in=takes_part
    )


def _near(order: RankOrder, party_id: int) -> NearOrder:
    found = ranked(order)
    names = {key: name_of(row) for key, row in found.takings.items()}
    told = told_of(found, names)
    reasons = {pair.above: _open(pair_line(pair, told)) for pair in found.order.pairs}
    keys = found.order.keys
    own = {key for key, row in found.takings.items() if _is_of(row, party_id)}
    return NearOrder(
        id=order.pk,
        title=order.title,
        purpose_word=str(order.get_purpose_display()),
        item_title=order.item.title if order.item else "",
        starts_at=order.item.starts_at if order.item else None,
        people=len(keys),
        shown_at=order.shown_at or order.made_at,
        chain=tuple(mark_of(one) for one in found.chain),
        rows=tuple(_rows(found, own, reasons)),
        away=tuple(
            (name_of(row), str(row.stand_in) if row.stand_in else "")
            for row in found.absent
            if _is_of(row, party_id)
        ),
        stand_in_article=said(STAND_IN),
    )


def _rows(found: Ranked, own: set[str], reasons: dict[str, PairLine]) -> Iterable[NearRow]:
    keys = found.order.keys
    at = [place for place, key in enumerate(keys) if key in own]
    kept = {near for place in at for near in range(place - NEAR, place + NEAR + 1)}
    shown = sorted(place for place in kept if 0 <= place < len(keys))
    for place in shown:
        key = keys[place]
        # Why before the next: only where the next is shown, too.
        to_next = reasons.get(key) if place + 1 in kept else None
        yield NearRow(
            row=replace(row_of(found, key, place + 1, to_next), no_relations=False),
            own=key in own,
            gap=place > 0 and place - 1 not in kept,
        )


def _open(line: PairLine) -> PairLine:
    """Return a reason without what people wrote for the eyes of protocol."""
    if line.by == By.HAND:
        return PairLine(by=line.by, says=_("Placed by protocol."), article="", sure=True)
    if line.by == By.SETTLED:
        return PairLine(by=line.by, says=_("Same rank; protocol decided."), article="", sure=True)
    return line


def _is_of(row: Taking, party_id: int) -> bool:
    party = row.standing.party_id if row.standing else row.party_id
    return party == party_id
