"""The pages of duties: a party's steps by day, one step, the log, the lists in force."""

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any, TypeVar

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.documents import commands as documents
from narahubung.documents.reading import receive
from narahubung.documents.rules import MOST_BYTES, NothingAttached, TooBig, check_can_attach
from narahubung.duties import commands, forms, queries, words
from narahubung.duties.lists import lists, told
from narahubung.journal.acting import AlreadyDone
from narahubung.journal.reading import last_entry_id
from narahubung.kit.refusals import Refusal
from narahubung.kit.templatetags.times import day_text
from narahubung.kit.web import done, is_swap, show
from narahubung.parties.models import Party

F = TypeVar("F", bound=forms.Keyed)


class Unclear(Refusal):
    """A form that cannot be read."""

    says = "{fault}"


@guard(Right.SEE_DUTIES)
def steps(request: MemberRequest, code: str) -> HttpResponse:
    """Show all steps of a party by day; `only` filters."""
    party = Party.objects.visible_to(request.by, Right.SEE_DUTIES).get(code=code)
    only = request.GET.get("only", "next")
    only = only if only in {*queries.ONLY, "all"} else "next"
    found = queries.steps_of(
        party_id=party.pk,
        by=request.by,
        at=request.at,
        only="" if only == "all" else only,
    )
    ready = queries.readiness(by=request.by, at=request.at, party_ids=[party.pk])
    return show(
        request,
        "duties/list",
        **_shell(request, party),
        days=_by_day(found),
        only=only,
        ready=ready.get(party.pk),
        asleep=queries.sleeping_of(party_id=party.pk, by=request.by, at=request.at),
        observations=queries.observations_of(party_id=party.pk, by=request.by, at=request.at),
        observe_form=forms.ObserveForm(),
        may_work=request.by.may_for(Right.DO_DUTIES, party.pk),
        may_observe=request.by.may_for(Right.SEE_OBSERVATIONS, party.pk),
        filters=_filters(),
        live_topics=[f"party:{party.pk}"],
        live_after=last_entry_id(),
    )


@guard(Right.SEE_DUTIES)
def step(request: MemberRequest, step_id: int) -> HttpResponse:
    """Show one step: as a page, or as the side panel when htmx asks."""
    sheet = queries.step_sheet(step_id=step_id, by=request.by, at=request.at)
    return show(
        request,
        "duties/step",
        **_shell(request, Party.objects.visible_to(request.by).get(pk=sheet.line.party_id)),
        sheet=sheet,
        line=sheet.line,
        role_word=words.role_word(sheet.line.role),
        note_form=forms.NoteForm(),
        file_form=forms.FileForm(),
        live_topics=[f"step:{step_id}", f"party:{sheet.line.party_id}"],
        live_after=last_entry_id(),
    )


@guard(Right.SEE_EVENT)
def procedures(request: MemberRequest) -> HttpResponse:
    """Show the lists in force, to read."""
    found = [
        {
            "letter": one.letter,
            "title": told(one.title),
            "version": one.version,
            "since": day_text(one.effective_on, short=True, year=True),
            "source": one.source,
            "steps": [
                {
                    "code": each.code,
                    "text": told(each.text),
                    "hint": told(each.hint),
                    "critical": each.critical,
                    "role": words.role_word(each.role),
                    "department": "" if each.department == "officer" else each.department,
                    "looks": 1 + len(each.recheck),
                    "proof": told(each.evidence.of),
                    "facts": [words.fact_word(fact) for fact in each.invalidated_by],
                    "when_needed": each.when_needed,
                }
                for each in one.steps
            ],
        }
        for one in lists()
    ]
    return show(request, "duties/procedures", lists=found, slug=request.event.slug)


@guard(Right.SEE_DUTIES)
def log(request: MemberRequest, code: str) -> HttpResponse:
    """Show a party's log in the order of time."""
    party = Party.objects.visible_to(request.by, Right.SEE_DUTIES).get(code=code)
    return show(
        request,
        "duties/log",
        **_shell(request, party),
        lines=queries.log_of(party_id=party.pk, by=request.by),
        note_form=forms.NoteForm(),
        may_work=request.by.may_for(Right.DO_DUTIES, party.pk),
        live_topics=[f"party:{party.pk}"],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def check(request: MemberRequest, step_id: int) -> HttpResponse:
    """Tick the first look."""
    return _tick(request, step_id, commands.check, _("Checked."))


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def recheck(request: MemberRequest, step_id: int) -> HttpResponse:
    """Tick the second look."""
    return _tick(request, step_id, commands.recheck, _("Re-checked."))


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def undo(request: MemberRequest, step_id: int) -> HttpResponse:
    """Take back the last look."""
    line = queries.step_line(step_id=step_id, by=request.by, at=request.at)
    form = _read(forms.Keyed, request)
    _once(commands.undo_check, step_id=step_id, by=request.by, at=request.at, key=form.act_key)
    return _back(request, line, _("Taken back."))


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def open_step(request: MemberRequest, step_id: int) -> HttpResponse:
    """Open a step that is only for when it is needed."""
    line = queries.step_line(step_id=step_id, by=request.by, at=request.at)
    form = _read(forms.Keyed, request)
    _once(
        commands.open_when_needed,
        step_id=step_id,
        by=request.by,
        at=request.at,
        key=form.act_key,
    )
    return _back(request, line, _("Opened."))


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def note(request: MemberRequest, step_id: int) -> HttpResponse:
    """Write a note at a step."""
    line = queries.step_line(step_id=step_id, by=request.by, at=request.at)
    form = _read(forms.NoteForm, request)
    _once(
        commands.note,
        step_id=step_id,
        text=form.cleaned_data["text"],
        by=request.by,
        at=form.when(request.at),
        key=form.act_key,
    )
    return _back(request, line, _("Noted."))


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def photo(request: MemberRequest, step_id: int) -> HttpResponse:
    """Attach a photo or voice note to a step."""
    line = queries.step_line(step_id=step_id, by=request.by, at=request.at)
    check_can_attach(line.party_id, request.by)
    sent = request.FILES.get("file")
    if sent is None:
        raise NothingAttached
    if (sent.size or 0) > MOST_BYTES:
        raise TooBig
    form = _read(forms.Keyed, request)
    _once(
        documents.attach,
        party_id=line.party_id,
        about=line.topic,
        file=receive(sent.read()),
        by=request.by,
        at=form.when(request.at),
        key=form.act_key,
    )
    return _back(request, line, _("Attached."))


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def note_in_log(request: MemberRequest, code: str) -> HttpResponse:
    """Write a line into a party's log."""
    party = Party.objects.visible_to(request.by, Right.SEE_DUTIES).get(code=code)
    form = _read(forms.NoteForm, request)
    _once(
        commands.note_in_log,
        party_id=party.pk,
        text=form.cleaned_data["text"],
        by=request.by,
        at=form.when(request.at),
        key=form.act_key,
    )
    return done(
        request,
        "duties:log",
        slug=request.event.slug,
        code=party.code,
        topic=f"party:{party.pk}",
        says=_("Noted."),
    )


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def observe(request: MemberRequest, code: str) -> HttpResponse:
    """Note something about a guest."""
    party = Party.objects.visible_to(request.by, Right.SEE_OBSERVATIONS).get(code=code)
    form = _read(forms.ObserveForm, request)
    _once(
        commands.observe,
        party_id=party.pk,
        text=form.cleaned_data["text"],
        kind=form.cleaned_data["kind"],
        member_id=form.cleaned_data["member"],
        hours=form.cleaned_data["hours"],
        by=request.by,
        at=form.when(request.at),
        key=form.act_key,
    )
    return done(
        request,
        "duties:list",
        slug=request.event.slug,
        code=party.code,
        topic=f"party:{party.pk}",
        says=_("Noted."),
    )


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def unobserve(request: MemberRequest, observation_id: int) -> HttpResponse:
    """Take an observation away."""
    party = Party.objects.visible_to(request.by, Right.SEE_OBSERVATIONS).get(
        observations__pk=observation_id
    )
    form = _read(forms.Keyed, request)
    _once(
        commands.remove_observation,
        observation_id=observation_id,
        by=request.by,
        at=request.at,
        key=form.act_key,
    )
    return done(
        request,
        "duties:list",
        slug=request.event.slug,
        code=party.code,
        topic=f"party:{party.pk}",
        says=_("Removed."),
    )


def _tick(
    request: MemberRequest, step_id: int, tick: Callable[..., None], says: str
) -> HttpResponse:
    line = queries.step_line(step_id=step_id, by=request.by, at=request.at)
    form = _read(forms.LookForm, request)
    _once(
        tick,
        step_id=step_id,
        note=form.cleaned_data["note"],
        count=form.cleaned_data["count"],
        by=request.by,
        at=form.when(request.at),
        key=form.act_key,
    )
    return _back(request, line, says)


def _read(form_class: type[F], request: MemberRequest) -> F:
    form = form_class(request.POST)
    if not form.is_valid():
        raise Unclear(fault=forms.first_error(form))
    return form


def _once(act: Callable[..., object], **asked: Any) -> None:
    """Do it; a second tap of the same form is no fault of anybody."""
    try:
        act(**asked)
    except AlreadyDone:
        return


def _back(request: MemberRequest, line: queries.StepLine, says: str) -> HttpResponse:
    """Go back to where the tap came from: the step's own page or the list of its party."""
    if not is_swap(request) and request.POST.get("to") == "list":
        return done(
            request, "duties:list", slug=request.event.slug, code=line.party_code, says=says
        )
    return done(
        request,
        "duties:step",
        slug=request.event.slug,
        step_id=line.id,
        topic=f"party:{line.party_id}",
        says=says,
    )


def _by_day(lines: list[queries.StepLine]) -> list[tuple[date, list[queries.StepLine]]]:
    return [(day, list(group)) for day, group in groupby(lines, key=lambda line: line.day)]


def _shell(request: MemberRequest, party: Party) -> dict[str, Any]:
    """Return what the page around needs: the desk's, or the phone's for an officer."""
    on_desk = not request.by.own
    return {
        "shell": "kit/desk.html" if on_desk else "kit/field.html",
        "on_desk": on_desk,
        "slug": request.event.slug,
        "party": {
            "pk": party.pk,
            "code": party.code,
            "name": party.name,
            "flag": party.iso_alpha2,
        },
    }


def _filters() -> list[tuple[str, str]]:
    return [
        ("next", _("Now and next")),
        ("late", _("Late")),
        ("again", _("Check again")),
        ("critical", _("Critical")),
        ("past", _("Done and past")),
        ("all", _("All")),
    ]
