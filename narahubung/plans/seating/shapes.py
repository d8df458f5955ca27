"""The words of the engine: what goes in (Problem) and what comes out (Proposal). No solver here.

Coordinates are those of a plan seen from above as it is drawn: x to the right, y down, in cm.
`facing_deg` turns clockwise from up: 0 looks up the page, 90 to the right.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Fact = str | int

# Kinds of a seat.
TABLE, ROW, BEHIND, STAND = "table", "row", "behind", "stand"

# Kinds of a rule. The guests of a rule stand in this order: who the rule is for, then the others.
APART_TABLE = "apart_table"  # never at one table
APART_SEATS = "apart_seats"  # never neighbours
SAME_TABLE = "same_table"  # all of them at one table
NEXT_TO = "next_to"  # two of them side by side
RIGHT_OF = "right_of"  # the first at the right hand of the second
PINNED = "pinned"  # the guest on that seat
# ... and those which the engine reads from the guests, seats and policy by itself.
ACCESSIBLE = "accessible"  # a wheelchair needs an accessible seat
INTERPRETER = "interpreter"  # an interpreter sits behind the principal
SIDE = "side"  # a guest of a side sits on that side
FILLED = "filled"  # a seat that may not stand empty
AISLE = "aisle"  # wants the aisle
SEXES = "sexes"  # neighbours of one sex
SIDES = "sides"  # neighbours of one side, host or guest
PARTIES = "parties"  # neighbours of one party
LANGUAGE = "language"  # neighbours without a language in common
DIET = "diet"  # kinds of diet at one table
PARTY_TABLES = "party_tables"  # a party spread over tables

# What the policy does with husband and wife.
TOGETHER, AT_ONE_TABLE, NOT_BESIDE, AS_IT_COMES = "together", "at_one_table", "not_beside", "free"


class BadProblemError(ValueError):
    """The problem contradicts itself (an unknown code, a code twice); nothing is planned."""


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One argument, as a code with its facts; the room says it in the reader's language."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One seat or floor mark.

    table: the table, row or car it belongs to; honour: 1 is the highest, seats may share one (a
    banquet table whose chairs are all alike); kind: `table`, `row`, `behind` (of an interpreter;
    takes no part in the order) or `stand`; behind: of such a seat, the seat before it; right: the
    seat at the right hand of who sits here, "" where nobody sits, None to read it from the
    drawing; side: only guests of this side sit here (a bilateral table); filled: may not stand
    empty.
    """

    code: str
    table: str = ""
    x_cm: int = 0
    y_cm: int = 0
    facing_deg: int = 0
    honour: int = 1
    kind: str = TABLE
    behind: str = ""
    right: str | None = None
    side: str = ""
    accessible: bool = False
    aisle: bool = False
    filled: bool = False


@dataclass(frozen=True, kw_only=True)
class Guest:
    """One person who needs a seat.

    rank: 1 sits first; equal ranks are a tie, which the engine shows and never hides; party: the
    delegation; side: `host` or `guest` or the event's own; spouse_of, stands_in_for,
    interpreter_of: codes of guests (who stands in for an absent one sits by the own rank);
    languages: ISO 639 codes; diet: a kitchen's key, "" eats what all eat.
    """

    code: str
    rank: int = 1
    party: str = ""
    side: str = ""
    sex: str = ""
    spouse_of: str = ""
    stands_in_for: str = ""
    interpreter_of: str = ""
    languages: frozenset[str] = frozenset()
    diet: str = ""
    wheelchair: bool = False
    wants_aisle: bool = False
    is_host: bool = False
    guest_of_honour: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule about named guests. points: None is hard (never broken unless relaxed by name),
    else what breaking it costs; why: the room's own reference, handed back.
    """

    kind: str
    guests: tuple[str, ...]
    seat: str = ""
    points: int | None = None
    why: str = ""

    @property
    def key(self) -> str:
        """Return a name of the rule that stays the same from plan to plan."""
        return ":".join((self.kind, *self.guests, *([self.seat] if self.seat else [])))


@dataclass(frozen=True, kw_only=True)
class Pin:
    """A seat decided by a person; `by` is who. It goes before the order and before wishes, and is
    itself a hard rule that may turn out to be the one to relax.
    """

    guest: str
    seat: str
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What the order and every wish are worth, in points (0: not asked).

    order: a guest who sits one step of honour away from what the rank asks, the first guest; the
    last one counts half of it; two steps count four times. Per neighbouring pair:
    `alternate_sexes`, `alternate_sides`, `alternate_parties` where both are of one, `language`
    where they share none. `diet`: for each kind of diet at each table. `party_tables`: for each
    table more than one over which a party is spread. spouses: `together` (side by side),
    `at_one_table`, `not_beside` (at one table, not side by side) or `free`, for `spouse_points`.
    `aisle`: a wish for the aisle.
    right_of_host: the guest of honour sits at the right hand of the host (hard).
    """

    order: int = 100
    alternate_sexes: int = 0
    alternate_sides: int = 0
    alternate_parties: int = 0
    language: int = 0
    diet: int = 0
    party_tables: int = 0
    spouses: str = TOGETHER
    spouse_points: int = 2000
    aisle: int = 200
    right_of_host: bool = True


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Who must be seated where. The order of guests, seats and rules in here means nothing."""

    guests: tuple[Guest, ...]
    seats: tuple[Seat, ...]
    rules: tuple[Rule, ...] = ()
    pins: tuple[Pin, ...] = ()
    policy: Policy = field(default_factory=Policy)


Seating = Mapping[str, str]
"""Guest code to seat code: a plan, also one made by hand."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A hard rule that a seating breaks: `rule` names it (`Rule.key`, or "" for what no rule may
    relax: two on a seat, a seat that there is not).
    """

    code: str
    guests: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    rule: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A wish that a seating does not meet, and what that costs."""

    kind: str
    guests: tuple[str, ...] = ()
    table: str = ""
    points: int = 0
    rule: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Seated:
    """Who sits where and why. steps: steps of honour below (+) or above (-) what the rank asks."""

    guest: str
    seat: str
    honour: int = 0
    steps: int = 0
    points: int = 0
    pinned: bool = False
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two who sit side by side: `right` at the right hand of `left`. first: who ranks before the
    other, "" where they are a tie.
    """

    left: str
    right: str
    first: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Guests of one rank on seats of unlike honour: the rules do not say who of them comes first.

    exchangeable: pairs that could be exchanged without any loss; a person decides, by a pin.
    """

    rank: int
    guests: tuple[str, ...]
    exchangeable: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Inversion:
    """`lower` ranks after `higher` and has a seat of more honour; the reasons say what did it."""

    higher: str
    lower: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A seating with its reasons. Minimise: objective and bound are points, 0 is perfect.

    bound: no seating that keeps the hard rules has fewer points; gap_pct: 100 * (objective -
    bound) / objective; proven: nothing better exists. relax: empty, or the smallest set of hard
    rules (`Rule.key`) without which a seating exists (relax_proven: no smaller one does); the
    seating shown is then the best one without them, and `instead` names other single rules that
    would do as well. seats_missing: guests for whom there is no seat at all; nothing is seated
    then. stopped_by: `proven`, `effort` or `guard`; only the guard makes a plan depend on the
    machine.
    """

    seated: tuple[Seated, ...] = ()
    pairs: tuple[Pair, ...] = ()
    ties: tuple[Tie, ...] = ()
    inversions: tuple[Inversion, ...] = ()
    broken: tuple[Broken, ...] = ()
    relax: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    relax_proven: bool = False
    seats_missing: int = 0
    objective: int = 0
    bound: int = 0
    gap_pct: float = 0.0
    proven: bool = False
    stopped_by: str = "hand"
    effort: float = 0.0

    @property
    def seating(self) -> dict[str, str]:
        """Return guest code to seat code."""
        return {one.guest: one.seat for one in self.seated}


@dataclass(frozen=True, kw_only=True)
class Conflicts:
    """What one move would do, before it is done. after: the seating it leads to; moved: who sits
    elsewhere then; faults: hard rules newly broken; mended: keys of those no longer broken; worse,
    better: wishes; points: what the plan loses (+) or wins (-).
    """

    after: Mapping[str, str]
    moved: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    mended: tuple[str, ...] = ()
    worse: tuple[Broken, ...] = ()
    better: tuple[Broken, ...] = ()
    points: int = 0


@dataclass(frozen=True, kw_only=True)
class Move:
    """One guest who changes seat: `old` or `new` is "" for who comes in or leaves."""

    guest: str
    old: str = ""
    new: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reseating:
    """The new seating after somebody is absent or added. moves: those of guests who sat and still
    sit; bound: no seating that is as legal and as well in order moves fewer; arrivals: who got
    a first seat.
    """

    seating: Mapping[str, str]
    moves: tuple[Move, ...] = ()
    arrivals: tuple[Move, ...] = ()
    left: tuple[str, ...] = ()
    relax: tuple[str, ...] = ()
    seats_missing: int = 0
    bound: int = 0
    proven: bool = False
    points: int = 0
