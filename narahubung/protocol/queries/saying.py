"""The sentence of a reason, in the language in force, and the article behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from narahubung.plans.precedence import By, Pair, Reason, RuleSet
from narahubung.plans.procedures.shapes import Text
from narahubung.protocol.models import HandMove, TieSettled
from narahubung.protocol.rules.rule_sets import SPOUSE, said


@dataclass(frozen=True, kw_only=True)
class PairLine:
    """Why somebody comes before the next. by: what decides (plans.precedence.By), in a word.

    says: a sentence without names. article: behind it. sure: False: to be confirmed. why, name: of
    what a person decided. rule_says: what the rules say instead, where somebody was moved.
    """

    by: str
    says: str
    article: str
    sure: bool
    why: str = ""
    name: str = ""
    rule_says: str = ""
    move_id: int | None = None
    settled_id: int | None = None

    @property
    def is_tie(self) -> bool:
        """Tell whether nothing decides."""
        return self.by == By.TIE

    @property
    def is_by_hand(self) -> bool:
        """Tell whether a person decided."""
        return self.by in {By.HAND, By.SETTLED}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a sentence needs besides the reason: the rule sets, what people decided, the names."""

    sets: Mapping[str, RuleSet]
    moves: Mapping[str, HandMove]
    settled: Mapping[str, TieSettled]
    names: Mapping[str, str]


def pair_line(pair: Pair, told: Told) -> PairLine:
    """Return a pair's reason as a person reads it."""
    reason = pair.reason
    if reason.by == By.HAND:
        return _by_hand(reason, told)
    if reason.by == By.SETTLED:
        row = told.settled[reason.ref]
        return PairLine(
            by=reason.by,
            says=_("Tie settled by {name}: {why}").format(name=row.by_name, why=row.why),
            article="",
            sure=True,
            why=row.why,
            name=row.by_name,
            settled_id=row.pk,
        )
    return PairLine(
        by=reason.by,
        says=_says(reason),
        article=said(SPOUSE) if reason.by == By.FOLLOWS else article_of(reason, told.sets),
        sure=reason.sure,
    )


def _by_hand(reason: Reason, told: Told) -> PairLine:
    row = told.moves[reason.ref]
    rule = ""
    if reason.rule and reason.rule.reason.by != By.TIE:
        inner = pair_line(reason.rule, told)
        first = told.names.get(reason.rule.above, "")
        rule = _("The rules put {name} first: {reason}").format(name=first, reason=inner.says)
        if inner.article:
            rule = f"{rule} ({inner.article})"
    return PairLine(
        by=reason.by,
        says=_("Placed by {name}: {why}").format(name=row.by_name, why=row.why),
        article="",
        sure=True,
        why=row.why,
        name=row.by_name,
        rule_says=rule,
        move_id=row.pk,
    )


def article_of(reason: Reason, sets: Mapping[str, RuleSet]) -> str:
    """Return the article of a reason, with the letters of the two levels where it has letters."""
    words = said(reason.level_article or reason.article)
    rules = sets.get(reason.rule_set)
    lettered = rules is not None and rules.kind == "law" and not reason.level_article
    letters = [code for code in reason.levels if code.isalpha() and len(code) == 1]
    if not lettered or not letters:
        return words
    if len(letters) == 1:
        return _("{article} letter {letter}").format(article=words, letter=letters[0])
    return _("{article} letters {first} and {second}").format(
        article=words, first=letters[0], second=letters[1]
    )


def _says(reason: Reason) -> str:
    if reason.by == By.TIE:
        return _("Same rank: nothing in these rule sets decides.")
    if reason.by == By.FOLLOWS:
        return _("Follows the place of the one before.")
    if reason.below is None:
        return _without(reason)
    above, below = _value(reason.above), _plain(reason.below)
    if reason.by == By.LEVELS:
        return _("{above}, before {below}").format(above=above, below=below)
    if reason.by == By.ALPHABET and reason.starts_at:
        words = _("{above} before {below}: the alphabet begins at {name}")
        return words.format(above=above, below=below, name=reason.starts_at)
    if reason.by == By.ALPHABET:
        return _("{above} before {below} in the alphabet").format(above=above, below=below)
    if reason.by == By.DATE:
        first, second = day_of(above), day_of(below)
        words = _("{what}: {above}, before {below}")
        return words.format(what=_named(reason), above=first, below=second)
    words = _("{what}: {above}, before {below}")
    return words.format(what=_named(reason), above=above, below=below)


def _without(reason: Reason) -> str:
    """Say why, where nothing is known of the one who comes later."""
    above = _value(reason.above)
    if reason.by == By.LEVELS:
        return _("{above}; the next is named by no level of this rule set").format(above=above)
    if reason.by == By.DATE:
        words = _("{what}: {above}; of the next no day is known")
        return words.format(what=_named(reason), above=day_of(above))
    if reason.by == By.ALPHABET:
        return _("{above}; the next has no name in this language").format(above=above)
    words = _("{what}: {above}; the next has none")
    return words.format(what=_named(reason), above=above)


def _named(reason: Reason) -> str:
    if reason.text:
        words = said(reason.text)
        return words[:1].upper() + words[1:]
    return _("Date of taking office") if reason.by == By.DATE else _("Number")


def _plain(value: Text | str | None) -> str:
    return said(value) if isinstance(value, Text) else value or ""


def _value(value: Text | str | None) -> str:
    words = _plain(value)
    return words[:1].upper() + words[1:]


def day_of(iso: str) -> str:
    """Return an ISO day as people read it."""
    return date_format(date.fromisoformat(iso), "j F Y")


def breaker_words(breakers: tuple[str, ...]) -> list[str]:
    """Return what would tell tied people apart, in words."""
    found = []
    for one in breakers:
        kind, __, of = one.partition(":")
        if kind == "date":
            found.append(_("the date of taking office (ask for what is not known)"))
        elif kind == "alphabet":
            found.append(
                {
                    "en": _("the English alphabet"),
                    "fr": _("the French alphabet"),
                    "id": _("the Indonesian alphabet"),
                }[of]
            )
        elif of == "welcome":
            found.append(_("the published order of welcome"))
        elif of == "precedence":
            found.append(_("the event's list of precedence"))
        else:
            found.append(_("the number of the request to speak"))
    return [*found, _("a decision with a reason")]
