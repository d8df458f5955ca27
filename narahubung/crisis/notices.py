"""Whom an organiser must tell of an incident, as notices.yaml names them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from narahubung.crisis.playbook import Words, in_language
from narahubung.crisis.words import GRADES

_GRADES = list(GRADES)


@dataclass(frozen=True, kw_only=True)
class DutyToTell:
    """One duty. is_legal: the law names the time; check: what a lawyer must look at, or empty."""

    code: str
    to_words: Words
    law_words: Words
    how_words: Words
    proof_words: Words
    check_words: Words
    within_min: int
    is_legal: bool
    kinds: frozenset[str]
    from_grade: str

    def concerns(self, kind: str, grade: str) -> bool:
        """Tell whether it is proposed for an incident of this kind and grade."""
        return kind in self.kinds and _GRADES.index(grade) >= _GRADES.index(self.from_grade)

    @property
    def to(self) -> str:
        """Who, in the language in force."""
        return in_language(self.to_words)

    @property
    def law(self) -> str:
        """By which law or rule."""
        return in_language(self.law_words)

    @property
    def how(self) -> str:
        """In which way."""
        return in_language(self.how_words)

    @property
    def proof(self) -> str:
        """What shows later that it was done."""
        return in_language(self.proof_words)

    @property
    def check(self) -> str:
        """What the organiser's lawyer must look at."""
        return in_language(self.check_words)


@cache
def duties_to_tell() -> Mapping[str, DutyToTell]:
    """Return all by code, in the order of the file."""
    told = yaml.safe_load((Path(__file__).parent / "notices.yaml").read_text(encoding="utf-8"))
    return {
        one["code"]: DutyToTell(
            code=one["code"],
            to_words=one["to"],
            law_words=one["law"],
            how_words=one["how"],
            proof_words=one["proof"],
            check_words=one["check"],
            within_min=one["within_min"],
            is_legal=one["is_legal"],
            kinds=frozenset(one["kinds"]),
            from_grade=one["from"],
        )
        for one in told["duties"]
    }
