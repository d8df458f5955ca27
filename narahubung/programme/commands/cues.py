"""A run of show is written, its cues are given, and what follows moves along."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Person
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.kit.zones import clock_text, zone_label
from narahubung.programme import rules
from narahubung.programme.entries import CueGiven, CuesSlipped, CuesWritten
from narahubung.programme.models import Cue, CueRole, Item


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line as it is to stand. cue_id: of one that stands already. minutes: how long it takes.

    owner_id: a person of the event, who is told when it moves; owner_name: anybody else.
    """

    at: datetime
    text: str
    cue_id: int | None = None
    minutes: int = 0
    role: str = CueRole.ALL.value
    place: str = ""
    fixed: bool = False
    owner_id: int | None = None
    owner_name: str = ""


@command
def write_cues(
    *,
    item_id: int,
    lines: Sequence[Line],
    removed: Collection[int] = (),
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Write lines of an item's run of show, new ones and changed ones; return how many differ.

    lines: in the order they are to stand where times are equal; lines not named stay. removed:
    those to take out. Owners of lines that move are told. Raises NotYourProgramme, NothingNew,
    TooManyLines, Cue.DoesNotExist, Person.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        item = _item(by, item_id)
        stand = {cue.pk: cue for cue in item.cues.select_for_update()}
        named = {line.cue_id for line in lines if line.cue_id is not None}
        if not (named | set(removed)) <= stand.keys():
            raise Cue.DoesNotExist
        if len(stand) - len(set(removed)) + len(lines) - len(named) > rules.MOST_LINES:
            raise rules.TooManyLines
        _check_owners(lines, by)
        gone = item.cues.filter(pk__in=removed).delete()[0]
        changed, told = 0, set()
        fresh = []
        for place, line in enumerate(lines):
            if line.cue_id is None:
                fresh.append(_made(item, line, place))
                continue
            cue = stand[line.cue_id]
            before = _facts(cue)
            _set(cue, line, place)
            if _facts(cue) == before:
                continue
            changed += 1
            cue.save()
            if before[0] != cue.planned_at and cue.owner_id:
                told.add(cue.owner_id)
        Cue.objects.bulk_create(fresh)
        if not (gone or changed or fresh):
            raise rules.NothingNew
        record(
            CuesWritten(**_about(item), added=len(fresh), changed=changed, removed=gone),
            tell=sorted(told - {by.person_id}),
        )
    return gone + changed + len(fresh)


@command
def copy_cues(
    *, item_id: int, from_item_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Copy the lines of another item, at the same distance from the start; return how many.

    Raises NotYourProgramme, NoStart, NothingNew, TooManyLines, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        item, other = _item(by, item_id), _item(by, from_item_id)
        for one in (item, other):
            if one.starts_at is None:
                raise rules.NoStart(title=one.title)
        assert item.starts_at is not None  # noqa: S101 -- asked above
        assert other.starts_at is not None  # noqa: S101
        by_far = item.starts_at - other.starts_at
        rows = list(other.cues.all())
        if not rows:
            raise rules.NothingNew
        if item.cues.count() + len(rows) > rules.MOST_LINES:
            raise rules.TooManyLines
        for row in rows:
            row.pk, row.item = None, item
            row.planned_at = row.first_at = row.planned_at + by_far
            row.actual_at, row.given_by, row.pushed_min = None, "", 0
        Cue.objects.bulk_create(rows)
        record(CuesWritten(**_about(item), added=len(rows)))
    return len(rows)


@command
def swap_cues(*, cue_id: int, down: bool, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let a line change places with the one before it, or (down) after it.

    The later one begins when the earlier one did, and the other where it ends. Raises
    NotYourProgramme, NothingMoves at the edge or beside a given line, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        cue = Cue.objects.for_change(by, cue_id)
        rows = list(cue.item.cues.select_for_update())
        place = next(n for n, row in enumerate(rows) if row.pk == cue.pk) + (0 if down else -1)
        pair = rows[place : place + 2] if place >= 0 else []
        if len(pair) < 2 or any(row.actual_at for row in pair):
            raise rules.NothingMoves
        first, second = pair
        start, gap = first.planned_at, second.planned_at - first.planned_at
        second.planned_at = start
        first.planned_at = start + (timedelta(minutes=second.minutes) or gap)
        second.order, first.order = first.order, max(first.order, second.order) + 1
        for row in pair:
            row.first_at = row.planned_at
            row.save(update_fields=["planned_at", "first_at", "order"])
        owners = {row.owner_id for row in pair if row.owner_id} - {by.person_id}
        record(CuesWritten(**_about(cue.item), changed=2), tell=sorted(owners))


@command
def give_cue(*, cue_id: int, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Say that a line was given; return by how many minutes what follows moved.

    Given late, it moves the open lines after it, those at no clock time; their owners are told.
    Raises NotYourCue, CueIsGiven, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        cue = _own(by, cue_id)
        if cue.actual_at is not None:
            raise rules.CueIsGiven
        cue.actual_at, cue.given_by = at, by.name
        late = rules.late_min(cue.planned_at, at)
        moving = _after(cue) if late else []
        cue.pushed_min = late if moving else 0
        cue.save(update_fields=["actual_at", "given_by", "pushed_min"])
        record(CueGiven(**_about(cue.item), cue_id=cue.pk, clock=_clock(at, cue.item)))
        if moving:
            _slip(cue.item, moving, late, "", by, record)
    return cue.pushed_min


@command
def take_back_cue(*, cue_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take a tap back: the line is open again, and what it moved stands where it stood.

    Raises NotYourCue, CueIsNotGiven, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        cue = _own(by, cue_id)
        if cue.actual_at is None:
            raise rules.CueIsNotGiven
        back, cue.pushed_min = cue.pushed_min, 0
        cue.actual_at, cue.given_by = None, ""
        cue.save(update_fields=["actual_at", "given_by", "pushed_min"])
        clock = _clock(cue.planned_at, cue.item)
        record(CueGiven(**_about(cue.item), cue_id=cue.pk, clock=clock, back=True))
        if back and (moving := _after(cue)):
            _slip(cue.item, moving, -back, "", by, record)


@command
def slip_from(
    *,
    cue_id: int,
    minutes: int,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Move a line and the open ones after it by so many minutes; return how many moved.

    Lines at a clock time and given ones stay. The owners of what moved are told. Raises
    NotYourCue, NothingMoves, TooFarASlip, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        cue = _own(by, cue_id)
        rules.check_slip(minutes)
        moving = _after(cue, with_it=True)
        if not moving:
            raise rules.NothingMoves
        _slip(cue.item, moving, minutes, why[:200], by, record)
    return len(moving)


def slip_along(item: Item, by_far: timedelta, by: Actor, record: Record) -> None:
    """Let the open lines of an item that moved go along with it. Within its command's act."""
    moving = [cue for cue in item.cues.select_for_update() if not (cue.actual_at or cue.fixed)]
    minutes = round(by_far.total_seconds() / 60)
    if moving and minutes:
        _slip(item, moving, minutes, "", by, record)


def _slip(
    item: Item, moving: Sequence[Cue], minutes: int, why: str, by: Actor, record: Record
) -> None:
    moved: dict[str, list[str]] = {}
    since = _clock(moving[0].planned_at, item)
    for cue in moving:
        old, cue.planned_at = cue.planned_at, cue.planned_at + timedelta(minutes=minutes)
        moved[str(cue.pk)] = [_iso(old), _iso(cue.planned_at)]
    Cue.objects.bulk_update(moving, ["planned_at"])
    owners = {cue.owner_id for cue in moving if cue.owner_id} - {by.person_id}
    record(
        CuesSlipped(**_about(item), minutes=minutes, moved=moved, since=since, why=why),
        tell=sorted(owners),
    )


def _own(by: Actor, cue_id: int) -> Cue:
    cue = Cue.objects.select_related("item").for_change(by, cue_id)
    rules.check_can_give(cue, by)
    return cue


def _after(cue: Cue, *, with_it: bool = False) -> list[Cue]:
    return rules.following(cue.item.cues.select_for_update(), cue, with_first=with_it)


def _item(by: Actor, item_id: int) -> Item:
    return Item.objects.filter(private_of=None).for_change(by, item_id)


def _made(item: Item, line: Line, place: int) -> Cue:
    cue = Cue(event_id=item.event_id, item=item)
    _set(cue, line, place)
    return cue


def _set(cue: Cue, line: Line, place: int) -> None:
    if cue.pk is None or cue.planned_at != line.at:
        cue.planned_at = cue.first_at = line.at
    cue.order, cue.minutes, cue.fixed = place, line.minutes, line.fixed
    cue.role, cue.place, cue.text = line.role, line.place[:120], line.text[:300]
    cue.owner_id, cue.owner_name = line.owner_id, line.owner_name[:120]


def _facts(cue: Cue) -> tuple[object, ...]:
    return (
        cue.planned_at,
        cue.minutes,
        cue.fixed,
        cue.role,
        cue.place,
        cue.text,
        cue.owner_id,
        cue.owner_name,
    )


def _check_owners(lines: Sequence[Line], by: Actor) -> None:
    """Raise Person.DoesNotExist for an owner who has no part in this event."""
    ids = {line.owner_id for line in lines if line.owner_id is not None}
    known = Person.objects.filter(pk__in=ids, reach__event_id=by.here).values_list("pk", flat=True)
    if not ids <= set(known):
        raise Person.DoesNotExist


def _about(item: Item) -> dict[str, Any]:
    return {
        "item_id": item.pk,
        "code": item.code,
        "title": item.title_en,
        "title_id": item.title_id,
    }


def _clock(moment: datetime, item: Item) -> str:
    return f"{clock_text(moment, item.zone)} {zone_label(item.zone, moment)}"


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
