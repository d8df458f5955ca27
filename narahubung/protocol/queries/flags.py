"""The row of flags of an order, and what to mind with each of them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.parties.models import Party
from narahubung.plans.precedence import flag_row
from narahubung.protocol.models import RankOrder
from narahubung.protocol.planning import ranked
from narahubung.protocol.queries.orders import RulesMark, mark_of


@dataclass(frozen=True, kw_only=True)
class FlagLine:
    """A flag in a row. place: 1 is the one at the viewer's left."""

    place: int
    code: str
    iso_alpha2: str
    country: str
    is_host: bool
    no_relations: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class FlagSheet:
    """The row as the viewer sees it, and as those who sit before it have it behind them.

    way: where the host's flag is: middle, first, or listed (where the order has it).
    """

    order_id: int
    title: str
    chain: tuple[RulesMark, ...]
    way: str
    host_at: int | None
    seen: tuple[FlagLine, ...]
    seated: tuple[FlagLine, ...]
    without: tuple[str, ...]
    ties: int


WAYS = ("middle", "first", "listed")


def flags_of(*, order_id: int, way: str, by: Actor) -> FlagSheet:
    """Return the flags of everybody who comes, each once. Raises RankOrder.DoesNotExist.

    Whoever has no flag of a country (an organisation) is named apart.
    """
    order = RankOrder.objects.visible_to(by).get(pk=order_id)
    found = ranked(order)
    parties: dict[str, Party] = {}
    without: list[str] = []
    for key in found.order.keys:
        row = found.takings[key]
        party = row.party or (row.standing.party if row.standing else None)
        if party is None:
            continue
        if party.iso_alpha2:
            parties.setdefault(party.iso_alpha2, party)
        elif party.name not in without:
            without.append(party.name)
    host = next((code for code, party in parties.items() if party.standing == "host"), "")
    row_of = flag_row(list(parties), host, host_first=way == "first", as_listed=way == "listed")
    return FlagSheet(
        order_id=order.pk,
        title=order.title,
        chain=tuple(mark_of(one) for one in found.chain),
        way=way,
        host_at=row_of.host_at,
        seen=tuple(_line(n, parties[c], c == host) for n, c in enumerate(row_of.seen, 1)),
        seated=tuple(_line(n, parties[c], c == host) for n, c in enumerate(row_of.seated, 1)),
        without=tuple(without),
        ties=len(found.order.ties),
    )


def _line(place: int, party: Party, is_host: bool) -> FlagLine:  # noqa: FBT001 -- of this file
    notes = {
        "GB": _("mind which side is up: broad white stripe above at the pole"),
        "PH": _("mind which side is up: blue above; red above means war"),
        "ID": _("red above"),
        "PL": _("white above"),
        "MC": _("red above"),
    }
    return FlagLine(
        place=place,
        code=party.code,
        iso_alpha2=party.iso_alpha2,
        country=party.name,
        is_host=is_host,
        no_relations=party.relation == "no",
        note=notes.get(party.iso_alpha2, ""),
    )
