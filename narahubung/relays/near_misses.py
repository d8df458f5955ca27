"""What somebody could have misheard: plausible wrong answers offered beside the right one.

Pure, and the same for the same seed. Near misses of near misses are offered too, so that the right
one is not simply the one that all others resemble.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from random import Random

from narahubung.relays.reading_back import agree

MOST, LEAST = 4, 3
# Thirteen and thirty, tiga belas and tiga puluh.
_SOUNDS = {f"1{n}": f"{n}0" for n in range(3, 10)}
_SOUNDS |= {ty: teen for teen, ty in _SOUNDS.items()}
# Letters whose names rhyme, in English or in Indonesian; a sign on a gate is one of these.
_RHYMES = ("BCDEGPTVZ", "AHKJ", "FSX", "MN", "IY", "QUW", "LR", "OU")
# Letters of a name that take each other's place, the ear or the eye being in a hurry.
_ALIKE_PAIRS = "ao bp ck dt ei fv gk hk ie jy kg lr mn nm ou pb qk rl sz td uo vf wv xs yj zs"
_ALIKE = {pair[0]: pair[1] for pair in _ALIKE_PAIRS.split()}
_PLACES = {
    "gate": "door",
    "door": "gate",
    "terminal": "gate",
    "room": "hall",
    "hall": "room",
    "lounge": "lobby",
    "lobby": "lounge",
    "floor": "room",
    "table": "stand",
    "stand": "table",
    "apron": "stand",
    "pier": "gate",
}
_MONTHS = ["jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"]
_ZONES = ("WIB", "WITA", "WIT")
_ORDERS = ("go", "hold", "cancel")


def picks(kind: str, fact: str, *, others: Iterable[str] = (), seed: str) -> list[str]:
    """Return LEAST to MOST answers to one fact of a message, the right one among them once.

    No two say the same (`reading_back.agree`). others: facts of the same kind in the message,
    which somebody may take for this one. [] where none can be made, as for a name in letters that
    are not Latin: then it is typed.
    """
    chance = Random(seed)  # noqa: S311 -- it hides nothing, it only must come out the same again
    offered = [fact]
    mistaken = [other for other in others if _apart(kind, other, offered)]
    if mistaken:
        offered.append(chance.choice(mistaken))
    while agree(kind, fact, fact) and len(offered) < MOST:
        bases = chance.sample(offered, len(offered))
        near = (one for base in bases for one in _mixed(_NEAR[kind](base), chance))
        found = next((one for one in near if _apart(kind, one, offered)), None)
        if found is None:
            break
        offered.append(found)
    chance.shuffle(offered)
    return offered if len(offered) >= LEAST else []


def _mixed(found: Iterator[str], chance: Random) -> list[str]:
    every = list(found)
    return chance.sample(every, len(every))


def _apart(kind: str, one: str, offered: list[str]) -> bool:
    """Tell whether it says something else than each of these, and is an answer at all."""
    same = any(agree(kind, other, one) or agree(kind, one, other) for other in offered)
    return not same and agree(kind, one, one)


def _times(fact: str) -> Iterator[str]:
    clock, _space, zone = fact.partition(" ")
    hour, minute = clock.split(":")
    later, earlier = (f"{(int(hour) + step) % 24:02d}" for step in (1, -1))
    clocks = [
        f"{hour}:{_SOUNDS.get(minute, minute)}",
        *(f"{four[:2]}:{four[2:]}" for four in _swapped(hour + minute)),
        f"{minute}:{hour}",
        f"{later}:{minute}",
        f"{earlier}:{minute}",
    ]
    for other in clocks:
        if other != clock and int(other[:2]) < 24 and int(other[3:]) < 60:
            yield f"{other} {zone}".strip()
    yield from (f"{clock} {other}" for other in _ZONES if zone in _ZONES and other != zone)


def _dates(fact: str) -> Iterator[str]:
    day, _space, month = fact.partition(" ")
    days = [_SOUNDS.get(day, day), *_swapped(day), str(int(day) + 1), str(int(day) - 1)]
    yield from (f"{int(other)} {month}" for other in days if other != day and 0 < int(other) < 32)
    at = _MONTHS.index(month)
    yield from (f"{day} {_MONTHS[(at + step) % 12]}" for step in (1, -1))


def _places(fact: str) -> Iterator[str]:
    word, _space, which = fact.partition(" ")
    if re.fullmatch(r"V?VIP", which):
        yield f"{word} {'VVIP' if which == 'VIP' else 'VIP'}"
    elif re.fullmatch(r"[A-Z]?-?\d*[A-Z]?", which):
        yield from (f"{word} {other}" for other in _signs(which))
    else:
        yield from (f"{word} {other}" for other in _names(which))
    yield f"{_PLACES[word]} {which}"


def _signs(text: str) -> Iterator[str]:
    """Yield what a gate, a room, a flight or a plate may be taken for."""
    yield from _swapped(text)
    for at, one in enumerate(text):
        if one.isdecimal():
            near = [str((int(one) + step) % 10) for step in (1, 9)]
        else:
            rhymes = next((group for group in _RHYMES if one in group), "")
            near = [other for other in rhymes if other != one] or [chr((ord(one) - 64) % 26 + 65)]
        yield from (text[:at] + other + text[at + 1 :] for other in near if one.isalnum())


def _names(name: str) -> Iterator[str]:
    """Yield the name with one letter taken for another; a number in it as a sign."""
    for at, one in enumerate(name):
        if other := _ALIKE.get(one.lower()):
            yield name[:at] + (other.upper() if one.isupper() else other) + name[at + 1 :]
        elif one in "0123456789":
            yield name[:at] + str((int(one) + 1) % 10) + name[at + 1 :]


def _numbers(fact: str) -> Iterator[str]:
    number = int(fact)
    yield from (_SOUNDS[fact],) if fact in _SOUNDS else ()
    yield from (other for other in _swapped(fact) if other[0] != "0")
    if len(fact) > 3:  # a zero lost or too many
        yield from (fact + "0", *([fact[:-1]] if fact.endswith("0") else []))
    yield from (str(near) for near in (number + 1, number - 1, number + 10) if near > 0)


def _orders(fact: str) -> Iterator[str]:
    plain = fact.removeprefix("not ")
    yield from (order for order in _ORDERS if order != fact)
    yield plain if plain != fact else f"not {fact}"


def _swapped(digits: str) -> Iterator[str]:
    """Yield the digits with two neighbours in each other's place."""
    for at in range(len(digits) - 1):
        one, two = digits[at], digits[at + 1]
        if one.isdecimal() and two.isdecimal() and one != two:
            yield digits[:at] + two + one + digits[at + 2 :]


_NEAR: dict[str, Callable[[str], Iterator[str]]] = {
    "times": _times,
    "dates": _dates,
    "places": _places,
    "codes": _signs,
    "names": _names,
    "numbers": _numbers,
    "orders": _orders,
}
