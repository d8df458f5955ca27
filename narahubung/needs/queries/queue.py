"""The live queue of a department: what waits, whose turn it is, and who carries how much."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.needs.models import OVER, Need, NeedState
from narahubung.needs.queries.asking import NeedLine, line_of, rows_of
from narahubung.needs.rules import parts as part_rules
from narahubung.needs.rules.escalating import span_of
from narahubung.needs.rules.moving import legal
from narahubung.parties.models import Contact

SOON = timedelta(minutes=15)
_WAITS = ~Q(state__in=OVER) | Q(state=NeedState.DONE, closed_at=None)
SHOW = ("new", "mine", "late", "promised", "waiting", "confirm")


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A delegation as a line of the queue shows it."""

    code: str
    name: str
    iso_alpha2: str


@dataclass(frozen=True, kw_only=True)
class QueueLine:
    """One need that waits. who: named to do it. may: the moves this person may make now.

    promise: the time that one tap promises. given, delivered: of a need that is counted.
    """

    need: NeedLine
    party: Mark
    who: str
    may: tuple[str, ...]
    promise: datetime
    given: int
    delivered: int

    @property
    def stands(self) -> str:
        """Return how its clock stands: late, soon, ahead, waiting or confirm."""
        if self.need.to_confirm:
            return "confirm"
        if self.need.state == NeedState.WAITING:
            return "waiting"
        return "late" if self.need.overdue else "ahead"


@dataclass(frozen=True, kw_only=True)
class Load:
    """What one person carries."""

    name: str
    open: int
    late: int


@dataclass(frozen=True, kw_only=True)
class DeskLoad:
    """What one department has open, of what this person may see. code "": the coordinator's."""

    code: str
    name: str
    open: int
    late: int


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What waits, by the clock that runs out first; numbers before the filter."""

    lines: tuple[QueueLine, ...]
    desks: tuple[DeskLoad, ...]
    loads: tuple[Load, ...]
    counts: dict[str, int]
    soon: int
    done_today: int


def queue(
    *,
    by: Actor,
    at: datetime,
    zone_name: str,
    desk: str | None = None,
    show: str = "",
    who: str = "",
) -> Queue:
    """Return the queue. desk: a department's code, "" for the coordinator's own, None for all.

    show: one of SHOW. who: only what this person carries. Four queries.
    """
    rows = list(rows_of(by).filter(_WAITS).select_related("party").prefetch_related("parts"))
    names = contact_names(by)
    lines = sorted((_line(row, at, by, names) for row in rows), key=_order)
    desks = _desks(lines)
    here = [one for one in lines if desk is None or one.need.department_code == desk]
    shown = [one for one in here if _shows(one, show, by) and (not who or one.who == who)]
    return Queue(
        lines=tuple(shown),
        desks=desks,
        loads=_loads(here),
        counts={"all": len(here)} | {name: sum(_shows(o, name, by) for o in here) for name in SHOW},
        soon=sum(_soon(one, at) for one in here),
        done_today=_done_today(by, at, zone_name, desk),
    )


def promise_for(row: Need, at: datetime) -> datetime:
    """Return the time to offer as a promise: when it is due, or one rung's time from now."""
    if row.due_at and row.due_at > at:
        return row.due_at
    later = at + max(span_of(row), timedelta(minutes=10))
    return later + timedelta(minutes=-later.minute % 5, seconds=-later.second)


def contact_names(by: Actor) -> dict[str, str]:
    """Return who stands behind the codes that a list gives as assigned to. One query."""
    rows = Contact.objects.visible_to(by).exclude(person="")
    return dict(rows.values_list("code", "person"))


def named(row: Need, names: dict[str, str]) -> str:
    """Return who was named to do it, in words."""
    return names.get(row.assigned_to, row.assigned_to)


def _line(row: Need, at: datetime, by: Actor, names: dict[str, str]) -> QueueLine:
    parts = list(row.parts.all())
    return QueueLine(
        need=line_of(row, at, by),
        party=Mark(code=row.party.code, name=row.party.name, iso_alpha2=row.party.iso_alpha2),
        who=named(row, names),
        may=tuple(legal(row, by)),
        promise=promise_for(row, at),
        given=(row.quantity or 0) - part_rules.remainder(row, parts),
        delivered=part_rules.delivered(parts),
    )


def _order(line: QueueLine) -> tuple[int, datetime]:
    group = {"late": 0, "ahead": 0, "waiting": 1, "confirm": 2}[line.stands]
    return group, line.need.until or line.need.raised_at


def _shows(line: QueueLine, show: str, by: Actor) -> bool:
    return {
        "": True,
        "new": line.need.state == NeedState.NEW,
        "mine": bool(line.who) and line.who == by.name,
        "late": line.need.overdue,
        "promised": line.need.promised_at is not None and line.stands == "ahead",
        "waiting": line.stands == "waiting",
        "confirm": line.stands == "confirm",
    }.get(show, True)


def _soon(line: QueueLine, at: datetime) -> bool:
    until = line.need.until
    return line.stands == "ahead" and until is not None and at <= until <= at + SOON


def _desks(lines: Sequence[QueueLine]) -> tuple[DeskLoad, ...]:
    open_ = [one for one in lines if not one.need.to_confirm]
    count = Counter((one.need.department_code, one.need.department) for one in open_)
    late = Counter(one.need.department_code for one in open_ if one.need.overdue)
    return tuple(
        DeskLoad(code=code, name=name, open=number, late=late[code])
        for (code, name), number in sorted(count.items(), key=lambda item: item[0])
    )


def _loads(lines: Sequence[QueueLine]) -> tuple[Load, ...]:
    carried = [one for one in lines if one.who and not one.need.to_confirm]
    late = Counter(one.who for one in carried if one.need.overdue)
    count = Counter(one.who for one in carried)
    return tuple(Load(name=name, open=n, late=late[name]) for name, n in count.most_common())


def _done_today(by: Actor, at: datetime, zone_name: str, desk: str | None) -> int:
    local = at.astimezone(zone(zone_name))
    begins = datetime.combine(local.date(), time(), tzinfo=local.tzinfo)
    rows = Need.objects.visible_to(by, Right.SEE_NEEDS).filter(state=NeedState.DONE)
    if desk is not None:
        rows = rows.filter(department__code=desk) if desk else rows.filter(department=None)
    return rows.filter(Q(done_at__gte=begins) | Q(done_at=None, closed_at__gte=begins)).count()
