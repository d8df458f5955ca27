"""Whom an act tells: the people behind a rung, and those of the side that waits."""

from datetime import datetime

from narahubung.accounts.models import Reach, TieKind
from narahubung.needs.models import Direction, Need
from narahubung.needs.rules.escalating import Rung

_OF_THE_PARTY = ("officer", "focal_point")


def people_of(rung: Rung, need: Need, at: datetime) -> list[int]:
    """Return the persons to ask on this rung.

    Deputy and chief are names in the department's list: where one of them has a log-in only he is
    asked, else the desk, but never the other one of the two.
    """
    if rung.kind == "officer":
        return party_people(need, at)
    if rung.department is None:
        return coordinators(need.event_id, at)
    people = _tied(need.event_id, TieKind.DEPARTMENT, rung.department.pk, at)
    if rung.kind not in {"deputy", "chief"}:
        return sorted(people)
    named = [pk for pk, name in people.items() if name.casefold() == rung.name.casefold()]
    bosses = {rung.department.head.casefold(), rung.department.deputy.casefold()}
    return named or sorted(pk for pk, name in people.items() if name.casefold() not in bosses)


def party_people(need: Need, at: datetime) -> list[int]:
    """Return the officers and the focal point of the delegation."""
    return sorted(_tied(need.event_id, TieKind.PARTY, need.party_id, at, _OF_THE_PARTY))


def asker_people(need: Need, at: datetime) -> list[int]:
    """Return who waits for the answer."""
    if need.direction == Direction.TO_HOST:
        return party_people(need, at)
    if need.department_id:
        return sorted(_tied(need.event_id, TieKind.DEPARTMENT, need.department_id, at))
    return coordinators(need.event_id, at)


def answerer_people(need: Need, at: datetime) -> list[int]:
    """Return who is to answer: the named person where there is one."""
    if need.person_id:
        return [need.person_id]
    if need.direction == Direction.TO_PARTY:
        return party_people(need, at)
    if need.department_id:
        return sorted(_tied(need.event_id, TieKind.DEPARTMENT, need.department_id, at))
    return coordinators(need.event_id, at)


def coordinators(event_id: int, at: datetime) -> list[int]:
    """Return the coordinators of the event; where there is none, the organisers."""
    for role in ("coordinator", "organiser"):
        found = Reach.objects.in_force(at).filter(event_id=event_id, role=role)
        if people := sorted(set(found.values_list("person_id", flat=True))):
            return people
    return []


def _tied(
    event_id: int, kind: str, object_id: int, at: datetime, roles: tuple[str, ...] = ()
) -> dict[int, str]:
    ties = Reach.objects.in_force(at).filter(event_id=event_id, kind=kind, object_id=object_id)
    if roles:
        ties = ties.filter(role__in=roles)
    return dict(ties.values_list("person_id", "person__full_name"))
