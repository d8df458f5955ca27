"""Whom the organiser must tell, the letters, the proof, permissions."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis import commands
from narahubung.crisis.forms import Why
from narahubung.crisis.forms_notices import (
    AddNotice,
    Known,
    MovePermission,
    NeedPermission,
    Told,
    WriteLetter,
)
from narahubung.crisis.models import Incident, Notice, Permission
from narahubung.crisis.queries import notices as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.files import handed_out, path_of
from narahubung.kit.web import done, show


@require_GET
@guard(Right.SEE_CRISIS)
def board(request: MemberRequest, number: int) -> HttpResponse:
    """Who must be told by when, what is late on top; permissions."""
    return _board(request, number)


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def propose(request: MemberRequest, number: int) -> HttpResponse:
    """Propose who must be told, by kind and grade."""
    once(commands.propose_notices, request, incident_id=_incident(request, number).pk)
    return _told(request, number, _("Proposed. Say of each when it is told, or why it need not."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def add(request: MemberRequest, number: int) -> HttpResponse:
    """Add a duty by hand."""
    row, form = _incident(request, number), AddNotice(request.POST)
    if not form.is_valid():
        return _board(request, number, add_form=form, status=422)
    once(commands.add_notice, request, incident_id=row.pk, **form.cleaned_data)
    return _told(request, number, _("Added."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def known(request: MemberRequest, notice_id: int) -> HttpResponse:
    """Say when the organiser really knew."""
    number, form = _of(request, notice_id), Known(request.POST)
    if not form.is_valid():
        return _board(request, number, known_form=form, open_notice=notice_id, status=422)
    once(commands.correct_knowledge, request, notice_id=notice_id, **form.cleaned_data)
    return _told(request, number, _("The clock begins at that hour."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def told(request: MemberRequest, notice_id: int) -> HttpResponse:
    """Say that it was told, with the proof."""
    number, form = _of(request, notice_id), Told(request.POST, request.FILES)
    if not form.is_valid():
        return _board(request, number, told_form=form, open_notice=notice_id, status=422)
    said = dict(form.cleaned_data)
    said["file"] = said.pop("proof")
    if said["way"] in {"letter", "mail"}:  # what was sent stays as it was sent
        letter = queries.letter_to(notice_id=notice_id, by=request.by, at=request.at)
        said["letter"] = letter.text
    once(commands.note_told, request, notice_id=notice_id, **said)
    return _told(request, number, _("Noted as told."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def drop(request: MemberRequest, notice_id: int) -> HttpResponse:
    """Say that it need not be told."""
    return _with_reason(request, notice_id, commands.drop_notice, _("Noted: need not be told."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def reopen(request: MemberRequest, notice_id: int) -> HttpResponse:
    """Say that it is to be told after all."""
    return _with_reason(request, notice_id, commands.reopen_notice, _("It is to be told."))


@require_GET
@guard(Right.SEE_CRISIS)
def letter(request: MemberRequest, notice_id: int) -> HttpResponse:
    """The letter, ready from the facts; in Indonesian, or with ?in=en in English."""
    return _letter(request, notice_id)


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def write(request: MemberRequest, notice_id: int) -> HttpResponse:
    """Write in the letter."""
    _of(request, notice_id)
    form = WriteLetter(request.POST)
    if not form.is_valid():
        return _letter(request, notice_id, form=form, status=422)
    once(commands.write_letter, request, notice_id=notice_id, text=form.cleaned_data["text"])
    to: dict[str, Any] = {"slug": request.event.slug, "notice_id": notice_id}
    return done(request, "crisis:letter", says=_("Stored."), **to)


@require_GET
@guard(Right.SEE_CRISIS)
def proof(request: MemberRequest, notice_id: int) -> HttpResponse:
    """Hand out the photo or PDF that proves it."""
    notice = Notice.objects.visible_to(request.by).exclude(digest="").get(pk=notice_id)
    suffix = ".pdf" if notice.media_type == "application/pdf" else ".jpg"
    return handed_out(
        request,
        path_of(notice.digest),
        media_type=notice.media_type,
        name=f"notice-{notice.pk}{suffix}",
    )


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def need(request: MemberRequest, number: int) -> HttpResponse:
    """Note that something needs a permission."""
    row, form = _incident(request, number), NeedPermission(request.POST)
    if not form.is_valid():
        return _board(request, number, need_form=form, status=422)
    once(commands.need_permission, request, incident_id=row.pk, **form.cleaned_data)
    return _told(request, number, _("Noted."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def move(request: MemberRequest, permission_id: int) -> HttpResponse:
    """Note how far a permission has come."""
    rows = Permission.objects.visible_to(request.by).values_list("incident__number", flat=True)
    number, form = rows.get(pk=permission_id), MovePermission(request.POST)
    if not form.is_valid():
        return _board(request, number, move_form=form, open_permission=permission_id, status=422)
    once(commands.move_permission, request, permission_id=permission_id, **form.cleaned_data)
    return _told(request, number, _("Noted."))


def _with_reason(request: MemberRequest, notice_id: int, act: Any, says: str) -> HttpResponse:
    number, form = _of(request, notice_id), Why(request.POST)
    if not form.is_valid():
        return _board(request, number, why_form=form, open_notice=notice_id, status=422)
    once(act, request, notice_id=notice_id, why=form.cleaned_data["why"])
    return _told(request, number, says)


def _incident(request: MemberRequest, number: int) -> Incident:
    return Incident.objects.visible_to(request.by, Right.SEE_CRISIS).get(number=number)


def _of(request: MemberRequest, notice_id: int) -> int:
    rows = Notice.objects.visible_to(request.by).values_list("incident__number", flat=True)
    return rows.get(pk=notice_id)


def _board(
    request: MemberRequest, number: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    found = queries.notice_board(number=number, by=request.by, at=request.at)
    usual = {
        "add_form": AddNotice(),
        "known_form": Known(),
        "told_form": Told(),
        "why_form": Why(),
        "need_form": NeedPermission(),
        "move_form": MovePermission(),
        "open_notice": 0,
        "open_permission": 0,
    }
    return show(
        request,
        "crisis/notices",
        status=status,
        board=found,
        live_topics=[f"notices:{found.incident_id}"],
        live_after=after,
        **(usual | context),
    )


def _letter(
    request: MemberRequest, notice_id: int, *, status: int = 200, form: WriteLetter | None = None
) -> HttpResponse:
    language = "en" if request.GET.get("in") == "en" else "id"
    found = queries.letter_to(notice_id=notice_id, language=language, by=request.by, at=request.at)
    return show(
        request,
        "crisis/letter",
        status=status,
        letter=found,
        form=form or WriteLetter(initial={"text": found.text}),
    )


def _told(request: MemberRequest, number: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "number": number}
    topic = f"notices:{_incident(request, number).pk}"
    return done(request, "crisis:notices", topic=topic, says=says, **to)
