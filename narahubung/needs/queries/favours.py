"""Favours, money and errands outside the duty: the rule, the words, and what was noted."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from narahubung.kit.actor import Actor
from narahubung.knowledge.queries import RuleLine, rules_for
from narahubung.needs.limits.reading import defaults
from narahubung.needs.limits.wording import Said, declined, language_for, languages
from narahubung.needs.models import Favour
from narahubung.parties.models import Party
from narahubung.parties.queries import PartyMark, mark_of


@dataclass(frozen=True, kw_only=True)
class FavourLine:
    """Something outside the duty, as noted."""

    id: int
    party: PartyMark
    kind: str
    kind_word: str
    text: str
    at: datetime
    by: str


def declining(party: Party, language: str = "") -> tuple[Said, Said]:
    """Return what is said to who asks a favour: in the guest's language, and in Indonesian."""
    chosen = language if language in languages() else language_for(party.languages)
    return declined(chosen), declined("id")


def favour_rule(kind: str) -> str:
    """Return the rule for who was asked a favour, in the language in force."""
    texts = defaults()["favours"]["rules"].get(kind, {})
    here = "id" if (get_language() or "id").startswith("id") else "en"
    return str(texts.get(here, ""))


def rules_of_gifts(*, by: Actor) -> list[RuleLine]:
    """Return the event's own rules about gifts for an officer. One query."""
    return rules_for(by=by, whom="LO", topic=defaults()["favours"]["topic"])


def favours_noted(*, by: Actor, party_id: int | None = None) -> list[FavourLine]:
    """Return one's own notes of favours, the organiser all; the newest first. One query."""
    rows = Favour.objects.visible_to(by).select_related("party", "person").order_by("-at", "-pk")
    if party_id is not None:
        rows = rows.filter(party_id=party_id)
    return [
        FavourLine(
            id=row.pk,
            party=mark_of(row.party),
            kind=row.kind,
            kind_word=str(row.get_kind_display()),
            text=row.text,
            at=row.at,
            by=str(row.person),
        )
        for row in rows
    ]
