"""The library of rule sets, the event's own, and what each of them says."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.plans.precedence import By, Criterion, RuleSet
from narahubung.protocol.models import OwnRules, RankOrder
from narahubung.protocol.planning import rules_of
from narahubung.protocol.queries.orders import is_sure
from narahubung.protocol.rules.rule_sets import UnknownRules, library, said

KINDS = ("own", "list", "practice", "law", "treaty")


@dataclass(frozen=True, kw_only=True)
class LevelLine:
    """One level. code: its letter or name."""

    code: str
    text: str
    article: str
    sure: bool


@dataclass(frozen=True, kw_only=True)
class CriterionLine:
    """One question. says: what it asks, in words. within: the levels that it is asked in."""

    by: str
    says: str
    article: str
    sure: bool
    within: tuple[str, ...]
    levels: tuple[LevelLine, ...]


@dataclass(frozen=True, kw_only=True)
class RulesLine:
    """A rule set. in_force: as far as its days are known."""

    code: str
    kind: str
    kind_word: str
    title: str
    article: str
    source: str
    note: str
    effective_from: str
    until: str
    in_force: bool
    sure: bool
    criteria: tuple[CriterionLine, ...]
    used_by: int


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """A version of an event's own rule set."""

    id: int
    code: str
    version: int
    title: str
    title_id: str
    title_en: str
    base: str
    base_title: str
    why: str
    made_at: datetime
    made_by: str
    is_newest: bool


@dataclass(frozen=True, kw_only=True)
class RulesSheet:
    """One rule set with its versions, where it is the event's own."""

    rules: RulesLine
    version: VersionLine | None
    versions: tuple[VersionLine, ...]
    can_change: bool


def kind_word(kind: str) -> str:
    """Return what sort of rule set it is."""
    return {
        "law": _("Indonesian law"),
        "treaty": _("treaty"),
        "practice": _("practice of conferences"),
        "list": _("list of the event"),
        "own": _("own rule set"),
    }[kind]


def rule_sets(*, on: date, by: Actor) -> list[RulesLine]:
    """Return the event's own rule sets in their newest versions, then the library. Two queries."""
    newest: dict[int, OwnRules] = {}
    for row in OwnRules.objects.visible_to(by).order_by("number", "version"):
        newest[row.number] = row
    sets = [*(rules_of(row) for row in newest.values()), *library().values()]
    used = _used(by)
    lines = [_line(rules, on, used.get(rules.code, 0)) for rules in sets]
    return sorted(lines, key=lambda line: KINDS.index(line.kind))


def rule_set(*, code: str, on: date, by: Actor) -> RulesSheet:
    """Return one rule set, of the library or the event's own. Raises UnknownRules."""
    used = _used(by).get(code, 0)
    can_change = by.may(Right.PLAN_PLACES)
    if code in library():
        line = _line(library()[code], on, used)
        return RulesSheet(rules=line, version=None, versions=(), can_change=can_change)
    rows = list(OwnRules.objects.visible_to(by).order_by("number", "-version"))
    row = next((row for row in rows if row.code == code), None)
    if row is None:
        raise UnknownRules
    same = [one for one in rows if one.number == row.number]
    versions = tuple(_version(one, same[0].version) for one in same)
    return RulesSheet(
        rules=_line(rules_of(row), on, used),
        version=_version(row, same[0].version),
        versions=versions,
        can_change=can_change,
    )


def choices(*, by: Actor, on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the rule sets to choose from, by kind, as a select shows them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in rule_sets(on=on, by=by):
        words = line.title if line.kind in {"own", "list"} else f"{line.title} ({line.article})"
        found.setdefault(line.kind_word, []).append((line.code, words))
    return list(found.items())


def _used(by: Actor) -> dict[str, int]:
    used: dict[str, int] = {}
    chains = RankOrder.objects.visible_to(by).filter(removed_at=None)
    for chain in chains.values_list("chain", flat=True):
        for code in chain:
            used[code] = used.get(code, 0) + 1
    return used


def _line(rules: RuleSet, on: date, used_by: int) -> RulesLine:
    return RulesLine(
        code=rules.code,
        kind=rules.kind,
        kind_word=kind_word(rules.kind),
        title=said(rules.title),
        article=said(rules.article),
        source=said(rules.source),
        note=said(rules.note),
        effective_from=rules.effective_from,
        until=rules.until,
        in_force=rules.holds_on(on),
        sure=is_sure(rules),
        criteria=tuple(_criterion(one) for one in rules.criteria),
        used_by=used_by,
    )


def _criterion(one: Criterion) -> CriterionLine:
    return CriterionLine(
        by=one.by,
        says=_asks(one),
        article=said(one.article),
        sure=one.sure,
        within=tuple(sorted(one.only)),
        levels=tuple(
            LevelLine(
                code=level.code,
                text=said(level.text),
                article=said(level.article),
                sure=level.sure,
            )
            for level in one.levels
        ),
    )


def _asks(one: Criterion) -> str:
    if one.by == By.LEVELS:
        return _("By level, from the top:")
    if one.by == By.ALPHABET:
        words = {
            "en": _("By the English alphabet"),
            "fr": _("By the French alphabet"),
            "id": _("By the Indonesian alphabet"),
        }[one.language]
        begins = _("it begins at {name}").format(name=one.starts_at)
        return f"{words}; {begins}" if one.starts_at else words
    words = said(one.text) or _("date of taking office")
    if one.by == By.DATE:
        return _("By {what}, the earlier first").format(what=words)
    return _("By {what}, the lower first").format(what=words)


def _version(row: OwnRules, newest: int) -> VersionLine:
    base = library().get(row.base)
    return VersionLine(
        id=row.pk,
        code=row.code,
        version=row.version,
        title=row.title,
        title_id=row.title_id,
        title_en=row.title_en,
        base=row.base,
        base_title=said(base.title) if base else row.base,
        why=row.why,
        made_at=row.made_at,
        made_by=row.made_by_name,
        is_newest=row.version == newest,
    )
