"""What officers are proved to be able to do, and until when."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.parties.models import Officer
from narahubung.training.models import Course, Evidence
from narahubung.training.units import unit_name, units


@dataclass(frozen=True, kw_only=True)
class EvidenceLine:
    """One proof, or a gap."""

    says: str
    met: bool
    source: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """One unit of the map. state: "proved", "gap" or "open"."""

    code: str
    name: str
    state: str
    evidence: Sequence[EvidenceLine]


@dataclass(frozen=True, kw_only=True)
class CourseLine:
    """One training. holds: on the day asked for."""

    name: str
    passed_on: date
    expires_on: date | None
    holds: bool


@dataclass(frozen=True, kw_only=True)
class Competence:
    """All of one officer."""

    officer_id: int
    code: str
    name: str
    units: Sequence[UnitLine]
    courses: Sequence[CourseLine]
    expired: int


def competence(*, by: Actor, on: date, officer_id: int | None = None) -> list[Competence]:
    """Return the maps this person may see: all with the right, else his own. Four queries."""
    rows = Officer.objects.filter(event_id=by.here)
    if not by.may(Right.SEE_SKILLS):
        rows = rows.filter(person_id=by.person_id or 0)
    if officer_id is not None:
        rows = rows.filter(pk=officer_id)
    officers = list(rows.order_by("full_name", "pk"))
    proofs: dict[tuple[int, str], list[Evidence]] = defaultdict(list)
    for row in Evidence.objects.filter(officer__in=officers).order_by("-at", "-pk"):
        proofs[row.officer_id, row.unit].append(row)
    courses: dict[int, list[Course]] = defaultdict(list)
    for course in Course.objects.filter(officer__in=officers).order_by("name", "-passed_on"):
        courses[course.officer_id].append(course)
    return [_one(officer, proofs, courses[officer.pk], on) for officer in officers]


def holds(course: Course, on: date) -> bool:
    """Tell whether a training counts on that day."""
    return course.passed_on <= on and (course.expires_on is None or on <= course.expires_on)


def _one(
    officer: Officer,
    proofs: dict[tuple[int, str], list[Evidence]],
    courses: Sequence[Course],
    on: date,
) -> Competence:
    lines = [
        CourseLine(
            name=row.name,
            passed_on=row.passed_on,
            expires_on=row.expires_on,
            holds=holds(row, on),
        )
        for row in courses
    ]
    return Competence(
        officer_id=officer.pk,
        code=officer.code,
        name=officer.full_name,
        units=[_unit(code, proofs.get((officer.pk, code), [])) for code in units()],
        courses=lines,
        expired=sum(not line.holds for line in lines),
    )


def _unit(code: str, rows: Sequence[Evidence]) -> UnitLine:
    state = "open" if not rows else "proved" if rows[0].met else "gap"  # the newest counts
    return UnitLine(
        code=code,
        name=unit_name(code),
        state=state,
        evidence=[
            EvidenceLine(says=row.says, met=row.met, source=row.source, at=row.at) for row in rows
        ],
    )
