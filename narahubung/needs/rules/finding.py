"""Who stands behind a desk by the names in the organiser's list, where nobody set it yet."""

from dataclasses import dataclass
from datetime import datetime

from narahubung.kit.folding import fold
from narahubung.needs.models import Post, StandBehind
from narahubung.needs.rules.ladder import bearers_of, listed_for, who_may_stand
from narahubung.parties.models import Department


@dataclass(frozen=True, kw_only=True)
class Found:
    """A post to be filled, or (person_id None) emptied: the list names another one now."""

    department_id: int
    post: str
    name: str
    person_id: int | None


def to_find(event_id: int, at: datetime) -> list[Found]:
    """Return what the names in the list would change. Three queries, and one for each name found.

    Only a name that exactly one person with a part in the event bears, and who may answer for that
    desk; never one person for both posts.
    """
    held = {
        (row.department_id, row.post): row for row in StandBehind.objects.filter(event_id=event_id)
    }
    bearers = bearers_of(event_id, at)
    found: list[Found] = []
    for desk in Department.objects.filter(event_id=event_id).order_by("code"):
        rows = {post: held.get((desk.pk, post)) for post in Post.values}
        stays = {
            post
            for post, row in rows.items()
            if row is not None and row.found_by in {"", listed_for(desk, post)}
        }
        taken = {row.person_id for post, row in rows.items() if row and post in stays}
        for post in Post.values:
            if post in stays:
                continue
            name = listed_for(desk, post)
            one = bearer(desk, name, bearers, at)
            one = None if one in taken else one
            taken.add(one)
            if one is not None or rows[post] is not None:
                found.append(Found(department_id=desk.pk, post=post, name=name, person_id=one))
    return found


def bearer(desk: Department, name: str, bearers: dict[str, set[int]], at: datetime) -> int | None:
    """Return the one person who bears the name and may stand there."""
    known = bearers.get(fold(name), set()) if name else set()
    one = next(iter(known)) if len(known) == 1 else None
    return one if one is not None and one in who_may_stand(desk, at) else None
