"""Who needs which paper: the rules of papers.yaml, and what rooms above know of a person."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from narahubung.documents.models import PaperKind
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member

Source = Callable[[Actor, Collection[int]], Mapping[int, Collection[str]]]
_SOURCES: list[Source] = []


@dataclass(frozen=True, kw_only=True)
class Rule:
    """When a paper is needed. Empty roles and facts: by everybody who is not excepted."""

    kind: PaperKind
    due_days: int
    through_stay: bool = False
    roles: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    except_roles: frozenset[str] = frozenset()
    except_nationalities: frozenset[str] = frozenset()

    def needs(self, member: Member, facts: Collection[str]) -> bool:
        """Tell whether this person needs it. member: read with its party."""
        nationality = member.nationality or member.party.iso_alpha3
        if member.role in self.except_roles or nationality in self.except_nationalities:
            return False
        if not (self.roles or self.facts):
            return True
        return member.role in self.roles or not self.facts.isdisjoint(facts)


def facts_from(source: Source) -> Source:
    """Register a function of (by, party ids): what it knows of members, by number, cut to `by`."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def facts_of(by: Actor, party_ids: Collection[int]) -> dict[int, set[str]]:
    """Return what rooms above know of the members of these parties, cut to `by`."""
    found: dict[int, set[str]] = defaultdict(set)
    for source in _SOURCES:
        for member_id, facts in source(by, party_ids).items():
            found[member_id] |= set(facts)
    return found


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """Return the rule of each paper."""
    told = yaml.safe_load((Path(__file__).parent / "papers.yaml").read_text())
    found = [_rule(one) for one in told["papers"]]
    return {rule.kind.value: rule for rule in found}


def _rule(told: dict[str, Any]) -> Rule:
    lists = ("roles", "facts", "except_roles", "except_nationalities")
    return Rule(
        kind=PaperKind(told["kind"]),
        due_days=told["due_days"],
        through_stay=told.get("through_stay", False),
        **{name: frozenset(told.get(name, ())) for name in lists},
    )
