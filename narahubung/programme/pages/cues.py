"""The run of show: read by role, given line by line, and typed as a table."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.kit.zones import clock_text
from narahubung.programme import commands, queries, rules
from narahubung.programme.forms.cues import (
    Clocks,
    CueForms,
    NotALine,
    PasteForm,
    SlipForm,
    pasted,
    typed,
)
from narahubung.programme.models import Cue, CueRole


@require_GET
@guard(Right.SEE_EVENT)
def run(request: MemberRequest, item: int) -> HttpResponse:
    """Show the lines of an item: all one may read, one's own, or those of a role."""
    role = request.GET.get("role", "")
    role = role if role in CueRole else ""
    mine = "mine" in request.GET
    found = queries.run_of_show(item_id=item, by=request.by, at=request.at, role=role, mine=mine)
    return show(
        request,
        "programme/run",
        run=found,
        role=role,
        mine=mine,
        live_topics=[f"item:{item}"],
        live_after=last_entry_id(),
    )


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PROGRAMME, writes=True)
def edit(request: MemberRequest, item: int) -> HttpResponse:
    """Type the lines as a table, or paste them."""
    found = queries.run_of_show(item_id=item, by=request.by, at=request.at)
    if found.starts_at is None:
        raise rules.NoStart(title=found.title)
    people = dict(queries.owners(by=request.by))
    rows = CueForms(request.POST or None, initial=_initial(found))
    paste = PasteForm(request.POST or None)
    if request.method == "POST" and rows.is_valid() and paste.is_valid():
        numbers = {name.lower(): pk for pk, name in people.items()}
        clocks = Clocks(found.starts_at, found.zone)
        try:
            lines, removed = typed(rows, clocks, numbers)
            lines += pasted(paste.cleaned_data["pasted"], clocks, numbers)
            once(commands.write_cues, request, item_id=item, lines=lines, removed=removed)
        except NotALine as trouble:
            paste.add_error("pasted", str(trouble))
        except rules.NothingNew:
            return _back(request, item, _("Nothing differs from what stands."))
        else:
            return _back(request, item, _("The run of show is written."))
    others = queries.items_with_cues(by=request.by)
    return show(
        request,
        "programme/run_edit",
        run=found,
        rows=rows,
        paste=paste,
        people=sorted(people.values()),
        others=[line for line in queries.programme_of(by=request.by) if line.id in others],
        status=422 if rows.is_bound else 200,
    )


@require_POST
@guard(Right.PLAN_PROGRAMME, writes=True)
def copy(request: MemberRequest, item: int) -> HttpResponse:
    """Copy the lines of another item."""
    number = once(commands.copy_cues, request, item_id=item, from_item_id=_number(request, "from"))
    says = _("{n} lines are copied.").format(n=number or 0)
    return done(request, "programme:run_edit", slug=request.event.slug, item=item, says=says)


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def give(request: MemberRequest, cue_id: int) -> HttpResponse:
    """Say that a line was given."""
    cue = Cue.objects.visible_to(request.by).get(pk=cue_id)
    pushed = once(commands.give_cue, request, cue_id=cue_id)
    says = _("Given at {clock}.").format(clock=clock_text(request.at, request.event.zone))
    if pushed:
        says += " " + ngettext(
            "What follows moved by {n} minute, and its owners are told.",
            "What follows moved by {n} minutes, and its owners are told.",
            pushed,
        ).format(n=pushed)
    return _back(request, cue.item_id, says)


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def take_back(request: MemberRequest, cue_id: int) -> HttpResponse:
    """Take a tap back."""
    cue = Cue.objects.visible_to(request.by).get(pk=cue_id)
    once(commands.take_back_cue, request, cue_id=cue_id)
    return _back(request, cue.item_id, _("The line is open again."))


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def slip(request: MemberRequest, cue_id: int) -> HttpResponse:
    """Move a line and what follows."""
    cue = Cue.objects.visible_to(request.by).get(pk=cue_id)
    form = SlipForm(request.POST)
    if not form.is_valid():
        raise rules.NotMinutes
    given = form.cleaned_data
    number = once(
        commands.slip_from, request, cue_id=cue_id, minutes=given["minutes"], why=given["why"]
    )
    says = ngettext(
        "{n} line moved, and its owner is told.",
        "{n} lines moved, and their owners are told.",
        number or 0,
    ).format(n=number or 0)
    return _back(request, cue.item_id, says)


@require_POST
@guard(Right.PLAN_PROGRAMME, writes=True)
def swap(request: MemberRequest, cue_id: int) -> HttpResponse:
    """Let a line change places with its neighbour."""
    cue = Cue.objects.visible_to(request.by).get(pk=cue_id)
    down = request.POST.get("down") == "1"
    once(commands.swap_cues, request, cue_id=cue_id, down=down)
    return _back(request, cue.item_id, _("The two lines changed places."))


def _initial(found: queries.RunOfShow) -> list[dict[str, Any]]:
    return [
        {
            "cue": line.id,
            "at": clock_text(line.at, found.zone),
            "minutes": line.minutes or None,
            "fixed": line.fixed,
            "role": line.role,
            "text": line.text,
            "place": line.place,
            "owner": line.owner,
        }
        for line in found.lines
    ]


def _number(request: MemberRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)


def _back(request: MemberRequest, item: int, says: str) -> HttpResponse:
    return done(
        request,
        "programme:run",
        slug=request.event.slug,
        item=item,
        topic=f"item:{item}",
        says=says,
    )
