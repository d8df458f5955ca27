"""A badge is asked for, checked, vetted, approved by somebody else, declined, withdrawn."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.access import entries
from narahubung.access.commands.badges import end_badges, make_badge
from narahubung.access.mirror import party_spans
from narahubung.access.models import Accreditation, Category, Grant, Vetting, Zone
from narahubung.access.rules import people as rules
from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments.models import Attachment, Duty
from narahubung.documents.models import DocumentKind
from narahubung.documents.reading import Received
from narahubung.documents.rules import NotAPicture
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member, Officer


@command
def ask_accreditation(  # noqa: PLR0913 -- what a request tells
    *,
    category_id: int,
    since: date,
    until: date,
    member_id: int | None = None,
    officer_id: int | None = None,
    full_name: str = "",
    organisation: str = "",
    zone_ids: list[int] | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Accreditation:
    """Ask for a badge: of a member, of an officer, or of anybody else by name.

    zone_ids: besides those of the category. Raises NotYours, NobodyNamed, NotTheseDays, HasOne,
    ComesByItself, BeyondDelegation; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _whose(member_id, officer_id, full_name, organisation, by)
        rules.check_can_ask(row.party_id, by)
        rules.check_days(since, until)
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        _check_first(row)
        zones = list(Zone.objects.visible_to(by).filter(pk__in=zone_ids or []))
        rules.check_zones(
            zones,
            name=row.full_name,
            officer=row.officer_id is not None,
            member=row.member_id is not None,
            had=_zones_of_served(row.officer_id, zones, event, at),
        )
        row.category = Category.objects.visible_to(by).get(pk=category_id)
        last = Accreditation.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
        row.event, row.number, row.since, row.until = event, last + 1, since, until
        needed = Vetting.PENDING if row.category.is_vetted else Vetting.NOT_NEEDED
        row.vetting = needed.value
        row.asked_at, row.asked_by_id, row.asked_by_name = at, by.person_id, by.name
        row.save()
        Grant.objects.bulk_create([Grant(accreditation=row, zone=zone) for zone in zones])
        record(entries.AccreditationAsked(**of_accreditation(row, by)))
    return row


@command
def photograph(
    *, accreditation_id: int, file: Received, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Put the photo to it. file: of `documents.reading.receive`. Raises NotYours, NotAPicture."""
    with act(by=by, at=at, key=key) as record:
        row = Accreditation.objects.for_change(by, accreditation_id, Right.ASK_ACCESS)
        if file.kind != DocumentKind.PHOTO:
            raise NotAPicture
        row.photo = file.digest
        row.save(update_fields=["photo"])
        record(entries.PhotoTaken(**of_accreditation(row, by)))


@command
def check_accreditation(
    *, accreditation_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that the request is whole and right. Raises NotYours, StandsOtherwise."""
    with act(by=by, at=at, key=key) as record:
        row = _row(accreditation_id, by)
        row.state = rules.check_move(row, "check")
        row.checked_at, row.checked_by_name = at, by.name
        row.save(update_fields=["state", "checked_at", "checked_by_name"])
        _tell(row, record, by)


@command
def vet_person(
    *, accreditation_id: int, cleared: bool, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Note what security says; on what ground is not asked. Raises NotYours, StandsOtherwise."""
    with act(by=by, at=at, key=key) as record:
        row = Accreditation.objects.for_change(by, accreditation_id, Right.VET)
        rules.check_can_vet(row, by)
        row.vetting = (Vetting.CLEARED if cleared else Vetting.REFUSED).value
        row.vetted_at, row.vetted_by_name = at, by.name
        row.save(update_fields=["vetting", "vetted_at", "vetted_by_name"])
        record(entries.PersonVetted(**of_accreditation(row, by), vetting=row.vetting))


@command
def approve_accreditation(
    *, accreditation_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Approve it, not one's own; the badge is then to be printed.

    Raises NotYours, StandsOtherwise, OwnRequest, NotVetted, NoPhoto.
    """
    with act(by=by, at=at, key=key) as record:
        row = _row(accreditation_id, by)
        row.state = rules.check_can_approve(row, by)
        row.approved_at, row.approved_by_name = at, by.name
        row.save(update_fields=["state", "approved_at", "approved_by_name"])
        told = [row.asked_by_id] if row.asked_by_id else []
        record(_moved(row, by), tell=told)
        make_badge(row, record, by=by, at=at)


@command
def decline_accreditation(
    *, accreditation_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say no, with the reason that who asked reads. Raises NotYours, StandsOtherwise."""
    with act(by=by, at=at, key=key) as record:
        row = _row(accreditation_id, by)
        rules.check_reason(why)
        row.state = rules.check_move(row, "decline")
        _end(row, why, by, at)
        record(_moved(row, by), tell=[row.asked_by_id] if row.asked_by_id else [])


@command
def reopen_accreditation(
    *, accreditation_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take a "no" back: it waits again as it was asked. Raises NotYours, StandsOtherwise."""
    with act(by=by, at=at, key=key) as record:
        row = _row(accreditation_id, by)
        row.state = rules.check_move(row, "reopen")
        _check_first(row)
        row.ended_at, row.ended_by_name, row.why = None, "", ""
        row.save(update_fields=["state", "ended_at", "ended_by_name", "why"])
        _tell(row, record, by)


@command
def withdraw_accreditation(
    *, accreditation_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take it back by name, with the reason: the badge is refused at every gate from now on.

    Raises NotYours, StandsOtherwise, NeedsAReason.
    """
    with act(by=by, at=at, key=key) as record:
        row = _row(accreditation_id, by)
        rules.check_reason(why)
        row.state = rules.check_move(row, "withdraw")
        _end(row, why, by, at)
        record(_moved(row, by), tell=[row.asked_by_id] if row.asked_by_id else [])
        end_badges(row, "withdraw", why, record, by=by, at=at)


def of_accreditation(row: Accreditation, by: Actor) -> dict[str, Any]:
    """Return what every entry about it tells."""
    return {
        "party_id": row.party_id,
        "accreditation_id": row.pk,
        "number": row.number,
        "name": by.name,
    }


def _whose(
    member_id: int | None, officer_id: int | None, full_name: str, organisation: str, by: Actor
) -> Accreditation:
    if member_id is not None:
        member = Member.objects.visible_to(by).select_related("party").get(pk=member_id)
        return Accreditation(
            member=member,
            party=member.party,
            full_name=member.full_name,
            native_name=member.native_name,
            organisation=member.party.name_en,
            function=member.position,
        )
    if officer_id is not None:
        officer = Officer.objects.visible_to(by).get(pk=officer_id)
        return Accreditation(
            officer=officer, full_name=officer.full_name, organisation=officer.institution
        )
    if not full_name.strip():
        raise rules.NobodyNamed
    return Accreditation(full_name=full_name.strip(), organisation=organisation.strip())


def _check_first(row: Accreditation) -> None:
    """Raise HasOne where this member or officer has a standing request."""
    standing = Accreditation.objects.exclude(pk=row.pk)
    standing = standing.filter(state__in=[*rules.OPEN, rules.S.APPROVED])
    if row.member_id is not None:
        standing = standing.filter(member_id=row.member_id)
    elif row.officer_id is not None:
        standing = standing.filter(officer_id=row.officer_id)
    else:
        return
    if standing.exists():
        raise rules.HasOne(name=row.full_name)


def _zones_of_served(
    officer_id: int | None, zones: list[Zone], event: Event, at: datetime
) -> set[int]:
    """Return those of the zones that a delegation has which this officer serves or will serve."""
    if officer_id is None:
        return set()
    attached = Attachment.objects.filter(officer_id=officer_id).standing()
    parties = set(attached.values_list("party_id", flat=True))
    parties |= set(
        Duty.objects.ahead().filter(officer_id=officer_id).values_list("party_id", flat=True)
    )
    return {zone.pk for zone in zones if parties & party_spans(zone, event, at).keys()}


def _row(accreditation_id: int, by: Actor) -> Accreditation:
    rules.check_can_accredit(by)
    row: Accreditation = Accreditation.objects.for_change(by, accreditation_id)
    return row


def _moved(row: Accreditation, by: Actor) -> entries.AccreditationMoved:
    return entries.AccreditationMoved(**of_accreditation(row, by), state=row.state, why=row.why)


def _tell(row: Accreditation, record: Record, by: Actor) -> None:
    record(_moved(row, by))


def _end(row: Accreditation, why: str, by: Actor, at: datetime) -> None:
    row.ended_at, row.ended_by_name, row.why = at, by.name, why.strip()[:300]
    row.save(update_fields=["state", "ended_at", "ended_by_name", "why"])
