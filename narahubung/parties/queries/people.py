"""Parties, their people and their officers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member, Officer, Party


@dataclass(frozen=True, kw_only=True)
class PartyMark:
    """What stands beside everything of a party: its code, name and flag."""

    id: int
    code: str
    name: str
    iso_alpha2: str
    name_native: str = ""


@dataclass(frozen=True, kw_only=True)
class PartySheet:
    """The head of a party's sheet. languages: ISO codes."""

    mark: PartyMark
    kind: str
    kind_word: str
    standing: str
    represents: str
    comes: bool
    official_languages: tuple[str, ...]
    preferred_languages: tuple[str, ...]
    relation: str
    head_name: str
    head_gender: str
    head_office: str
    head_category: str
    head_since: date | None
    head_since_note: str
    precedence_group: int | None
    precedence_order: int | None
    welcome_order: int | None
    welcome_order_status: str
    certainty: str
    source: str
    note: str
    synthetic: bool


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """One member. phone and email are None where this person may not see contacts."""

    id: int
    code: str
    full_name: str
    native_name: str
    say_it: str
    gender: str
    role: str
    position: str
    nationality: str
    languages: str
    badge_category: str
    badge_no: str
    needs_interpreter: bool | None
    is_head: bool
    note: str
    synthetic: bool
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class OfficerLine:
    """One officer as colleagues need them."""

    id: int
    code: str
    full_name: str
    short_name: str
    gender: str
    grade: str
    institution: str
    phone: str
    radio_call_sign: str
    email: str
    base: str
    available_from: date | None
    available_to: date | None
    unavailable: str
    person_id: int | None
    synthetic: bool


def mark_of(party: Party) -> PartyMark:
    """Return the mark of a row that was found through `.visible_to`."""
    return PartyMark(
        id=party.pk,
        code=party.code,
        name=party.name,
        iso_alpha2=party.iso_alpha2,
        name_native=party.name_native,
    )


def parties(*, by: Actor, kind: str = "") -> list[PartyMark]:
    """Return every party the person may see, by code. One query."""
    rows = Party.objects.visible_to(by).order_by("code")
    if kind:
        rows = rows.filter(kind=kind)
    return [mark_of(row) for row in rows]


def party_sheet(
    *, by: Actor, code: str = "", party_id: int | None = None, right: str = ""
) -> PartySheet:
    """Return one party, named by code or id. One query. Raises Party.DoesNotExist."""
    rows = Party.objects.visible_to(by, right)
    row = rows.get(pk=party_id) if party_id is not None else rows.get(code=code)
    return PartySheet(
        mark=mark_of(row),
        kind=row.kind,
        kind_word=str(row.get_kind_display()),
        comes=row.comes,
        official_languages=tuple(row.official_languages.split()),
        preferred_languages=tuple(row.preferred_languages.split()),
        **_copied(row, PartySheet, skip=_MADE),
    )


_MADE = ("mark", "kind", "kind_word", "comes", "official_languages", "preferred_languages")


def people_of(*, by: Actor, party_id: int) -> list[PersonLine]:
    """Return a party's members, the head first. Contacts only with SEE_CONTACTS. One query."""
    rows = Member.objects.visible_to(by).filter(party_id=party_id).order_by("pk")
    contacts = _all(by) or by.may_for(Right.SEE_CONTACTS, party_id)
    if contacts:
        rows = rows.select_related("papers").defer("papers__passport_no")
    found = []
    for row in rows:
        papers = getattr(row, "papers", None) if contacts else None
        found.append(
            PersonLine(
                phone=papers.phone if papers else None,
                email=papers.email if papers else None,
                **_copied(row, PersonLine, skip=("phone", "email")),
            )
        )
    return sorted(found, key=lambda person: not person.is_head)


def officers(*, by: Actor, ids: Collection[int] | None = None) -> list[OfficerLine]:
    """Return the event's officers the person may see, by code. One query."""
    rows = Officer.objects.visible_to(by).select_related("base").order_by("code")
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    return [
        OfficerLine(
            base=row.base.name if row.base else "", **_copied(row, OfficerLine, skip=("base",))
        )
        for row in rows
    ]


def _copied(row: Any, answer: Any, *, skip: Collection[str]) -> dict[str, Any]:
    names = (name for name in answer.__dataclass_fields__ if name not in skip)
    return {name: getattr(row, name) for name in names}


def _all(by: Actor) -> bool:
    return "house" in by.roles
