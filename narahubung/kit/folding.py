"""Text as search sees it: without marks, case or special letters, so that `jose` finds `José`."""

import unicodedata

# Letters that decompose into nothing: what people type who do not have them on the keyboard.
_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def fold(text: str) -> str:
    """Return the text for comparing: NFKD without combining marks, casefolded, special letters
    as plain ones."""
    plain = unicodedata.normalize("NFKD", text)
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.casefold().translate(_LETTERS)


def rank(words: list[str], folded: str) -> int | None:
    """Return how well a folded text answers folded words: 0 best; None when a word is missing.

    0: is it; 1: begins with it; 2: a word of it begins so; 3: somewhere inside (also CJK names,
    which have no spaces between words).
    """
    if not words or any(word not in folded for word in words):
        return None
    asked = " ".join(words)
    if folded == asked:
        return 0
    if folded.startswith(asked):
        return 1
    parts = folded.split()
    return 2 if all(any(p.startswith(word) for p in parts) for word in words) else 3
