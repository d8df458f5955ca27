"""Who stands behind a desk is set by a person, or found once by the name in the list."""

from datetime import datetime
from uuid import UUID

from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.needs.entries import LadderSet
from narahubung.needs.models import Post, StandBehind
from narahubung.needs.rules import finding
from narahubung.needs.rules import ladder as rules
from narahubung.parties.models import Department


@command
def stand_behind(
    *,
    department_id: int,
    deputy_id: int | None,
    chief_id: int | None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Set the deputy and the chief of a desk; None: nobody, that rung is passed over.

    Who was not there before is told. Raises OneForBoth, CannotAnswerThere;
    Department.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        desk = Department.objects.for_change(by, department_id, Right.PLAN_OFFICERS)
        wanted = {Post.DEPUTY: deputy_id, Post.CHIEF: chief_id}
        chosen = [pk for pk in wanted.values() if pk is not None]
        names = {one.pk: str(one) for one in Person.objects.filter(pk__in=chosen)}
        rules.check_can_stand(desk, chosen, at, names)
        before = set(
            StandBehind.objects.filter(department=desk).values_list("person_id", flat=True)
        )
        for post, person_id in wanted.items():
            StandBehind.objects.update_or_create(
                event_id=desk.event_id,
                department=desk,
                post=post.value,
                defaults={"person_id": person_id, "found_by": ""},
            )
        told = sorted(set(chosen) - before - {by.person_id or 0})
        _record(record, desk, told=told)


@command
def find_behind(*, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Put those behind the desks whom the list names and exactly one log-in bears; return how many.

    A post that somebody set stays. Where the list names another one now, who was found by the old
    name goes. For the house.
    """
    found = finding.to_find(by.here, at)
    with act(by=by, at=at, key=key) as record:
        for desk in Department.objects.filter(pk__in={one.department_id for one in found}):
            mine = [one for one in found if one.department_id == desk.pk]
            for one in mine:
                held = StandBehind.objects.filter(department=desk, post=one.post)
                held.delete()
                if one.person_id is not None:
                    StandBehind.objects.create(
                        event_id=desk.event_id,
                        department=desk,
                        post=one.post,
                        person_id=one.person_id,
                        found_by=one.name,
                    )
            told = [one.person_id for one in mine if one.person_id is not None]
            _record(record, desk, told=told, by_name=True)
    return len(found)


def _record(record: Record, desk: Department, *, told: list[int], by_name: bool = False) -> None:
    rows = StandBehind.objects.filter(department=desk).select_related("person")
    names = {row.post: str(row.person) if row.person else "" for row in rows}
    record(
        LadderSet(
            department_id=desk.pk,
            department=desk.label(),
            deputy=names.get(Post.DEPUTY, ""),
            chief=names.get(Post.CHIEF, ""),
            by_name=by_name,
        ),
        tell=told,
    )
