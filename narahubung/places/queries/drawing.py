"""A room as it is drawn on a screen, from one viewpoint."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from narahubung.kit.actor import Actor
from narahubung.places.models import DrawnMark, DrawnSeat, RoomPlan
from narahubung.places.words import MARK_ICONS, MARKS, SHAPES, VIEWS
from narahubung.plans import rooms

PX_PER_M = 55
TALL_CM = 1400
READ_CM = 1100  # of a room so large a phone still shows the number of a seat


@dataclass(frozen=True, kw_only=True)
class SeatShown:
    """One seat. label: what stands in it; title: what is read aloud and on pointing at it.

    is_lit: the reader's guest sits here; is_taken, is_pinned, is_open: as they say. turn: by how
    much the chair is turned.
    """

    id: int
    number: str
    x: int
    y: int
    turn: int
    kind: str
    honour: int
    label: str
    title: str
    guest_id: int | None
    is_lit: bool
    is_pinned: bool
    is_open: bool
    is_moved: bool

    @property
    def is_long(self) -> bool:
        """Tell whether its label needs smaller letters."""
        return len(self.label) > 3


@dataclass(frozen=True, kw_only=True)
class MarkShown:
    """A door, a camera …"""

    id: int
    kind: str
    word: str
    name: str
    icon: str
    x: int
    y: int


@dataclass(frozen=True, kw_only=True)
class BoardShown:
    """A table, a stage, a carpet. x, y: its corner."""

    x: int
    y: int
    width: int
    height: int
    round: int
    label: str
    kind: str
    middle_x: int
    middle_y: int


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A room from one viewpoint: view is its word in addresses, view_word says it."""

    id: int
    name: str
    view: str
    view_word: str
    width: int
    height: int
    seats: tuple[SeatShown, ...]
    boards: tuple[BoardShown, ...]
    marks: tuple[MarkShown, ...]
    views: tuple[tuple[str, str], ...]

    @property
    def box(self) -> str:
        """Return the part of the page it fills, with room for what stands on the walls."""
        return f"-40 -40 {self.width + 80} {self.height + 80}"

    @property
    def wide_px(self) -> int:
        """Return how wide it has to be on a screen for a finger to meet one seat."""
        return (self.width + 80) * PX_PER_M // 100

    @property
    def is_tall(self) -> bool:
        """Tell whether it has to be higher than a screen for that."""
        return self.height > TALL_CM

    @property
    def grow(self) -> str:
        """Return how many times larger the reader's seat is, to be read in a hall.

        A text, because a number would get the decimal comma of the language.
        """
        return f"{self._times:.2f}"

    @property
    def grow_signs(self) -> str:
        """Return the same for doors and cameras, which would cover each other."""
        return f"{min(self._times, 2.0):.2f}"

    @property
    def _times(self) -> float:
        if not any(one.is_lit for one in self.seats):
            return 1.0
        return max(1.0, max(self.width, self.height) / READ_CM)


@dataclass(frozen=True, kw_only=True)
class RoomLine:
    """One room plan of the list."""

    id: int
    name: str
    place: str
    place_id: int | None
    shape: str
    shape_word: str
    numbers: dict[str, int]
    seats: int
    version: int
    is_current: bool
    by_name: str


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """What a seat shows of who sits on it."""

    guest_id: int
    label: str
    title: str
    is_lit: bool = False
    is_pinned: bool = False
    is_moved: bool = False


def room_plans(*, by: Actor) -> Sequence[RoomLine]:
    """Return the drawings that hold now."""
    rows = RoomPlan.objects.visible_to(by).filter(is_current=True).select_related("place")
    seats = {row.pk: 0 for row in rows}
    for plan_id in DrawnSeat.objects.filter(plan__in=seats).values_list("plan_id", flat=True):
        seats[plan_id] += 1
    return [_line(row, seats[row.pk]) for row in sorted(rows, key=lambda row: row.name)]


def room_plan(*, drawing_id: int, by: Actor) -> RoomLine:
    """Return one drawing, also one of before. Raises RoomPlan.DoesNotExist."""
    row = RoomPlan.objects.visible_to(by).select_related("place").get(pk=drawing_id)
    return _line(row, row.seats.count())


def drawing(*, drawing_id: int, by: Actor, view: str = "door") -> Drawing:
    """Return an empty room from a viewpoint. Raises RoomPlan.DoesNotExist."""
    return shown(RoomPlan.objects.visible_to(by).get(pk=drawing_id), view=view)


def shown(
    plan: RoomPlan,
    *,
    view: str,
    sitting: Callable[[DrawnSeat], Sitting | None] = lambda _seat: None,
) -> Drawing:
    """Return the room turned to a viewpoint. view: "" is as drawn; sitting: who is on a seat.

    The caller has cut what may be seen.
    """
    seats: list[DrawnSeat] = sorted(plan.seats.all(), key=_pk)  # as they may stand ready
    marks: list[DrawnMark] = sorted(plan.marks.all(), key=_pk)
    layout = _layout(plan, seats, marks)
    if view in rooms.VIEWS:
        layout = rooms.turned(layout, rooms.turned_by(layout, view))
    drawn = [_seat(row, one, sitting(row)) for row, one in zip(seats, layout.seats, strict=True)]
    return Drawing(
        id=plan.pk,
        name=plan.name,
        view=view,
        view_word=str(VIEWS.get(view, "")),
        width=layout.width,
        height=layout.height,
        seats=tuple(sorted(drawn, key=lambda one: one.is_lit)),  # what is lit lies on top
        boards=tuple(_board(one) for one in layout.boards),
        marks=tuple(
            MarkShown(
                id=row.pk,
                kind=row.kind,
                word=str(MARKS[row.kind]),
                name=row.name,
                icon=MARK_ICONS[row.kind],
                x=one.x,
                y=one.y,
            )
            for row, one in zip(marks, layout.points, strict=True)
        ),
        views=tuple((code, str(VIEWS[code])) for code in rooms.VIEWS),
    )


def _pk(row: DrawnSeat | DrawnMark) -> int:
    return row.pk


def _layout(plan: RoomPlan, seats: Sequence[DrawnSeat], marks: Sequence[DrawnMark]) -> rooms.Layout:
    """Take the seats as they are stored, tables and carpet as the shape draws them."""
    return rooms.Layout(
        shape=plan.shape,
        width=plan.width_cm,
        height=plan.height_cm,
        seats=tuple(
            rooms.RoomSeat(number=one.number, x=one.x_cm, y=one.y_cm, facing=one.facing)
            for one in seats
        ),
        boards=rooms.draw(plan.shape, plan.numbers).boards,
        points=tuple(
            rooms.Point(kind=one.kind, name=one.name, x=one.x_cm, y=one.y_cm) for one in marks
        ),
        honour_faces=plan.faces,
    )


def _seat(row: DrawnSeat, one: rooms.RoomSeat, sits: Sitting | None) -> SeatShown:
    return SeatShown(
        id=row.pk,
        number=row.number,
        x=one.x,
        y=one.y,
        turn=one.facing,
        kind=row.kind,
        honour=row.honour,
        label=sits.label if sits else row.number,
        title=sits.title if sits else row.number,
        guest_id=sits.guest_id if sits else None,
        is_lit=bool(sits and sits.is_lit),
        is_pinned=bool(sits and sits.is_pinned),
        is_moved=bool(sits and sits.is_moved),
        is_open=row.is_open,
    )


def _board(one: rooms.Board) -> BoardShown:
    return BoardShown(
        x=one.x - one.width // 2,
        y=one.y - one.height // 2,
        width=one.width,
        height=one.height,
        round=one.width // 2 if one.is_round else 6,
        label=one.label,
        kind=one.kind,
        middle_x=one.x,
        middle_y=one.y,
    )


def _line(row: RoomPlan, seats: int) -> RoomLine:
    return RoomLine(
        id=row.pk,
        name=row.name,
        place=row.place.name if row.place else "",
        place_id=row.place_id,
        shape=row.shape,
        shape_word=str(SHAPES[row.shape]),
        numbers=dict(row.numbers),
        seats=seats,
        version=row.version,
        is_current=row.is_current,
        by_name=row.drawn_by_name,
    )
