"""Accreditations and badges: the desk's list, one person, blank badges, who can be asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from narahubung.access.mirror import Mirror
from narahubung.access.models import (
    Accreditation,
    AccreditationState,
    Badge,
    BadgeState,
    Category,
    DayUse,
    DayUseState,
    Gate,
    Zone,
)
from narahubung.access.rules import badges as badge_rules
from narahubung.access.rules import people as rules
from narahubung.access.words import ACCREDITATIONS, BADGES, BASES, DAY_USES, VETTINGS
from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import refusal_of
from narahubung.kit.scoping import seen_by
from narahubung.parties.models import Member, Officer

SHOWN = 400
STANDING = (*rules.OPEN, AccreditationState.APPROVED.value)


@dataclass(frozen=True, kw_only=True)
class BadgeLine:
    """One badge of somebody. can: moves that are possible now and for this person."""

    id: int
    serial: int
    state: str
    word: str
    printed_at: datetime | None
    collected_at: datetime | None
    collected_by: str
    letter: str
    handed_by: str
    ended_at: datetime | None
    ended_by: str
    why: str
    can: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """One accreditation. vetting: "" for who neither vets nor approves. can: as of a badge."""

    id: int
    number: int
    name: str
    native: str
    about: str
    function: str
    category: str
    colour: str
    state: str
    word: str
    vetting: str
    vetting_word: str
    badge: BadgeLine | None
    has_photo: bool
    needs_photo: bool
    asked_by: str
    asked_at: datetime
    list_no: str
    can: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class ZoneTime:
    """A zone that somebody has: the spans around now, whence; reason: why not now, if not."""

    name: str
    basis: str
    is_mirror: bool
    spans: tuple[tuple[datetime, datetime], ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class PersonSheet:
    """All of one accreditation."""

    line: PersonLine
    since: date
    until: date
    checked_by: str
    approved_by: str
    ended_by: str
    ended_at: datetime | None
    why: str
    vetted_by: str
    zones: Sequence[ZoneTime]
    badges: Sequence[BadgeLine]
    own_request: bool


@dataclass(frozen=True, kw_only=True)
class BlankLine:
    """One blank badge for whom it is, today or that day."""

    id: int
    badge_id: int
    serial: int
    on: date
    name: str
    organisation: str
    category: str
    state: str
    word: str
    first_by: str
    second_by: str
    can_confirm: bool
    can_end: bool


def seen(by: Actor) -> Q:
    """Return which accreditations one may see: by looking at badges, or by asking for them."""
    return seen_by(by, Right.SEE_ACCESS) | seen_by(by, Right.ASK_ACCESS)


def people(
    *, by: Actor, state: str = "", text: str = "", category_id: int | None = None
) -> list[PersonLine]:
    """Return the accreditations one may see, what waits first. Three queries."""
    rows = Accreditation.objects.filter(seen(by)).select_related("category", "party", "member")
    badge_states = {"ready", "printed", "collected", "lost"}
    if state in badge_states:
        rows = rows.filter(badges__state=state, state=AccreditationState.APPROVED)
    elif state:
        rows = rows.filter(state=state)
    if text:
        found = Q(full_name__icontains=text) | Q(organisation__icontains=text)
        found |= Q(party__code__iexact=text)
        if text.isdecimal():
            found |= Q(number=int(text)) | Q(badges__serial=int(text))
        rows = rows.filter(found)
    if category_id:
        rows = rows.filter(category_id=category_id)
    rows = rows.distinct().prefetch_related("badges").order_by("-number")[:SHOWN]
    order = list(AccreditationState.values)
    lines = [_person(row, by) for row in rows]
    return sorted(lines, key=lambda line: (order.index(line.state), line.number))


def numbers(*, by: Actor) -> dict[str, int]:
    """Return how many there are in each state, and of each badge. Two queries."""
    rows = Accreditation.objects.filter(seen(by))
    found: dict[str, int] = {}
    for state in rows.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    badges = Badge.objects.filter(accreditation__in=rows, accreditation__state="approved")
    for state in badges.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def person(*, accreditation_id: int, by: Actor, at: datetime) -> PersonSheet:
    """Return one accreditation. Raises Accreditation.DoesNotExist."""
    rows = Accreditation.objects.filter(seen(by)).select_related("category", "party", "member")
    row = rows.prefetch_related("badges").get(pk=accreditation_id)
    sees_vetting = _sees_vetting(by)
    badges = sorted(row.badges.all(), key=lambda badge: -badge.serial)
    return PersonSheet(
        line=_person(row, by),
        since=row.since,
        until=row.until,
        checked_by=row.checked_by_name,
        approved_by=row.approved_by_name,
        ended_by=row.ended_by_name,
        ended_at=row.ended_at,
        why=row.why,
        vetted_by=row.vetted_by_name if sees_vetting else "",
        zones=_zones(row, by, at),
        badges=[_badge(badge, by) for badge in badges],
        own_request=row.asked_by_id is not None and row.asked_by_id == by.person_id,
    )


def face_of(*, accreditation_id: int, by: Actor) -> str:
    """Return the digest of somebody's photo, "" for none. Raises Accreditation.DoesNotExist."""
    return Accreditation.objects.filter(seen(by)).get(pk=accreditation_id).photo


def face_at_gate(*, gate_id: int, face: str, by: Actor) -> str:
    """Return the digest of a photo that a list of a gate names by its beginning, "" for none."""
    Gate.objects.visible_to(by).get(pk=gate_id)
    if not by.may(Right.KEEP_GATE):
        return ""
    rows = Accreditation.objects.filter(event_id=by.here, photo__startswith=face)
    rows = rows.filter(category__has_photo=True, state=AccreditationState.APPROVED)
    return rows.values_list("photo", flat=True).first() or ""


def candidates(*, by: Actor) -> list[tuple[str, str]]:
    """Return whom one may ask a badge for and who has none yet: (code of the choice, words)."""
    taken = Accreditation.objects.filter(event_id=by.here, state__in=STANDING)
    members = Member.objects.visible_to(by, Right.ASK_ACCESS).exclude(
        pk__in=taken.exclude(member=None).values("member_id")
    )
    found = [
        (f"member:{row.pk}", f"{row.party.code} {row.full_name}")
        for row in members.select_related("party").order_by("party__code", "full_name")
    ]
    if Right.ASK_ACCESS in by.everywhere:
        officers = Officer.objects.visible_to(by).exclude(
            pk__in=taken.exclude(officer=None).values("officer_id")
        )
        found += [
            (f"officer:{row.pk}", f"{row.code} {row.full_name}")
            for row in officers.order_by("full_name")
        ]
    return found


def categories(*, by: Actor) -> list[tuple[int, str]]:
    """Return the categories of badges, by name."""
    rows = Category.objects.visible_to(by).order_by("code")
    return [(row.pk, row.name) for row in rows]


def zones_to_ask(*, by: Actor) -> list[tuple[int, str]]:
    """Return the zones that are given by name; others come by programme, stay and duty."""
    rows = Zone.objects.visible_to(by).filter(basis="given").order_by("code")
    return [(row.pk, row.name) for row in rows]


def blanks(*, by: Actor, today: date) -> list[BlankLine]:
    """Return for whom blank badges are, today and later, what waits first."""
    rows = DayUse.objects.visible_to(by).filter(on__gte=today).select_related("badge", "category")
    order = list(DayUseState.values)
    lines = [
        BlankLine(
            id=row.pk,
            badge_id=row.badge_id,
            serial=row.badge.serial,
            on=row.on,
            name=row.full_name,
            organisation=row.organisation,
            category=row.category.name,
            state=row.state,
            word=str(DAY_USES[row.state]),
            first_by=row.first_by_name,
            second_by=row.second_by_name,
            can_confirm=row.state == DayUseState.ASKED and row.first_by_id != by.person_id,
            can_end=row.state != DayUseState.ENDED,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (order.index(line.state), line.serial))


def free_blanks(*, by: Actor, on: date) -> list[tuple[int, int]]:
    """Return the blank badges that nobody has on a day: (id, number)."""
    rows = Badge.objects.visible_to(by).filter(
        accreditation=None, state__in=[BadgeState.PRINTED, BadgeState.COLLECTED]
    )
    taken = DayUse.objects.filter(on=on).exclude(state=DayUseState.ENDED)
    rows = rows.exclude(pk__in=taken.values("badge_id")).order_by("serial")
    return list(rows.values_list("pk", "serial"))


def _person(row: Accreditation, by: Actor) -> PersonLine:
    badges = sorted(row.badges.all(), key=lambda badge: badge.serial)
    sees_vetting = _sees_vetting(by)
    return PersonLine(
        id=row.pk,
        number=row.number,
        name=row.full_name,
        native=row.native_name,
        about=row.party.code if row.party else row.organisation,
        function=row.function,
        category=row.category.name,
        colour=row.category.colour,
        state=row.state,
        word=str(ACCREDITATIONS[row.state]),
        vetting=row.vetting if sees_vetting else "",
        vetting_word=str(VETTINGS[row.vetting]) if sees_vetting else "",
        badge=_badge(badges[-1], by) if badges else None,
        has_photo=bool(row.photo),
        needs_photo=row.category.has_photo and not row.photo,
        asked_by=row.asked_by_name,
        asked_at=row.asked_at,
        list_no=row.member.badge_no if row.member else "",
        can=_can(row, by),
    )


def _can(row: Accreditation, by: Actor) -> frozenset[str]:
    found = set()
    if by.may(Right.ACCREDIT):
        found = {move for move, steps in rules.MOVES.items() if row.state in steps}
        if refusal_of(_approvable, row, by) is not None:
            found.discard("approve")
    if by.may(Right.VET) and row.state in rules.OPEN and row.vetting != "not_needed":
        found.add("vet")
    if row.state in STANDING and by.may_for(Right.ASK_ACCESS, row.party_id):
        found.add("photo")
    return frozenset(found)


def _approvable(row: Accreditation, by: Actor) -> None:
    rules.check_can_approve(row, by)


def _badge(row: Badge, by: Actor) -> BadgeLine:
    may = by.may(Right.ACCREDIT)
    return BadgeLine(
        id=row.pk,
        serial=row.serial,
        state=row.state,
        word=str(BADGES[row.state]),
        printed_at=row.printed_at,
        collected_at=row.collected_at,
        collected_by=row.collected_by,
        letter=row.letter,
        handed_by=row.handed_by_name,
        ended_at=row.ended_at,
        ended_by=row.ended_by_name,
        why=row.why,
        can=frozenset(
            move for move, steps in badge_rules.MOVES.items() if may and row.state in steps
        ),
    )


def _zones(row: Accreditation, by: Actor, at: datetime) -> list[ZoneTime]:
    """Return the zones of somebody; of those by itinerary what lies ahead or around now."""
    event = Event.objects.get(pk=by.here)
    found = []
    for zone in Zone.objects.visible_to(by).order_by("code"):
        standing = Mirror(zone=zone, event=event, at=at).standing(row)
        spans = tuple(span for span in standing.spans if span[1] > at)
        if standing.spans or standing.reason in {"off_duty", "beyond"}:
            found.append(
                ZoneTime(
                    name=zone.name,
                    basis=str(BASES[zone.basis]),
                    is_mirror=standing.is_mirror,
                    spans=spans,
                    reason=standing.reason,
                )
            )
    return found


def _sees_vetting(by: Actor) -> bool:
    return by.may(Right.VET) or by.may(Right.ACCREDIT)
