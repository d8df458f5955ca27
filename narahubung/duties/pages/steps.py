"""One step: to read, to tick, to take back, to note, to attach a photo to."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.documents import commands as documents
from narahubung.documents.reading import receive
from narahubung.documents.rules import check_can_attach
from narahubung.duties import commands, forms, queries
from narahubung.duties.models import Step
from narahubung.duties.pages.shared import read, seen_in, shell
from narahubung.journal.reading import last_entry_id
from narahubung.kit.files import MOST_BYTES, NothingAttached, TooBig
from narahubung.kit.web import done, is_swap, show
from narahubung.parties.models import Party


@guard(Right.SEE_DUTIES)
def step(request: MemberRequest, step_id: int) -> HttpResponse:
    """Show one step: as a page, or as the side panel when htmx asks."""
    sheet = queries.step_sheet(step_id=step_id, by=request.by, at=request.at)
    return show(
        request,
        "duties/step",
        **shell(request, Party.objects.visible_to(request.by).get(pk=sheet.line.party_id)),
        sheet=sheet,
        line=sheet.line,
        live_topics=[f"step:{step_id}", f"party:{sheet.line.party_id}"],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def check(request: MemberRequest, step_id: int) -> HttpResponse:
    """Tick the first look."""
    return _look(request, step_id, commands.check, _("Checked."))


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def recheck(request: MemberRequest, step_id: int) -> HttpResponse:
    """Tick the second look."""
    return _look(request, step_id, commands.recheck, _("Re-checked."))


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def undo(request: MemberRequest, step_id: int) -> HttpResponse:
    """Take back the last look."""
    row = _row(request, step_id)
    asked: dict[str, Any] = {"step_id": row.pk, "seen": seen_in(request)}
    return _done(request, row, _("Taken back."), commands.undo_check, **asked)


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def open_step(request: MemberRequest, step_id: int) -> HttpResponse:
    """Open a step that is only for when it is needed."""
    row = _row(request, step_id)
    return _done(request, row, _("Opened."), commands.open_when_needed, step_id=row.pk)


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def note(request: MemberRequest, step_id: int) -> HttpResponse:
    """Write a note at a step."""
    row = _row(request, step_id)
    form = read(forms.NoteForm, request)
    at, text = form.when(request.at), form.cleaned_data["text"]
    return _done(request, row, _("Noted."), commands.note, at=at, step_id=row.pk, text=text)


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def photo(request: MemberRequest, step_id: int) -> HttpResponse:
    """Attach a photo or voice note to a step."""
    row = _row(request, step_id)
    check_can_attach(row.party_id, request.by)
    sent = request.FILES.get("file")
    if sent is None:
        raise NothingAttached
    if (sent.size or 0) > MOST_BYTES:
        raise TooBig
    return _done(
        request,
        row,
        _("Attached."),
        documents.attach,
        at=read(forms.Timed, request).when(request.at),
        party_id=row.party_id,
        about=f"step:{row.pk}",
        file=receive(sent.read()),
    )


def _look(
    request: MemberRequest, step_id: int, look: Callable[..., None], says: str
) -> HttpResponse:
    row = _row(request, step_id)
    form = read(forms.LookForm, request)
    seen = {name: form.cleaned_data[name] for name in ("note", "count")}
    return _done(request, row, says, look, at=form.when(request.at), step_id=row.pk, **seen)


def _row(request: MemberRequest, step_id: int) -> Step:
    rows = Step.objects.visible_to(request.by).select_related("party")
    return rows.only("party", "party__code").get(pk=step_id)


def _done(
    request: MemberRequest,
    row: Step,
    says: str,
    act: Callable[..., object],
    *,
    at: datetime | None = None,
    **asked: Any,
) -> HttpResponse:
    """Act, and go back to where the tap came from: the step's own page or its party's list."""
    once(act, request, at=at or request.at, **asked)
    names: dict[str, Any] = {"slug": request.event.slug}
    if not is_swap(request) and request.POST.get("to") == "list":
        return done(request, "duties:list", **names, code=row.party.code, says=says)
    topic = f"party:{row.party_id}"
    return done(request, "duties:step", **names, step_id=row.pk, topic=topic, says=says)
