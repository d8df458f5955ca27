"""Names and shown values of the sheets: own scripts, numbers of desks, states."""

import unicodedata

from narahubung.kit.records import Certainty
from narahubung.movements.models import Movement
from narahubung.parties.models import Member, Party
from narahubung.reports.paper import data

# Which languages are written in a script; the first one stands where the party has none of them.
_SCRIPTS = {
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "HANGUL": ("ko",),
    "CJK": ("zh", "ja"),
    "ARABIC": ("ar", "fa", "ur"),
    "CYRILLIC": ("ru", "uk"),
    "DEVANAGARI": ("hi",),
    "KHMER": ("km",),
    "THAI": ("th",),
    "GREEK": ("el",),
    "HEBREW": ("he",),
}
_STATES: dict[str, data.State] = {
    Certainty.TENTATIVE: "tentative",
    Certainty.CONFIRMED: "confirmed",
    Certainty.CHANGED: "changed",
    Certainty.CANCELLED: "cancelled",
}


def script_language(text: str, languages: str) -> str:
    """Return the language (BCP 47) in which `text` is written; "" for plain Latin.

    It decides the shape of Han characters and the direction. languages: those of the party.
    """
    spoken = languages.replace(";", " ").replace(",", " ").split()
    for character in text:
        if not character.isalpha():
            continue
        script = unicodedata.name(character, "").split(" ")[0]
        if candidates := _SCRIPTS.get(script):
            return next((code for code in spoken if code[:2] in candidates), candidates[0])[:2]
    return ""


def party_name(party: Party) -> data.Name:
    """Return the party's name, its own script beside."""
    native = party.name_native if party.name_native != party.name else ""
    return data.Name(
        text=party.name, native=native, lang=script_language(native, party.official_languages)
    )


def person_name(member: Member, *, address: str = "") -> data.Name:
    """Return a member's name as its owner writes it."""
    native = member.native_name if member.native_name != member.full_name else ""
    return data.Name(
        text=member.full_name,
        native=native,
        lang=script_language(native, member.languages),
        say=member.say_it,
        address=address,
    )


def state_of(certainty: str) -> data.State:
    """Return the state as the press knows it."""
    return _STATES.get(certainty, "tentative")


def movement_state(movement: Movement) -> data.State:
    """Return the state of a movement; a time that is only assumed is not confirmed."""
    unsure = movement.time_status in {"assumed", "day_known", "order_known"}
    if unsure and movement.certainty == Certainty.CONFIRMED and movement.actual_at is None:
        return "tentative"
    return state_of(movement.certainty)


def joined(*parts: str, by: str = " \N{MIDDLE DOT} ") -> str:
    """Join what is there."""
    return by.join(part for part in parts if part)
