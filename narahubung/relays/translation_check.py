"""Whether a translation, and what somebody understood from it, say what the message says.

Pure: texts in, differences out. A language the reader of facts does not know is compared only by
what it finds there: times, days, codes and numbers in digits of any script.
"""

import unicodedata
from dataclasses import dataclass

from narahubung.relays.reading_back import Facts, differences, facts_of

_READ = ("id", "en")
_IN_EVERY_LANGUAGE = ("times", "dates", "codes", "numbers")


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A text beside the message: differences as of `reading_back`, and what was not compared.

    is_back: it is the translation translated back.
    """

    is_back: bool
    differs: list[dict[str, str]]
    unread: Facts


def compare(
    text: str, *, translation: str, language: str, back_translation: str = ""
) -> list[Compared]:
    """Return where these say something else than the text. language: of the translation.

    Nothing stays unread where somebody translated it back.
    """
    facts = facts_of(text)
    found = []
    if translation:
        said = _digits(translation)
        known = facts if language in _READ else _readable(facts, said)
        unread = {kind: facts[kind] for kind in facts if kind not in known and not back_translation}
        found.append(Compared(is_back=False, differs=differences(known, said), unread=unread))
    if back_translation:
        differs = differences(facts, back_translation)
        found.append(Compared(is_back=True, differs=differs, unread={}))
    return [one for one in found if one.differs or one.unread]


def _readable(facts: Facts, said: str) -> Facts:
    seen = facts_of(said)
    return {kind: facts[kind] for kind in _IN_EVERY_LANGUAGE if kind in facts and kind in seen}


def _digits(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    )
