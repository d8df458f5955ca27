"""Composes what a guest hears: acknowledge, reason of the rule, alternatives, when word comes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from django.utils.translation import get_language

from narahubung.kit.templatetags.times import local_day
from narahubung.kit.zones import clock_text, zone_label
from narahubung.needs.limits.reading import wordings

FALLBACK = "en"
_OURS = {"en", "id"}
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

    offers: (kind, its facts): `share` and `slot` with from/to as moments, `part` with n of all,
    `block` with n, `place` with name and phone, `paid` with price, currency and per, `taxi` and
    `desk` with phone; n of all also where an offer covers fewer than were wished for. at: now, by
    which a time of another year names the year. names: what the event calls a thing of its own, by
    language.
    """

    thing: str
    quantity: int
    how: str
    reason: str
    zone: str
    at: datetime
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
        word_by = words["word_by"].format(time=_fact(what.answer_by, what, language))
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
    shown = {name: _fact(value, what, language) for name, value in facts.items()}
    start, end = facts.get("from"), facts.get("to")
    both = isinstance(start, datetime) and isinstance(end, datetime)
    if both and local_day(start, what.zone) == local_day(end, what.zone):  # type: ignore[arg-type]
        shown["to"] = _isolated(_clock(end, what.zone), language)  # type: ignore[arg-type]
    if "per" in facts:
        shown["per"] = words["per"].get(facts["per"], "")
        shown["price"] = _isolated(f"{facts['currency']} {shown['price']}", language)
    said = str(words["offers"][kind].format(**shown)).strip()
    if "all" in facts and kind != "part":
        said = f"{said} ({words['offers']['covers'].format(**shown)})"
    return said


def _fact(value: object, what: ToSay, language: str) -> str:
    if isinstance(value, datetime):
        return _isolated(moment_text(value, what.zone, language, at=what.at), language)
    return _isolated(number_text(value, language) if isinstance(value, int) else value, language)


def _isolated(value: object, language: str) -> str:
    """Keep figures readable inside a right-to-left sentence."""
    return _ISOLATE.format(value) if language in _RIGHT_TO_LEFT else str(value)


def _clock(moment: datetime, zone: str) -> str:
    return f"{clock_text(moment, zone)} {zone_label(zone, moment)}"


def number_text(number: int, language: str) -> str:
    """Return a whole number as a language writes it: `1.500.000`, in English `1,500,000`."""
    return str(format_decimal(number, locale=_locale(language)))


def price_text(facts: Mapping[str, object]) -> str:
    """Return the price of an offer as the language in force writes it: `IDR 1.500.000`."""
    language = "id" if (get_language() or "id").startswith("id") else "en"
    return f"{facts['currency']} {number_text(int(str(facts['price'])), language)}"


def moment_text(moment: datetime, zone: str, language: str, *, at: datetime) -> str:
    """Return `Sel 15 Nov 18.11 WITA` in a language; with the year where that of `at` is another."""
    on, locale = local_day(moment, zone), _locale(language)
    other_year = on.year != local_day(at, zone).year
    if language in _OURS:  # as it stands on every page
        day = format_date(on, "EEE d MMM y" if other_year else "EEE d MMM", locale=locale)
    else:
        day = format_skeleton("yMMMEd" if other_year else "MMMEd", on, locale=locale)
    return f"{day} {_clock(moment, zone)}"


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else language
