"""What kind of session a programme item is, by rules that are data, not code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from narahubung.plans.procedures import fields as read
from narahubung.plans.procedures.reading import CLASSIFY, BadProcedureError, parsed

_HEAD = {"id", "version", "effective_on", "default", "kinds", "rules"}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Titles with one of these words or phrases, in either language, are of this kind."""

    kind: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Classifier:
    """The rules in their order; `kinds` are all words a session's kind may be."""

    version: int
    effective_on: date
    default: str
    kinds: tuple[str, ...]
    rules: tuple[Rule, ...]


def load_classifier(folder: Path) -> Classifier:
    """Read `classify.yaml` of a folder. Raises BadProcedureError with all its faults."""
    try:
        data = parsed(folder / CLASSIFY)
    except BadProcedureError as bad:
        raise BadProcedureError([f"{CLASSIFY}: {fault}" for fault in bad.faults]) from bad
    faults: list[str] = []
    head = read.Fields(data, faults, allowed=_HEAD, must=_HEAD)
    kinds: tuple[str, ...] = head.read("kinds", _keywords, ())
    known = frozenset(kinds)
    rules: tuple[Rule, ...] = head.read("rules", lambda value: _rules(value, known), ())
    classifier = Classifier(
        version=head.read("version", read.version, 0),
        effective_on=head.read("effective_on", read.day, date.min),
        default=head.read("default", read.one_of(known), ""),
        kinds=kinds,
        rules=rules,
    )
    if faults:
        raise BadProcedureError([f"{CLASSIFY}: {fault}" for fault in faults])
    return classifier


def classify(classifier: Classifier, titles: Mapping[str, str], explicit: str | None = None) -> str:
    """Return the kind of a programme item: the `explicit` one, else the first rule that matches.

    `titles` by language code ("id", "en"). Keywords match whole words, whatever the case.
    Raises ValueError when the explicit kind is not one of `classifier.kinds`.
    """
    if explicit:
        if explicit not in classifier.kinds:
            raise ValueError(f"unknown kind of session: {explicit}")
        return explicit
    text = " | ".join(titles.values()).casefold()
    for rule in classifier.rules:
        if any(re.search(rf"\b{re.escape(word)}\b", text) for word in rule.keywords):
            return rule.kind
    return classifier.default


def _rules(value: Any, kinds: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(_rule(row, kinds) for row in read.rows(value))


def _rule(row: dict[str, Any], kinds: frozenset[str]) -> Rule:
    if set(row) != {"kind", "id", "en"}:
        raise read.FieldError("a rule has a kind and keywords in id and en")
    kind = read.one_of(kinds)(row["kind"])
    return Rule(kind=kind, keywords=_keywords(row["id"]) + _keywords(row["en"]))


def _keywords(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise read.FieldError("a list of words is needed")
    return tuple(read.words(item).casefold() for item in value)
