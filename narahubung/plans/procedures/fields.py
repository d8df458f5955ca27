"""Readers of single fields: each takes what YAML gave and returns a value or a FieldError."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from narahubung.plans.procedures.shapes import (
    ATTRIBUTES,
    EVIDENCE,
    MAX_WEIGHT,
    Evidence,
    Moment,
    Text,
)

_DURATION = re.compile(r"([+-]?)P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?)?")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_BASES = ("start", "end", "later", "day", "every")
Value = TypeVar("Value")


class FieldError(Exception):
    """A fault in the field being read; its name, step and file are added on the way out."""


class Fields:
    """The fields of one mapping, read one by one; faults are gathered, a default stands in."""

    def __init__(
        self,
        data: Mapping[str, Any],
        faults: list[str],
        *,
        allowed: Iterable[str],
        must: Iterable[str],
    ) -> None:
        self.data, self.faults = data, faults
        faults += [f"{name}: unknown field" for name in sorted(set(map(str, data)) - set(allowed))]
        faults += [f"{name}: is missing" for name in sorted(set(must) - data.keys())]

    def read(self, name: str, reader: Callable[[Any], Value], default: Value) -> Value:
        """Return the field as `reader` makes it, or `default` when it is absent or faulty."""
        if name not in self.data:
            return default
        try:
            return reader(self.data[name])
        except FieldError as fault:
            self.faults.append(f"{name}: {fault}")
            return default


def words(value: Any) -> str:
    """Read a text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise FieldError(f"a text is needed, not {value!r} (put it in quotes)")
    return value.strip()


def text(value: Any) -> Text:
    """Read `{id: …, en: …}`; both are needed."""
    if not isinstance(value, dict) or set(value) != {"id", "en"}:
        raise FieldError("a text in both languages is needed: id and en")
    return Text(id=words(value["id"]), en=words(value["en"]))


def slug(value: Any) -> str:
    """Read a name of lower-case letters, digits and hyphens."""
    if not isinstance(value, str) or not re.fullmatch(r"[a-z][a-z0-9-]*", value):
        raise FieldError(f"lower-case letters, digits and hyphens are needed, not {value!r}")
    return value


def letter(value: Any) -> str:
    """Read the capital letter (or letters) that the codes of the list begin with."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z]{1,3}", value):
        raise FieldError(f"one to three capital letters are needed, not {value!r}")
    return value


def code(prefix: str) -> Callable[[Any], str]:
    """Read a code such as A7, which begins with the letter of its list."""

    def reader(value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(rf"{re.escape(prefix)}[1-9]\d*", value):
            raise FieldError(f"{prefix} and a number are needed, not {value!r}")
        return value

    return reader


def whole(lowest: int, highest: int) -> Callable[[Any], int]:
    """Read a whole number in the closed interval."""

    def reader(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            raise FieldError(f"a whole number from {lowest} to {highest} is needed, not {value!r}")
        return value

    return reader


version = whole(1, 9999)
weight = whole(0, MAX_WEIGHT)


def day(value: Any) -> date:
    """Read a date, written 2022-11-15."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise FieldError(f"a date like 2022-11-15 is needed, not {value!r}")
    return value


def flag(value: Any) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise FieldError(f"true or false is needed, not {value!r}")
    return value


def one_of(known: frozenset[str]) -> Callable[[Any], str]:
    """Read one of the known words."""

    def reader(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            raise FieldError(f"one of {', '.join(sorted(known))} is needed, not {value!r}")
        return value

    return reader


def some_of(known: frozenset[str]) -> Callable[[Any], tuple[str, ...]]:
    """Read a list of known words; the order is made canonical."""
    member = one_of(known)

    def reader(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise FieldError("a list is needed")
        return tuple(sorted({member(item) for item in value}))

    return reader


def conditions(value: Any) -> Mapping[str, tuple[str, ...]]:
    """Read `{attribute: [value, …]}`; the attributes are `ATTRIBUTES`."""
    if not isinstance(value, dict):
        raise FieldError("conditions are needed: an attribute and the list of its values")
    known = one_of(ATTRIBUTES)
    read: dict[str, tuple[str, ...]] = {}
    for name, values in value.items():
        if not isinstance(values, list) or not values:
            raise FieldError(f"{name} needs a list of values")
        read[known(name)] = tuple(words(item) for item in values)
    return read


def evidence(value: Any) -> Evidence:
    """Read `{kind: photo, of: {id: …, en: …}}`; `of` is needed unless the kind is none."""
    if not isinstance(value, dict) or not {"kind"} <= set(value) <= {"kind", "of"}:
        raise FieldError("kind and of are needed")
    kind = one_of(EVIDENCE)(value["kind"])
    if (kind == "none") != ("of" not in value):
        raise FieldError("of says what the photo, count, time or text shows; none has no of")
    return Evidence(kind=kind, of=text(value["of"]) if "of" in value else None)


def duration(value: Any) -> timedelta:
    """Read an ISO 8601 duration of days, hours and minutes: -PT3H, P1DT30M. A day is 24 hours."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise FieldError(f"a duration like -PT3H or PT30M is needed, not {value!r}")
    sign, days, hours, minutes = match.groups(default="0")
    span = timedelta(days=int(days), hours=int(hours), minutes=int(minutes))
    return -span if sign == "-" else span


def check(value: Any) -> Moment:
    """Read the moment of a check; it cannot count from itself."""
    moments = _moments(value)
    if len(moments) != 1 or moments[0].base == "check":
        raise FieldError("a check hangs on start, end or day")
    return moments[0]


def rechecks(value: Any) -> tuple[Moment, ...]:
    """Read the list of moments of the re-checks; at least one is needed."""
    if not isinstance(value, list) or not value:
        raise FieldError("at least one moment is needed: every step is checked twice")
    return tuple(moment for item in value for moment in _moments(item))


def rows(value: Any) -> list[dict[str, Any]]:
    """Read a list of mappings that is not empty."""
    if not isinstance(value, list) or not value or not all(isinstance(row, dict) for row in value):
        raise FieldError("a list of entries, each with its fields, is needed")
    return value


def _moments(value: Any) -> tuple[Moment, ...]:
    if isinstance(value, str):
        return (Moment(base="start", offset=duration(value)),)
    if not isinstance(value, dict):
        raise FieldError(f"a time anchor is needed, not {value!r}")
    bases = [name for name in _BASES if name in value]
    if len(bases) != 1:
        raise FieldError(f"one time anchor of {', '.join(_BASES)} is needed")
    return _READERS[bases[0]](value)


def _only(value: dict[str, Any], *names: str) -> Text | None:
    strange = sorted(set(map(str, value)) - {*names, "where"})
    missing = sorted(set(names) - value.keys())
    if strange or missing:
        raise FieldError(
            f"{names[0]}: {', '.join(strange or missing)} "
            f"{'is unknown here' if strange else 'is missing'}"
        )
    return text(value["where"]) if "where" in value else None


def _from_start(value: dict[str, Any]) -> tuple[Moment, ...]:
    where = _only(value, "start")
    return (Moment(base="start", offset=duration(value["start"]), where=where),)


def _from_end(value: dict[str, Any]) -> tuple[Moment, ...]:
    where = _only(value, "end", "otherwise")
    otherwise = duration(value["otherwise"])
    return (Moment(base="end", offset=duration(value["end"]), otherwise=otherwise, where=where),)


def _later(value: dict[str, Any]) -> tuple[Moment, ...]:
    where = _only(value, "later")
    return (Moment(base="check", offset=duration(value["later"]), where=where),)


def _every(value: dict[str, Any]) -> tuple[Moment, ...]:
    where, step = _only(value, "every", "times"), duration(value["every"])
    times = whole(1, 48)(value["times"])
    return tuple(Moment(base="check", offset=step * n, where=where) for n in range(1, times + 1))


def _on_day(value: dict[str, Any]) -> tuple[Moment, ...]:
    where = _only(value, "day", "clock")
    days, clock = whole(-400, 400)(value["day"]), value["clock"]
    if not isinstance(clock, str) or not _CLOCK.fullmatch(clock):
        raise FieldError(f'a clock in quotes like "18:00" is needed, not {clock!r}')
    offset = timedelta(days=days)
    return (Moment(base="day", offset=offset, clock=time.fromisoformat(clock), where=where),)


_READERS: Mapping[str, Callable[[dict[str, Any]], tuple[Moment, ...]]] = {
    "start": _from_start,
    "end": _from_end,
    "later": _later,
    "every": _every,
    "day": _on_day,
}
