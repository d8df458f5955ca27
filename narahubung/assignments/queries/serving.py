"""Who serves whom: attachments as they stand, and the officers of the event."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments.models import BY_HAND, Attachment
from narahubung.assignments.words import language_name, position_word, say
from narahubung.kit.actor import Actor
from narahubung.parties.models import Officer
from narahubung.plans import assignment as engine


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A stretch on the timeline: its first step and how many steps it is wide."""

    first: int
    width: int


@dataclass(frozen=True, kw_only=True)
class Serving:
    """One officer at one party."""

    attachment_id: int | None
    officer_id: int
    officer: str
    short: str
    phone: str
    call_sign: str
    position: str
    position_word: str
    skills: str
    since: datetime
    until: datetime
    firm: bool
    reasons: tuple[str, ...] = ()
    bar: Bar | None = None


@dataclass(frozen=True, kw_only=True)
class OnDuty:
    """An officer's place with a party, as a board needs it."""

    short: str
    since: datetime
    until: datetime


def on_duty(*, by: Actor, party_ids: Collection[int] | None = None) -> dict[int, list[OnDuty]]:
    """Return who is attached to each party, lead first, by party number. One query."""
    rows = Attachment.objects.visible_to(by).standing()
    if party_ids is not None:
        rows = rows.filter(party_id__in=party_ids)
    found: dict[int, list[OnDuty]] = defaultdict(list)
    told = rows.order_by("pk").values_list(
        "party_id", "officer__preferred_name", "officer__full_name", "since", "until", "position"
    )
    for party_id, preferred, full, since, until, _position in sorted(
        told, key=lambda one: _place(one[-1])
    ):
        found[party_id].append(OnDuty(short=preferred or full, since=since, until=until))
    return found


def serving_of(*, by: Actor, party_id: int) -> list[Serving]:
    """Return the officers of one party, lead first, with languages and reasons. Five queries."""
    event = Event.objects.get(pk=by.here)
    return serving_by_party(event, by, party_id=party_id).get(party_id, [])


def without_log_in(*, by: Actor) -> list[int]:
    """Return the officers who serve somebody and cannot sign in yet, by number. One query."""
    if not by.may(Right.MANAGE_PEOPLE):
        return []
    rows = Attachment.objects.visible_to(by).standing().filter(officer__person=None)
    return sorted(set(rows.values_list("officer_id", flat=True)))


def officer_list(*, by: Actor, text: str = "", language: str = "") -> list[dict[str, Any]]:
    """Return the officers with skills and whom they serve, by name. Three queries."""
    rows = Officer.objects.visible_to(by).select_related("service", "person")
    if text:
        rows = rows.filter(Q(full_name__icontains=text) | Q(code__icontains=text))
    if language:
        rows = rows.filter(languages__language=language)
    serves = defaultdict(list)
    for row in Attachment.objects.visible_to(by).standing().select_related("party"):
        serves[row.officer_id].append((row.party, position_word(row.position)))
    sees_skills = by.may(Right.SEE_SKILLS)
    return [
        {
            "officer": row,
            "service": getattr(row, "service", None) if sees_skills else None,
            "skills": [
                (language_name(s.language), s.level)
                for s in sorted(row.languages.all(), key=lambda s: s.level, reverse=True)
            ],
            "serves": serves.get(row.pk, []),
        }
        for row in rows.prefetch_related("languages").order_by("full_name")
    ]


def teller(officers: dict[str, Officer], zone_name: str) -> Any:
    """Return a function from an engine's reason to words; officers: by code."""

    def name(code: str) -> str:
        return officers[code].short_name if code in officers else code

    return lambda reason: say(reason, zone_name=zone_name, officer=name)


def serving_by_party(
    event: Event, by: Actor, *, party_id: int | None = None
) -> dict[int, list[Serving]]:
    """Return the officers of each party (or of one), lead first, by number. Three queries."""
    found: dict[int, list[Serving]] = defaultdict(list)
    rows = (
        Attachment.objects.visible_to(by)
        .standing()
        .select_related("officer", "party")
        .prefetch_related("officer__languages")
        .order_by("pk")
    )
    if party_id is not None:
        rows = rows.filter(party_id=party_id)
    names = {o.code: o for o in Officer.objects.filter(event=event)}
    tell = teller(names, event.zone)
    for row in sorted(rows, key=lambda row: _place(row.position)):
        levels = {s.language: s.level for s in row.officer.languages.all()}
        wanted = dict.fromkeys(row.party.languages)
        skills = [f"{code} {levels[code]}" for code in wanted if code in levels]
        found[row.party_id].append(_serve(row, skills[:2], tell))
    return found


def _place(position: str) -> int:
    """Return where a position stands in lists: the lead first."""
    known = list(BY_HAND)
    return known.index(position) if position in known else len(known)


def _serve(row: Attachment, skills: list[str], tell: Any) -> Serving:
    return Serving(
        attachment_id=row.pk,
        officer_id=row.officer_id,
        officer=row.officer.full_name,
        short=row.officer.short_name,
        phone=row.officer.phone,
        call_sign=row.officer.radio_call_sign,
        position=row.position,
        position_word=position_word(row.position),
        skills=", ".join(skills),
        since=row.since,
        until=row.until,
        firm=row.firm,
        reasons=tuple(tell(engine.Reason(code=r["code"], facts=r["facts"])) for r in row.reasons)
        if tell
        else (),
    )
