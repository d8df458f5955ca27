"""The ICS forms of an incident: what they still need, each form, check-in, general messages."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis import commands
from narahubung.crisis.forms_ics import (
    Approve,
    CheckInForm,
    Reply,
    RewriteMessage,
    WriteBrief,
    WriteMessage,
)
from narahubung.crisis.models import CheckIn, GeneralMessage, Incident, Stakeholder
from narahubung.crisis.queries import check_ins as queries
from narahubung.crisis.queries import ics_forms
from narahubung.crisis.queries.ics import NAMES
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_CRISIS, writes=True)
def overview(request: MemberRequest, number: int) -> HttpResponse:
    """All forms, and fields for what they need and nobody has written elsewhere."""
    row = _incident(request, number)
    form = WriteBrief(request.POST or None, initial=queries.brief_of(row))
    if request.method == "POST" and form.is_valid():
        once(commands.write_brief, request, incident_id=row.pk, **form.cleaned_data)
        return _done(request, "crisis:ics", number, row, _("The forms say it now."))
    status = 422 if request.method == "POST" else 200
    return show(
        request,
        "crisis/ics",
        status=status,
        incident=row,
        papers=[(code, *both) for code, both in NAMES.items() if code != "213"],
        form=form,
        names=ics_forms.log_names(number=number, by=request.by, at=request.at),
    )


@require_GET
@guard(Right.SEE_CRISIS)
def paper(request: MemberRequest, number: int, form: str) -> HttpResponse:
    """One form, filled from what the crisis knows."""
    after = last_entry_id()
    row, of = _incident(request, number), request.GET.get("of", "")
    try:
        found = ics_forms.ics_form(
            code=form.upper(), number=number, by=request.by, at=request.at, of=of
        )
    except ics_forms.NoSuchForm as absent:
        raise Http404 from absent
    return show(
        request,
        "crisis/ics_form",
        paper=found,
        of=of,
        message_id=0,
        incident=row,
        live_topics=[f"incident:{row.pk}", "stakeholders"],
        live_after=after,
    )


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_CRISIS, writes=True)
def check_ins(request: MemberRequest, number: int) -> HttpResponse:
    """Who reports at the liaison's place (ICS 211)."""
    after = last_entry_id()
    row = _incident(request, number)
    form = CheckInForm(request.POST or None, stakeholders=_on_the_list(request, row))
    if request.method == "POST" and form.is_valid():
        once(commands.check_in, request, incident_id=row.pk, **form.told())
        return _done(request, "crisis:check_ins", number, row, _("Noted."))
    return show(
        request,
        "crisis/check_ins",
        status=422 if request.method == "POST" else 200,
        incident=row,
        list=queries.check_in_list(number=number, by=request.by),
        form=form,
        live_topics=["stakeholders"],
        live_after=after,
    )


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def arrived(request: MemberRequest, check_in_id: int) -> HttpResponse:
    """They are here now."""
    row = CheckIn.objects.visible_to(request.by).get(pk=check_in_id).incident
    once(commands.note_arrived, request, check_in_id=check_in_id)
    return _done(request, "crisis:check_ins", row.number, row, _("Checked in."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def left(request: MemberRequest, check_in_id: int) -> HttpResponse:
    """They left."""
    row = CheckIn.objects.visible_to(request.by).get(pk=check_in_id).incident
    once(commands.check_out, request, check_in_id=check_in_id)
    return _done(request, "crisis:check_ins", row.number, row, _("Noted."))


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_CRISIS, writes=True)
def messages(request: MemberRequest, number: int) -> HttpResponse:
    """The general messages of an incident (ICS 213); a new one."""
    after = last_entry_id()
    row = _incident(request, number)
    form = WriteMessage(request.POST or None, stakeholders=_on_the_list(request, row))
    if request.method == "POST" and form.is_valid():
        made = once(commands.write_message, request, incident_id=row.pk, **form.told())
        if made is None:  # sent twice: it stands
            return _done(request, "crisis:messages", number, row, _("Written."))
        return _to_message(request, made, _("Written. Somebody who leads approves it."))
    return show(
        request,
        "crisis/messages",
        status=422 if request.method == "POST" else 200,
        incident=row,
        messages=queries.message_list(number=number, by=request.by),
        form=form,
        live_topics=[f"messages:{row.pk}"],
        live_after=after,
    )


@require_GET
@guard(Right.SEE_CRISIS)
def message(request: MemberRequest, message_id: int) -> HttpResponse:
    """One general message as form 213."""
    return _message(request, message_id)


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def rewrite(request: MemberRequest, message_id: int) -> HttpResponse:
    """Write it anew while nobody approved it."""
    row, form = _of(request, message_id), RewriteMessage(request.POST)
    if not form.is_valid():
        return _message(request, message_id, form=form, status=422)
    once(commands.rewrite_message, request, message_id=message_id, **form.cleaned_data)
    return _to_message(request, row, _("Stored."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def approve(request: MemberRequest, message_id: int) -> HttpResponse:
    """Let it go."""
    row, form = _of(request, message_id), Approve(request.POST)
    if not form.is_valid():
        return _message(request, message_id, approve_form=form, status=422)
    once(commands.approve_message, request, message_id=message_id, **form.cleaned_data)
    return _to_message(request, row, _("Approved."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def reply(request: MemberRequest, message_id: int) -> HttpResponse:
    """Write down the reply."""
    row, form = _of(request, message_id), Reply(request.POST)
    if not form.is_valid():
        return _message(request, message_id, reply_form=form, status=422)
    once(commands.note_reply, request, message_id=message_id, **form.cleaned_data)
    return _to_message(request, row, _("The reply is noted."))


def _incident(request: MemberRequest, number: int) -> Incident:
    return Incident.objects.visible_to(request.by, Right.SEE_CRISIS).get(number=number)


def _of(request: MemberRequest, message_id: int) -> GeneralMessage:
    rows = GeneralMessage.objects.visible_to(request.by).select_related("incident")
    return rows.get(pk=message_id)


def _on_the_list(request: MemberRequest, row: Incident) -> Any:
    rows = Stakeholder.objects.visible_to(request.by).filter(removed_at=None)
    return (rows.filter(incident=None) | rows.filter(incident=row)).order_by("name")


def _message(
    request: MemberRequest, message_id: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    row = _of(request, message_id)
    found = ics_forms.message_form(message_id=message_id, by=request.by, at=request.at)
    kept = {name: getattr(row, name) for name in RewriteMessage.base_fields}
    usual = {
        "form": RewriteMessage(initial=kept),
        "approve_form": Approve(),
        "reply_form": Reply(),
    }
    return show(
        request,
        "crisis/message",
        status=status,
        paper=found,
        message=row,
        message_id=row.pk,
        incident=row.incident,
        may_lead=request.by.may(Right.LEAD_CRISIS),
        live_topics=[f"messages:{row.incident_id}"],
        live_after=after,
        **(usual | context),
    )


def _to_message(request: MemberRequest, row: GeneralMessage, says: str) -> HttpResponse:
    topic = f"messages:{row.incident_id}"
    to: dict[str, Any] = {"slug": request.event.slug, "message_id": row.pk}
    return done(request, "crisis:message", topic=topic, says=says, **to)


def _done(request: MemberRequest, page: str, number: int, row: Incident, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "number": number}
    return done(request, page, topic=f"incident:{row.pk}", says=says, **to)
