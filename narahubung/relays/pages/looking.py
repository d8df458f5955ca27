"""The look before sending: what could be misheard, and whether its writer has looked."""

from hashlib import sha256
from typing import Any

from django import forms

from narahubung.accounts.guards import MemberRequest
from narahubung.kit.refusals import Refusal
from narahubung.relays import audiences
from narahubung.relays.plain_language import doubts_about
from narahubung.relays.reading_back import facts_of, times_without_zone
from narahubung.relays.rules.sending import TimeWithoutZone, check_zone
from narahubung.relays.translation_check import compare


def look(
    request: MemberRequest, form: forms.Form, told: dict[str, Any], *, precedence: str
) -> dict[str, Any]:
    """Return what `_guard.html` shows of a message. form: valid; told: as its command takes it."""
    text = told["text"]
    compared = compare(
        text,
        translation=told.get("translation", ""),
        language=told.get("translation_language", ""),
        back_translation=told.get("back_translation", ""),
    )
    differs = any(one.differs for one in compared)
    wanted, looked = request.POST.get("go") == "yes", _print_of(form)
    changed = wanted and request.POST.get("looked") != looked
    return {
        "looked": looked,
        "facts": facts_of(text, told.get("also", ())),
        "doubts": doubts_about(text, known=_known(request)),
        "compared": compared,
        "differs": differs,
        "changed": changed,
        "unminded": wanted and not changed and differs and request.POST.get("minded") != "yes",
        "refusal": _refusal(precedence, text),
    }


def may_go(request: MemberRequest, seen: dict[str, Any]) -> bool:
    """Tell whether its writer wants it to go as he looked at it, and saw where it differs."""
    return request.POST.get("go") == "yes" and not held(seen)


def held(seen: dict[str, Any]) -> bool:
    """Tell whether it was to go and is shown again instead."""
    return bool(seen.get("changed") or seen.get("unminded"))


def _print_of(form: forms.Form) -> str:
    """Return what two forms share only when all that would be sent is the same."""
    return sha256(repr(sorted(form.cleaned_data.items())).encode()).hexdigest()


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
