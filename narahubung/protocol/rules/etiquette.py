"""Which phrases of a briefing belong to which card, and how much is read in five seconds."""

import re

from narahubung.protocol.occasion_library import CardOf

WORDS_A_SECOND, SECONDS = 4, 5
MOST_WORDS = WORDS_A_SECOND * SECONDS
# Which cards fit what happens, by the kind of the item where no occasion was chosen for it.
OF_KIND = {
    "gala": ("dining", "handshake"),
    "meal": ("dining", "prayer"),
    "photo": ("photograph", "stairs"),
    "welcome": ("handshake", "photograph"),
    "plenary": ("lift",),
    "visit": ("stairs", "illness"),
    "arrival": ("handshake",),
    "departure": ("handshake",),
}


def phrases_of(text: str) -> list[str]:
    """Return the phrases of a briefing's line: parts between semicolons or line ends."""
    return [part.strip(" .") for part in re.split(r"[;\n]", text) if part.strip(" .")]


def belongs(card: CardOf, phrase: str) -> bool:
    """Tell whether a phrase of the briefing is about the card: it holds one of its words."""
    low = phrase.casefold()
    return any(re.search(rf"\b{re.escape(word)}\b", low) for word in card.words)


def count_words(*texts: str) -> int:
    """Return how many words there are to read."""
    return sum(len(text.split()) for text in texts)


def fitting(general: str, phrases: list[str]) -> int:
    """Return how many of the phrases are read in five seconds together with the general rule."""
    left = MOST_WORDS - count_words(general)
    for number, phrase in enumerate(phrases):
        left -= count_words(phrase)
        if left < 0:
            return number
    return len(phrases)
