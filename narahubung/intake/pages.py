"""Pages of one event's lists, and of the list that makes an event."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, members
from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.intake import commands, jobs, queries
from narahubung.intake.blank import blank_workbook
from narahubung.intake.forms import BringList, TakeIn
from narahubung.intake.models import Import, ImportState
from narahubung.intake.progress import note
from narahubung.intake.rules import (
    HasProblems,
    NothingNew,
    NotReady,
    check_can_take_in,
    may_make_events,
)
from narahubung.kit.actor import Actor
from narahubung.kit.tables import MEDIA_TYPE
from narahubung.kit.web import done, is_swap, show

Page = Callable[..., HttpResponse]


def maker(page: Page) -> Page:
    """Let in who may make an event out of a list; others get 404. Belongs on top of `members`."""

    @wraps(page)
    def guarded(request: Any, **kwargs: Any) -> HttpResponse:
        if not may_make_events(request.user.pk, at=request.at):
            raise Http404
        return page(request, **kwargs)

    return guarded


# ---- pages of an event --------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@guard(Right.TAKE_IN_LISTS)
def imports(request: MemberRequest) -> HttpResponse:
    """The lists brought so far, and the place to bring one."""
    return _imports(request, request.event, queries.imports_of(request.by))


@require_GET
@guard(Right.TAKE_IN_LISTS)
def blank(request: MemberRequest) -> HttpResponse:
    """An empty workbook with every sheet we know, to be filled in and brought."""
    answer = HttpResponse(blank_workbook(request.event), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{request.event.slug}.xlsx"'
    return answer


@require_GET
@guard(Right.TAKE_IN_LISTS)
def one(request: MemberRequest, import_id: int) -> HttpResponse:
    """One list: progress, then the difference, then what became of it."""
    return _one(request, _of_event(request, import_id))


@require_POST
@guard(Right.TAKE_IN_LISTS, writes=True)
def take_in(request: MemberRequest, import_id: int) -> HttpResponse:
    """Take it in as shown."""
    return _take_in(request, _of_event(request, import_id))


@require_POST
@guard(Right.TAKE_IN_LISTS, writes=True)
def dismiss(request: MemberRequest, import_id: int) -> HttpResponse:
    """Put it away."""
    return _dismiss(request, _of_event(request, import_id))


@require_POST
@guard(Right.TAKE_IN_LISTS, writes=True)
def again(request: MemberRequest, import_id: int) -> HttpResponse:
    """Read and compare once more."""
    return _again(request, _of_event(request, import_id))


# ---- pages without an event: the list makes it --------------------------------------------------


@require_http_methods(["GET", "POST"])
@members
@maker
def imports_outside(request: MemberRequest) -> HttpResponse:
    """Bring the list that makes an event."""
    return _imports(request, None, queries.imports_without_event(request.user.pk))


@require_GET
@members
@maker
def one_outside(request: MemberRequest, import_id: int) -> HttpResponse:
    """One list that makes an event; once it did, the page of the event."""
    row = _of_person(request, import_id)
    if row.state == ImportState.APPLIED and row.event is not None:
        to = _url(row, "one")
        if is_swap(request):
            return HttpResponse(headers={"HX-Redirect": to})
        return redirect(to)
    return _one(request, row)


@require_POST
@members
@maker
def take_in_outside(request: MemberRequest, import_id: int) -> HttpResponse:
    """Take it in as shown: the event is made."""
    return _take_in(request, _of_person(request, import_id))


@require_POST
@members
@maker
def dismiss_outside(request: MemberRequest, import_id: int) -> HttpResponse:
    """Put it away."""
    return _dismiss(request, _of_person(request, import_id))


@require_POST
@members
@maker
def again_outside(request: MemberRequest, import_id: int) -> HttpResponse:
    """Read and compare once more."""
    return _again(request, _of_person(request, import_id))


# ---- what both share ----------------------------------------------------------------------------


def _of_event(request: MemberRequest, import_id: int) -> Import:
    return Import.objects.visible_to(request.by).select_related("event").get(pk=import_id)


def _of_person(request: MemberRequest, import_id: int) -> Import:
    return Import.objects.select_related("event").get(pk=import_id, by_id=request.user.pk)


def _imports(request: MemberRequest, event: Event | None, rows: list[Import]) -> HttpResponse:
    form = BringList(request.POST, request.FILES) if request.method == "POST" else BringList()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        row = commands.bring(
            file_name=file.name,
            body=file.read(),
            event=event,
            by=request.by,
            at=request.at,
            key=form.cleaned_data["key"],
        )
        transaction.on_commit(lambda: jobs.read_list.enqueue(row.pk))
        return redirect(_url(row, "one", event=event))
    return show(
        request,
        "intake/imports",
        status=422 if form.errors else 200,
        form=form,
        imports=[(row, _url(row, "one", event=event)) for row in rows],
        outside=event is None,
        live_topics=["imports"] if event else [],
    )


def _one(request: MemberRequest, row: Import) -> HttpResponse:
    asked = request.GET
    page = asked.get("page", "1")
    sheet = queries.import_sheet(
        row,
        at=request.at,
        sheet=asked.get("sheet", "")[:60],
        verdict=asked.get("show", "")[:20],
        page=int(page) if page.isdecimal() and len(page) < 6 else 1,
    )
    event = getattr(request, "event", None)
    names = ("one", "take_in", "dismiss", "again", "imports")
    return show(
        request,
        "intake/one",
        sheet=sheet,
        to={name: _url(row, name, event=event) for name in names},
        live_topics=[f"import:{row.pk}"] if event else [],
        outside=event is None,
    )


def _take_in(request: MemberRequest, row: Import) -> HttpResponse:
    form = TakeIn(request.POST)
    form.is_valid()
    leave_out = bool(form.cleaned_data.get("leave_out"))
    check_can_take_in(_actor(request), row.event, at=request.at)
    if row.staging.get("nothing"):
        raise NothingNew
    if row.staging.get("problems") and not leave_out:
        raise HasProblems(count=len(row.staging["problems"]))
    begun = {"state": ImportState.APPLYING.value, "progress": 0, "doing": ""}
    if not note(row.pk, at=request.at, was=ImportState.READY, to=begun):
        raise NotReady(state=ImportState(row.state).label)
    transaction.on_commit(lambda: jobs.take_in_list.enqueue(row.pk, leave_out))
    return redirect(_url(row, "one", event=getattr(request, "event", None)))


def _dismiss(request: MemberRequest, row: Import) -> HttpResponse:
    commands.dismiss(import_id=row.pk, by=_actor(request), at=request.at)
    event = getattr(request, "event", None)
    if event is None:
        return done(request, "intake_outside:imports", says=_("The list was put away."))
    return done(
        request,
        "intake:list",
        slug=event.slug,
        topic="imports",
        says=_("The list was put away."),
    )


def _again(request: MemberRequest, row: Import) -> HttpResponse:
    if row.state in {ImportState.APPLIED, ImportState.DISMISSED}:
        raise NotReady(state=ImportState(row.state).label)
    anew = {"state": ImportState.READING.value, "trouble": "", "staging": {}}
    note(row.pk, at=request.at, to={**anew, "progress": 0, "doing": ""})
    transaction.on_commit(lambda: jobs.read_list.enqueue(row.pk))
    return redirect(_url(row, "one", event=getattr(request, "event", None)))


def _actor(request: HttpRequest) -> Actor:
    by: Actor = request.by  # type: ignore[attr-defined]
    return by


def _url(row: Import, name: str, *, event: Event | None = None) -> str:
    """Return an address of an import's page: in the event one is in, else outside of events."""
    event = event or (row.event if row.state == ImportState.APPLIED else None)
    one_import = {} if name == "imports" else {"import_id": row.pk}
    if event is None:
        return reverse(f"intake_outside:{name}", kwargs=one_import)
    name = "list" if name == "imports" else name
    return reverse(f"intake:{name}", kwargs={"slug": event.slug, **one_import})
