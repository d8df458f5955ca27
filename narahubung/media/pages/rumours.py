"""The log of rumours."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.media import commands, forms
from narahubung.media.models import Rumour
from narahubung.media.queries import rumours as queries
from narahubung.media.queries import statements


@require_GET
@guard(Right.SEE_MEDIA)
def log(request: MemberRequest) -> HttpResponse:
    """All rumours, or those that nobody answered."""
    after = last_entry_id()
    unanswered = request.GET.get("show") == "unanswered"
    return show(
        request,
        "media/rumours",
        rumours=queries.rumour_log(by=request.by, unanswered=unanswered),
        unanswered=unanswered,
        form=forms.Hear(parties=queries.parties_to_touch(by=request.by)),
        live_topics=["media"],
        live_after=after,
    )


@require_POST
@guard(Right.SEND_RELAY, writes=True)
def hear(request: MemberRequest) -> HttpResponse:
    """Write down what is said; from the desk, or from the page of who is asked."""
    form = forms.Hear(request.POST, parties=queries.parties_to_touch(by=request.by))
    if not form.is_valid():
        return show(request, "media/hear", status=422, form=form)
    once(commands.log_rumour, request, **form.cleaned_data)
    to = "media:rumours" if request.by.may(Right.SEE_MEDIA) else "media:ask"
    says = _("Noted: the media desk has it.")
    return done(request, to, topic="media", says=says, slug=request.event.slug)


@require_GET
@guard(Right.SEND_RELAY)
def new(request: MemberRequest) -> HttpResponse:
    """The form."""
    form = forms.Hear(parties=queries.parties_to_touch(by=request.by))
    return show(request, "media/hear", form=form)


@require_GET
@guard(Right.SEE_MEDIA)
def rumour(request: MemberRequest, rumour_id: int) -> HttpResponse:
    """One rumour."""
    return _sheet(request, rumour_id)


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def sight(request: MemberRequest, rumour_id: int) -> HttpResponse:
    """It was met once more."""
    return _with(request, rumour_id, forms.Sight, commands.sight_rumour, _("Counted."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def sort(request: MemberRequest, rumour_id: int) -> HttpResponse:
    """Say the risk."""
    return _with(request, rumour_id, forms.Sort, commands.sort_rumour, _("Sorted."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def check(request: MemberRequest, rumour_id: int) -> HttpResponse:
    """Take it."""
    once(commands.check_rumour, request, rumour_id=rumour_id)
    return _done(request, rumour_id, _("You check it."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def judge(request: MemberRequest, rumour_id: int) -> HttpResponse:
    """Say what the check found."""
    _there(request, rumour_id)
    citable = statements.citable_facts(by=request.by, at=request.at)
    form = forms.Judge(request.POST)
    facts = forms.Facts(request.POST, ids=[fact.id for fact in citable])
    if not form.is_valid() or not facts.is_valid():
        return _sheet(request, rumour_id, judge_form=form, status=422)
    once(
        commands.judge_rumour,
        request,
        rumour_id=rumour_id,
        verdict=form.cleaned_data["verdict"],
        facts=facts.cleaned_data["facts"],
        proof_text=form.cleaned_data["proof_text"],
    )
    return _done(request, rumour_id, _("The verdict is noted, with its proof."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def propose_line(request: MemberRequest, rumour_id: int) -> HttpResponse:
    """Write what to say if asked."""
    says = _("Stored. It goes out when it is approved.")
    return _with(request, rumour_id, forms.SayLine, commands.propose_line, says)


@require_POST
@guard(Right.SPEAK, writes=True)
def send_line(request: MemberRequest, rumour_id: int) -> HttpResponse:
    """Approve it: all officers get it."""
    _there(request, rumour_id)
    once(commands.send_line, request, rumour_id=rumour_id)
    return _done(request, rumour_id, _("The line went to all officers."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def answer(request: MemberRequest, rumour_id: int) -> HttpResponse:
    """It was answered."""
    return _with(request, rumour_id, forms.Where, commands.answer_rumour, _("Noted."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def close(request: MemberRequest, rumour_id: int) -> HttpResponse:
    """Nobody says it any more."""
    once(commands.close_rumour, request, rumour_id=rumour_id)
    return _done(request, rumour_id, _("Closed."))


def _with(
    request: MemberRequest, rumour_id: int, form_class: Any, command: Any, says: str
) -> HttpResponse:
    _there(request, rumour_id)
    form = form_class(request.POST)
    if not form.is_valid():
        return _sheet(request, rumour_id, bad_form=form, status=422)
    once(command, request, rumour_id=rumour_id, **form.cleaned_data)
    return _done(request, rumour_id, says)


def _there(request: MemberRequest, rumour_id: int) -> None:
    Rumour.objects.visible_to(request.by).get(pk=rumour_id)


def _sheet(
    request: MemberRequest, rumour_id: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    found = queries.rumour_sheet(rumour_id=rumour_id, by=request.by)
    usual = {
        "sort_form": forms.Sort(initial={"risk": found.risk}),
        "judge_form": forms.Judge(),
        "line_form": forms.SayLine(initial={"indonesian": found.line_id, "english": found.line_en}),
        "where_form": forms.Where(),
        "sight_form": forms.Sight(),
        "bad_form": None,
    }
    return show(
        request,
        "media/rumour",
        status=status,
        rumour=found,
        sightings=queries.sightings(rumour_id=rumour_id, by=request.by),
        incidents=statements.open_incidents(by=request.by),
        citable=statements.citable_facts(by=request.by, at=request.at) if found.can_judge else [],
        may_speak=request.by.may(Right.SPEAK),
        live_topics=[f"rumour:{rumour_id}"],
        live_after=after,
        **(usual | context),
    )


def _done(request: MemberRequest, rumour_id: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "rumour_id": rumour_id}
    return done(request, "media:rumour", topic=f"rumour:{rumour_id}", says=says, **to)
