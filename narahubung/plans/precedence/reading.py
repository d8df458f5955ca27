"""From data (YAML files, or what the database keeps) to rule sets; every fault named at once."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from narahubung.plans.precedence.terms import FACTS, By, Criterion, Level, RuleSet
from narahubung.plans.procedures.shapes import Text

_ASKED = {By.LEVELS, By.DATE, By.ALPHABET, By.NUMBER}


class BadRuleSetError(ValueError):
    """A rule set cannot be used; `faults` has one sentence for each reason."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def load(folder: Path) -> dict[str, tuple[RuleSet, dict[str, Any]]]:
    """Read every rule set (`*.yaml`, a list in each file) of a folder, in the order of the files.

    Returns each by its code with the data it was read from. Raises BadRuleSetError.
    """
    found: dict[str, tuple[RuleSet, dict[str, Any]]] = {}
    for path in sorted(folder.glob("*.yaml")):
        for data in yaml.safe_load(path.read_text(encoding="utf-8")):
            rules = rule_set_of(data)
            if rules.code in found:
                raise BadRuleSetError([f"{path.name}: {rules.code}: given twice"])
            found[rules.code] = rules, data
    return found


def rule_set_of(data: Mapping[str, Any]) -> RuleSet:
    """Return the rule set that this data tells. Raises BadRuleSetError."""
    try:
        rules = RuleSet(
            code=data["code"],
            title=_text(data["title"]),
            article=_text(data["article"]),
            source=_source(data["source"]),
            criteria=_criteria(data),
            effective_from=str(data.get("from", "")),
            until=str(data.get("until", "")),
            sure=data.get("sure", True),
            note=_text(data["note"]) if data.get("note") else None,
            kind=data.get("kind", "law"),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise BadRuleSetError([f"{data.get('code', '?')}: {wrong!r}"]) from wrong
    faults = list(_faults(rules))
    if faults:
        raise BadRuleSetError(faults)
    return rules


def _criteria(data: Mapping[str, Any]) -> tuple[Criterion, ...]:
    found: list[Criterion] = []
    named: frozenset[str] = frozenset()
    for one in data["criteria"]:
        found.append(_criterion(one, data["article"], named))
        if one["by"] == By.LEVELS and not named:
            named = frozenset(level.code for level in found[-1].levels)
    return tuple(found)


def _criterion(
    data: Mapping[str, Any], article: Mapping[str, str], named: frozenset[str]
) -> Criterion:
    """Read one. named: the levels before it, for `only: named`: those whom the rule names."""
    only = data.get("only", ())
    return Criterion(
        by=By(data["by"]),
        article=_text(data.get("article", article)),
        sure=data.get("sure", True),
        levels=tuple(_level(one) for one in data.get("levels", ())),
        text=_text(data["text"]) if data.get("text") else None,
        only=named if only == "named" else frozenset(map(str, only)),
        language=data.get("language", "en"),
        starts_at=data.get("starts_at", ""),
        number_of=data.get("number_of", ""),
    )


def _level(data: Mapping[str, Any]) -> Level:
    when = tuple(
        {
            name: frozenset([words] if isinstance(words, str) else words)
            for name, words in one.items()
        }
        for one in data.get("when", ())
    )
    return Level(
        code=str(data["code"]),
        text=_text(data["text"]),
        when=when,
        article=_text(data["article"]) if data.get("article") else None,
        sure=data.get("sure", True),
    )


def _faults(rules: RuleSet) -> Iterable[str]:
    if not rules.criteria:
        yield f"{rules.code}: no criteria"
    known: set[str] = set()
    for criterion in rules.criteria:
        if criterion.by not in _ASKED:
            yield f"{rules.code}: {criterion.by} is no criterion"
        if (criterion.by == By.LEVELS) != bool(criterion.levels):
            yield f"{rules.code}: levels are for a criterion of levels, and it must have some"
        if criterion.by == By.NUMBER and not criterion.number_of:
            yield f"{rules.code}: number_of is missing"
        if criterion.only - known:
            yield f"{rules.code}: only: unknown {sorted(criterion.only - known)}"
        codes = [level.code for level in criterion.levels]
        if len(set(codes)) < len(codes):
            yield f"{rules.code}: a level stands there twice"
        known = known or set(codes)
        for level in criterion.levels:
            for name in {name for facts in level.when for name in facts} - set(FACTS):
                yield f"{rules.code}: {level.code}: unknown fact {name}"


def _source(data: str | Mapping[str, str]) -> Text:
    """Read where a rule set stands: a title that is the same in both languages, or one in each."""
    return Text(id=data, en=data) if isinstance(data, str) else _text(data)


def _text(data: Mapping[str, str]) -> Text:
    return Text(id=data["id"], en=data["en"])
