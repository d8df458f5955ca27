"""Days of a table of holidays as people paste them: a day, then its name, one on a line."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal

MOST_LINES = 200
_MONTHS = (
    ("jan", 1),
    ("feb", 2),
    ("peb", 2),
    ("mar", 3),
    ("apr", 4),
    ("mei", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("agu", 8),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("des", 12),
    ("dec", 12),
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DIGITS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_WORDS = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,9})\.?\s+(\d{4})")
_JOINT = re.compile(r"cuti bersama|joint leave", re.IGNORECASE)
_EDGES = " \t,;:|-\u2013"


@dataclass(frozen=True, kw_only=True)
class NewDay:
    """A day to put into the table."""

    on: date
    title: str
    is_joint_leave: bool = False


class NotADay(Refusal):
    """A line without a day, or without a name."""

    says = _("This line holds no day and name: {line}. Write for example 2027-03-10 Nyepi.")


def days_in(text: str) -> list[NewDay]:
    """Return the days of a pasted table: 2027-03-10, 10/03/2027 or 10 Maret 2027, then the name.

    Day before month, as the decree writes it. What is called joint leave is joint leave. The same
    day twice counts once. Raises NotADay, which names the line.
    """
    found: dict[date, NewDay] = {}
    for line in text.splitlines()[:MOST_LINES]:
        if line.strip():
            one = _day_of(line)
            if one is None:
                raise NotADay(line=line.strip()[:80])
            found.setdefault(one.on, one)
    return list(found.values())


def _day_of(line: str) -> NewDay | None:
    for form in (_ISO, _DIGITS, _WORDS):
        if match := form.search(line):
            break
    else:
        return None
    first, middle, last = match.groups()
    year, day = (first, last) if form is _ISO else (last, first)
    month = _month(middle)
    title = f"{line[: match.start()]} {line[match.end() :]}".strip(_EDGES)
    try:
        on = date(int(year), month, int(day))
    except ValueError:
        return None
    joint = _JOINT.search(title) is not None
    return NewDay(on=on, title=title[:120], is_joint_leave=joint) if title else None


def _month(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return next((number for name, number in _MONTHS if word.casefold().startswith(name)), 0)
