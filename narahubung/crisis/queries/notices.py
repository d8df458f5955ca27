"""Whom the organiser must tell, the most urgent first; and the letter that is ready for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.crisis.knowing import standings
from narahubung.crisis.models import Incident, IncidentState
from narahubung.crisis.models.notices import Notice, NoticeState, Permission, PermissionState
from narahubung.crisis.notices import DutyToTell, duties_to_tell
from narahubung.crisis.notices_words import PERMISSIONS, STATES, WAYS
from narahubung.crisis.words import GRADES, KINDS
from narahubung.kit import exercise
from narahubung.kit.actor import Actor
from narahubung.kit.zones import clock_text, zone, zone_label

S = NoticeState
BLANK = "[…]"  # what nobody knows yet: to be filled before it leaves


@dataclass(frozen=True, kw_only=True)
class NoticeLine:
    """One authority. is_legal: the law names the time; left_min: negative where it is over."""

    id: int
    to: str
    law: str
    how: str
    proof: str
    check: str
    is_legal: bool
    within_min: int
    known_at: datetime
    due_at: datetime
    left_min: int
    is_late: bool
    state: str
    word: str
    has_own_letter: bool
    settled_at: datetime | None
    settled_by: str
    told_to: str
    way: str
    number: str
    why: str
    has_file: bool


@dataclass(frozen=True, kw_only=True)
class PermissionLine:
    """One permit or instruction. is_over: it was granted and its time has passed."""

    id: int
    what: str
    authority: str
    law: str
    state: str
    word: str
    number: str
    valid_until: datetime | None
    is_over: bool
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NoticeBoard:
    """All of an incident: what is late first, then what is due next, then what is settled."""

    incident_id: int
    number: int
    open: Sequence[NoticeLine]
    settled: Sequence[NoticeLine]
    late: int
    permissions: Sequence[PermissionLine]
    is_open: bool
    may_lead: bool
    more_to_propose: bool


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter to an authority. is_draft: made of the facts now; has_blanks: not ready to leave."""

    notice_id: int
    number: int
    to: str
    subject: str
    text: str
    language: str
    is_draft: bool
    has_blanks: bool
    is_open: bool


def notice_board(*, number: int, by: Actor, at: datetime) -> NoticeBoard:
    """Return it. Three queries. Raises Incident.DoesNotExist."""
    row = Incident.objects.visible_to(by, Right.SEE_CRISIS).get(number=number)
    notices = list(row.notices.order_by("pk"))
    lines = [_line(notice, at) for notice in notices]
    waiting = sorted((line for line in lines if line.state == S.OPEN), key=lambda one: one.due_at)
    there = {notice.code for notice in notices}
    return NoticeBoard(
        incident_id=row.pk,
        number=row.number,
        open=waiting,
        settled=[line for line in lines if line.state != S.OPEN],
        late=sum(line.is_late for line in waiting),
        permissions=[_permission(one, at) for one in row.permissions.order_by("-pk")],
        is_open=row.state != IncidentState.CLOSED,
        may_lead=by.may(Right.LEAD_CRISIS),
        more_to_propose=any(
            duty.code not in there and duty.concerns(row.kind, row.grade)
            for duty in duties_to_tell().values()
        ),
    )


def letter_to(*, notice_id: int, language: str = "id", by: Actor, at: datetime) -> Letter:
    """Return the letter as somebody wrote it, else as the facts make it now, in id or en.

    Only facts that may be cited stand in it. Raises Notice.DoesNotExist.
    """
    rows = Notice.objects.visible_to(by).select_related("incident__event", "incident__place")
    notice = rows.get(pk=notice_id)
    with override(language):
        text = exercise.marked(notice.letter or _draft(notice, by, at))
        return Letter(
            notice_id=notice.pk,
            number=notice.incident.number,
            to=_duty(notice).to if notice.code in duties_to_tell() else notice.to,
            subject=_subject(notice.incident),
            text=text,
            language=language,
            is_draft=not notice.letter,
            has_blanks=BLANK in text,
            is_open=notice.state == S.OPEN,
        )


def _draft(notice: Notice, by: Actor, at: datetime) -> str:
    row = notice.incident
    facts = list(row.facts.prefetch_related("sources", "against__sources").order_by("number"))
    worth = standings(facts, at)
    where = row.place.name if row.place else row.place_text
    event = row.event
    basis = _duty(notice).law if notice.code in duties_to_tell() else notice.law
    lines = [
        _("By this letter we tell you of the following ({basis}).").format(basis=basis or BLANK),
        "",
        _("What: {kind}, {grade}. Where: {where}.").format(
            kind=KINDS[row.kind], grade=GRADES[row.grade], where=where or BLANK
        ),
        _("We know of it since {moment}.").format(moment=_moment(notice.known_at, event)),
        "",
        _("What is confirmed at {moment}:").format(moment=_moment(at, event)),
        *(f"- {fact.text}" for fact in facts if worth[fact.pk].may_be_cited),
    ]
    if not any(each.may_be_cited for each in worth.values()):
        lines.append("- " + _("Nothing is confirmed yet; we shall write again."))
    lines.append("")
    if notice.code.startswith("pdp-"):
        lines += [
            _("Personal data that were disclosed: {blank}").format(blank=BLANK),
            _("When and how they were disclosed: {blank}").format(blank=BLANK),
            _("What we do, and how it is recovered: {blank}").format(blank=BLANK),
        ]
    else:
        lines.append(_("What we do, and what we ask of you: {blank}").format(blank=BLANK))
    lines += ["", _("Whom to reach, day and night: {blank}").format(blank=BLANK), "", by.name]
    return "\n".join(lines)


def _subject(row: Incident) -> str:
    return _("Incident {number} at {event}: {kind}").format(
        number=row.number, event=row.event.name, kind=KINDS[row.kind]
    )


def _moment(at: datetime, event: Event) -> str:
    day = date_format(at.astimezone(zone(event.zone)), "j F Y")
    return f"{day} {clock_text(at, event.zone)} {zone_label(event.zone, at)}"


def _duty(notice: Notice) -> DutyToTell:
    return duties_to_tell()[notice.code]


def _line(notice: Notice, at: datetime) -> NoticeLine:
    duty = duties_to_tell().get(notice.code)
    is_open = notice.state == S.OPEN
    return NoticeLine(
        id=notice.pk,
        to=duty.to if duty else notice.to,
        law=duty.law if duty else notice.law,
        how=duty.how if duty else "",
        proof=duty.proof if duty else "",
        check=duty.check if duty else "",
        is_legal=duty.is_legal if duty else False,
        within_min=notice.within_min,
        known_at=notice.known_at,
        due_at=notice.due_at,
        left_min=int((notice.due_at - at).total_seconds() // 60),
        is_late=(at if is_open else notice.settled_at or at) > notice.due_at
        and notice.state != S.NOT_NEEDED,
        state=notice.state,
        word=str(STATES[notice.state]),
        has_own_letter=bool(notice.letter),
        settled_at=notice.settled_at,
        settled_by=notice.settled_by,
        told_to=notice.told_to,
        way=str(WAYS[notice.way]) if notice.way else "",
        number=notice.number,
        why=notice.why,
        has_file=bool(notice.digest),
    )


def _permission(row: Permission, at: datetime) -> PermissionLine:
    return PermissionLine(
        id=row.pk,
        what=row.what,
        authority=row.authority,
        law=row.law,
        state=row.state,
        word=str(PERMISSIONS[row.state]),
        number=row.number,
        valid_until=row.valid_until,
        is_over=bool(
            row.state == PermissionState.GRANTED and row.valid_until and row.valid_until <= at
        ),
        note=row.note,
        by=row.by_name,
        at=row.at,
    )
