"""Whom the event knows already and the liaison must reach: delegations, departments, contacts."""

from collections.abc import Sequence
from dataclasses import dataclass

from narahubung.kit.actor import Actor
from narahubung.parties.models import Contact, Department, Party

# What the event's list of contacts calls its rows, by a word in it.
_KINDS = (
    ("embassy", ("embass", "kedutaan", "consul", "konsul")),
    ("media", ("media", "press", "pers")),
    ("authority", ("police", "polisi", "polri", "ministr", "kementer", "authorit", "immigration")),
    ("assisting", ("hospital", "rumah sakit", "emergency", "darurat", "ambul", "fire", "rescue")),
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One body as the event's own records know it. source: which record that is."""

    source: str
    kind: str
    name: str
    organisation: str = ""
    representative: str = ""
    role: str = ""
    ways: Sequence[tuple[str, str]] = ()


def contacts_of(by: Actor) -> list[Found]:
    """Return them, as far as this person may see them. Three queries."""
    parties = (party for party in Party.objects.visible_to(by).order_by("code") if party.comes)
    found = [
        Found(
            source=f"party:{party.pk}",
            kind="delegation",
            name=party.name,  # its head is no contact: who speaks for it is named by the liaison
            ways=[("relay", f"focal:{party.pk}")],
        )
        for party in parties
    ]
    found += [
        Found(
            source=f"department:{row.pk}",
            kind="department",
            name=row.name,
            representative=row.head,
            ways=[("relay", f"desk:{row.pk}"), *_ways(row.duty_phone, row.radio_channel, "")],
        )
        for row in Department.objects.visible_to(by).order_by("code")
    ]
    # A department's shift is the department.
    rows = Contact.objects.visible_to(by).filter(department=None).order_by("code")
    found += [
        Found(
            source=f"contact:{row.pk}",
            kind=_kind(f"{row.category} {row.name} {row.organisation}".casefold()),
            name=row.name,
            organisation=row.organisation,
            representative=row.person,
            ways=_ways(row.phone, row.radio, row.email),
        )
        for row in rows
    ]
    return found


def _ways(phone: str, radio: str, mail: str) -> list[tuple[str, str]]:
    ways = [("phone", phone), ("radio", radio), ("mail", mail)]
    return [(kind, value) for kind, value in ways if value]


def _kind(words: str) -> str:
    return next((kind for kind, signs in _KINDS if any(s in words for s in signs)), "cooperating")
