"""The templates of action plans, of the matrix and of the release, as plans.yaml names them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from narahubung.crisis.playbook import Words, in_language
from narahubung.kit.said import both_languages


@dataclass(frozen=True, kw_only=True)
class PartTemplate:
    """What one party does. to: delegations, team or organisation. answers: the right one first."""

    to: str
    desk: Sequence[str]
    who: str
    text: str
    ask: str
    answers: Sequence[str]
    minutes: int
    permit: str
    permit_from: str


@dataclass(frozen=True, kw_only=True)
class PlanTemplate:
    """One plan. kinds: sorts of incident to which it is offered first."""

    code: str
    names: Words
    kinds: Sequence[str]
    parts: Sequence[PartTemplate]

    @property
    def name(self) -> str:
        """Its name in the language in force."""
        return in_language(self.names)


@dataclass(frozen=True, kw_only=True)
class DutyTemplate:
    """A duty of the matrix; parts: party and what it is to that duty (R, S or I)."""

    name: str
    parts: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Planbook:
    """All of it. Texts hold both languages (`kit.said.in_one` reads them)."""

    plans: Mapping[str, PlanTemplate]
    duties: Sequence[DutyTemplate]
    releases: Sequence[tuple[str, str]]


@cache
def planbook() -> Planbook:
    """Return it as it stands in the file."""
    told = yaml.safe_load((Path(__file__).parent / "plans.yaml").read_text())
    return Planbook(
        plans={
            code: PlanTemplate(
                code=code,
                names=plan["name"],
                kinds=tuple(plan["for"]),
                parts=tuple(_part(part) for part in plan["parts"]),
            )
            for code, plan in told["plans"].items()
        },
        duties=tuple(
            DutyTemplate(
                name=_both(duty["name"]),
                parts=tuple((_both(who), part) for part in "RSI" for who in duty.get(part, ())),
            )
            for duty in told["duties"]
        ),
        releases=tuple((_both(line["what"]), _both(line["by"])) for line in told["release"]),
    )


def _part(told: Mapping[str, Any]) -> PartTemplate:
    answers = told["answers"]
    return PartTemplate(
        to=told["to"],
        desk=tuple(told.get("desk", ())),
        who=_both(told.get("who")),
        text=_both(told["text"]),
        ask=_both(told["ask"]),
        answers=tuple(
            both_languages(english, indonesian)
            for english, indonesian in zip(answers["en"], answers["id"], strict=True)
        ),
        minutes=told["min"],
        permit=_both(told.get("permit")),
        permit_from=_both(told.get("from")),
    )


def _both(words: Words | None) -> str:
    return both_languages(words["en"], words["id"]) if words else ""
