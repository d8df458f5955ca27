"""What an officer should know: the country's briefing, and the local rules."""

from dataclasses import dataclass

from django.utils.translation import get_language

from narahubung.kit.actor import Actor
from narahubung.knowledge.models import Briefing, Rule


@dataclass(frozen=True, kw_only=True)
class BriefingSheet:
    """One country's briefing. zone: IANA name of the guest's home, "" where nobody said."""

    country: str
    languages: str
    greeting_native: str
    greeting_latin: str
    form_of_address: str
    do: str
    avoid: str
    food_and_drink: str
    zone: str
    utc_offset: str
    hours_from_host: float | None
    currency: str
    national_day: str
    dialling_code: str
    summary_id: str
    source: str
    synthetic: bool

    @property
    def summary(self) -> str:
        """Return the one line that lists carry in Indonesian; readers of English have the rest."""
        return self.summary_id if (get_language() or "id").startswith("id") else ""


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """One local rule. applies_to: all, LO, delegations, staff, media … as the list says."""

    id: int
    code: str
    topic: str
    text: str
    applies_to: str
    status: str
    source: str


def briefing_of(*, by: Actor, party_id: int) -> BriefingSheet | None:
    """Return a party's briefing, or None where there is none to see. One query."""
    row = Briefing.objects.visible_to(by).filter(party_id=party_id).first()
    if row is None:
        return None
    return BriefingSheet(**{n: getattr(row, n) for n in BriefingSheet.__dataclass_fields__})


def home_zone_of(*, by: Actor, party_id: int) -> str:
    """Return the IANA name of the guest's home zone, "" where it is not known. One query."""
    rows = Briefing.objects.visible_to(by).filter(party_id=party_id)
    return rows.values_list("zone", flat=True).first() or ""


def rules_for(*, by: Actor, whom: str = "", topic: str = "") -> list[RuleLine]:
    """Return the rules for somebody (`LO`, `delegations`; rules for all always), by topic.

    One query.
    """
    rows = Rule.objects.visible_to(by)
    if whom:
        rows = rows.filter(applies_to__in=["", "all", whom])
    if topic:
        rows = rows.filter(topic=topic)
    return [
        RuleLine(
            **{n: getattr(row, "pk" if n == "id" else n) for n in RuleLine.__dataclass_fields__}
        )
        for row in rows.order_by("topic", "code")
    ]
