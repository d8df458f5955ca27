"""When the host gives: what may give offence, and what the guest may accept at home."""

import re
from dataclasses import dataclass

from narahubung.gifts.law.reading import hosts, said_of


@dataclass(frozen=True, kw_only=True)
class Hint:
    """A warning. is_general: it does not hang on the guest's country."""

    code: str
    says: str
    is_general: bool


def hints_for(*, item: str, iso_alpha2: str) -> list[Hint]:
    """Return what may give offence, or needs papers, in the language in force.

    Whole words of the description decide: "kris" warns, "Kristal" does not.
    """
    said = re.findall(r"\w+", item.casefold())
    words, text = set(said), f" {' '.join(said)} "
    found = []
    for told in hosts()["taboos"]:
        named = any(
            (f" {one} " in text) if " " in one else one in words for one in map(str, told["words"])
        )
        if named and (not told["countries"] or iso_alpha2 in told["countries"]):
            says = said_of({"en": told["en"], "id": told["id"]})
            found.append(Hint(code=told["code"], says=says, is_general=not told["countries"]))
    return found


def limits_for(*, iso_alpha2: str, organisation: str) -> list[str]:
    """Return what officials of this country or organisation may accept; all to be confirmed."""
    return [
        said_of({"en": told["en"], "id": told["id"]})
        for told in hosts()["limits"]
        if iso_alpha2 in told["countries"] or organisation in told["organisations"]
    ]
