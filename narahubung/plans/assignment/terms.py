"""The words of the engine: what goes in (Problem) and what comes out (Plan). No solver here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from narahubung.kit.intervals import Span

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
"""CEFR levels, weakest first (Council of Europe, Common European Framework of Reference)."""

Fact = str | int


class BadProblemError(ValueError):
    """The problem contradicts itself (an unknown id, two pins on one place); nothing is planned."""


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One argument for or against, as a code with its facts; `wording.words` says it in English.

    The room renders it in the reader's language; the codes are listed in `wording.SENTENCES`.
    """

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Officer:
    """One person who may be attached.

    languages: {ISO 639 code: CEFR level}; grade and certification: the policy's own names;
    events: how many were served; free: when this person may be on duty at all; busy: taken out of
    it; conflicts: {delegation: why not}; served: delegations served at earlier events; capacity:
    parties at the same moment; carries: parties carried already outside this problem.
    """

    id: str
    languages: Mapping[str, str] = field(default_factory=dict)
    grade: str = ""
    certification: str = ""
    events: int = 0
    cleared: bool = False
    gender: str = ""
    free: tuple[Span, ...] = ()
    busy: tuple[Span, ...] = ()
    max_hours_per_day: float = 12.0
    conflicts: Mapping[str, str] = field(default_factory=dict)
    served: frozenset[str] = frozenset()
    capacity: int = 1
    carries: int = 0


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """One party that must be accompanied, of any kind and size.

    stay: arrival of its first party to departure of its last; preferred, official: ISO 639 codes,
    most wanted first; head_category: the policy's own names (`head_of_state`); cover_hours: how
    many hours of a whole day somebody is on duty with it; exclusive: its officers serve nobody
    else at that time; gender_firm: the wish is a condition; positions: codes of the policy's
    positions, or none for those of the policy that are `usual`.
    """

    id: str
    stay: Span
    preferred: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    head_category: str = ""
    gender_wish: str = ""
    gender_firm: bool = False
    cover_hours: float = 18.0
    exclusive: bool = True
    positions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pin:
    """A place that stands, by hand or by a preassignment; `by` is who decided it.

    A pin waives the rules about this officer, each of which the plan shows (`Place.waived`), with
    the days on which his absence leaves less cover than wanted. It waives nothing for the
    partners: they are free for the whole stay, so somebody is there while he is not.
    """

    delegation: str
    position: str
    officer: str
    source: str = "hand"
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A place of the present plan, which a re-plan leaves alone unless that is worth `changed`."""

    delegation: str
    position: str
    officer: str


@dataclass(frozen=True, kw_only=True)
class Position:
    """A kind of place. Policy, not law: an event may want a lead only, or a spouse officer as well.

    weight: how much the wishes about the person count here; own_language: hard, one of the
    delegation's own languages at `Policy.own_floor` or better; covers: counts for cover hours;
    usual: wanted by every delegation that does not name its positions.
    """

    code: str
    weight: int = 1
    own_language: bool = False
    covers: bool = True
    usual: bool = True


LEAD = Position(code="lead", weight=2, own_language=True)
DEPUTY = Position(code="deputy")


def _certifications() -> Mapping[str, int]:
    return {"LO Advanced": 0, "Protocol": 4, "LO Basic": 8, "First Aid": 14}


def _grades() -> Mapping[str, int]:
    return {"Coordinator": 300, "Reserve": 150}


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Every rule and every wish in one place. Points: 10 is "one CEFR level short", 0 is perfect.

    Hard, never bought with points (a pin waives them and says so): free for the whole stay, no
    conflict, `clearance_for`, a shared language (`own_floor`, `working_floor`), a firm gender wish,
    an officer's capacity, one person one place in a delegation, and cover: on each day the daily
    maxima of the officers together reach the cover hours. A place without an officer costs more
    than all wishes together; lead goes before deputy, a cleared delegation before another.

    Soft, in points. Those marked * are multiplied by the weight of the position:

    - `language_level`* for each level below `wanted_level` in the language shared, and
      `working_level`* for each level below it in the working language;
    - `language_order`* for each step down the preferred languages, `official_only`* when only an
      official one is shared, `language_missing`* when only the working language is;
    - `experience`* for each event fewer than `wanted_events`;
    - `certifications`* by name, `no_certification`* for any other name or none;
    - `grades` by name: coordinators and reserves are kept back;
    - `gender` for a wish not met; `newcomer` for who has not served this delegation when someone
      here has; `load` for each party carried already, twice that for the second at once, four
      times for the third ...; `changed` for each place that differs from the present plan.

    Thresholds: C1 for heads of state and government, B2 for others, B1 in the delegation's
    language, B2 in English: derived by us in the domain notes, nobody's law; change them per event.
    """

    positions: tuple[Position, ...] = (LEAD, DEPUTY)
    clearance_for: frozenset[str] = frozenset({"head_of_state", "head_of_government"})
    working_language: str = "en"
    own_floor: str = "B1"
    working_floor: str = "B2"
    wanted_level: str = "B2"
    wanted_level_cleared: str = "C1"
    wanted_events: int = 3
    wanted_events_cleared: int = 6
    language_level: int = 10
    working_level: int = 4
    language_order: int = 12
    official_only: int = 30
    language_missing: int = 50
    experience: int = 3
    certifications: Mapping[str, int] = field(default_factory=_certifications)
    no_certification: int = 20
    grades: Mapping[str, int] = field(default_factory=_grades)
    gender: int = 30
    newcomer: int = 30
    load: int = 25
    changed: int = 60


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What must be staffed and by whom. `timezone` names the zone in which a day is a day."""

    officers: tuple[Officer, ...]
    delegations: tuple[Delegation, ...]
    pins: tuple[Pin, ...] = ()
    present: tuple[Held, ...] = ()
    policy: Policy = field(default_factory=Policy)
    timezone: str = "UTC"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Who goes where and why. points: what the pair costs; waived: rules that its pin waives."""

    delegation: str
    position: str
    officer: str
    pinned: bool = False
    points: int = 0
    reasons: tuple[Reason, ...] = ()
    waived: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unfilled:
    """A place for which nobody was found, and why."""

    delegation: str
    position: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PassedOver:
    """An officer who got no place: where he would have fitted best, and why he is not there."""

    officer: str
    delegation: str
    position: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A proposal. Minimise: objective and bound are points of misfit, smaller is better.

    objective: points of the filled places (0 in a plan by hand that was never priced);
    bound: no plan that fills as much has fewer points, of the whole problem, also where columns
    were left out; gap_pct: 100 * (objective - bound) / objective, 0 where equal; fill_proven: no
    plan fills more (or weightier) places; proven: both, nothing is left to find; stopped_by:
    `proven`, `effort` or `guard`; effort: deterministic seconds of the solver that were used.
    A plan stopped by the guard may differ on another machine, every other one may not.
    """

    places: tuple[Place, ...]
    unfilled: tuple[Unfilled, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    objective: int = 0
    bound: int = 0
    gap_pct: float = 0.0
    fill_proven: bool = False
    proven: bool = False
    stopped_by: str = "hand"
    effort: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with a plan, and where; officer and position are "" where it is about all."""

    delegation: str
    position: str
    officer: str
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One officer seen from one place: `rank` 1 is the best fit, 0 is excluded by a rule.

    exclusions: hard rules broken; against: why he is not there though no rule forbids it.
    """

    officer: str
    rank: int
    points: int
    reasons: tuple[Reason, ...] = ()
    exclusions: tuple[Reason, ...] = ()
    against: tuple[Reason, ...] = ()
