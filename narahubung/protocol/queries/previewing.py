"""Two chains of rule sets side by side: who moves from where to where."""

from collections.abc import Sequence
from dataclasses import dataclass

from narahubung.kit.actor import Actor
from narahubung.plans.precedence import compare
from narahubung.protocol.models import RankOrder, Taking
from narahubung.protocol.planning import Ranked, ranked
from narahubung.protocol.queries.orders import RulesMark, mark_of, name_of, told_of
from narahubung.protocol.queries.saying import PairLine, pair_line


@dataclass(frozen=True, kw_only=True)
class SideLine:
    """One person in one of the two orders. rank_there: the rank in the other one."""

    key: str
    code: str
    iso_alpha2: str
    name: str
    rank: int
    rank_there: int | None
    tied: bool
    to_next: PairLine | None


@dataclass(frozen=True, kw_only=True)
class MovedLine:
    """Who has another rank. by_itself: changes places; else the others closed or opened a gap."""

    code: str
    iso_alpha2: str
    name: str
    before: int | None
    after: int | None
    by_itself: bool

    @property
    def up(self) -> bool:
        """Tell whether it goes to the front."""
        return (self.after or 0) < (self.before or 0)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """now: as it stands. then: by the chain asked for."""

    order_id: int
    title: str
    now_chain: tuple[RulesMark, ...]
    then_chain: tuple[RulesMark, ...]
    now: tuple[SideLine, ...]
    then: tuple[SideLine, ...]
    moved: tuple[MovedLine, ...]
    same: int
    ties_now: int
    ties_then: int

    @property
    def by_themselves(self) -> int:
        """Return how many change places, the rest only being shoved."""
        return sum(one.by_itself for one in self.moved)


def preview(*, order_id: int, chain: Sequence[str], by: Actor) -> Preview:
    """Return an order by its own chain and by another. Raises UnknownRules; DoesNotExist."""
    order = RankOrder.objects.visible_to(by).get(pk=order_id)
    now, then = ranked(order), ranked(order, chain)
    names = {key: name_of(row) for key, row in now.takings.items()}
    marks = {key: _mark(row) for key, row in now.takings.items()}

    def side(mine: Ranked, theirs: Ranked) -> tuple[SideLine, ...]:
        told = told_of(mine, names)
        reasons = {pair.above: pair_line(pair, told) for pair in mine.order.pairs}
        there = {placed.key: placed.rank for placed in theirs.order.placed}
        return tuple(
            SideLine(
                key=placed.key,
                code=marks[placed.key][0],
                iso_alpha2=marks[placed.key][1],
                name=names[placed.key],
                rank=placed.rank,
                rank_there=there.get(placed.key),
                tied=placed.tied,
                to_next=reasons.get(placed.key),
            )
            for placed in mine.order.placed
        )

    found = compare(now.order, then.order)
    return Preview(
        order_id=order.pk,
        title=order.title,
        now_chain=tuple(mark_of(one) for one in now.chain),
        then_chain=tuple(mark_of(one) for one in then.chain),
        now=side(now, then),
        then=side(then, now),
        moved=tuple(
            MovedLine(
                code=marks[one.key][0],
                iso_alpha2=marks[one.key][1],
                name=names[one.key],
                before=one.before,
                after=one.after,
                by_itself=one.by_itself,
            )
            for one in found.moved
        ),
        same=found.same,
        ties_now=len(now.order.ties),
        ties_then=len(then.order.ties),
    )


def _mark(row: Taking) -> tuple[str, str]:
    party = row.party or (row.standing.party if row.standing else None)
    return (party.code, party.iso_alpha2) if party else ("", "")
