"""The words of the roster: what goes in (RosterProblem) and what comes out (RosterPlan)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from narahubung.kit.intervals import Span
from narahubung.plans.assignment.terms import Delegation, Officer, Policy, Position, Reason
from narahubung.plans.roster.rules import DutyPolicy

RELIEF = Position(code="relief", usual=False)
"""The position of who is there for a duty and has no home there."""


@dataclass(frozen=True, kw_only=True)
class Demand:
    """A stretch in which somebody must be with the delegation without a gap.

    Usually one per day (07.00-23.00, or across midnight where the night is covered), the first
    from the arrival, the last to the departure; quiet: good moments for a hand-over in it.
    """

    delegation: str
    span: Span
    quiet: tuple[datetime, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Post:
    """A home: the officer is lead, deputy ... of this delegation; firm: by hand, it stands."""

    officer: str
    delegation: str
    position: str
    firm: bool = False


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A span of one officer with one delegation; `relief` where he has no home there.

    breaks: lie in it, the officer stays answerable; firm: past, on now, or pinned: it stands.
    overtime_agreed: the officer has consented to hours beyond the policy's.
    """

    officer: str
    delegation: str
    position: str
    span: Span
    breaks: tuple[Span, ...] = ()
    firm: bool = False
    overtime_agreed: bool = False


@dataclass(frozen=True, kw_only=True)
class Absence:
    """A time in which the officer cannot be on duty: sick, away, called elsewhere."""

    officer: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A time in which the officer would rather be free; weight: 1 is an ordinary wish."""

    officer: str
    span: Span
    weight: int = 1


@dataclass(frozen=True, kw_only=True)
class RosterWeights:
    """Every wish of a roster in one place, in points; the rules of working time are never bought.

    The points of fit (`assignment.Policy`: language, rank, experience ...) are 10 for one CEFR
    level short. From strong to weak:

    - `uncovered_minute`: for each minute in which nobody is with a delegation; more than all
      other wishes of that duty together;
    - `vacant_post`: for each home that nobody holds;
    - `post_fit`: times the points of fit, for each home; `duty_fit`: the same for each relief duty,
      so that a home counts as ten duties;
    - `changed`: for each duty that is not in the present roster with the same officer, where
      there is a present roster; `moved_post`: for each home held by another than at present;
    - `further_officer`: continuity: for each officer a delegation sees beside its homes;
      `relief_hour`: for each hour with somebody who has no home there;
    - `unquiet`: for each hand-over at another moment than a quiet one;
    - `wish_hour`: times the weight of the wish, for each begun hour on duty in it;
    - `hour_above`: fairness: for each hour of an officer above the mean of all;
    - `rest_hour`: only where somebody is sought for one duty: for each hour by which his rest
      before or after it is shorter than a day;
    - `overtime_hour`: for each hour above the policy's in a day that stands with consent; the
      engine itself plans none, consent comes first.
    """

    uncovered_minute: int = 1000
    vacant_post: int = 20000
    post_fit: int = 10
    duty_fit: int = 1
    changed: int = 200
    moved_post: int = 2000
    further_officer: int = 150
    relief_hour: int = 10
    unquiet: int = 40
    wish_hour: int = 20
    hour_above: int = 5
    rest_hour: int = 2
    overtime_hour: int = 60


@dataclass(frozen=True, kw_only=True)
class RosterProblem:
    """Who is there, who must be accompanied when, under which rules, and what stands already.

    Of an officer, `free` and `busy` say when he may be on duty at all, `absences` what came on top;
    capacity and carries are not looked at: one person is in one place. policies: by officer id,
    "" is everybody else's. duties: the present roster: firm ones stand, the others are kept where
    that is not worse. starts: nothing before it is planned; demands that begin earlier count from
    there on. The homes of a delegation are its positions in `fit`.
    """

    officers: tuple[Officer, ...]
    delegations: tuple[Delegation, ...]
    demands: tuple[Demand, ...]
    starts: datetime
    posts: tuple[Post, ...] = ()
    duties: tuple[Duty, ...] = ()
    absences: tuple[Absence, ...] = ()
    wishes: tuple[Wish, ...] = ()
    policies: Mapping[str, DutyPolicy] = field(default_factory=dict)
    fit: Policy = field(default_factory=Policy)
    weights: RosterWeights = field(default_factory=RosterWeights)
    timezone: str = "UTC"


@dataclass(frozen=True, kw_only=True)
class Uncovered:
    """A time in which nobody is with the delegation, and why: how many each rule keeps away."""

    delegation: str
    span: Span
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShortDay:
    """One day of the calendar (ISO date): hours of cover needed, hours that the officers may give.

    at_least: so many officers are needed for these hours; have: may be on duty that day at all.
    """

    day: str
    hours_needed: float
    hours_available: float
    at_least: int
    have: int


@dataclass(frozen=True, kw_only=True)
class Shortfall:
    """The proof that no roster covers everything: more hours are needed than may be worked.

    officers_at_least: so many are needed for the hours of the worst day; homes: for every home of
    the delegations that are there that day; officers_have: what there is on it. Hours are of that
    day; `days` has every day that is short, by date.
    """

    hours_needed: float
    hours_available: float
    officers_at_least: int
    homes: int
    officers_have: int
    days: tuple[ShortDay, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RosterPlan:
    """A proposal, firm duties included. Minimise: objective and bound are points of the weights.

    bound: no roster with these shifts has fewer points; gap_pct: 100 * (objective - bound) /
    objective; proven: nothing is left to find; stopped_by: `proven`, `effort`, `guard` or `hand`;
    effort: rounds of the search. changed_officers, changed_delegations: whose duties differ from
    the present roster, by id.
    """

    posts: tuple[Post, ...] = ()
    duties: tuple[Duty, ...] = ()
    uncovered: tuple[Uncovered, ...] = ()
    objective: int = 0
    bound: int = 0
    gap_pct: float = 0.0
    proven: bool = False
    stopped_by: str = "hand"
    effort: float = 0.0
    shortfall: Shortfall | None = None
    changed_officers: tuple[str, ...] = ()
    changed_delegations: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """One officer seen from one duty to be taken over: points, smaller is better.

    reasons: what speaks for and against him, or, of the excluded, the rules that keep him away;
    touches: delegations whose present duties he would have to leave for it.
    """

    officer: str
    points: int
    reasons: tuple[Reason, ...] = ()
    touches: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Replacements:
    """Who may take a duty over, the best first, and who may not, by id, each with the reason."""

    fitting: tuple[Replacement, ...] = ()
    excluded: tuple[Replacement, ...] = ()
