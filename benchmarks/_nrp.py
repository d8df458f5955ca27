"""Published shift rosters (schedulingbenchmarks.org; Curtois & Qu 2014): instance and checker.

The checker reads a plan day by day and shares nothing with the model that makes the plans.
"""

from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

OFF = ""
Plan = dict[str, list[str]]  # the shift of every person on every day, "" is a day off


@dataclass(frozen=True)
class Person:
    name: str
    most: dict[str, int]  # shifts of each kind
    most_min: int
    least_min: int
    most_in_row: int
    least_in_row: int
    least_off: int
    most_weekends: int


@dataclass(frozen=True)
class Instance:
    """wishes: (person, day, shift) -> what it costs not to have it (on) or to have it (off);
    cover: (day, shift) -> wanted, cost of one missing, cost of one too many.
    """

    days: int
    minutes: dict[str, int]
    not_after: dict[str, set[str]]  # shift -> those that cannot follow it on the next day
    people: list[Person]
    days_off: dict[str, set[int]]
    on: dict[tuple[str, int, str], int]
    off: dict[tuple[str, int, str], int]
    cover: dict[tuple[int, str], tuple[int, int, int]]


def read(path: Path) -> Instance:
    """Read one instance; a section begins with its name, a line with # is a comment."""
    sections: dict[str, list[list[str]]] = {}
    for line in path.read_text().splitlines():
        if line.startswith("SECTION_"):
            rows = sections.setdefault(line.strip(), [])
        elif line.strip() and not line.startswith("#"):
            rows.append([part.strip() for part in line.split(",")])
    staff = [
        Person(
            row[0],
            {name: int(most) for name, most in (part.split("=") for part in row[1].split("|"))},
            *map(int, row[2:8]),
        )
        for row in sections["SECTION_STAFF"]
    ]
    shifts = sections["SECTION_SHIFTS"]
    return Instance(
        int(sections["SECTION_HORIZON"][0][0]),
        {row[0]: int(row[1]) for row in shifts},
        {row[0]: set(filter(None, row[2].split("|"))) for row in shifts},
        staff,
        {row[0]: set(map(int, row[1:])) for row in sections["SECTION_DAYS_OFF"]},
        _wishes(sections["SECTION_SHIFT_ON_REQUESTS"]),
        _wishes(sections["SECTION_SHIFT_OFF_REQUESTS"]),
        {
            (int(row[0]), row[1]): (int(row[2]), int(row[3]), int(row[4]))
            for row in sections["SECTION_COVER"]
        },
    )


def _wishes(rows: list[list[str]]) -> dict[tuple[str, int, str], int]:
    return {(row[0], int(row[1]), row[2]): int(row[3]) for row in rows}


def faults(instance: Instance, plan: Plan) -> list[str]:
    """Return every rule that this plan breaks, in words; none: it is valid."""
    if set(plan) != {person.name for person in instance.people}:
        return ["the plan is not of these people"]
    return [
        f"{person.name}: {said}"
        for person in instance.people
        for said in _faults_of(instance, person, plan[person.name])
    ]


def _faults_of(instance: Instance, person: Person, days: list[str]) -> list[str]:
    if len(days) != instance.days or set(days) - {OFF} - set(instance.minutes):
        return ["not one known shift or a day off for each day"]
    worked = [shift for shift in days if shift]
    minutes = sum(instance.minutes[shift] for shift in worked)
    broken = {
        "works on a day off": any(days[day] for day in instance.days_off.get(person.name, ())),
        "too many minutes": minutes > person.most_min,
        "too few minutes": minutes < person.least_min,
        "too many weekends": _weekends(days) > person.most_weekends,
        "a shift after one it cannot follow": any(
            after in instance.not_after.get(before, ()) for before, after in pairwise(days)
        ),
    }
    for shift in instance.minutes:
        broken[f"too many shifts {shift}"] = worked.count(shift) > person.most.get(shift, 0)
    return [said for said, is_so in broken.items() if is_so] + _runs(person, days)


def _runs(person: Person, days: list[str]) -> list[str]:
    """Return the runs that are too long, or too short and not at an end of the horizon."""
    found, begin = [], 0
    for works, run in groupby(days, key=bool):
        length = len(list(run))
        inside = begin > 0 and begin + length < len(days)
        begin += length
        least = person.least_in_row if works else person.least_off
        if (works and length > person.most_in_row) or (inside and length < least):
            found.append(f"{length} {'shifts' if works else 'days off'} in a row")
    return found


def _weekends(days: list[str]) -> int:
    """Count the weekends with any shift; the first day is a Monday."""
    return sum(any(days[monday + 5 : monday + 7]) for monday in range(0, len(days), 7))


def cost(instance: Instance, plan: Plan) -> int:
    """Return what the plan costs: wishes not granted, shifts short and overfilled."""
    total = sum(
        weight for (who, day, shift), weight in instance.on.items() if plan[who][day] != shift
    )
    total += sum(
        weight for (who, day, shift), weight in instance.off.items() if plan[who][day] == shift
    )
    for (day, shift), (wanted, under, over) in instance.cover.items():
        there = sum(days[day] == shift for days in plan.values())
        total += under * max(wanted - there, 0) + over * max(there - wanted, 0)
    return total
