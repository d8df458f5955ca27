"""Whom an organiser must tell is proposed, told, proved; permissions are noted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.commands.permits import carry_to_parts, noted
from narahubung.crisis.holders import who_may
from narahubung.crisis.models import Incident
from narahubung.crisis.models.notices import (
    Notice,
    NoticeState,
    NoticeWay,
    Permission,
    PermissionState,
)
from narahubung.crisis.notices import duties_to_tell
from narahubung.crisis.rules import notices as rules
from narahubung.crisis.rules.incidents import check_open, check_reason
from narahubung.documents.reading import Received
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor

S = NoticeState


@command
def propose_notices(
    *, incident_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> list[Notice]:
    """Put the duties of its kind and grade to an incident, each once; the clock runs from the
    report. Who leads has word of it.

    Raises IncidentIsOver, NothingToPropose; Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id, Right.SEE_CRISIS)
        check_open(row)
        there = set(row.notices.values_list("code", flat=True))
        made = [
            Notice.objects.create(
                event_id=row.event_id,
                incident=row,
                code=duty.code,
                within_min=duty.within_min,
                known_at=row.reported_at,
                proposed_by=by.name,
            )
            for duty in duties_to_tell().values()
            if duty.code not in there and duty.concerns(row.kind, row.grade)
        ]
        if not made:
            raise rules.NothingToPropose
        people = who_may(Right.LEAD_CRISIS, row.event_id, at)
        codes = [notice.code for notice in made]
        record(entries.NoticesProposed(**about(row), codes=codes), tell=people)
    return made


@command
def add_notice(
    *,
    incident_id: int,
    to: str,
    law: str,
    within_min: int,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Notice:
    """Add a duty that the file does not name. Raises IncidentIsOver, NobodyNamed, NoTime."""
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id, Right.SEE_CRISIS)
        check_open(row)
        if not to.strip():
            raise rules.NobodyNamed
        if within_min < 1:
            raise rules.NoTime
        notice = Notice.objects.create(
            event_id=row.event_id,
            incident=row,
            to=to.strip(),
            law=law.strip(),
            within_min=within_min,
            known_at=row.reported_at,
            proposed_by=by.name,
        )
        record(entries.NoticeAdded(**_of(notice)))
    return notice


@command
def correct_knowledge(
    *,
    notice_id: int,
    known_at: datetime,
    why: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say when the organiser really knew: the law's clock begins there.

    Raises NoticeIsSettled, KnownInTheFuture, NeedsAReason; Notice.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        notice = _locked(by, notice_id, Right.LEAD_CRISIS)
        rules.check_is_open(notice)
        check_reason(why)
        if known_at > at:
            raise rules.KnownInTheFuture
        was, notice.known_at = notice.known_at, known_at
        if notice.due_at > at:
            notice.overdue_told_at = None
        notice.save(update_fields=["known_at", "overdue_told_at"])
        record(
            entries.KnowledgeCorrected(**_of(notice), was=was, known_at=known_at, why=why.strip())
        )


@command
def write_letter(
    *, notice_id: int, text: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Write in the letter; an empty one is drafted from the facts again. Raises NoticeIsSettled."""
    with act(by=by, at=at, key=key) as record:
        notice = _locked(by, notice_id, Right.SEE_CRISIS)
        rules.check_is_open(notice)
        notice.letter = text.strip()
        notice.save(update_fields=["letter"])
        record(entries.LetterWritten(**_of(notice), name=by.name))


@command
def note_told(  # noqa: PLR0913 -- who, when, how, and the proof
    *,
    notice_id: int,
    told_to: str,
    way: str,
    number: str = "",
    told_at: datetime | None = None,
    letter: str = "",
    file: Received | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say that the authority was told: who took it, how, with what proof.

    letter: as it stood when it was told, where it was a letter. Raises NoticeIsSettled, NotToldYet,
    ToldTooEarly; Notice.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        notice = _locked(by, notice_id, Right.SEE_CRISIS)
        shown = bool(told_to.strip() or number.strip() or file)
        rules.check_told(notice, shown=shown, told_at=told_at or at, at=at)
        notice.state, notice.settled_by = S.TOLD.value, by.name
        notice.settled_at = told_at or at
        notice.told_to, notice.number = told_to.strip(), number.strip()
        notice.way = NoticeWay(way).value
        notice.letter = notice.letter or letter.strip()
        if file is not None:
            notice.digest, notice.media_type = file.digest, file.media_type
        notice.save()
        record(
            entries.NoticeTold(
                **_of(notice),
                name=by.name,
                told_to=notice.told_to,
                way=notice.way,
                told_at=notice.settled_at,
                number_given=notice.number,
                late=notice.settled_at > notice.due_at,
            )
        )


@command
def drop_notice(
    *, notice_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that it need not be told, and why. Raises NoticeIsSettled, NeedsAReason."""
    with act(by=by, at=at, key=key) as record:
        notice = _locked(by, notice_id, Right.LEAD_CRISIS)
        rules.check_is_open(notice)
        check_reason(why)
        notice.state, notice.why = S.NOT_NEEDED.value, why.strip()
        notice.settled_at, notice.settled_by = at, by.name
        notice.save(update_fields=["state", "why", "settled_at", "settled_by"])
        record(entries.NoticeDropped(**_of(notice), name=by.name, why=notice.why))


@command
def reopen_notice(
    *, notice_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that it is to be told after all. Raises NoticeIsOpen, NeedsAReason."""
    with act(by=by, at=at, key=key) as record:
        notice = _locked(by, notice_id, Right.LEAD_CRISIS)
        if notice.state == S.OPEN:
            raise rules.NoticeIsOpen
        check_reason(why)
        notice.state, notice.why = S.OPEN.value, ""
        notice.settled_at, notice.settled_by = None, ""
        notice.save(update_fields=["state", "why", "settled_at", "settled_by"])
        record(entries.NoticeReopened(**_of(notice), why=why.strip()))


@command
def tell_overdue_notice(
    *, notice_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Tell who leads that its time is over. For the house. Raises NoticeIsSettled."""
    with act(by=by, at=at, key=key) as record:
        notice = _locked(by, notice_id, Right.SEE_CRISIS)
        rules.check_is_open(notice)
        notice.overdue_told_at = at
        notice.save(update_fields=["overdue_told_at"])
        people = who_may(Right.LEAD_CRISIS, notice.event_id, at)
        record(entries.NoticeOverdue(**_of(notice)), tell=people)


@command
def need_permission(
    *,
    incident_id: int,
    what: str,
    authority: str,
    law: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Permission:
    """Note that an action of ours needs a permit. Raises IncidentIsOver, NobodyNamed."""
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id, Right.SEE_CRISIS)
        check_open(row)
        if not what.strip() or not authority.strip():
            raise rules.NobodyNamed
        made = Permission.objects.create(
            event_id=row.event_id,
            incident=row,
            what=what.strip(),
            authority=authority.strip(),
            law=law.strip(),
            by_name=by.name,
            at=at,
        )
        record(noted(made))
    return made


@command
def move_permission(
    *,
    permission_id: int,
    state: str,
    number: str = "",
    valid_until: datetime | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note how far a permission has come; the parts that stand on it say the same.

    Raises Permission.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Permission.objects.for_change(by, permission_id, Right.SEE_CRISIS)
        row.state = PermissionState(state).value
        row.number, row.note = number.strip() or row.number, note.strip() or row.note
        row.valid_until = valid_until or row.valid_until
        row.by_name, row.at = by.name, at
        row.save()
        record(noted(row))
        for entry in carry_to_parts(row, by=by, at=at):
            record(entry)


def _locked(by: Actor, notice_id: int, right: str) -> Notice:
    return Notice.objects.for_change(by, notice_id, right)


def _of(notice: Notice) -> dict[str, Any]:
    return {
        **about(notice.incident),
        "notice_id": notice.pk,
        "code": notice.code,
        "to": notice.to,
    }
