"""The register of both sides, as its pages show it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from narahubung.accounts.models import Event
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.needs.models import (
    Expectation,
    ExpectationState,
    Negotiation,
    Preference,
    Side,
)
from narahubung.parties.models import Party


@dataclass(frozen=True, kw_only=True)
class ExpectationLine:
    """One expectation. gain: what both win by it, "" while nobody found it."""

    id: int
    party_id: int
    party_code: str
    party: str
    iso_alpha2: str
    side: str
    text: str
    gain: str
    owner: str
    state: str
    state_word: str
    answer: str
    by_name: str
    at: datetime

    @property
    def waits(self) -> bool:
        """Tell whether it has no answer yet."""
        return self.state == ExpectationState.OPEN

    @property
    def topic(self) -> str:
        """Return the name under which it is talked over."""
        return f"expectation:{self.id}"


@dataclass(frozen=True, kw_only=True)
class PreferenceLine:
    """What a guest likes. member: "" for the whole delegation."""

    id: int
    text: str
    member: str
    consent_by: str
    consent_on: date
    until: date


@dataclass(frozen=True, kw_only=True)
class NegotiationLine:
    """One sheet, in short."""

    id: int
    party_code: str
    about: str
    title: str
    state: str
    state_word: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NegotiationSheet(NegotiationLine):
    """One sheet whole."""

    party_id: int
    party: str
    iso_alpha2: str
    theirs: str
    ours: str
    offers: str
    agreed: str
    by_name: str


@dataclass(frozen=True, kw_only=True)
class PartyRegister:
    """The register of one party: two columns and what stands between them."""

    theirs: list[ExpectationLine]
    ours: list[ExpectationLine]
    both: list[ExpectationLine]
    preferences: list[PreferenceLine]
    negotiations: list[NegotiationLine]


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One party in the register of all."""

    code: str
    name: str
    iso_alpha2: str
    theirs: int
    ours: int
    both: int
    open: int
    oldest_at: datetime | None


def register_of(*, by: Actor, at: datetime, party_id: int) -> PartyRegister:
    """Return one party's register; what nobody answered stands first. Four queries."""
    lines = sorted(
        (_line(row) for row in _rows(by).filter(party_id=party_id)),
        key=lambda line: (not line.waits, line.at),
    )
    return PartyRegister(
        theirs=[line for line in lines if line.side == Side.THEIRS],
        ours=[line for line in lines if line.side == Side.OURS],
        both=[line for line in lines if line.gain],
        preferences=preferences_of(by=by, at=at, party_id=party_id),
        negotiations=[
            NegotiationLine(**_short(row))
            for row in Negotiation.objects.visible_to(by)
            .filter(party_id=party_id)
            .select_related("party")
            .order_by("-pk")
        ],
    )


def register_of_all(*, by: Actor) -> list[RegisterRow]:
    """Return every party that has expectations, longest without an answer first. Three queries."""
    open_ = Q(state=ExpectationState.OPEN)
    counted = (
        Expectation.objects.visible_to(by)
        .order_by()
        .values_list("party_id")
        .annotate(
            theirs=Count("pk", filter=Q(side=Side.THEIRS)),
            ours=Count("pk", filter=Q(side=Side.OURS)),
            both=Count("pk", filter=~Q(gain="")),
            open=Count("pk", filter=open_),
        )
    )
    counts = {party_id: numbers for party_id, *numbers in counted}
    oldest: dict[int, datetime] = {}
    waiting = Expectation.objects.visible_to(by).filter(open_).order_by("-at")
    for party_id, at in waiting.values_list("party_id", "at"):
        oldest[party_id] = at
    rows = [
        RegisterRow(
            code=party.code,
            name=party.name,
            iso_alpha2=party.iso_alpha2,
            oldest_at=oldest.get(party.pk),
            **dict(zip(("theirs", "ours", "both", "open"), counts[party.pk], strict=True)),
        )
        for party in Party.objects.visible_to(by).filter(pk__in=counts)
    ]
    return sorted(rows, key=lambda row: (row.oldest_at is None, row.oldest_at, row.code))


def preferences_of(*, by: Actor, at: datetime, party_id: int) -> list[PreferenceLine]:
    """Return what guests like; not what was taken back, nor what is over. Two queries."""
    today = at.astimezone(zone(Event.objects.only("zone").get(pk=by.here).zone)).date()
    rows = Preference.objects.visible_to(by).filter(
        party_id=party_id, ended_at=None, until__gte=today
    )
    return [
        PreferenceLine(
            id=row.pk,
            text=row.text,
            member=row.member.full_name if row.member else "",
            consent_by=row.consent_by,
            consent_on=row.consent_on,
            until=row.until,
        )
        for row in rows.select_related("member").order_by("pk")
    ]


def events_to_forget(*, at: datetime) -> dict[int, date]:
    """Return the events where a preference is over, with the date of today there. One query."""
    rows = Preference.objects.filter(ended_at=None, until__lte=at.date())
    found: dict[int, date] = {}
    for event_id, zone_name, until in rows.values_list("event_id", "event__zone", "until"):
        today = at.astimezone(zone(zone_name)).date()
        if until < today:
            found[event_id] = today
    return found


def negotiation_sheet(*, by: Actor, negotiation_id: int) -> NegotiationSheet:
    """Return one sheet. Raises Negotiation.DoesNotExist. One query."""
    row = Negotiation.objects.visible_to(by).select_related("party").get(pk=negotiation_id)
    return NegotiationSheet(
        **_short(row),
        party_id=row.party_id,
        party=row.party.name,
        iso_alpha2=row.party.iso_alpha2,
        theirs=row.theirs,
        ours=row.ours,
        offers=row.offers,
        agreed=row.agreed,
        by_name=row.by_name,
    )


def negotiation_about(*, by: Actor, party_id: int, about: str) -> int | None:
    """Return the number of a party's sheet about a thing (`need:12`), if any. One query."""
    rows = Negotiation.objects.visible_to(by).filter(party_id=party_id, about=about)
    return rows.values_list("pk", flat=True).first()


def _rows(by: Actor) -> QuerySet[Expectation]:
    return Expectation.objects.visible_to(by).select_related("party")


def _line(row: Expectation) -> ExpectationLine:
    return ExpectationLine(
        id=row.pk,
        party_id=row.party_id,
        party_code=row.party.code,
        party=row.party.name,
        iso_alpha2=row.party.iso_alpha2,
        side=row.side,
        text=row.text,
        gain=row.gain,
        owner=row.owner,
        state=row.state,
        state_word=str(row.get_state_display()),
        answer=row.answer,
        by_name=row.by_name,
        at=row.at,
    )


def _short(row: Negotiation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "party_code": row.party.code,
        "about": row.about,
        "title": row.title,
        "state": row.state,
        "state_word": str(row.get_state_display()),
        "at": row.at,
    }
