"""The look before sending: what could be misheard, and whether its writer has looked."""

from typing import Any

from narahubung.accounts.guards import MemberRequest
from narahubung.kit.refusals import Refusal
from narahubung.relays import audiences
from narahubung.relays.plain_language import doubts_about
from narahubung.relays.reading_back import facts_of, times_without_zone
from narahubung.relays.rules.sending import TimeWithoutZone, check_zone
from narahubung.relays.translation_check import compare


def look(request: MemberRequest, told: dict[str, Any], *, precedence: str) -> dict[str, Any]:
    """Return what `_guard.html` shows of a message. told: as its command takes it."""
    text = told["text"]
    compared = compare(
        text,
        translation=told.get("translation", ""),
        language=told.get("translation_language", ""),
        back_translation=told.get("back_translation", ""),
    )
    return {
        "facts": facts_of(text, told.get("also", ())),
        "doubts": doubts_about(text, known=_known(request)),
        "compared": compared,
        "differs": any(one.differs for one in compared),
        "unminded": request.POST.get("go") == "yes",
        "refusal": _refusal(precedence, text),
    }


def may_go(request: MemberRequest, seen: dict[str, Any]) -> bool:
    """Tell whether its writer wants it to go, and says that he has seen where it differs."""
    if request.POST.get("go") != "yes":
        return False
    return not seen["differs"] or request.POST.get("minded") == "yes"


def _refusal(precedence: str, text: str) -> Refusal | None:
    try:
        check_zone(precedence, times_without_zone(text))
    except TimeWithoutZone as refusal:
        return refusal
    return None


def _known(request: MemberRequest) -> set[str]:
    """Return the abbreviations everybody here knows: codes of delegations and departments."""
    offered = audiences.choices(request.by, request.at)
    return {
        word
        for _group, choices in offered
        for _word, words in choices
        for word in words.split()
        if word.isupper()
    }
