"""The seating board: who sits where and why, what is broken, what changes with one move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.parties.models import Member
from narahubung.places import planning
from narahubung.places.models import DrawnSeat, Guest, MarkKind, Seating, SeatingState, SeatRule
from narahubung.places.orders import PHOTOS, absent_in_order, key_of
from narahubung.places.queries.drawing import Drawing, Sitting, shown
from narahubung.places.saying import faults_said, reasons_said, rule_said
from narahubung.places.words import ROLES, RULES, SHAPES, STATES
from narahubung.plans import seating as engine
from narahubung.relays.models import Recipient


@dataclass(frozen=True, kw_only=True)
class SeatingLine:
    """The places of one item. seated: of the guests; untold: who sits otherwise than was told."""

    id: int
    name: str
    item_id: int
    item: str
    starts_at: datetime | None
    plan_id: int
    room: str
    shape_word: str
    is_photo: bool
    state: str
    word: str
    why: str
    order_by: str
    instead_of: str
    instead_of_id: int | None
    instead: tuple[tuple[int, str, str], ...]
    guests: int
    seated: int
    untold: int
    adopted_at: datetime | None
    adopted_by: str
    entry_at: datetime | None
    entry_seconds: int
    can_undo: bool
    judged: dict[str, Any]

    @property
    def is_open(self) -> bool:
        """Tell whether it may be changed."""
        return self.state != SeatingState.CANCELLED


@dataclass(frozen=True, kw_only=True)
class GuestLine:
    """One guest. tied: others have the same number. is_moved: officers were told another seat."""

    id: int
    name: str
    party: str
    party_name: str
    flag: str
    office: str
    role: str
    role_word: str
    of: str
    rank: int
    rank_why: str
    tied: tuple[str, ...]
    languages: str
    wheelchair: bool
    seat: str
    told: str
    is_pinned: bool
    is_absent: bool
    is_moved: bool
    why: tuple[str, ...]
    enters_at: datetime | None
    door: str
    acknowledged: bool | None


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """One rule about two guests."""

    id: int
    word: str
    first: str
    second: str
    is_wish: bool
    why: str


@dataclass(frozen=True, kw_only=True)
class Board:
    """Everything of one seating. broken: rules that it breaks; missed: wishes that it does not.

    relax: rules that the engine had to give up. away: who has a place here, and is absent in the
    order of precedence by now.
    """

    line: SeatingLine
    guests: tuple[GuestLine, ...]
    absent: tuple[GuestLine, ...]
    away: tuple[GuestLine, ...]
    rules: tuple[RuleLine, ...]
    broken: tuple[str, ...]
    missed: tuple[str, ...]
    relax: tuple[str, ...]
    room: Drawing
    free: tuple[str, ...]
    doors: tuple[tuple[int, str], ...]

    @property
    def ties(self) -> int:
        """Return how many guests share their number with another one."""
        return sum(bool(one.tied) for one in self.guests)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What one move would do, before it is done."""

    guest_id: int
    guest: str
    old: str
    new: str
    holder: str
    faults: tuple[str, ...]
    worse: tuple[str, ...]
    better: tuple[str, ...]
    points: int

    @property
    def is_clean(self) -> bool:
        """Tell whether no hard rule breaks."""
        return not self.faults


@dataclass(frozen=True, kw_only=True)
class MoveLine:
    """One who changes seats when the plan is mended."""

    guest: str
    old: str
    new: str
    why: tuple[str, ...]


def seatings(*, by: Actor) -> Sequence[SeatingLine]:
    """Return all, by when their item begins."""
    rows = Seating.objects.visible_to(by).select_related("item", "plan", "instead_of")
    rows = rows.prefetch_related("guests__seat", "instead__item")
    lines = [line_of(row) for row in rows]
    return sorted(lines, key=lambda one: (one.starts_at is None, one.starts_at or 0, one.id))


def board(*, seating_id: int, by: Actor, view: str = "") -> Board:
    """Return one seating from a viewpoint. Raises Seating.DoesNotExist.

    view: "" takes that of the camera for photo rows, else that of the door.
    """
    row = row_of(seating_id, by)
    view = view or ("camera" if row.plan.shape in PHOTOS else "door")
    guests = guest_lines(row)
    asked = planning.asked_of(row)
    names = names_of(row)
    seated = {one.seat for one in guests if one.seat}
    open_ = [one for one in guests if not one.is_absent]
    gone = absent_in_order(row, by) if row.state != SeatingState.CANCELLED else frozenset()
    away = {one.pk for one in row.guests.all() if key_of(one) in gone}
    faults = [one for one in engine.faults(asked.problem, asked.sits) if one.code != "unseated"]
    return Board(
        line=line_of(row),
        guests=tuple(open_),
        absent=tuple(one for one in guests if one.is_absent),
        away=tuple(one for one in open_ if one.seat and one.id in away),
        rules=tuple(_rule(one) for one in row.rules.select_related("first", "second")),
        broken=tuple(faults_said(faults, names)),
        missed=tuple(faults_said(engine.wishes(asked.problem, asked.sits), names)),
        relax=tuple(rule_said(key, names) for key in row.judged.get("relax", [])),
        room=shown(row.plan, view=view, sitting=_sitting({one.seat: one for one in open_})),
        free=tuple(
            one.number
            for one in row.plan.seats.order_by("honour", "pk")
            if one.is_open and one.number not in seated
        ),
        doors=tuple(
            (one.pk, one.name or str(one.get_kind_display()))
            for one in row.plan.marks.filter(kind=MarkKind.DOOR).order_by("pk")
        ),
    )


def trial(*, seated_id: int, number: str, by: Actor) -> Trial:
    """Return what a move would do. Raises Guest.DoesNotExist, BadProblemError."""
    guest = Guest.objects.visible_to(by).select_related("seating", "seat").get(pk=seated_id)
    row = row_of(guest.seating_id, by)
    tried = planning.move_tried(row, guest.pk, number)
    names = names_of(row)
    holder = row.guests.filter(seat__number=number, is_absent=False).exclude(pk=guest.pk).first()
    return Trial(
        guest_id=guest.pk,
        guest=guest.name,
        old=guest.seat.number if guest.seat else "",
        new=number,
        holder=holder.name if holder else "",
        faults=tuple(faults_said([one for one in tried.faults if one.rule], names)),
        worse=tuple(faults_said(tried.worse, names)),
        better=tuple(faults_said(tried.better, names)),
        points=tried.points,
    )


def moves_said(found: Sequence[engine.Move], *, seating_id: int, by: Actor) -> Sequence[MoveLine]:
    """Return the moves of a mended plan, in words. Raises Seating.DoesNotExist."""
    names = names_of(row_of(seating_id, by))
    return [
        MoveLine(
            guest=names.get(one.guest, ""),
            old=one.old,
            new=one.new,
            why=tuple(
                reasons_said([{"code": why.code, "facts": why.facts} for why in one.reasons], names)
            ),
        )
        for one in found
    ]


def guest_line(*, seated_id: int, by: Actor) -> tuple[int, GuestLine]:
    """Return whose seating, and one guest of it. Raises Guest.DoesNotExist."""
    guest = Guest.objects.visible_to(by).get(pk=seated_id)
    row = row_of(guest.seating_id, by)
    return row.pk, next(one for one in guest_lines(row) if one.id == guest.pk)


def members_of(seating_id: int, *, by: Actor) -> dict[int, int]:
    """Return by member the guest who it is. Raises Seating.DoesNotExist."""
    row = row_of(seating_id, by)
    return {one.member_id: one.pk for one in row.guests.all() if one.member_id}


def addable(*, seating_id: int, by: Actor) -> Sequence[tuple[int, str]]:
    """Return members of the attending parties who are not on the list. For a select list."""
    row = row_of(seating_id, by)
    members = Member.objects.visible_to(by).filter(party__in=row.item.attending.all())
    taken = row.guests.exclude(member=None).values("member_id")
    rows = members.exclude(pk__in=taken).select_related("party").order_by("party__code", "pk")
    return [(one.pk, f"{one.party.code} \N{MIDDLE DOT} {one.full_name}") for one in rows]


def row_of(seating_id: int, by: Actor) -> Seating:
    """Return the row with what every answer about it needs. Raises Seating.DoesNotExist."""
    rows = Seating.objects.visible_to(by).select_related("item", "plan", "instead_of")
    return rows.prefetch_related("guests__seat", "instead__item").get(pk=seating_id)


def names_of(row: Seating) -> dict[str, str]:
    """Return the name of each guest by the engine's code."""
    return {str(one.pk): one.name for one in row.guests.all()}


def line_of(row: Seating) -> SeatingLine:
    """Return what lists and heads say of a seating."""
    guests = [one for one in row.guests.all() if not one.is_absent]
    return SeatingLine(
        id=row.pk,
        name=row.name,
        item_id=row.item_id,
        item=row.item.title,
        starts_at=row.item.starts_at,
        plan_id=row.plan_id,
        room=row.plan.name,
        shape_word=str(SHAPES[row.plan.shape]),
        is_photo=row.plan.shape in PHOTOS,
        state=row.state,
        word=str(STATES[row.state]),
        why=row.why,
        order_by=in_one(row.order_by),
        instead_of=row.instead_of.name if row.instead_of else "",
        instead_of_id=row.instead_of_id,
        instead=tuple((one.pk, one.name, one.item.title) for one in row.instead.all()),
        guests=len(guests),
        seated=sum(one.seat is not None for one in guests),
        untold=sum((one.seat.number if one.seat else "") != one.told for one in guests),
        adopted_at=row.adopted_at,
        adopted_by=row.adopted_by_name,
        entry_at=row.entry_at,
        entry_seconds=row.entry_seconds,
        can_undo=bool(row.before) and row.state != SeatingState.CANCELLED,
        judged=dict(row.judged),
    )


def guest_lines(row: Seating) -> list[GuestLine]:
    """Return everybody of the list, also who is absent, by rank."""
    rows = list(
        row.guests.select_related("party", "seat", "of", "door").order_by(
            "rank", "party__code", "pk"
        )
    )
    names = {str(one.pk): one.name for one in rows}
    ranked: dict[int, list[str]] = {}
    for one in rows:
        if one.of_id is None and not one.is_absent:
            ranked.setdefault(one.rank, []).append(one.name)
    acknowledged = _acknowledged(rows)
    return [
        GuestLine(
            id=one.pk,
            name=one.name,
            party=one.party.code if one.party else "",
            party_name=one.party.name if one.party else "",
            flag=one.party.iso_alpha2 if one.party else "",
            office=one.office,
            role=one.role,
            role_word=str(ROLES[one.role]),
            of=one.of.name if one.of else "",
            rank=one.rank,
            rank_why=in_one(one.rank_why),
            tied=_tied(one, ranked),
            languages=one.languages,
            wheelchair=one.wheelchair,
            seat=one.seat.number if one.seat else "",
            told=one.told,
            is_pinned=one.is_pinned,
            is_absent=one.is_absent,
            is_moved=bool(one.told) and (one.seat.number if one.seat else "") != one.told,
            why=tuple(reasons_said(one.why, names)),
            enters_at=one.enters_at,
            door=one.door.name if one.door else "",
            acknowledged=acknowledged.get(one.relay_id or 0) if one.was else None,
        )
        for one in rows
    ]


def _tied(one: Guest, ranked: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    if one.of_id is not None or one.is_absent:
        return ()
    return tuple(name for name in ranked.get(one.rank, ()) if name != one.name)


def _acknowledged(rows: Sequence[Guest]) -> dict[int, bool]:
    """Return by message whether somebody acknowledged it."""
    ids = {one.relay_id for one in rows if one.relay_id}
    if not ids:
        return {}
    yes = set(
        Recipient.objects.filter(relay__in=ids)
        .exclude(acknowledged_at=None)
        .values_list("relay_id", flat=True)
    )
    return {pk: pk in yes for pk in ids}


def _rule(row: SeatRule) -> RuleLine:
    return RuleLine(
        id=row.pk,
        word=str(RULES[row.kind]),
        first=row.first.name,
        second=row.second.name,
        is_wish=row.is_wish,
        why=row.why,
    )


def _sitting(sits: Mapping[str, GuestLine]) -> Any:
    def on(seat: DrawnSeat) -> Sitting | None:
        guest = sits.get(seat.number)
        if guest is None:
            return None
        return Sitting(
            guest_id=guest.id,
            label=guest.party or initials(guest.name),
            title=f"{seat.number}: {guest.name}",
            is_pinned=guest.is_pinned,
            is_moved=guest.is_moved,
        )

    return on


def initials(name: str) -> str:
    """Return two letters for who belongs to no party."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0] for word in words[:2]).upper()
