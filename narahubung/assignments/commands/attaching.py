"""An officer is attached to a party, or is no longer. His duties there go with it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from narahubung.accounts.models import Event, Reach, TieKind
from narahubung.assignments import entries, rules
from narahubung.assignments.commands.rostering import cancel
from narahubung.assignments.models import Attachment, Duty, DutyState
from narahubung.assignments.planning import stays_of
from narahubung.assignments.rules import HAND_OVER
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.parties.models import Officer, Party


@command
def attach(
    *,
    party_id: int,
    officer_id: int,
    position: str,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Attachment:
    """Attach an officer by hand, at once; who held the place is detached.

    Raises AlreadyThere, OnDuty.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=party_id)
        officer = Officer.objects.visible_to(by).get(pk=officer_id)
        standing = Attachment.objects.visible_to(by).standing().filter(party=party)
        if standing.filter(officer=officer).exists():
            raise rules.AlreadyThere(officer=officer.full_name)
        for old in standing.filter(position=position):
            end(old, why, record, at=at)
        span = stays_of(party.event).get(party.pk)
        made = Attachment(
            event_id=by.here,
            party=party,
            officer=officer,
            position=position,
            since=span.start if span else at,
            until=span.end if span else at + timedelta(days=1),
            firm=True,
            decided_by=by.name,
            reasons=[{"code": "pinned", "facts": {"source": "hand", "by": by.name}}],
        )
        begin(made, record, at=at)
    return made


@command
def detach(
    *, attachment_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """End an attachment now: what was planned, and the access.

    Raises OnDuty; Attachment.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        standing = Attachment.objects.visible_to(by).standing().select_related("party", "officer")
        end(standing.get(pk=attachment_id), why, record, at=at)


@command
def follow_stays(*, party_ids: list[int], by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let duty and access run with the stay when a party comes or leaves at another time.

    Does nothing, and opens no act, when every attachment already fits.
    """
    stays = stays_of(Event.objects.get(pk=by.here))
    moved = [
        row
        for row in Attachment.objects.visible_to(by)
        .standing()
        .filter(party_id__in=party_ids)
        .select_related("party", "reach")
        if row.party_id in stays
        and (row.since, row.until) != (stays[row.party_id].start, stays[row.party_id].end)
    ]
    if not moved:
        return
    with act(by=by, at=at, key=key) as record:
        was = {row.party_id: Span(row.since, row.until) for row in moved}
        for row in moved:
            row.since, row.until = stays[row.party_id].start, stays[row.party_id].end
            row.save(update_fields=["since", "until"])
            if row.reach is not None:
                row.reach.until = row.until + HAND_OVER
                row.reach.save(update_fields=["until"])
        for party_id, code in sorted({(row.party_id, row.party.code) for row in moved}):
            span = stays[party_id]
            record(
                entries.StayMoved(
                    party_id=party_id,
                    party_code=code,
                    since=span.start,
                    until=span.end,
                    was_since=was[party_id].start,
                    was_until=was[party_id].end,
                )
            )


def begin(row: Attachment, record: Record, *, at: datetime) -> None:
    """Store a new attachment, let its officer in, and tell both. Duties ahead are now its own."""
    row.reach = open_reach(row, at=at)
    row.save()
    _duties(row).update(position=row.position)
    record(attached(row), tell=[row.officer.person_id] if row.officer.person_id else [])


def attached(row: Attachment) -> entries.OfficerAttached:
    """Return the entry that says so."""
    return entries.OfficerAttached(
        party_id=row.party_id,
        party_code=row.party.code,
        attachment_id=row.pk,
        officer_id=row.officer_id,
        officer=row.officer.full_name,
        person_id=row.officer.person_id,
        position=row.position,
        since=row.since,
        until=row.until,
    )


def open_reach(row: Attachment, *, at: datetime) -> Reach | None:
    """Let the officer in to the party; None for one who does not sign in.

    Access begins at once, because an officer prepares; it ends with the duty and the two hours of
    hand-over.
    """
    if row.officer.person_id is None:
        return None
    return Reach.objects.create(
        person_id=row.officer.person_id,
        event_id=row.event_id,
        role="officer",
        kind=TieKind.PARTY,
        object_id=row.party_id,
        since=at,
        until=max(row.until, at) + HAND_OVER,
    )


def end(
    row: Attachment, why: str, record: Record, *, at: datetime, drops_duties: bool = True
) -> None:
    """End an attachment and what its officer could reach by it. why: may be empty.

    drops_duties: the planned duties are cancelled; not where the officer stays with the party in
    another position. Raises OnDuty where they would be and one is on: nobody is left alone by this.
    """
    if drops_duties:
        rules.check_can_end(row)
    row.ended_at, row.ended_why = at, why
    row.save(update_fields=["ended_at", "ended_why"])
    if row.reach is not None:
        row.reach.until = at
        row.reach.save(update_fields=["until"])
    record(
        entries.OfficerDetached(
            party_id=row.party_id,
            party_code=row.party.code,
            attachment_id=row.pk,
            officer_id=row.officer_id,
            officer=row.officer.full_name,
            person_id=row.officer.person_id,
            position=row.position,
            why=why,
        ),
        tell=[row.officer.person_id] if row.officer.person_id else [],
    )
    if drops_duties:
        planned = _duties(row).filter(state=DutyState.PLANNED)
        for duty in planned.select_related("party", "officer", "reach"):
            cancel(duty, record, why=why or _("No longer attached to this delegation."), at=at)


def _duties(row: Attachment) -> QuerySet[Duty]:
    return Duty.objects.ahead().filter(party_id=row.party_id, officer_id=row.officer_id)
