"""The run of show as one person may read it, and what everybody's own lines are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.programme.models import Cue, CueRole, Item
from narahubung.programme.rules import gives_all, is_own, late_min, own_roles


@dataclass(frozen=True, kw_only=True)
class CueLine:
    """One line. state: done, now (the first open one), next, open. moved: it slipped.

    late_min: by how many minutes it was given late, or is overdue now.
    """

    id: int
    item_id: int
    at: datetime
    first_at: datetime
    actual_at: datetime | None
    minutes: int
    fixed: bool
    role: str
    role_word: str
    place: str
    text: str
    owner_id: int | None
    owner: str
    given_by: str
    pushed_min: int
    state: str
    late_min: int
    is_mine: bool
    may_give: bool

    @property
    def moved(self) -> bool:
        """Tell whether it stands elsewhere than it was written."""
        return self.at != self.first_at

    @property
    def ends_at(self) -> datetime:
        """Return when it should be over."""
        return self.at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, kw_only=True)
class RunOfShow:
    """The lines of an item that the reader chose. roles: (code, word, how many) there are."""

    item_id: int
    title: str
    where: str
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str
    lines: tuple[CueLine, ...]
    roles: tuple[tuple[str, str, int], ...]
    mine: int
    done: int
    may_plan: bool

    @property
    def now(self) -> CueLine | None:
        """Return the line that is due now, or next."""
        return next((line for line in self.lines if line.state == "now"), None)


def run_of_show(
    *, item_id: int, by: Actor, at: datetime, role: str = "", mine: bool = False
) -> RunOfShow:
    """Return the run of show of an item. Two queries, one more for who sits at a desk.

    role: only the lines of that role and of everybody; mine: only those he gives or owns.
    Raises Item.DoesNotExist.
    """
    item = (
        Item.objects.visible_to(by).filter(private_of=None).select_related("place").get(pk=item_id)
    )
    rows = Cue.objects.visible_to(by).filter(item=item).select_related("owner")
    lines = _lines(list(rows), by, at)
    counts = {code: sum(line.role == code for line in lines) for code in CueRole.values}
    shown = lines
    if role:
        shown = [line for line in lines if line.role in {role, CueRole.ALL.value}]
    if mine:
        shown = [line for line in lines if line.is_mine]
    return RunOfShow(
        item_id=item.pk,
        title=item.title,
        where=", ".join(
            part for part in (item.place.name if item.place else "", item.room) if part
        ),
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        zone=item.zone,
        lines=tuple(shown),
        roles=tuple((c, str(CueRole(c).label), n) for c, n in counts.items() if n),
        mine=sum(line.is_mine for line in lines),
        done=sum(line.state == "done" for line in lines),
        may_plan=Right.PLAN_PROGRAMME in by.everywhere,
    )


def items_with_cues(*, by: Actor) -> dict[int, int]:
    """Return how many lines each item has that this person may read. One query."""
    found: dict[int, int] = {}
    for pk in Cue.objects.visible_to(by).order_by().values_list("item_id", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def owners(*, by: Actor) -> list[tuple[int, str]]:
    """Return who may own a line: everybody with a part in the event, by name. One query."""
    rows = Person.objects.filter(reach__event_id=by.here).distinct().order_by("full_name")
    return [(row.pk, str(row)) for row in rows]


def _lines(rows: Sequence[Cue], by: Actor, at: datetime) -> list[CueLine]:
    found, is_now = [], True
    roles, gives = own_roles(by), gives_all(by)
    for row in rows:
        state = "done" if row.actual_at else "now" if is_now else "open"
        is_now = is_now and state == "done"
        is_mine = is_own(row, roles, by)
        found.append(
            CueLine(
                id=row.pk,
                item_id=row.item_id,
                at=row.planned_at,
                first_at=row.first_at,
                actual_at=row.actual_at,
                minutes=row.minutes,
                fixed=row.fixed,
                role=row.role,
                role_word=str(row.get_role_display()),
                place=row.place,
                text=row.text,
                owner_id=row.owner_id,
                owner=str(row.owner) if row.owner else row.owner_name,
                given_by=row.given_by,
                pushed_min=row.pushed_min,
                state=state,
                late_min=late_min(row.planned_at, row.actual_at or at),
                is_mine=is_mine,
                may_give=gives or is_mine,
            )
        )
    return found
