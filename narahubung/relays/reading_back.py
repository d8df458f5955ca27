"""What must not be misheard in a sentence, and whether somebody repeated it rightly.

Pure: Indonesian, English or mixed text in, facts and differences out. A rough reader on purpose:
what it finds is shown to the sender before sending and to the receiver beside the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator

Facts = dict[str, list[str]]
Spans = dict[str, list[tuple[str, tuple[int, int]]]]  # facts, and where in the text each stands
_ZONES = r"WIB|WITA|WIT|UTC|GMT[+-]?\d{0,2}"
_HALF = r"a\.?m\.?|p\.?m\.?|pagi|siang|sore|petang|malam"
_TIME = re.compile(
    rf"(?<![\d.:/-])(?P<h>[01]?\d|2[0-3])[.:](?P<m>[0-5]\d)(?![\d:/-]|[.]\d)"
    rf"(?:\s*(?P<half>{_HALF})\b)?(?:\s*\(?(?P<zone>{_ZONES})\b\)?)?",
    re.IGNORECASE,
)
# `at 5 gates` is no time; `jam 5` and `pukul 5` always are.
_WHOLE_HOUR = re.compile(
    rf"\b(?:pukul|jam|at(?=\s+\d+\s*(?:(?:{_HALF}|{_ZONES})\b|[,.;]|$)))\s+"
    rf"(?P<h>[01]?\d|2[0-3])\b(?![.:/]\d)"
    rf"(?:\s*(?P<half>{_HALF})\b)?(?:\s*(?P<zone>{_ZONES})\b)?",
    re.IGNORECASE,
)
_HALF_DAY = re.compile(r"\b(?P<h>1[0-2]|0?[1-9])\s*(?P<half>a\.?m\.?|p\.?m\.?)\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_ENGLISH = {"may": "mei", "aug": "agu", "agt": "agu", "oct": "okt", "dec": "des"}
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s+(?P<name>{'|'.join([*_MONTHS, *_ENGLISH])})[a-z]*\b"
    r"|(?<![\d./-])(?P<d>\d{1,2})(?:[/-](?P<m>\d{1,2})(?:[/-]\d{2,4})?|[.](?P<mm>\d{1,2})[.]\d{4})\b",
    re.IGNORECASE,
)
# Words for a place that carries a letter or number; both languages mean the same place.
_PLACES = {
    "gate": "gate",
    "gerbang": "gate",
    "pintu": "door",
    "door": "door",
    "terminal": "terminal",
    "room": "room",
    "kamar": "room",
    "ruang": "hall",
    "ruangan": "hall",
    "hall": "hall",
    "aula": "hall",
    "lounge": "lounge",
    "lobby": "lobby",
    "lobi": "lobby",
    "lantai": "floor",
    "floor": "floor",
    "table": "table",
    "meja": "table",
    "stand": "stand",
    "apron": "apron",
    "pier": "pier",
    "dermaga": "pier",
}
_SIGN = r"(?i:V?VIP|[A-Z]?-?\d{1,4}[A-Z]?|[A-Z])\b"
_WORDS = rf"\b(?P<word>(?i:{'|'.join(_PLACES)}))\s+"
_NAMED = r"[A-Z][a-z]+(?:\s[A-Z][a-z]+)*"
_PLACE = re.compile(rf"{_WORDS}(?P<which>{_SIGN}|{_NAMED})|\bT(?P<terminal>[1-9])\b")
# In a read-back case says nothing, so a hall's name is looked for instead (`_repeated`).
_PLACE_HEARD = re.compile(rf"{_WORDS}(?P<which>{_SIGN})|\b[Tt](?P<terminal>[1-9])\b")
_PLATE = re.compile(r"\b[A-Z]{1,2}\s?\d{1,4}\s?[A-Z]{1,3}\b|\b[A-Z]{2,3}\s?\d{2,4}\b")
_TITLES = (
    r"Bapak|Pak|Ibu|Bu|Mr|Mrs|Ms|Dr|Prof|President|Presiden|Minister|Menteri|Ambassador|"
    r"Duta Besar|Raja|Pangeran|King|Prince|H\.E\.|Y\.M\.|Yang Mulia"
)
_NAME = re.compile(rf"\b(?:{_TITLES})\.?\s+([A-Z][\w'-]+(?:\s[A-Z][\w'-]+)*)")
_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:[.,]\d{3})+(?!\d)|(?<![\w.,:/-])\d+(?![\w:/-])")
_ORDERS = {
    "go": r"go|proceed|laksanakan|lanjutkan",
    "hold": r"hold|stand\s?by|wait|tahan|tunggu",
    "cancel": r"cancel|cancell?ed|batal|batalkan|dibatalkan",
}
_ORDER = {
    name: re.compile(
        rf"\b(?P<not>(?:do not|don't|not|jangan|tidak)\s+)?(?:{words})\b", re.IGNORECASE
    )
    for name, words in _ORDERS.items()
}
_DIGITS = (
    "nol|zero satu|one dua|two tiga|three empat|four lima|five enam|six tujuh|seven "
    "delapan|eight sembilan|nine sepuluh|ten sebelas|eleven"
)
_SPOKEN_DIGITS = {
    word: str(digit) for digit, words in enumerate(_DIGITS.split()) for word in words.split("|")
}
_SPOKEN = re.compile(rf"\b({'|'.join(_SPOKEN_DIGITS)})\b", re.IGNORECASE)
_FOUR = re.compile(r"(?<![\d.,])([01]\d|2[0-3])([0-5]\d)(?![\d.,]\d|\d)")
_KINDS = ("times", "dates", "places", "codes", "names", "numbers", "orders")
# Said in a read-back beyond what was asked: worth a difference where it would mislead.
_MISLEADS = ("times", "dates", "places", "orders")


def facts_of(text: str, also: Iterable[str] = ()) -> Facts:
    """Return what must be read back, by kind, as people would write it; kinds found only.

    times `15:13 WITA`, dates `15 nov`, places `gate B`, codes (flight, plate) `GA123`, names,
    numbers, orders `go`, `hold`, `cancel`. also: words the sender wants repeated besides.
    """
    spans = _spans(text)
    found = {kind: [fact for fact, _span in spans[kind]] for kind in _KINDS}
    found["names"] += [word for one in also if (word := one.strip()) not in ["", *found["names"]]]
    return {kind: list(dict.fromkeys(found[kind])) for kind in _KINDS if found[kind]}


def in_order(text: str, facts: Facts) -> list[tuple[str, str]]:
    """Return the facts one by one as (kind, fact), in the order in which the text says them."""
    every = [(kind, fact) for kind, found in facts.items() for fact in found]
    first = {(kind, fact): start for kind, fact, start, _end in reversed(_where(text, facts))}
    return sorted(every, key=lambda one: first.get(one, len(text)))


def without_facts(text: str, facts: Facts) -> list[tuple[str, tuple[str, str] | None]]:
    """Return the text in pieces (words, None), and a ("", (kind, fact)) where a fact was taken out.

    What is a fact of this text only, as of a translation, is taken out too.
    """
    pieces: list[tuple[str, tuple[str, str] | None]] = []
    done = 0
    for kind, fact, start, end in _where(text, facts):
        if start >= done:
            pieces += [(text[done:start], None), ("", (kind, fact))]
            done = end
    return [*pieces, (text[done:], None)]


def without_codes(text: str) -> str:
    """Return the text without its flights and plates, whose letters are no abbreviation."""
    return _PLATE.sub(" ", text)


def times_without_zone(text: str) -> list[str]:
    """Return the times in the text that do not say whose clock they mean."""
    return [time for time in facts_of(text).get("times", []) if " " not in time]


def differences(facts: Facts, said: str) -> list[dict[str, str]]:
    """Return where a read-back says something else than the facts: {"kind", "said", "heard"}.

    `said` is the fact of the message, `heard` what the receiver repeated, "" where he left it out.
    A zone left out is no difference, another zone is one.
    """
    heard = _heard(facts, said)
    found = []
    for kind, wanted in facts.items():
        missing = [fact for fact in wanted if not _repeated(kind, fact, said, heard[kind])]
        other = [fact for fact in heard[kind] if not _meant(kind, fact, wanted)]
        pairs = max(len(missing), len(other) if kind in _MISLEADS else len(missing))
        for place in range(pairs):
            found.append(
                {
                    "kind": kind,
                    "said": missing[place] if place < len(missing) else "",
                    "heard": other[place] if place < len(other) else "",
                }
            )
    return found


def agree(kind: str, fact: str, said: str) -> bool:
    """Tell whether an answer to this one fact says the same."""
    return not differences({kind: [fact]}, said)


def _spans(text: str) -> Spans:
    rest, found = _take_out(text, _PLACE)
    found["codes"], rest = _cut(_PLATE, rest, lambda match: re.sub(r"\s", "", match[0]))
    found["names"], rest = _cut(_NAME, rest, lambda match: match[1], group=1)
    found["numbers"], _rest = _cut(_NUMBER, rest, lambda m: re.sub(r"[.,]", "", m[0]))
    return found


def _where(text: str, facts: Facts) -> list[tuple[str, str, int, int]]:
    """Return (kind, fact, start, end) as the text says them; a name also without its title."""
    found = [(kind, fact, *span) for kind, spans in _spans(text).items() for fact, span in spans]
    for name in facts.get("names", []):
        plain = re.finditer(re.escape(name), text, re.IGNORECASE)
        found += [("names", name, *match.span()) for match in plain]
    return sorted(found, key=lambda one: (one[2], -one[3]))


def _take_out(text: str, place: re.Pattern[str]) -> tuple[str, Spans]:
    """Return the text without its times, dates and places, and these."""
    found: Spans = {"times": [], "orders": list(_orders(text))}
    found["dates"], rest = _cut(_DATE, text, _date)
    for pattern in (_TIME, _HALF_DAY, _WHOLE_HOUR):
        more, rest = _cut(pattern, rest, _clock)
        found["times"] += more
    found["places"], rest = _cut(place, rest, _place)
    return rest, found


def _heard(facts: Facts, said: str) -> Facts:
    """Return the facts of a read-back; it may be typed in small letters, digits in words."""
    said = _SPOKEN.sub(lambda match: _SPOKEN_DIGITS[match[1].lower()], said)
    if "times" in facts:
        said = _FOUR.sub(r"\1:\2", said)
    rest, found = _take_out(said, _PLACE_HEARD)
    found["codes"], rest = _cut(_PLATE, rest, lambda match: re.sub(r"\s", "", match[0]))
    found["names"] = []
    found["numbers"], _rest = _cut(_NUMBER, rest, lambda m: re.sub(r"[.,]", "", m[0]))
    return {kind: [fact for fact, _span in spans] for kind, spans in found.items()}


def _repeated(kind: str, fact: str, said: str, heard: list[str]) -> bool:
    if any(_same(kind, fact, one) for one in heard):
        return True
    named = kind == "places" and fact.split(" ", 1)[1][:1].isalpha() and len(fact.split()[1]) > 1
    if kind in {"names", "codes"} or named:
        plain = re.sub(r"[\s.'-]", "", fact.split(" ", 1)[1] if named else fact).casefold()
        return plain in re.sub(r"[\s.'-]", "", said).casefold()
    return False


def _meant(kind: str, heard: str, wanted: list[str]) -> bool:
    return any(_same(kind, fact, heard) for fact in wanted)


def _same(kind: str, fact: str, heard: str) -> bool:
    if kind != "times":
        return fact.casefold() == heard.casefold()
    (clock, _, zone), (other, _, other_zone) = fact.partition(" "), heard.partition(" ")
    return clock == other and (not zone or not other_zone or zone == other_zone)


def _cut(
    pattern: re.Pattern[str], text: str, say: Callable[[re.Match[str]], str], *, group: int = 0
) -> tuple[list[tuple[str, tuple[int, int]]], str]:
    """Return what is found and where, and the text without it, which stays as long as it was."""
    found = [(say(match), match.span(group)) for match in pattern.finditer(text)]
    return found, pattern.sub(lambda match: ";".center(len(match[0])), text)


def _clock(match: re.Match[str]) -> str:
    parts = match.groupdict()
    hour, minute = int(parts["h"]), parts.get("m") or "00"
    half = (parts.get("half") or "").replace(".", "").lower()
    if (
        half in {"pm", "sore", "petang", "malam", "siang"}
        and hour < 12
        and not (half == "siang" and hour > 9)
    ):
        hour += 12
    if half in {"am", "pagi"} and hour == 12:
        hour = 0
    zone = (parts.get("zone") or "").upper()
    return f"{hour:02d}:{minute} {zone}".strip()


def _date(match: re.Match[str]) -> str:
    if match["name"]:
        name = match["name"].lower()
        return f"{int(match['day'])} {_ENGLISH.get(name, name)}"
    month = int(match["m"] or match["mm"])
    return f"{int(match['d'])} {_MONTHS[month - 1] if 1 <= month <= 12 else month}"


def _place(match: re.Match[str]) -> str:
    if match["terminal"]:
        return f"terminal {match['terminal']}"
    which = match["which"]
    named = len(which) > 5 and which.isalpha()
    return f"{_PLACES[match['word'].lower()]} {which if named else which.upper()}"


def _orders(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for name, pattern in _ORDER.items():
        for match in pattern.finditer(text):
            yield (f"not {name}" if match["not"] else name), match.span()
