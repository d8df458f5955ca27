"""The library of rule sets, and what is refused where rule sets and standings are kept."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.plans.precedence import RuleSet, load
from narahubung.plans.procedures.shapes import Text

_ROOM = Path(__file__).parents[1]
STAND_IN = Text(id="UU 9/2010 Pasal 15", en="Law 9/2010 art. 15")
SPOUSE = Text(id="UU 9/2010 Pasal 14", en="Law 9/2010 art. 14")
"""Both numbers are told from memory: shown as to be confirmed."""


class UnknownRules(Refusal):
    """A code that neither the library nor the event knows."""

    says = _("There is no such rule set.")
    advice = _("Choose one from the library of rule sets.")
    status = 404


class NoRules(Refusal):
    """An order without a rule set would be a guess."""

    says = _("An order needs at least one rule set.")
    advice = _("Choose the rule set that decides first.")


class OneEach(Refusal):
    """Twice the same decides nothing new."""

    says = _("Each rule set stands only once in the chain.")


class NeedsAWhy(Refusal):
    """What a person decides instead of the rules carries a reason."""

    says = _("Write the reason: it stands beside the place, with your name.")


class NeedsTitles(Refusal):
    """Rule sets are read in both languages."""

    says = _("The title is needed in both languages.")


class LevelsAstray(Refusal):
    """A level that the set does not have, or one twice."""

    says = _("The levels of the rule set changed meanwhile, or a number stands twice.")
    advice = _("Load the page again, and number the levels anew.")
    status = 409


class NobodyNamed(Refusal):
    """A standing is of somebody."""

    says = _("Choose a delegation, or write the name of the person.")


class HasAStanding(Refusal):
    """The head of a party has one."""

    says = _("The head of this delegation has a standing already.")
    advice = _("Change that one.")
    status = 409


class GoesWithItself(Refusal):
    """Who follows whom ends with somebody who follows nobody."""

    says = _("Somebody who follows another person cannot be followed, nor follow himself.")


@cache
def _loaded() -> dict[str, tuple[RuleSet, dict[str, Any]]]:
    return load(_ROOM / "library")


def library() -> dict[str, RuleSet]:
    """Return every rule set of the library by its code: law first, lists last."""
    return {code: rules for code, (rules, data) in _loaded().items()}


def data_of(code: str) -> dict[str, Any]:
    """Return what a rule set of the library was read from. Raises UnknownRules."""
    if code not in _loaded():
        raise UnknownRules
    return _loaded()[code][1]


@cache
def positions() -> dict[str, dict[str, str]]:
    """Return the positions: code to words (en, id) and institution (of)."""
    found: dict[str, dict[str, str]] = _yaml("positions")
    return found


def position_word(code: str) -> str:
    """Return a position in the language in force."""
    told = positions().get(code)
    return told["id" if (get_language() or "").startswith("id") else "en"] if told else code


def french_name(*, code: str, iso_alpha2: str) -> str:
    """Return the French name of a country or organisation; empty when nobody wrote it."""
    told: dict[str, dict[str, str]] = _french()
    return told["parties"].get(code, "") or told["countries"].get(iso_alpha2, "")


@cache
def _french() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = _yaml("french")
    return found


def _yaml(name: str) -> Any:
    return yaml.safe_load((_ROOM / "names" / f"{name}.yaml").read_text(encoding="utf-8"))


def said(text: Text | None) -> str:
    """Return a text of a rule set in the language in force."""
    return text.in_language(get_language() or "en") if text else ""


def title_of(code: str) -> str:
    """Return what a rule set of the library is called; its code where it is not there."""
    found = library().get(code)
    return said(found.title) if found else code


def check_chain(chain: Sequence[str]) -> None:
    """Raise NoRules, OneEach."""
    if not chain:
        raise NoRules
    if len(set(chain)) < len(chain):
        raise OneEach


def check_why(why: str) -> None:
    """Raise NeedsAWhy."""
    if not why.strip():
        raise NeedsAWhy


def check_titles(title_id: str, title_en: str) -> None:
    """Raise NeedsTitles."""
    if not title_id.strip() or not title_en.strip():
        raise NeedsTitles
