"""The roles of a crisis as playbook.yaml names them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

Words = Mapping[str, str]


def lends(role: str) -> str:
    """Return the code under which accounts.roles.CARDS says what the card of a role lends."""
    return f"card_{role}"


def in_language(words: Words) -> str:
    """Return them in the language in force; Indonesian where there is no other."""
    return words["en" if (get_language() or "id").startswith("en") else "id"]


@dataclass(frozen=True, kw_only=True)
class CrisisRole:
    """One role. to, behind: roles of the event. may: what it decides alone. first: what to do."""

    code: str
    names: Words
    to: Sequence[str]
    behind: Sequence[str]
    may: Words
    first: Sequence[Words]

    @property
    def name(self) -> str:
        """Its name in the language in force."""
        return in_language(self.names)


@dataclass(frozen=True, kw_only=True)
class Playbook:
    """All roles by code, and after how long a card that nobody took is passed on."""

    pass_on: timedelta
    roles: Mapping[str, CrisisRole]


@cache
def playbook() -> Playbook:
    """Return it as it stands in the file."""
    told = yaml.safe_load((Path(__file__).parent / "playbook.yaml").read_text())
    return Playbook(
        pass_on=timedelta(minutes=told["pass_on_min"]),
        roles={
            code: CrisisRole(
                code=code,
                names=role["name"],
                to=tuple(role["to"]),
                behind=tuple(role["behind"]),
                may=role["may"],
                first=tuple(role["first"]),
            )
            for code, role in told["roles"].items()
        },
    )
