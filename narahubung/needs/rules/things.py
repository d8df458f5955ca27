"""What an event may add to its table of limits, and what it may end there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from narahubung.kit.folding import fold
from narahubung.kit.refusals import Refusal
from narahubung.needs.limits.reading import defaults
from narahubung.needs.models import Entitlement, VisitCategory
from narahubung.needs.rules.limits import OTHER, category_of
from narahubung.parties.models import Party

LONGEST = 20  # of a thing's code


class NotNamed(Refusal):
    """A name in one language only: half of the readers would not understand it."""

    says = _("Write the name in both languages: Indonesian and English.")


class NameTaken(Refusal):
    """Two things of one name: nobody could choose between them."""

    says = _("{name} stands in the table already.")
    advice = _("Change that line, or offer it again where it was ended; else choose another name.")
    status = 409


class NoRuleGiven(Refusal):
    """A limit without words: a no could not say why."""

    says = _("Write the rule in both languages, or choose one of the event's rules.")


class NotACode(Refusal):
    """A category needs a short word."""

    says = _("Write a code of up to eight letters and digits, such as D or VVIP.")


class CodeTaken(Refusal):
    """There is a category of that code."""

    says = _("Category {code} exists already.")
    advice = _("Change that one, or let it hold again where it ended; else choose another code.")
    status = 409


class NobodyBelongs(Refusal):
    """A category that names nobody."""

    says = _("Write who belongs to the category, or * for all others.")


class LeavesWithout(Refusal):
    """Delegations would have no limits at all."""

    says = "{says}"
    advice = _("Let another category take them first, for instance with *.")
    status = 409


class NameIsTheSystems(Refusal):
    """What comes with the system has its words in every language."""

    says = _("The name of this thing comes with the system. Add a thing of your own name instead.")


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A thing as the event wants it. quantities: by code of category, None for never."""

    name_en: str
    name_id: str
    per: str
    quantities: dict[str, int | None]


def check_name(event_id: int, thing: Thing, *, but: str = "") -> None:
    """Raise NotNamed, NameTaken. but: the code of the thing itself."""
    if not (thing.name_en.strip() and thing.name_id.strip()):
        raise NotNamed
    taken = _names(event_id, but=but)
    for name in (thing.name_en, thing.name_id):
        if fold(name.strip()) in taken:
            raise NameTaken(name=name.strip())


def check_rule(rule_code: str, rule_en: str, rule_id: str) -> None:
    """Raise NoRuleGiven."""
    if not rule_code and not (rule_en.strip() and rule_id.strip()):
        raise NoRuleGiven


def check_own(thing: str) -> None:
    """Raise NameIsTheSystems."""
    if thing in defaults()["things"]:
        raise NameIsTheSystems


def code_of(name: str, taken: Iterable[str]) -> str:
    """Return a code for a thing, made of its name: `sign_interpreter`."""
    word = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:LONGEST].strip("_") or "thing"
    known, number, code = {*taken, OTHER}, 1, word
    while code in known:
        number += 1
        code = f"{word[: LONGEST - len(str(number)) - 1]}_{number}"
    return code


def check_new_category(event_id: int, code: str, name_en: str, name_id: str, matches: str) -> None:
    """Raise NotACode, CodeTaken, NotNamed, NobodyBelongs. code: as it will be stored."""
    if not re.fullmatch(r"[A-Z0-9]{1,8}", code):
        raise NotACode
    if VisitCategory.objects.filter(event_id=event_id, code=code).exists():
        raise CodeTaken(code=code)
    if not (name_en.strip() and name_id.strip()):
        raise NotNamed
    if not matches:
        raise NobodyBelongs


def check_can_end(category: VisitCategory) -> None:
    """Raise LeavesWithout if a delegation that has a category would have none."""
    rows = VisitCategory.objects.filter(event_id=category.event_id, ended_at=None)
    before = list(rows.order_by("order", "code"))
    after = [one for one in before if one.pk != category.pk]
    parties = Party.objects.filter(event_id=category.event_id)
    lost = sum(
        category_of(party, after) is None and category_of(party, before) is not None
        for party in parties
    )
    if not after or lost:
        says = ngettext(
            "Without category {code} {n} delegation would have no limits.",
            "Without category {code} {n} delegations would have no limits.",
            lost,
        )
        raise LeavesWithout(says=says.format(code=category.code, n=lost))


def _names(event_id: int, *, but: str) -> set[str]:
    found: set[str] = set()
    rows: Any = Entitlement.objects.filter(event_id=event_id).exclude(thing=but)
    for name_en, name_id in rows.values_list("name_en", "name_id"):
        found |= {fold(name_en), fold(name_id)}
    for facts in defaults()["things"].values():
        found |= {fold(name) for name in facts["name"].values()}
    return found - {""}
