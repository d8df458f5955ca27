"""Whom messages can be for because of who serves whom: a delegation's officers, all officers, a
department's desk, the deputy of somebody."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from narahubung.accounts.roles import Right
from narahubung.assignments.models import DEPUTY, LEAD, Absence, Attachment, Duty, DutyState
from narahubung.assignments.words import position_word
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both, in_one
from narahubung.movements.models import Whereabouts
from narahubung.parties.models import Department, Party, PartyKind, Place
from narahubung.relays.audiences import Found, at_desk, audience, number, wide
from narahubung.relays.models import Lane
from narahubung.relays.resting import says_who_rests
from narahubung.relays.rules.sending import lane_of_party

NEAR = timedelta(hours=24)  # so far a roster says who rests
_DOT = " \N{MIDDLE DOT} "
# Parties whose matters go in a lane of their own.
_LANES: dict[str, str] = {
    PartyKind.VIP: Lane.VIP,
    PartyKind.SPEAKER: Lane.VIP,
    PartyKind.SPONSOR: Lane.SPONSORS,
    PartyKind.COMPANY: Lane.SPONSORS,
    PartyKind.MEDIA: Lane.MEDIA,
}


@lane_of_party
def lane(party_id: int) -> str | None:
    """Return the lane of a party's matters: of an unknown one, None."""
    kind = Party.objects.filter(pk=party_id).values_list("kind", flat=True).first()
    return _LANES.get(kind, Lane.OPERATIONS) if kind else None


@says_who_rests
def between_duties(event_id: int, person_ids: Collection[int], at: datetime) -> set[int]:
    """Return who is away, or between two duties: one ended or begins within a day, none is on.

    Of whom the roster says nothing around that hour nothing is known: not among them.
    """
    people = {"officer__person_id__in": person_ids, "event_id": event_id}
    rows = Duty.objects.standing().filter(**people)
    on = rows.filter(Q(state=DutyState.ON) | Q(starts__lte=at, ends__gt=at))
    near = rows.filter(starts__lt=at + NEAR, ends__gt=at - NEAR)
    away = Absence.objects.filter(Q(until=None) | Q(until__gt=at), **people)
    away = away.filter(since__lte=at, ended_at=None)
    found = _people(near) - _people(on.exclude(state=DutyState.DONE))
    return found | _people(away)


def _people(rows: QuerySet[Any]) -> set[int]:
    return set(rows.values_list("officer__person_id", flat=True))


def serving(at: datetime, **which: Any) -> Found:
    """Return the officers attached at that moment who can sign in, and to whom: `lead of JPN`.

    Then those who have a duty with it now without being attached: reliefs. The words in both
    languages, as everywhere in Found.
    """
    found: dict[tuple[int, int], tuple[int, str]] = {}
    for rows in _at_work(at, **which):
        ordered = rows.select_related("party", "officer").order_by("party__code", "-position")
        for row in ordered:
            if row.officer.person_id is not None:
                who = (row.officer.person_id, in_both(partial(_serves, row)))
                found.setdefault((row.officer_id, row.party_id), who)
    return list(found.values())


def people_serving(at: datetime, **which: Any) -> dict[int, set[int]]:
    """Return by party the people of `serving`, of many parties at once. Two queries."""
    found: dict[int, set[int]] = {}
    for rows in _at_work(at, **which):
        for party_id, person_id in rows.values_list("party_id", "officer__person_id"):
            found.setdefault(party_id, set()).add(person_id)
    return found


def _at_work(at: datetime, **which: Any) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Return who is attached, and who has a duty, of those who can sign in."""
    attached = Attachment.objects.at(at).filter(officer__person__is_active=True, **which)
    on = Duty.objects.filter(state=DutyState.ON, officer__person__is_active=True, **which)
    return attached, on


def _serves(row: Attachment | Duty) -> str:
    words = _("{position} of {party}")
    return words.format(position=position_word(row.position), party=row.party.code)


def _codes(names: list[str]) -> str:
    """Return the codes alone: `JPN, KOR` of `JPN · Japan` and `KOR · Korea`."""
    return ", ".join(name.partition(_DOT)[0] for name in names)


def _officers_of(names: list[str]) -> str:
    return _("Officers of {delegations}").format(delegations=_codes(names))


def _leads_of(names: list[str]) -> str:
    words = ngettext("Lead officer of {delegations}", "Lead officers of {delegations}", len(names))
    return words.format(delegations=_codes(names))


def _deputies_of(names: list[str]) -> str:
    words = ngettext(
        "Deputy officer of {delegations}", "Deputy officers of {delegations}", len(names)
    )
    return words.format(delegations=_codes(names))


def _desks_of(names: list[str]) -> str:
    words = ngettext("Desk {departments}", "Desks {departments}", len(names))
    return words.format(departments=", ".join(name.partition(_DOT)[2] for name in names))


def _parties(by: Actor, _at: datetime) -> list[tuple[str, str]]:
    rows = Party.objects.visible_to(by).order_by("code")
    return [(str(row.pk), f"{row.code}{_DOT}{row.name}") for row in rows]


def _desks(by: Actor, _at: datetime) -> list[tuple[str, str]]:
    rows = Department.objects.visible_to(by).order_by("code")
    return [(str(row.pk), f"{row.code}{_DOT}{row.name}") for row in rows]


def _places(by: Actor, _at: datetime) -> list[tuple[str, str]]:
    if not by.may(Right.WATCH_BOARD):
        return []
    rows = Whereabouts.objects.visible_to(by).exclude(place=None)
    places = rows.values_list("place_id", "place__name").order_by("place__name").distinct()
    return [(str(pk), _("all officers now at {place}").format(place=name)) for pk, name in places]


def _none(_by: Actor, _at: datetime) -> list[tuple[str, str]]:
    return []


@audience(
    "party",
    name=gettext_lazy("Officers of a delegation"),
    choices=_parties,
    told=_officers_of,
)
def _party(event_id: int, argument: str, at: datetime) -> Found:
    pk = number(argument)
    return serving(at, event_id=event_id, party_id=pk) if pk else []


@audience(
    "lead",
    name=gettext_lazy("Lead officer of a delegation"),
    choices=_parties,
    told=_leads_of,
)
def _lead(event_id: int, argument: str, at: datetime) -> Found:
    pk = number(argument)
    return serving(at, event_id=event_id, party_id=pk, position=LEAD) if pk else []


@audience(
    "deputy",
    name=gettext_lazy("Deputy officer of a delegation"),
    choices=_parties,
    told=_deputies_of,
)
def _deputy(event_id: int, argument: str, at: datetime) -> Found:
    pk = number(argument)
    return serving(at, event_id=event_id, party_id=pk, position=DEPUTY) if pk else []


@audience("deputy_of", name=gettext_lazy("Deputy of somebody"), choices=_none)
def _deputy_of(event_id: int, argument: str, at: datetime) -> Found:
    """Find the others who serve the same delegations, the lead first: whom a silence goes to."""
    pk = number(argument)
    if not pk:
        return []
    own = Attachment.objects.at(at).filter(event_id=event_id, officer__person_id=pk)
    found = serving(at, event_id=event_id, party_id__in=own.values("party_id"))
    return [(person_id, why) for person_id, why in found if person_id != pk]


@audience(
    "officers",
    name=gettext_lazy("Officers"),
    choices=wide(gettext_lazy("All officers")),
)
def _officers(event_id: int, _argument: str, at: datetime) -> Found:
    return serving(at, event_id=event_id)


def _there(who: str, place: Place) -> str:
    return f"{in_one(who)}, {_('now at {place}').format(place=place.name)}"


@audience("at", name=gettext_lazy("Officers now at a place"), choices=_places)
def _at(event_id: int, argument: str, at: datetime) -> Found:
    """Find the officers of every delegation that is reported to be there, not planned to be."""
    pk = number(argument)
    place = Place.objects.filter(pk=pk, event_id=event_id).first() if pk else None
    if place is None:
        return []
    there = Whereabouts.objects.filter(event_id=event_id, place=place).values("party_id")
    found = serving(at, event_id=event_id, party_id__in=there)
    return [(person_id, in_both(partial(_there, who, place))) for person_id, who in found]


@audience("desk", name=gettext_lazy("A department's desk"), choices=_desks, told=_desks_of)
def _desk(event_id: int, argument: str, at: datetime) -> Found:
    pk = number(argument)
    row = Department.objects.filter(pk=pk, event_id=event_id).first() if pk else None
    if row is None:
        return []
    why = in_both(lambda: _("desk {department}").format(department=row.name))
    return [(person_id, why) for person_id in at_desk(event_id, row.pk, at)]
