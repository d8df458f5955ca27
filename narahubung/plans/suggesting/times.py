"""The moment that a sentence in Indonesian, English or both speaks of."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from narahubung.plans.suggesting.words import plain

TOLD_OF = timedelta(hours=6)  # a clock time that far gone is tomorrow's; a nearer one was told of
_PARTS = {
    **dict.fromkeys(["subuh", "dawn"], 5),
    **dict.fromkeys(["pagi", "morning"], 8),
    **dict.fromkeys(["siang", "noon"], 12),
    "afternoon": 15,
    "sore": 16,
    **dict.fromkeys(["malam", "evening", "tonight", "night"], 19),
}
_DAYS = (
    *(("senin", "monday"), ("selasa", "tuesday"), ("rabu", "wednesday"), ("kamis", "thursday")),
    *(("jumat", "friday"), ("sabtu", "saturday"), ("minggu", "sunday")),
)
_SAID = (
    *("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"),
    *("sebelas", "dua belas"),
)
_NUMBERS = {word: number for number, word in enumerate(_SAID, start=1)}
_HALF = re.compile(r"\bsetengah (dua belas|" + "|".join(_SAID[:11]) + r")\b")
_CLOCK = re.compile(
    r"(?<![\d.,:#-])([01]?\d|2[0-3])[.:]([0-5]\d)(?![\d%]|[.:,]\d)(?:\s*([ap])\.?m\b)?"
)
_HOUR = re.compile(
    r"\b(?:(?:jam|pukul|at|by|before|sebelum)\s+(1\d|2[0-3]|\d)(?![\d.:%])(?:\s*([ap])\.?m\b)?"
    r"|(1[0-2]|\d)\s*([ap])\.?m\b)"
)
_AFTER = re.compile(
    r"\b(?:in|within|dalam)\s+(\d{1,3}|satu|one|an)\s+(menit|minutes?|mins?|jam|hours?)\b"
    r"|\b(\d{1,3}|se|satu)\s*(menit|jam)\s+lagi\b"
)
# Where the clock is meant that stands before it; without one, the zone that was asked in.
_ZONES = {
    **dict.fromkeys(["wib", "jakarta"], ZoneInfo("Asia/Jakarta")),
    **dict.fromkeys(["wita", "bali", "makassar", "denpasar"], ZoneInfo("Asia/Makassar")),
    **dict.fromkeys(["wit", "jayapura"], ZoneInfo("Asia/Jayapura")),
    **dict.fromkeys(["utc", "gmt"], ZoneInfo("UTC")),
}
_ZONE = re.compile(
    r"\W{0,2}(?:(?:pagi|siang|sore|malam)\s+)?(?:waktu\s+(?:di\s+)?)?"
    r"\b(?:(wib|wita|wit|utc|gmt)\b(?![+-])"
    r"|(?:(?<=waktu )|(?<=waktu di ))(jakarta|bali|makassar|denpasar|jayapura)\b"
    r"|(jakarta|bali|makassar|denpasar|jayapura) time\b)"
)
# `dua malam` is how long; from six on it is the clock.
_NIGHTS = re.compile(
    r"(?<!jam )(?<!pukul )(?<!setengah )(?<!at )(?<![\d.:])\b(?:[1-5]|"
    + "|".join((*_SAID[:5], "one", "two", "three", "four", "five"))
    + r") (?:malam|night)\b"
)
_PART = re.compile(
    r"\b(?:(tadi|last|kemarin|makan|selamat|good|the|for)\s+)?"
    r"(?:(besok|tomorrow|nanti|this|hari ini)\s+)?(" + "|".join(_PARTS) + r")\b"
)
_PAST = re.compile(r"\b(?:since|sejak|tadi|kemarin|was)\s+(?:\w+\s+)?$")
_DATE = re.compile(r"\b(?:tanggal|tgl\.?)\s*(\d{1,2})\b|\bthe (\d{1,2})(?:st|nd|rd|th)\b")


@dataclass(frozen=True, kw_only=True)
class TimeSeen:
    """When, in the zone of the moment that was asked with, and the words that said so."""

    at: datetime
    saw: tuple[str, ...]


def time_in(text: str, *, at: datetime) -> TimeSeen | None:
    """Return the first moment ahead that the text names; None where it names none.

    at: when it was said, in the zone it is meant in. A clock time already gone is no wish: it was
    told of, unless it lies so far back that the next day must be meant.
    """
    said = _NIGHTS.sub(" ", plain(text))
    if found := _AFTER.search(said):
        return TimeSeen(at=at + _span(found), saw=(found[0],))
    day, day_words = _day_in(said, at.date())
    part = _part_in(said)
    clocks = _clocks(said, part, at)
    for clock, words, zone in clocks:
        moment = _ahead(clock, day, at.astimezone(zone) if zone else at)
        if moment:
            saw = (*day_words, *([part[1]] if part else ()), words)
            return TimeSeen(at=moment.astimezone(at.tzinfo), saw=saw)
    # Who named the clock did not mean the hour at which that part of the day begins.
    if not clocks and part and (moment := _ahead(time(_PARTS[part[1]]), day, at)):
        return TimeSeen(at=moment, saw=(part[0],) if day_words == () else (*day_words, part[1]))
    return None


def _span(found: re.Match[str]) -> timedelta:
    number, unit = (found[1], found[2]) if found[1] else (found[3], found[4])
    many = int(number) if number.isdigit() else 1
    return timedelta(hours=many) if unit.startswith(("jam", "h")) else timedelta(minutes=many)


def _day_in(said: str, today: date) -> tuple[date | None, tuple[str, ...]]:
    for words, later in (("day after tomorrow", 2), ("lusa", 2), ("besok", 1), ("tomorrow", 1)):
        if re.search(rf"\b{words}\b", said):
            return today + timedelta(days=later), (words,)
    if (found := _DATE.search(said)) and (day := _next_date(int(found[1] or found[2]), today)):
        return day, (found[0],)
    for number, names in enumerate(_DAYS):
        # `minggu` is also a week: only `hari Minggu` is the day.
        pattern = rf"\bhari {names[0]}\b|\b{names[1]}\b"
        if found := re.search(pattern, said):
            return today + timedelta(days=(number - today.weekday()) % 7), (found[0],)
    return None, ()


def _next_date(number: int, today: date) -> date | None:
    day = today
    for _ in range(62):
        if day.day == number:
            return day
        day += timedelta(days=1)
    return None


def _part_in(said: str) -> tuple[str, str] | None:
    for found in _PART.finditer(said):
        if not found[1]:
            return found[0].strip(), found[3]
    return None


def _clocks(
    said: str, part: tuple[str, str] | None, at: datetime
) -> list[tuple[time, str, ZoneInfo | None]]:
    """Return the clock times as they stand in the text, those after `sebelum` or `by` first.

    Each with its words and the zone that is named with it.
    """
    late = part is not None and _PARTS[part[1]] >= 15
    found = [
        (match.start(), time(_hour(int(match[1]), match[3] or "", late=late), int(match[2])), match)
        for match in _CLOCK.finditer(said)
    ]
    for match in _HOUR.finditer(said):
        hour, half = int(match[1] or match[3]), match[2] or match[4] or ""
        sure = bool(half or part)
        meant = _hour(hour, half, late=late) if sure else _nearest(hour, at)
        found.append((match.start(), time(meant), match))
    for match in _HALF.finditer(said):
        hour = _NUMBERS[match[1]] - 1  # half seven is half past six
        found.append((match.start(), time(_hour(hour, "", late=late) if part else hour, 30), match))
    ahead = [one for one in found if not _PAST.search(said[: one[0]])]
    by = re.compile(r"(?:sebelum|paling lambat|by|before|until|sampai)\s*(?:jam|pukul)?\s*$")
    ahead.sort(key=lambda one: (not by.search(said[: one[0]]), one[0]))
    return [_with_zone(said, clock, match) for _start, clock, match in ahead]


def _with_zone(said: str, clock: time, match: re.Match[str]) -> tuple[time, str, ZoneInfo | None]:
    named = _ZONE.match(said, match.end())
    if named is None:
        return clock, match[0].strip(), None
    words = said[match.start() : named.end()].strip()
    return clock, words, _ZONES[named[1] or named[2] or named[3]]


def _hour(hour: int, half: str, *, late: bool) -> int:
    if (half == "p" or (late and not half)) and hour < 12:
        return hour + 12
    return 0 if half == "a" and hour == 12 else hour % 24


def _nearest(hour: int, at: datetime) -> int:
    """Of `jam 4` without more, return the four o'clock that comes next."""
    if hour == 0 or hour > 12:
        return hour
    other = (hour + 12) % 24
    return min((hour % 24, other), key=lambda one: (one - at.hour - 1) % 24)


def _ahead(clock: time, day: date | None, at: datetime) -> datetime | None:
    moment = datetime.combine(day or at.date(), clock, tzinfo=at.tzinfo)
    if moment > at:
        return moment
    if day is None and at - moment > TOLD_OF:
        return moment + timedelta(days=1)
    return None
