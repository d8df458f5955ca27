"""Who stands behind each desk, for who sets it, and which desks nobody stands behind."""

from dataclasses import dataclass
from datetime import datetime

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.folding import fold
from narahubung.needs.models import Post, StandBehind
from narahubung.needs.rules import ladder as rules
from narahubung.parties.models import Department


@dataclass(frozen=True, kw_only=True)
class PostLine:
    """One post. listed: the name in the organiser's list. person_id: who holds it, None nobody.

    trouble: why nobody is asked there: "", gone (may not answer any more), many (several log-ins
    bear the name), no_role (one bears it but may not answer there), no_login, unnamed.
    other: the list names somebody else than who holds it.
    """

    post: str
    listed: str
    person_id: int | None
    person: str
    by_name: bool
    trouble: str
    other: bool


@dataclass(frozen=True, kw_only=True)
class DeskLine:
    """One desk: who is on duty there, who stands behind it, whom one may choose."""

    id: int
    code: str
    name: str
    at_desk: tuple[str, ...]
    posts: tuple[PostLine, ...]
    choices: tuple[tuple[int, str], ...]

    @property
    def is_alone(self) -> bool:
        """Tell whether nobody can be asked behind the desk, or nobody at it."""
        return not self.at_desk or all(post.trouble for post in self.posts)


def desk_ladders(*, by: Actor, at: datetime) -> list[DeskLine]:
    """Return every desk with who stands behind it; nothing for who may not set that."""
    if not by.may(Right.PLAN_OFFICERS):
        return []
    bearers = rules.bearers_of(by.here, at)
    desks = Department.objects.visible_to(by).order_by("name_en")
    return [_line(desk, bearers, at) for desk in desks]


def _line(desk: Department, bearers: dict[str, set[int]], at: datetime) -> DeskLine:
    staff, able = rules.staff_of(desk, at), rules.who_may_stand(desk, at)
    return DeskLine(
        id=desk.pk,
        code=desk.code,
        name=desk.name,
        at_desk=tuple(staff.desk.values()),
        posts=tuple(
            _post(post, rules.listed_for(desk, post), staff.posts.get(post), bearers, able)
            for post in Post.values
        ),
        choices=tuple(able.items()),
    )


def _post(
    post: str,
    listed: str,
    row: StandBehind | None,
    bearers: dict[str, set[int]],
    able: dict[int, str],
) -> PostLine:
    person_id = row.person_id if row else None
    known = bearers.get(fold(listed), set()) if listed else set()
    trouble = ""
    if person_id is not None:
        trouble = "" if person_id in able else "gone"
    elif not listed:
        trouble = "unnamed"
    elif len(known) > 1:
        trouble = "many"
    elif known and not known & set(able):
        trouble = "no_role"
    else:
        trouble = "no_login"
    person = str(row.person) if row and row.person else ""
    return PostLine(
        post=post,
        listed=listed,
        person_id=person_id,
        person=person,
        by_name=bool(row and row.found_by),
        trouble=trouble,
        other=bool(person and listed and fold(person) != fold(listed)),
    )
