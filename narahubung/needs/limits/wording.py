"""Composes what a guest hears: acknowledge, reason of the rule, alternatives, when word comes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from narahubung.kit.zones import clock_text, zone_label
from narahubung.needs.limits.reading import wordings

FALLBACK = "en"
_RIGHT_TO_LEFT = {"ar"}
_ISOLATE = "\N{LEFT-TO-RIGHT ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True, kw_only=True)
class Said:
    """A wording in one language. sure: False while no interpreter has confirmed the words.

    lines: whole sentences in order; offers: what stands beneath the last but one, as a list.
    """

    language: str
    name: str
    sure: bool
    lines: tuple[str, ...]
    offers: tuple[str, ...]
    word_by: str

    @property
    def direction(self) -> str:
        """Return `rtl` or `ltr`."""
        return "rtl" if self.language in _RIGHT_TO_LEFT else "ltr"

    @property
    def text(self) -> str:
        """Return all of it as one text, an offer a line."""
        offers = [f"- {offer}" for offer in self.offers]
        return "\n".join([*self.lines, *offers, *([self.word_by] if self.word_by else [])])


@dataclass(frozen=True, kw_only=True)
class ToSay:
    """What is to be said. how: asked, refused, granted, within or settled; reason: a key.

    offers: (kind, its facts): `share` with from/to as moments, `paid` with price and per, `taxi`
    and `desk` with phone. names: what the event calls a thing of its own, by language.
    """

    thing: str
    quantity: int
    how: str
    reason: str
    zone: str
    answer_by: datetime | None = None
    offers: tuple[tuple[str, dict[str, object]], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def languages() -> dict[str, str]:
    """Return the languages there are, each by its own name."""
    return {code: words["name"] for code, words in wordings().items()}


def language_for(spoken: Iterable[str]) -> str:
    """Return the first of a guest's languages that we have words in, else English."""
    return next((code for code in spoken if code in wordings()), FALLBACK)


def compose(what: ToSay, language: str) -> Said:
    """Return the wording in a language of `wordings.yaml`. Raises KeyError for another."""
    words = wordings()[language]
    own = what.names.get(language) or what.names.get(FALLBACK)
    thing = words["things"].get(what.thing) or own or words["things"]["other"]
    if what.quantity > 1:
        thing = f"{thing} \N{MULTIPLICATION SIGN} {what.quantity}"
    lines = [words["heard"].format(thing=thing)]
    with_no = what.how in {"asked", "refused"}
    if what.how == "refused":
        lines.append(words["sorry"])
    if with_no:
        lines.append(words["reasons"][what.reason])
    else:
        lines.append(words["yes" if what.how == "granted" else "within"])
    offers = [_offer(kind, facts, what, language) for kind, facts in what.offers if with_no]
    if offers:
        lines.append(words["offers"]["lead"])
    word_by = ""
    if what.how == "asked" and what.answer_by:
        word_by = words["word_by"].format(time=_fact(what.answer_by, what.zone, language))
    return Said(
        language=language,
        name=words["name"],
        # The event's own name of a thing is in its two languages only.
        sure=bool(words["sure"]) and (not own or language in what.names),
        lines=tuple(lines),
        offers=tuple(offers),
        word_by=word_by,
    )


def declined(language: str) -> Said:
    """Return what is said to who offers or asks a favour."""
    words = wordings()[language]
    return Said(
        language=language,
        name=words["name"],
        sure=bool(words["sure"]),
        lines=(words["reasons"]["favour"],),
        offers=(),
        word_by="",
    )


def _offer(kind: str, facts: dict[str, object], what: ToSay, language: str) -> str:
    words = wordings()[language]
    shown = {name: _fact(value, what.zone, language) for name, value in facts.items()}
    if "per" in facts:
        shown["per"] = words["per"].get(facts["per"], "")
    return str(words["offers"][kind].format(**shown)).strip()


def _fact(value: object, zone: str, language: str) -> str:
    """Write a moment as `18.11 WITA`; keep figures readable inside a right-to-left sentence."""
    if isinstance(value, datetime):
        value = f"{clock_text(value, zone)} {zone_label(zone, value)}"
    return _ISOLATE.format(value) if language in _RIGHT_TO_LEFT else str(value)
