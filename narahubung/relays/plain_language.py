"""What in a message may be misunderstood, said to its sender before it goes out.

Pure: text in, doubts out. It advises; only a FLASH message with an open clock is refused
(`rules.sending.check_zone`).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from narahubung.relays.reading_back import facts_of, times_without_zone, without_codes

_COMMON = (
    "WIB WITA WIT UTC GMT LO VIP VVIP HOD KTT AM PM ETA ETD OK SMS ID RI PIC TBC VAT GO "
    "FLASH KILAT SEGERA PENTING BIASA HOLD STOP NOT"
)
_KNOWN = frozenset(_COMMON.split())
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
_MOVES = re.compile(
    r"\b(?:leav\w+|depart\w*|move\w*|meet\w*|arriv\w+|gather\w*|pick\s?up|assemble\w*|"
    r"berangkat|tiba|bergerak|berkumpul|kumpul|jemput|menjemput|pindah|datang|turun|bertemu)\b",
    re.IGNORECASE,
)
_SOMEWHERE = re.compile(
    r"\b(?:(?i:at|to|from|in|via|di|ke|dari|lewat))\s+(?:the\s+)?(?:[A-Z]\w+|(?i:hotel|airport|"
    r"bandara|lob[bi]y?|lounge|venue|posko|desk|meja|kamar|ruang\w*|aula|gate|gerbang|pintu))"
)
_RELATIVE = re.compile(
    r"\b(?:besok|lusa|kemarin|nanti|sebentar|tadi|minggu depan|tomorrow|yesterday|tonight|later|"
    r"soon|shortly|next week)\b",
    re.IGNORECASE,
)
_TWELVE = re.compile(
    r"\b\d{1,2}(?:[.:]\d\d)?\s*(?:a\.?m\.?|p\.?m\.?|pagi|siang|sore|petang|malam)\b", re.IGNORECASE
)
_NUMBER_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|"
    r"dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas)"
    r"(?:\s(?:belas|puluh|ratus|ribu|hundred|thousand))?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """One thing that may be misunderstood: what was found, and what to do about it."""

    code: str
    found: str
    says: str | Promise


_SAYS: dict[str, str | Promise] = {
    "zone": _("A time without a zone. Write WIB, WITA or WIT behind it."),
    "dates": _("More than one date. Say which belongs to what, or send two messages."),
    "place": _("Somebody moves or meets, but no place is named."),
    "acronym": _("Not everybody knows this abbreviation. Write it out."),
    "relative": _("Read tomorrow it means another day or moment. Write the date or the time."),
    "twelve": _("Write the time on the 24 hour clock."),
    "words": _("Write numbers in digits."),
    "fields": _("A field of the template is still empty. Fill it in."),
}


def doubts_about(text: str, *, known: Collection[str] = ()) -> list[Doubt]:
    """Return what may be misunderstood. known: abbreviations everybody at this event knows."""
    facts = facts_of(text)
    found: dict[str, list[str]] = {
        "zone": times_without_zone(text),
        "dates": dates if len(dates := facts.get("dates", [])) > 1 else [],
        "place": _moves_nowhere(text, facts.get("places", [])),
        "acronym": [
            word
            for word in _ACRONYM.findall(without_codes(text))
            if word not in _KNOWN and word not in known and text.upper() != text
        ],
        "relative": [] if facts.get("dates") else _RELATIVE.findall(text),
        "twelve": _TWELVE.findall(text),
        "words": _NUMBER_WORDS.findall(text),
        "fields": re.findall(r"\{\w+\}", text),
    }
    return [
        Doubt(code=code, found=", ".join(dict.fromkeys(words)), says=_SAYS[code])
        for code, words in found.items()
        if words
    ]


def _moves_nowhere(text: str, places: list[str]) -> list[str]:
    verbs = _MOVES.findall(text)
    return verbs[:1] if verbs and not places and not _SOMEWHERE.search(text) else []
