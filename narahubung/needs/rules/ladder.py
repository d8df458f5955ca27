"""Who is asked in turn when nobody answers: persons with a log-in, one rung at a time.

A rung on which nobody can be asked is passed over, and the request says so; the last one, the
coordinator, always stays.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.actors import coordinators
from narahubung.accounts.models import Reach, TieKind
from narahubung.accounts.roles import ROLES, Right
from narahubung.kit.folding import fold
from narahubung.kit.refusals import Refusal
from narahubung.needs.models import Direction, Need, Post, StandBehind
from narahubung.needs.rules.moving import owner_of
from narahubung.parties.models import Department

_OF_THE_PARTY = ("officer", "focal_point")
# Who may answer for any desk, and so may stand behind one without working there.
_EVERYWHERE = [code for code, role in ROLES.items() if Right.ANSWER_NEED in role.everywhere]


class CannotAnswerThere(Refusal):
    """Somebody who could not even open the request."""

    says = _("{name} cannot answer the requests of this desk.")
    advice = _("Give them the role Department desk for it first, under People and roles.")


class OneForBoth(Refusal):
    """The same person on two rungs: his silence would be asked twice."""

    says = _("{name} cannot be deputy and chief at once: choose two persons, or leave one out.")


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One step. kind: desk, deputy, chief, above, officer or coordinator. people: whom it tells."""

    kind: str
    name: str = ""
    department: Department | None = None
    people: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Who can be asked at one desk now: those on duty, and who stands behind them, by post."""

    desk: dict[int, str]
    posts: dict[str, StandBehind]
    able: dict[int, str]

    def at(self, post: str) -> tuple[int, ...]:
        """Return the person of a post who can answer, as a tuple of one; () where there is none."""
        row = self.posts.get(post)
        return (row.person_id,) if row and row.person_id in self.able else ()


def rungs_of(need: Need, above: Department | None, at: datetime) -> list[Rung]:
    """Return who is asked in turn; the first was asked when the need reached its owner.

    above: the department this one escalates to.
    """
    owner, desk = owner_of(need), need.department
    found: list[Rung] = []
    if owner.kind == "party":
        found.append(Rung(kind="officer", people=tuple(party_people(need, at))))
        if desk is not None and need.direction == Direction.TO_PARTY:
            found.append(_desk_rung("desk", desk, staff_of(desk, at)))
    elif desk is not None:
        found += _rungs_at(desk, above, at)
    return [*found, _last(need.event_id, at)]


def next_rung(rungs: list[Rung], after: int) -> int:
    """Return the next rung behind `after` on which somebody can be asked, else the last.

    On the last one and beyond it only counts on.
    """
    last = len(rungs) - 1
    if after >= last:
        return after + 1
    ahead = range(after + 1, last)
    return next((number for number in ahead if rungs[number].people), last)


def begin(need: Need, at: datetime) -> None:
    """Set the need on its first rung on which somebody can be asked."""
    above = above_of(need.department)
    need.rung = next_rung(rungs_of(need, above, at), -1)
    need.above = above if need.rung else None


def above_of(desk: Department | None) -> Department | None:
    """Return the department that this one escalates to."""
    if desk is None or not desk.escalates_to:
        return None
    return Department.objects.filter(event_id=desk.event_id, code=desk.escalates_to).first()


def staff_of(desk: Department, at: datetime) -> Staff:
    """Return who can be asked at a desk now. Two queries."""
    rows = StandBehind.objects.filter(department=desk).select_related("person")
    posts = {row.post: row for row in rows}
    held = [row.person_id for row in posts.values() if row.person_id]
    at_desk = Q(kind=TieKind.DEPARTMENT, object_id=desk.pk)
    ties = Reach.objects.in_force(at).filter(
        at_desk | Q(person__in=held, role__in=_EVERYWHERE), event_id=desk.event_id
    )
    able, here = {}, set()
    for pk, name, kind in ties.values_list("person_id", "person__full_name", "kind"):
        able[pk] = name
        if kind == TieKind.DEPARTMENT:
            here.add(pk)
    on_duty = {pk: able[pk] for pk in sorted(here - set(held))}
    return Staff(desk=on_duty, posts=posts, able=able)


def for_desk(event_id: int, desk: Department | None, at: datetime) -> list[int]:
    """Return the people of the first rung at a desk that has somebody: never two bosses at once."""
    rungs = [*(_rungs_at(desk, above_of(desk), at) if desk else []), _last(event_id, at)]
    return list(rungs[next_rung(rungs, -1)].people)


def who_may_stand(desk: Department, at: datetime) -> dict[int, str]:
    """Return the persons who may be chosen to stand behind a desk: name by number."""
    ties = Reach.objects.in_force(at).filter(
        Q(kind=TieKind.DEPARTMENT, object_id=desk.pk) | Q(role__in=_EVERYWHERE),
        event_id=desk.event_id,
    )
    return dict(ties.values_list("person_id", "person__full_name").order_by("person__full_name"))


def bearers_of(event_id: int, at: datetime) -> dict[str, set[int]]:
    """Return who of those with a part in the event bears which name, folded."""
    found: dict[str, set[int]] = {}
    ties = Reach.objects.in_force(at).filter(event_id=event_id)
    for pk, name in ties.values_list("person_id", "person__full_name"):
        if name:
            found.setdefault(fold(name), set()).add(pk)
    return found


def listed_for(desk: Department, post: str) -> str:
    """Return the name that the organiser's list gives for a post."""
    return desk.deputy if post == Post.DEPUTY else desk.head


def check_can_stand(
    desk: Department, chosen: list[int], at: datetime, names: dict[int, str]
) -> None:
    """Raise OneForBoth, CannotAnswerThere. chosen: deputy and chief, without who is left out."""
    if len(set(chosen)) < len(chosen):
        raise OneForBoth(name=names.get(chosen[0], ""))
    able = who_may_stand(desk, at)
    for pk in chosen:
        if pk not in able:
            raise CannotAnswerThere(name=names.get(pk, ""))


def party_people(need: Need, at: datetime) -> list[int]:
    """Return the officers and the focal point of the delegation."""
    ties = Reach.objects.in_force(at).filter(
        event_id=need.event_id,
        kind=TieKind.PARTY,
        object_id=need.party_id,
        role__in=_OF_THE_PARTY,
    )
    return sorted(set(ties.values_list("person_id", flat=True)))


def _rungs_at(desk: Department, above: Department | None, at: datetime) -> list[Rung]:
    """Return the rungs of a desk: who is on duty, its deputy and chief, the desk above."""
    staff = staff_of(desk, at)
    found = [_desk_rung("desk", desk, staff)]
    found += [
        Rung(
            kind=post,
            name=_named(staff.posts.get(post), listed_for(desk, post)),
            department=desk,
            people=staff.at(post),
        )
        for post in Post.values
    ]
    if above is not None:
        found.append(_desk_rung("above", above, staff_of(above, at)))
    return found


def _last(event_id: int, at: datetime) -> Rung:
    return Rung(kind="coordinator", people=tuple(coordinators(event_id, at)))


def _desk_rung(kind: str, desk: Department, staff: Staff) -> Rung:
    return Rung(kind=kind, name=desk.name, department=desk, people=tuple(staff.desk))


def _named(row: StandBehind | None, listed: str) -> str:
    """Return the person's name once one is chosen, else the name in the list."""
    return str(row.person) if row and row.person else listed
