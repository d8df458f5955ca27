"""Etiquette in five seconds: the general rule, and what this guest's culture changes."""

from dataclasses import dataclass

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.knowledge.queries import BriefingSheet, briefing_of
from narahubung.parties.models import Party
from narahubung.protocol.occasion_library import CardOf, cards, library, told
from narahubung.protocol.rules.etiquette import OF_KIND, belongs, fitting, phrases_of


@dataclass(frozen=True, kw_only=True)
class Card:
    """One card. do, avoid: of this guest's own briefing, as much as is read in five seconds.

    more: phrases beyond that. Nothing of it is guessed: it stands in the briefing or nowhere.
    """

    code: str
    icon: str
    title: str
    general: str
    do: tuple[str, ...]
    avoid: tuple[str, ...]
    more: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Cards:
    """The cards of one party. country: of its briefing, "" where there is none."""

    party_id: int
    country: str
    cards: tuple[Card, ...]


def cards_of(*, party_id: int, by: Actor) -> Cards:
    """Return the seven cards as they are for one party's guest. Two queries.

    Raises Party.DoesNotExist where one may not see its places.
    """
    Party.objects.visible_to(by, Right.SEE_PLACES).get(pk=party_id)
    briefing = briefing_of(by=by, party_id=party_id)
    return Cards(
        party_id=party_id,
        country=briefing.country if briefing else "",
        cards=tuple(_card(one, briefing) for one in cards().values()),
    )


def fit_for(*, kind: str, occasion: str = "") -> tuple[str, ...]:
    """Return the codes of the cards that fit an item, by its occasion, else by its kind."""
    known = library().get(occasion)
    return known.cards if known else OF_KIND.get(kind, ())


def titles(codes: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Return (code, icon, title) of cards. No query."""
    return tuple((code, cards()[code].icon, told(cards()[code].title)) for code in codes)


def _card(card: CardOf, briefing: BriefingSheet | None) -> Card:
    general = told(card.general)
    do, avoid = _phrases(card, briefing)
    # What to avoid is read first: it is what cannot be mended.
    both = list(dict.fromkeys([*avoid, *do]))
    shown = both[: fitting(general, both)]
    return Card(
        code=card.code,
        icon=card.icon,
        title=told(card.title),
        general=general,
        do=tuple(one for one in shown if one not in avoid),
        avoid=tuple(one for one in shown if one in avoid),
        more=tuple(both[len(shown) :]),
    )


def _phrases(card: CardOf, briefing: BriefingSheet | None) -> tuple[list[str], list[str]]:
    if briefing is None:
        return [], []
    do = [one for one in phrases_of(briefing.do) if belongs(card, one)]
    avoid = [one for one in phrases_of(briefing.avoid) if belongs(card, one)]
    if card.food:
        do += phrases_of(briefing.food_and_drink)
    if card.address and briefing.form_of_address:
        do.insert(0, briefing.form_of_address)
    return do, avoid
