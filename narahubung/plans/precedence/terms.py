"""What is asked, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from narahubung.plans.procedures.shapes import Text

FACTS = ("level", "position", "membership", "host", "institution")
"""By what a level may know its people; a guest has one word for each, or none."""


class By(StrEnum):
    """What decides between two people. The first four are criteria of rule sets."""

    LEVELS = "levels"
    DATE = "date"
    ALPHABET = "alphabet"
    NUMBER = "number"
    FOLLOWS = "follows"  # has the place after the one whom he or she goes with
    SETTLED = "settled"  # a person settled the tie
    HAND = "hand"  # a person moved one of the two
    TIE = "tie"  # nothing: they have the same rank


@dataclass(frozen=True, kw_only=True)
class Level:
    """One step of a rule set: "d, Chair MPR".

    when: a guest belongs here when all facts of one of these mappings are theirs. sure: False: the
    text of the rule was not seen, it is to be confirmed.
    """

    code: str
    text: Text
    when: tuple[Mapping[str, frozenset[str]], ...]
    article: Text | None = None
    sure: bool = True


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One question that a rule set asks. text: what it asks for, where that has a name of its own.

    levels: of By.LEVELS, first to last; who belongs to none comes after all. only: it is asked only
    within these levels of the rule set's first criterion of levels; none: always. language: whose
    alphabet. starts_at: where it begins when a seat was drawn by lot. number_of: whose numbers.
    """

    by: By
    article: Text
    text: Text | None = None
    sure: bool = True
    levels: tuple[Level, ...] = ()
    only: frozenset[str] = frozenset()
    language: str = "en"
    starts_at: str = ""
    number_of: str = ""


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """An order of precedence as data.

    effective_from, until: ISO days, or years where the day is not known; until is the last that it
    holds, "": it is in force. kind: law, treaty, practice, list (numbers of a list) or own.
    """

    code: str
    title: Text
    article: Text
    source: Text
    criteria: tuple[Criterion, ...]
    effective_from: str = ""
    until: str = ""
    sure: bool = True
    note: Text | None = None
    kind: str = "law"

    def holds_on(self, day: date) -> bool:
        """Tell whether it is in force on a day, as far as its days are known."""
        iso = day.isoformat()
        return iso >= self.effective_from and (
            not self.until or iso[: len(self.until)] <= self.until
        )


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody who is to be ranked, by what he or she is; never by whom they stand in for.

    key: any name that is theirs alone. facts: see FACTS. names: language to the name by which the
    alphabet of that language sorts them. numbers: name of a list to the number in it. unsure:
    names among these ("date", "number:welcome") that are not certain. stands_in_for: whose place
    stays empty. goes_with: the key of the one whose place they follow (a spouse).
    """

    key: str
    facts: Mapping[str, str] = field(default_factory=dict)
    took_office: date | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    stands_in_for: str = ""
    goes_with: str = ""


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """A person settled a tie: keys in their order. It holds for these people, or fewer of them."""

    keys: tuple[str, ...]
    ref: str = ""


@dataclass(frozen=True, kw_only=True)
class Move:
    """A place given by hand: directly before or after somebody else."""

    key: str
    anchor: str
    after: bool
    ref: str = ""


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why one comes before the other.

    above, below: what each has (a level, a day, a name, a number); None: nothing known. levels: the
    codes of their levels. article: the criterion's; level_article: that of the level of the one
    above, where it has its own. sure: False: the rule is to be confirmed, or a fact is not certain.
    starts_at: of an alphabet: where it begins. ref: of a settlement or a move. rule: of a move:
    what the rules say of the two.
    """

    by: By
    rule_set: str = ""
    text: Text | None = None
    article: Text | None = None
    level_article: Text | None = None
    above: Text | str | None = None
    below: Text | str | None = None
    levels: tuple[str, ...] = ()
    sure: bool = True
    starts_at: str = ""
    ref: str = ""
    rule: "Pair | None" = None


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two neighbours. With By.TIE their sequence means nothing."""

    above: str
    below: str
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Several people of one rank. breakers: what would tell them apart: "date" (not known of all),
    "alphabet:en", "number:welcome" …; none: only a person can."""

    rank: int
    keys: tuple[str, ...]
    breakers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One guest of an order. rank: 1 is first; tied people share one, and the next rank skips.
    level: the first level they belong to; None: none of the chain's rule sets names them."""

    key: str
    rank: int
    tied: bool
    moved: bool
    level: Level | None
    level_of: str = ""


@dataclass(frozen=True, kw_only=True)
class Order:
    """placed: first to last. pairs: every two neighbours. loose: refs of moves that found nobody to
    hang on, and of settlements that hold no more because somebody else came into the tie."""

    placed: tuple[Placed, ...]
    pairs: tuple[Pair, ...]
    ties: tuple[Tie, ...]
    loose: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return everybody, first to last."""
        return tuple(one.key for one in self.placed)

    def rank_of(self, key: str) -> int | None:
        """Return somebody's rank. None: is not in it."""
        return next((one.rank for one in self.placed if one.key == key), None)
