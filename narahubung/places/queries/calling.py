"""Who is called to a mark, or walks in, and when: for the photographer, the caller, the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from narahubung.kit.actor import Actor
from narahubung.places.models import DrawnSeat, Seating
from narahubung.places.orders import CALLED_WITHIN_S, PHOTOS, Turn, entering
from narahubung.places.queries.drawing import Drawing, Sitting, shown
from narahubung.places.queries.seatings import SeatingLine, guest_lines, line_of, row_of
from narahubung.places.words import SIDES

STAND_BY, GO = timedelta(seconds=60), timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class CallLine:
    """One call. after: seconds from the first one, as it is read out; the times are there once the
    entry has its moment. side_word: where they come from; row: of a photo, 1 is the front.

    others: who walk with them; tied: who has the same number, so that a person decides.
    """

    number: int
    guest_id: int
    name: str
    party: str
    office: str
    seat: str
    row: int
    after: str
    side: str
    side_word: str
    door: str
    at: datetime | None
    stand_by_at: datetime | None
    go_at: datetime | None
    others: tuple[str, ...]
    tied: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CallRow:
    """The calls of one row of a photo, or all of them (row 0)."""

    row: int
    is_back: bool
    calls: tuple[CallLine, ...]


@dataclass(frozen=True, kw_only=True)
class CallSheet:
    """Everybody in the order of the calls. room: as the camera sees it, with numbers of the calls;
    None where there is no photo. seconds: from the first call to the last.
    """

    line: SeatingLine
    is_photo: bool
    rows: tuple[CallRow, ...]
    room: Drawing | None
    seconds: int

    @property
    def calls(self) -> Sequence[CallLine]:
        """Return all, first to last."""
        return [call for row in self.rows for call in row.calls]


def call_sheet(*, seating_id: int, by: Actor) -> CallSheet:
    """Return the calls of one seating, first to last. Raises Seating.DoesNotExist."""
    row = row_of(seating_id, by)
    turns = entering(row)
    is_photo = row.plan.shape in PHOTOS
    parties = {one.id: one.party for one in guest_lines(row)}
    calls = [
        _call(turn, number, row, parties, is_photo=is_photo)
        for number, turn in enumerate(turns, start=1)
    ]
    return CallSheet(
        line=line_of(row),
        is_photo=is_photo,
        rows=_by_row(calls) if is_photo else (CallRow(row=0, is_back=False, calls=tuple(calls)),),
        room=_numbered(row, calls) if is_photo and calls else None,
        seconds=_seconds(row, len(calls), is_photo=is_photo),
    )


def _seconds(row: Seating, many: int, *, is_photo: bool) -> int:
    if row.entry_at is None and is_photo:
        return round(CALLED_WITHIN_S)
    return max(0, many - 1) * row.entry_seconds


def _call(
    turn: Turn, number: int, row: Seating, parties: dict[int, str], *, is_photo: bool
) -> CallLine:
    guest, seat = turn.guest, turn.guest.seat
    at = guest.enters_at
    since = turn.at_s
    if at and row.entry_at:
        since = (at - row.entry_at).total_seconds()
    elif not is_photo:
        since = float((number - 1) * row.entry_seconds)
    return CallLine(
        number=number,
        guest_id=guest.pk,
        name=guest.name,
        party=parties.get(guest.pk, ""),
        office=guest.office,
        seat=seat.number if seat else "",
        row=seat.row if seat else 0,
        after=f"{int(since) // 60}:{int(since) % 60:02}",
        side=turn.side,
        side_word=str(SIDES.get(turn.side, "")),
        door=guest.door.name if guest.door else "",
        at=at,
        stand_by_at=at - STAND_BY if at else None,
        go_at=at - GO if at else None,
        others=tuple(one.name for one in turn.others),
        tied=turn.tied,
    )


def _by_row(calls: Sequence[CallLine]) -> tuple[CallRow, ...]:
    """Keep the calls of a row together; who is called last, from the front, stands alone."""
    found: list[tuple[tuple[int, bool], list[CallLine]]] = []
    for call in calls:
        key = (call.row, call.side == "front")
        if not found or found[-1][0] != key:
            found.append((key, []))
        found[-1][1].append(call)
    back = max((call.row for call in calls), default=0)
    return tuple(
        CallRow(row=row, is_back=row == back > 1, calls=tuple(some))
        for (row, _front), some in found
    )


def _numbered(row: Seating, calls: Sequence[CallLine]) -> Drawing:
    """Return the photo as the camera sees it; on each mark the number of its call."""
    by_seat = {call.seat: call for call in calls}

    def on(seat: DrawnSeat) -> Sitting | None:
        call = by_seat.get(seat.number)
        if call is None:
            return None
        title = f"{call.number}. {call.name}, {seat.number}"
        return Sitting(guest_id=call.guest_id, label=str(call.number), title=title)

    return shown(row.plan, view="camera", sitting=on)
