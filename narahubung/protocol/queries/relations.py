"""The separate pack for a guest of a country without diplomatic relations (A071)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party

NO_RELATIONS = "no"
_FILE = Path(__file__).parents[1] / "names" / "no-relations.yaml"


@dataclass(frozen=True, kw_only=True)
class PackLine:
    """One part of the pack: flags, titles, channel, who may sign …"""

    part: str
    title: str
    text: str


def pack_of(*, party_id: int, by: Actor) -> tuple[PackLine, ...]:
    """Return the pack of a party; empty where there are diplomatic relations, or nothing is seen.

    One fact switches it on: the party's relation with the host.
    """
    if not by.may_for(Right.SEE_PLACES, party_id):
        return ()
    party = Party.objects.visible_to(by).filter(pk=party_id, relation=NO_RELATIONS)
    if not party.exists():
        return ()
    language = "id" if (get_language() or "").startswith("id") else "en"
    return tuple(
        PackLine(part=str(one["part"]), title=one["title"][language], text=one["text"][language])
        for one in _pack()
    )


@cache
def _pack() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
