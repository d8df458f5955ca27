"""Cells to values: text, numbers, days, moments, yes and no, other records by their code.

A reader takes the context and the cells of its columns and returns a value, or raises `Bad` with
the cell. A clock time without a zone is a question, never a guess.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from narahubung.intake.reading import ErrorCell, TooLong
from narahubung.journal.storing import Ref
from narahubung.kit.zones import NotAZone, zone


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: its value as read, where it stands ("C14"), and its column's name."""

    value: Any
    where: str
    column: str

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in it."""
        return self.value is None or (isinstance(self.value, str) and not plain(self.value))


class Bad(Exception):  # noqa: N818 -- a problem of the list, not of the program
    """A cell cannot be used. kind: a word of `wording.PROBLEMS`; facts fill its sentence."""

    def __init__(self, kind: str, cell: Cell, **facts: object) -> None:
        self.kind, self.cell, self.facts = kind, cell, facts
        super().__init__(kind)


@dataclass(kw_only=True)
class Context:
    """What readers need to know besides the cell.

    zone: the event's zone, once the Event sheet or the event names it. codes: codes of records by
    model, stored or earlier in the list, looked up when a cell first names one. gathered: facts
    one sheet collects for another.
    """

    zone: str = ""
    codes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    gathered: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    remarks: dict[tuple[str, ...], int] = field(default_factory=dict)
    sheet: str = ""

    def remark(self, kind: str, column: str = "") -> None:
        """Note something worth saying once per column, and how often it was so."""
        spot = (kind, self.sheet, column)
        self.remarks[spot] = self.remarks.get(spot, 0) + 1


Reader = Callable[..., Any]
_SPACES = re.compile(r"[^\S\n]+")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})(?::\d{2})?")
_LAST_HOUR, _LAST_MINUTE = 23, 59
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_YES = {"yes", "y", "ya", "true", "1", "v", "x", "✓", "ada"}
_NO = {"no", "n", "tidak", "false", "0", "-", "bukan"}
# Written direction marks turn a name around on screen: they are shown as what they are, nothing.
_UNSEEN = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0x200B, 0xAD])


def plain(value: str) -> str:
    """Return text as it is kept: composed (NFC), trimmed, without control and direction marks."""
    text = unicodedata.normalize("NFC", value).translate(_UNSEEN)
    text = "".join(c if c in "\n\t" or unicodedata.category(c) != "Cc" else " " for c in text)
    return _SPACES.sub(" ", text.replace("\r\n", "\n")).strip()


def sound(cell: Cell) -> Cell:
    """Return the cell, or raise Bad when it is an error cell or holds too much."""
    if isinstance(cell.value, ErrorCell):
        kind = "formula" if cell.value.text == "formula" else "error_cell"
        raise Bad(kind, cell, value=cell.value.text)
    if isinstance(cell.value, TooLong):
        raise Bad("cell_too_long", cell, characters=cell.value.characters)
    return cell


def text(_: Context, cell: Cell) -> str:
    """Return the cell as text; a whole number without its ".0", a day in ISO form."""
    value = sound(cell).value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return plain(str(value))


def lines(ctx: Context, *cells: Cell) -> str:
    """Return several cells as one text, each after the first with its column's name."""
    told = [(cell, text(ctx, cell)) for cell in cells]
    return "\n".join(
        words if cell is cells[0] else f"{cell.column}: {words}" for cell, words in told if words
    )


def number(ctx: Context, cell: Cell) -> float | None:
    """Return a number, None where nothing stands."""
    if cell.is_empty:
        return None
    if isinstance(sound(cell).value, bool | date | time):
        raise Bad("not_a_number", cell, value=text(ctx, cell))
    words = text(ctx, cell)
    if not _NUMBER.fullmatch(words):
        raise Bad("not_a_number", cell, value=words)
    return float(words)


def whole(ctx: Context, cell: Cell) -> int | None:
    """Return a whole number, None where nothing stands."""
    value = number(ctx, cell)
    if value is not None and (not value.is_integer() or abs(value) > 2_000_000_000):
        raise Bad("not_whole", cell, value=text(ctx, cell))
    return None if value is None else int(value)


def counted(ctx: Context, cell: Cell) -> int:
    """Return a whole number, 0 where nothing stands."""
    return whole(ctx, cell) or 0


def digits(ctx: Context, cell: Cell) -> str:
    """Return a whole number as text, empty where nothing stands."""
    value = whole(ctx, cell)
    return "" if value is None else str(value)


def yes_no(ctx: Context, cell: Cell) -> bool | None:
    """Return True or False for the usual words, None where nothing stands."""
    words = text(ctx, cell).casefold()
    if not words:
        return None
    if words in _YES or words in _NO:
        return words in _YES
    raise Bad("not_yes_no", cell, value=words)


def yes(ctx: Context, cell: Cell) -> bool:
    """Return whether the cell says yes; nothing is no."""
    return bool(yes_no(ctx, cell))


def marked_synthetic(ctx: Context, cell: Cell) -> bool:
    """Return whether a row is invented. Any words but "no" mark it: "time assumed" is invented."""
    return text(ctx, cell).casefold() not in {"", *_NO}


def day(ctx: Context, cell: Cell) -> date | None:
    """Return a day, None where nothing stands."""
    if cell.is_empty:
        return None
    value = sound(cell).value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(text(ctx, cell))
    try:
        return date(*map(int, found.groups() if found else (0, 0, 0)))
    except ValueError as problem:
        raise Bad("not_a_day", cell, value=text(ctx, cell)) from problem


def clock(ctx: Context, cell: Cell) -> time | None:
    """Return a time of day, None where nothing stands."""
    if cell.is_empty:
        return None
    value = sound(cell).value
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    found = _CLOCK.fullmatch(text(ctx, cell))
    hour, minute = (int(found[1]), int(found[2])) if found else (99, 99)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        raise Bad("not_a_clock", cell, value=text(ctx, cell))
    return time(hour, minute)


def zone_name(ctx: Context, cell: Cell) -> str:
    """Return the zone a row names, empty where it names none."""
    words = text(ctx, cell)
    if not words:
        return ""
    try:
        return zone(words).key
    except NotAZone as problem:
        raise Bad("not_a_zone", cell, value=words) from problem


def zone_or_event(ctx: Context, cell: Cell) -> str:
    """Return the zone of a row; where it names none, the event's (no clock time depends on it)."""
    return zone_name(ctx, cell) or ctx.zone


def event_zone(ctx: Context) -> str:
    """Return the event's zone, for sheets that give times "as the event's clock shows"."""
    return ctx.zone


def moment(ctx: Context, on: Cell, at: Cell, where: Cell) -> datetime | None:
    """Return the moment of a day, a clock time and a zone; None where no time is given."""
    the_day, the_clock = day(ctx, on), clock(ctx, at)
    if the_clock is None:
        return None
    if the_day is None:
        raise Bad("no_day", on)
    name = zone_name(ctx, where)
    if not name:
        raise Bad("no_zone", at, value=the_clock.strftime("%H.%M"))
    return _joined(at, the_day, the_clock, name)


def moment_of_end(ctx: Context, on: Cell, start: Cell, end: Cell, where: Cell) -> datetime | None:
    """Return the end; where its clock stands before the start's, it is the next day, and said."""
    begun, ended = moment(ctx, on, start, where), moment(ctx, on, end, where)
    if begun and ended and ended < begun:
        ctx.remark("next_day", end.column)
        return ended + timedelta(days=1)
    return ended


def local_moment(ctx: Context, cell: Cell) -> datetime | None:
    """Return day and time of one cell, on the event's clock; None where nothing stands."""
    if cell.is_empty:
        return None
    value = sound(cell).value
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(plain(value))
        except ValueError:
            value = None
    if not isinstance(value, datetime):
        raise Bad("not_a_moment", cell, value=text(ctx, cell))
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    if not ctx.zone:
        raise Bad("no_zone", cell, value=value.strftime("%H.%M"))
    ctx.remark("event_clock", cell.column)
    return _joined(cell, value.date(), value.time(), ctx.zone)


def _joined(cell: Cell, the_day: date, the_clock: time, name: str) -> datetime:
    at = datetime.combine(the_day, the_clock, tzinfo=zone(name))
    back = at.astimezone(UTC).astimezone(zone(name))
    if back.replace(tzinfo=None) != at.replace(tzinfo=None):
        raise Bad("no_such_time", cell, value=the_clock.strftime("%H.%M"), zone=name)
    if at.utcoffset() != at.replace(fold=1).utcoffset():
        raise Bad("twice_that_day", cell, value=the_clock.strftime("%H.%M"), zone=name)
    return at.astimezone(UTC)


@dataclass(frozen=True, eq=False)
class OneOf:
    """Reads a closed list of words (any case) to ours; the first word of each is how it is said."""

    words: Mapping[str, str]

    def __call__(self, ctx: Context, cell: Cell) -> str:
        """Return our word for the cell's, or raise Bad with the words there are."""
        said = text(ctx, cell)
        if said.casefold() not in self.words:
            known = ", ".join(w for w in self.words if w)
            raise Bad("not_one_of", cell, value=said, words=known)
        return self.words[said.casefold()]


# F, M, or empty where nobody said.
gender = OneOf(
    {"": "", "f": "F", "m": "M", "female": "F", "male": "M", "p": "F", "l": "M", "perempuan": "F",
     "laki-laki": "M", "wanita": "F", "pria": "M"}
)  # fmt: skip


def constant(value: object) -> Reader:
    """Return a reader that reads no cell."""
    return lambda _: value


@dataclass(frozen=True, eq=False)
class RefTo:
    """Reads the code of another record: a Ref, None where nothing stands (unless it is needed)."""

    model: str
    needed: bool = False

    def __call__(self, ctx: Context, cell: Cell) -> Ref | None:
        """Return the record named, or raise Bad when there is none of that code."""
        code = text(ctx, cell)
        if not code:
            if self.needed:
                raise Bad("missing", cell)
            return None
        if code not in ctx.codes[self.model]:
            raise Bad("unknown_code", cell, value=code, model=self.model)
        return Ref(self.model, code)


def own(model: str) -> Reader:
    """Return a reader of the row's own code, for a record that hangs on the row's main one."""
    return lambda ctx, cell: Ref(model, text(ctx, cell))


@dataclass(frozen=True, eq=False)
class RefsTo:
    """Reads several cells, each the code of another record: a list of Ref."""

    model: str

    def __call__(self, ctx: Context, *cells: Cell) -> list[Ref]:
        """Return the records named, without the empty cells."""
        one = RefTo(self.model)
        return [found for cell in cells if (found := one(ctx, cell))]


def ref_if_known(model: str) -> Reader:
    """Return a reader of a cell that may, or may not, be the code of another record."""

    def read(ctx: Context, cell: Cell) -> Ref | None:
        code = text(ctx, cell)
        return Ref(model, code) if code in ctx.codes[model] else None

    return read
