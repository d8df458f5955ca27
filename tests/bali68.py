"""Bali-68, a generated event: 68 heads of delegation, 17 other principals, three days.

Scenario C1 asks it: with 150 officers every head has a lead and a deputy and nobody is alone for a
minute; with 85 that cannot be done. Nothing in it is taken from a real event.
"""

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from narahubung.kit.intervals import Span
from narahubung.plans.assignment import Delegation, Officer, Policy, Position
from narahubung.plans.assignment.terms import DEPUTY, LEAD
from narahubung.plans.roster import Demand, DutyPolicy, RosterProblem

ZONE = ZoneInfo("Asia/Makassar")
FIRST = datetime(2027, 5, 10, tzinfo=ZONE)
DAYS = 3
OWN = Position(code="own", usual=False)
"""The officer of a principal who has only one; his programme is shorter than a duty."""

POLICY = DutyPolicy(
    code="bali", day_hours=10, rest_hours=11, split_day=True, free_days=1, free_in=7
)
TONGUES = ("fr", "es", "ar", "pt", "zh", "ru", "ja", "ko", "de")
HEADS = ("head_of_state", "head_of_government", "minister", "head_of_organisation")


def moment(day: int, hour: float) -> datetime:
    """Return the hour of a day of the event, the first being 1."""
    return FIRST + timedelta(days=day - 1, hours=hour)


def bali68(officers: int = 150) -> RosterProblem:
    """Return the event as a problem of the roster engine; the same officers with the same number.

    The heads are accompanied from 07.00 to 23.00 on each day. The other principals come for their
    own programme of five hours in the morning or in the afternoon, five of them for all three
    days and twelve for one day each: 150 less two for each head leaves 14 officers for 17 of them.
    """
    luck = random.Random(68)
    people = [_officer(luck, number) for number in range(1, 201)][:officers]
    heads = [_head(luck, number) for number in range(1, 69)]
    others = [_other(luck, number) for number in range(1, 18)]
    demands = [
        Demand(
            delegation=head.id,
            span=Span(moment(day, 7), moment(day, 23)),
            quiet=(moment(day, 12.5), moment(day, 15), moment(day, 18)),
        )
        for head in heads
        for day in range(1, DAYS + 1)
    ]
    for number, other in enumerate(others):
        begin = 8 if number % 2 else 14
        demands += [
            Demand(delegation=other.id, span=Span(moment(day, begin), moment(day, begin + 5)))
            for day in _days_of(number)
        ]
    return RosterProblem(
        officers=tuple(people),
        delegations=(*heads, *others),
        demands=tuple(demands),
        starts=moment(1, 0),
        policies={"": POLICY},
        fit=Policy(positions=(LEAD, DEPUTY, OWN)),
        timezone=str(ZONE),
    )


def _days_of(number: int) -> range:
    if number < 5:
        return range(1, DAYS + 1)
    day = 1 + number % DAYS
    return range(day, day + 1)


def _officer(luck: random.Random, number: int) -> Officer:
    languages = {"id": "C2", "en": luck.choices(("B2", "C1", "C2"), (30, 45, 25))[0]}
    for tongue in luck.sample(TONGUES, luck.choices((0, 1, 2), (25, 60, 15))[0]):
        languages[tongue] = luck.choices(("B1", "B2", "C1"), (25, 35, 40))[0]
    return Officer(
        id=f"LO-{number:03}",
        languages=languages,
        certification=luck.choices(("LO Basic", "LO Advanced", "Protocol"), (45, 35, 20))[0],
        events=luck.randint(0, 10),
        cleared=True,
        gender=luck.choice("FM"),
        free=(Span(moment(0, 0), moment(DAYS + 2, 0)),),
        served=frozenset({f"H-{luck.randint(1, 68):02}"} if luck.random() < 0.15 else ()),
    )


def _head(luck: random.Random, number: int) -> Delegation:
    tongue = luck.choice((*TONGUES, "en"))
    return Delegation(
        id=f"H-{number:02}",
        stay=Span(moment(1, 7), moment(DAYS, 23)),
        preferred=tuple(dict.fromkeys((tongue, "en"))),
        official=(tongue,),
        head_category=luck.choices(HEADS, (25, 25, 30, 20))[0],
    )


def _other(luck: random.Random, number: int) -> Delegation:
    days = _days_of(number - 1)
    return Delegation(
        id=f"P-{number:02}",
        stay=Span(moment(days[0], 7), moment(days[-1], 23)),
        preferred=("en",),
        official=("en",),
        head_category=luck.choice(("minister", "spouse")),
        positions=(OWN.code,),
    )
