"""The liaison's desk: the standing list, the desk of an incident, one stakeholder."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis import commands
from narahubung.crisis.forms import Why
from narahubung.crisis.forms_stakeholders import (
    SEND,
    AddWay,
    Answer,
    Ask,
    KeepStakeholder,
    Tell,
    TryWay,
)
from narahubung.crisis.models import Incident, Question, Stakeholder, Way
from narahubung.crisis.queries import stakeholders as queries
from narahubung.crisis.words import SENT_HOW
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.relays.audiences import choices

# Which incident a form without one in its address belongs to: a hidden field of that name.
_OF = "incident"


@require_GET
@guard(Right.SEE_CRISIS)
def desk(request: MemberRequest, number: int) -> HttpResponse:
    """Who must be told of this incident; who is overdue on top."""
    return _desk(request, number)


@require_GET
@guard(Right.SEE_CRISIS)
def standing(request: MemberRequest) -> HttpResponse:
    """Who must be told whenever something happens."""
    return _desk(request, None)


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_CRISIS, writes=True)
def add(request: MemberRequest, number: int | None = None) -> HttpResponse:
    """Put somebody on the list of an incident, or on the standing one."""
    incident = _incident(request, number) if number else None
    form = KeepStakeholder(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "crisis/stakeholder_add", form=form, number=number, status=status)
    made = once(
        commands.add_stakeholder,
        request,
        incident_id=incident.pk if incident else None,
        **form.cleaned_data,
    )
    if made is None:  # sent twice: it stands
        return _to_desk(request, number, _("They are on the list."))
    says = _("They are on the list. Add how they are reached.")
    return _to_sheet(request, made.pk, number, says)


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def take_over(request: MemberRequest) -> HttpResponse:
    """Put the event's contacts on the standing list."""
    count = once(commands.take_over_contacts, request) or 0
    says = ngettext("{n} contact is new on the list.", "{n} contacts are new on the list.", count)
    return _to_desk(request, None, says.format(n=count))


@require_GET
@guard(Right.SEE_CRISIS)
def sheet(request: MemberRequest, stakeholder_id: int, number: int | None = None) -> HttpResponse:
    """One stakeholder: how to reach it, what it was told and asks."""
    return _sheet(request, stakeholder_id, number)


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def change(request: MemberRequest, stakeholder_id: int) -> HttpResponse:
    """Write anew what is known of it."""
    number, form = _number(request, stakeholder_id), KeepStakeholder(request.POST)
    if not form.is_valid():
        return _sheet(request, stakeholder_id, number, form=form, status=422)
    once(commands.change_stakeholder, request, stakeholder_id=stakeholder_id, **form.cleaned_data)
    return _to_sheet(request, stakeholder_id, number, _("Stored."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def remove(request: MemberRequest, stakeholder_id: int) -> HttpResponse:
    """Take it off the list."""
    number, form = _number(request, stakeholder_id), Why(request.POST)
    if not form.is_valid():
        return _sheet(request, stakeholder_id, number, why_form=form, status=422)
    why = form.cleaned_data["why"]
    once(commands.remove_stakeholder, request, stakeholder_id=stakeholder_id, why=why)
    return _to_desk(request, number, _("They are off the list."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def add_way(request: MemberRequest, stakeholder_id: int) -> HttpResponse:
    """Note one more way to reach it."""
    offered = choices(request.by, request.at)
    number, form = _number(request, stakeholder_id), AddWay(request.POST, audiences=offered)
    if not form.is_valid():
        return _sheet(request, stakeholder_id, number, way_form=form, status=422)
    once(commands.add_way, request, stakeholder_id=stakeholder_id, **form.cleaned_data)
    return _to_sheet(request, stakeholder_id, number, _("Noted."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def remove_way(request: MemberRequest, way_id: int) -> HttpResponse:
    """Take a way off the list."""
    way = Way.objects.visible_to(request.by).get(pk=way_id)
    number = _number(request, way.stakeholder_id)
    once(commands.remove_way, request, way_id=way_id)
    return _to_sheet(request, way.stakeholder_id, number, _("Taken off the list."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def try_way(request: MemberRequest, way_id: int) -> HttpResponse:
    """Whether they were reached by it."""
    way = Way.objects.visible_to(request.by).get(pk=way_id)
    number, form = _number(request, way.stakeholder_id), TryWay(request.POST)
    if not form.is_valid():
        return _sheet(request, way.stakeholder_id, number, status=422)
    incident = _incident(request, number) if number else None
    once(
        commands.try_way,
        request,
        way_id=way_id,
        works=form.cleaned_data["works"],
        incident_id=incident.pk if incident else None,
    )
    return _to_sheet(request, way.stakeholder_id, number, _("Noted."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def tell(request: MemberRequest, number: int, stakeholder_id: int) -> HttpResponse:
    """They know now."""
    row, form = _row(request, stakeholder_id), Tell(request.POST)
    incident = _incident(request, number)
    if not form.is_valid():
        return _sheet(request, row.pk, number, tell_form=form, status=422)
    given, of = form.cleaned_data, {"stakeholder_id": row.pk, "incident_id": incident.pk}
    if given["how"] == SEND:
        del given["how"]
        made = once(commands.send_to_stakeholder, request, **of, **given)
        how = str(SENT_HOW[made.how]) if made else ""
        says = _("Sent to {name} {how}.").format(name=row.name, how=how)
    else:
        once(commands.tell_stakeholder, request, **of, **given)
        says = _("Noted: {name} is told.").format(name=row.name)
    return _to_desk(request, number, says, anchor=f"stakeholder-{row.pk}")


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def ask(request: MemberRequest, number: int, stakeholder_id: int) -> HttpResponse:
    """They ask something, or we do."""
    row, form = _row(request, stakeholder_id), Ask(request.POST)
    incident = _incident(request, number)
    if not form.is_valid():
        return _sheet(request, row.pk, number, ask_form=form, status=422)
    once(
        commands.take_question,
        request,
        stakeholder_id=row.pk,
        incident_id=incident.pk,
        **form.cleaned_data,
    )
    return _to_sheet(request, row.pk, number, _("The question is open until it is answered."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def answer(request: MemberRequest, question_id: int) -> HttpResponse:
    """There is an answer."""
    rows = Question.objects.visible_to(request.by).select_related("incident")
    row, form = rows.get(pk=question_id), Answer(request.POST)
    number = row.incident.number
    if not form.is_valid():
        return _sheet(request, row.stakeholder_id, number, answer_form=form, status=422)
    said = form.cleaned_data["answer"]
    once(commands.answer_question, request, question_id=question_id, answer=said)
    return _to_sheet(request, row.stakeholder_id, number, _("The answer is noted."))


def _incident(request: MemberRequest, number: int) -> Incident:
    return Incident.objects.visible_to(request.by, Right.SEE_CRISIS).get(number=number)


def _row(request: MemberRequest, stakeholder_id: int) -> Stakeholder:
    return Stakeholder.objects.visible_to(request.by).get(pk=stakeholder_id)


def _number(request: MemberRequest, stakeholder_id: int) -> int | None:
    """Return the incident whose desk one works at, None at the standing list."""
    row = _row(request, stakeholder_id)
    if row.incident:
        return row.incident.number
    asked = request.POST.get(_OF, "")
    return _incident(request, int(asked)).number if asked.isdecimal() and asked != "0" else None


def _desk(request: MemberRequest, number: int | None) -> HttpResponse:
    after = last_entry_id()
    found = queries.liaison_desk(number=number, by=request.by, at=request.at)
    return show(
        request,
        "crisis/desk",
        desk=found,
        live_topics=["stakeholders"],
        live_after=after,
    )


def _sheet(
    request: MemberRequest,
    stakeholder_id: int,
    number: int | None,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    after = last_entry_id()
    found = queries.stakeholder_sheet(
        stakeholder_id=stakeholder_id, number=number, by=request.by, at=request.at
    )
    line = found.line
    kept = {name: getattr(line, name) for name in KeepStakeholder.base_fields}
    usual = {
        "form": KeepStakeholder(initial=kept),
        "way_form": AddWay(audiences=choices(request.by, request.at)),
        "tell_form": Tell(),
        "ask_form": Ask(),
        "answer_form": Answer(),
        "why_form": Why(),
    }
    return show(
        request,
        "crisis/stakeholder",
        status=status,
        sheet=found,
        live_topics=["stakeholders"],
        live_after=after,
        **(usual | context),
    )


def _to_desk(
    request: MemberRequest, number: int | None, says: str, *, anchor: str = ""
) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug}
    page = "crisis:stakeholders"
    if number:
        page, to = "crisis:desk", {**to, "number": number}
    return done(request, page, topic="stakeholders", says=says, anchor=anchor, **to)


def _to_sheet(
    request: MemberRequest, stakeholder_id: int, number: int | None, says: str
) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "stakeholder_id": stakeholder_id}
    page = "crisis:stakeholder"
    if number:
        page, to = "crisis:desk_one", {**to, "number": number}
    return done(request, page, topic="stakeholders", says=says, **to)
