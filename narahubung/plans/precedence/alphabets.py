"""How names are put in alphabetical order: English, French, Indonesian.

Letters first, without marks ("Türkiye" like "Turkiye", "Côte" like "Cote", "Œ" like "OE"), word by
word (a space comes before every letter, "New Zealand" before "Newland"), signs like nothing. Only
where all letters are the same do marks decide: plain before marked, in French from the end ("cote",
"côte", "coté"), as that language has it. Names in other scripts come after, by their code points.
This is the Unicode order for these three languages as far as names of countries and people need
it; whose name begins with an article or with "Republic of" is decided by the name that was given.
"""

import unicodedata

from narahubung.kit.folding import fold

Collation = tuple[tuple[str, ...], tuple[int, ...]]


def collation(name: str, language: str = "en") -> Collation:
    """Return by what a name sorts in a language (ISO code)."""
    words = tuple("".join(c for c in word if c.isalnum()) for word in fold(name).split())
    marks = [
        sum(map(ord, unicodedata.normalize("NFKD", letter)[1:]))
        for letter in unicodedata.normalize("NFC", name.casefold())
        if letter.isalnum()
    ]
    if language.split("-")[0] == "fr":
        marks.reverse()
    return tuple(word for word in words if word), tuple(marks)
