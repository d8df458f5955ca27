"""A sentence as a machine compares it: its words, and the pieces its words are made of."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[a-z][a-z'-]*[a-z]|[a-z]")
# Words that stand in every request and tell nothing of it, in both languages.
_SAYS_NOTHING = """
a about also an and any are as asks at be been before but by can could do does for from had
has have he her his how i if in is it its may me more must my need needs no not of on one or
our please pls she should so some than thanks thank that the their them there they this to two
up us want wants was we were what when where which who will with would you your
ada adalah agar akan apa apakah bagaimana bagi bahwa banyak belum bisa boleh buat dalam dan dari
dengan dgn di dia dua hari ia ini itu jadi jam juga ke kami kapan kita lagi mana mau minta mohon
nya oleh org orang pada para paling perlu pukul saat sampai satu saya sdh sebagai selamat sudah
supaya tadi tanya tapi tersebut terima kasih tks tim tolong untuk utk wib wit wita ya yang yg
delegasi delegation delegations rombongan bantu dibantu konfirmasi info
besok lusa nanti pagi siang sore malam waktu tomorrow today tonight morning afternoon evening time
halo hai kabar hello hi come comes datang
"""
_EMPTY = frozenset(_SAYS_NOTHING.split())
_PIECES = (3, 4)


def plain(text: str) -> str:
    """Return the text in small letters without marks above them, as `Türkiye` -> `turkiye`."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def hider(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds names in a plain text: whom it is about says nothing of what is asked."""
    known = sorted({plain(name).strip() for name in names if len(name) > 2}, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, known)) + r")\b") if known else None


def words_of(text: str, hidden: re.Pattern[str] | None = None) -> list[str]:
    """Return the words that tell something, in their order, without the names."""
    said = plain(text)
    said = hidden.sub(" ", said) if hidden else said
    return [word for word in _WORD.findall(said) if word not in _EMPTY]


def pieces_of(word: str) -> list[str]:
    """Return the features of one word: itself, and its runs of three and four letters.

    Indonesian builds its words from the front and the back (`jemput`, `penjemputan`); what they
    share is in the pieces.
    """
    edged = f"^{word}$"
    runs = [edged[i : i + n] for n in _PIECES for i in range(len(edged) - n + 1)]
    return [f"={word}", *runs]


def features_of(words: Sequence[str]) -> Counter[str]:
    """Return how often each feature stands in the words, pairs of neighbours included."""
    found = Counter(piece for word in words for piece in pieces_of(word))
    found.update(f"{one} {other}" for one, other in itertools.pairwise(words))
    return found
