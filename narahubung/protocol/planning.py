"""From rows to the engine: the chain of rule sets, the guests of an order, and their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from narahubung.parties.models import Party
from narahubung.plans.precedence import (
    Guest,
    Move,
    Order,
    RuleSet,
    Settlement,
    rank,
    rule_set_of,
)
from narahubung.protocol.models import HandMove, OwnRules, RankOrder, Standing, Taking, TieSettled
from narahubung.protocol.rules.rule_sets import UnknownRules, french_name, library

_SURE = {"", "published", "confirmed", "host"}


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """An order as the engine has it. heads: what is said besides of the heads of parties."""

    order: Order
    guests: dict[str, Guest]
    takings: dict[str, Taking]
    absent: tuple[Taking, ...]
    heads: dict[int, Standing]
    moves: dict[str, HandMove]
    settled: dict[str, TieSettled]
    chain: tuple[RuleSet, ...]


def chain_of(codes: Sequence[str], event_id: int) -> tuple[RuleSet, ...]:
    """Return the rule sets of these codes (the library's, or `own-3@2`). Raises UnknownRules."""
    own = (
        {row.code: row for row in OwnRules.objects.filter(event_id=event_id)}
        if any(code.startswith("own-") for code in codes)
        else {}
    )
    found = []
    for code in codes:
        if code in library():
            found.append(library()[code])
        elif code in own:
            found.append(rules_of(own[code]))
        else:
            raise UnknownRules
    return tuple(found)


def rules_of(row: OwnRules) -> RuleSet:
    """Return the rule set that a version of an event's own tells."""
    titles = {"id": row.title_id, "en": row.title_en}
    return rule_set_of(row.data | {"code": row.code, "title": titles, "kind": "own"})


def ranked(order: RankOrder, chain: Sequence[str] | None = None) -> Ranked:
    """Return the order of everybody who comes, by its own chain or by another one. Six queries."""
    sets = chain_of(order.chain if chain is None else chain, order.event_id)
    rows = list(order.takings.select_related("party", "standing__party", "stand_in").order_by("pk"))
    heads = heads_of(order.event_id)
    here = {row.key: row for row in rows if not row.absent}
    guests = {key: guest_of(row, heads) for key, row in here.items()}
    by_id = {row.pk: row.key for row in rows}
    moves = {f"move:{row.pk}": row for row in order.moves.filter(undone_at=None).order_by("pk")}
    settled = {str(row): row for row in order.settlements.filter(undone_at=None).order_by("pk")}
    return Ranked(
        order=rank(
            list(guests.values()),
            sets,
            moves=[_move(ref, one, by_id) for ref, one in moves.items()],
            settled=[Settlement(keys=tuple(row.keys), ref=ref) for ref, row in settled.items()],
        ),
        guests=guests,
        takings=here,
        absent=tuple(row for row in rows if row.absent),
        heads=heads,
        moves=moves,
        settled=settled,
        chain=sets,
    )


def _move(ref: str, row: HandMove, by_id: dict[int, str]) -> Move:
    return Move(key=by_id[row.taking_id], anchor=by_id[row.anchor_id], after=row.after, ref=ref)


def heads_of(event_id: int) -> dict[int, Standing]:
    """Return what is said besides of the heads of parties, by the party."""
    rows = Standing.objects.filter(event_id=event_id, party__isnull=False, member=None, name="")
    return {row.party_id: row for row in rows if row.party_id}


def guest_of(row: Taking, heads: dict[int, Standing]) -> Guest:
    """Return a guest: a field that his standing leaves open is told by the list of parties."""
    party = row.party or (row.standing.party if row.standing else None)
    own = row.standing or (heads.get(row.party_id) if row.party_id else None) or Standing()
    head = row.party
    day = own.since or (head.head_since if head else None)
    unsure = set()
    doubtful = head is not None and own.since is None and "uncertain" in head.head_since_note
    if doubtful or not own.since_sure:
        unsure.add("date")
    if head and head.welcome_order_status not in _SURE:
        unsure.add("number:welcome")
    facts = {
        "level": own.level or (head.head_category if head else ""),
        "position": own.position,
        "membership": party.standing if party else "",
        "host": own.host or ("now" if head and head.standing == "host" else ""),
        "institution": own.institution or (party.code if party else ""),
    }
    numbers = {
        "welcome": head.welcome_order if head else None,
        "precedence": head.precedence_order if head else None,
        "requested": own.requested,
    }
    return Guest(
        key=row.key,
        facts={name: word for name, word in facts.items() if word},
        took_office=day,
        names=_names(party, own),
        numbers={name: number for name, number in numbers.items() if number is not None},
        unsure=frozenset(unsure),
        stands_in_for=own.stands_in_for,
        goes_with=_followed(own, heads),
    )


def _names(party: Party | None, own: Standing) -> dict[str, str]:
    if party is None:
        return dict.fromkeys(("en", "id", "fr"), own.name)
    french = own.name_fr or french_name(code=party.code, iso_alpha2=party.iso_alpha2)
    names = {"en": party.name_en, "id": party.name_id or party.name_en, "fr": french}
    return {language: name for language, name in names.items() if name}


def _followed(own: Standing, heads: dict[int, Standing]) -> str:
    """Return the key of whose place somebody follows: of the head of a party, or a person."""
    if own.goes_with_id is None:
        return ""
    for party_id, head in heads.items():
        if head.pk == own.goes_with_id:
            return f"party:{party_id}"
    return f"standing:{own.goes_with_id}"
