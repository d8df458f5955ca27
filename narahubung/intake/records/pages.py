"""Pages of single records: the kinds, one kind's list, a form to add and a form to correct."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.models import EventState
from narahubung.accounts.roles import Right
from narahubung.intake import commands
from narahubung.intake.difference import Difference
from narahubung.intake.records import queries
from narahubung.intake.records.controls import Section, sections
from narahubung.intake.records.entering import Typed, blank, made_code, typed
from narahubung.intake.records.kinds import Kind, kind_of
from narahubung.intake.records.labels import column_word
from narahubung.intake.records.newcomer import NewDelegation
from narahubung.intake.records.showing import Cells, row_of
from narahubung.intake.rules import check_can_take_in
from narahubung.intake.wording import by_hand, problem_says, remark_says
from narahubung.journal.acting import AlreadyDone
from narahubung.journal.storing import ListIsStale
from narahubung.kit.said import in_one, said
from narahubung.kit.web import is_swap, show

Problems = dict[str, list[str]]  # sentences by column
_NO_CODE = "-"  # stands in for a code that is made as soon as the rest of the form says how
_ASKS_TO_LOOK = {"next_day", "attending_not_known"}
# What usually comes after a delegation: kinds, each with the column that names it.
_AFTER = {
    "delegations": (
        ("delegates", "delegation_id"),
        ("arrivals-departures", "delegation_id"),
        ("room-blocks", "delegation_id"),
    ),
    "delegates": (("delegates", "delegation_id"),),
}


@require_GET
@guard(Right.TAKE_IN_LISTS)
def index(request: MemberRequest) -> HttpResponse:
    """The kinds of record, each with how many there are; in an empty event, how to begin."""
    groups = queries.counted(request.by)
    return show(
        request,
        "intake/records",
        groups=groups,
        is_empty=not any(count for _word, kinds in groups for _kind, count in kinds),
    )


@require_GET
@guard(Right.TAKE_IN_LISTS)
def kind(request: MemberRequest, kind: str) -> HttpResponse:
    """The records of one kind: searched, sorted, page by page."""
    the_kind = kind_of(request.by, kind)
    page = request.GET.get("page", "1")
    listing = queries.listing(
        the_kind,
        by=request.by,
        asked=request.GET.get("q", "")[:100],
        sort=request.GET.get("sort", "code"),
        page=int(page) if page.isdecimal() and len(page) < 6 else 1,
    )
    return show(request, "intake/kind", kind=the_kind, listing=listing)


@require_http_methods(["GET", "POST"])
@guard(Right.TAKE_IN_LISTS, writes=True)
def add(request: MemberRequest, kind: str) -> HttpResponse:
    """Add one record."""
    the_kind = kind_of(request.by, kind)
    if request.method != "POST":
        cells = blank(the_kind, request.GET.dict(), request.event, at=request.at)
        return _form(request, Typed(kind=the_kind, now={}, seen={}, cells=cells, is_new=True))
    form = typed(the_kind, request.POST.dict(), None)
    difference = _with_code(form, request).compared(request.event, source=by_hand(request.by))
    problems = _problems(the_kind, difference)
    row = difference.rows[0]
    code_column = the_kind.sheet.code[0]
    if not problems and row.verdict != "new":
        problems = {code_column: [_exists(the_kind, row.code, request)]}
    if problems:
        return _form(request, form, problems=problems)
    try:
        commands.enter(difference=difference, by=request.by, at=request.at, key=request.key)
    except ListIsStale:
        problems = {code_column: [_exists(the_kind, row.code, request)]}
        return _form(request, form, problems=problems)
    except AlreadyDone:
        return redirect("intake:kind", slug=request.event.slug, kind=kind)
    says = _("{code} is recorded.").format(code=row.label or row.code)
    return _go(request, the_kind, row.code, says)


@require_http_methods(["GET", "POST"])
@guard(Right.TAKE_IN_LISTS, writes=True)
def new_delegation(request: MemberRequest) -> HttpResponse:
    """Add a delegation with its arrival and departure at once; then: who can be with it."""
    data = request.POST if request.method == "POST" else None
    form = NewDelegation(data, event=request.event, by=request.by, at=request.at)
    if data is None or not form.is_valid():
        return show(request, "intake/newcomer", form=form, status=200 if data is None else 422)
    code = form.cleaned_data["code"]
    difference = form.compared(source=by_hand(request.by))
    for problem in difference.problems:
        told = {"sheet": "", "where": "", "kind": problem.kind, "facts": problem.facts}
        form.add_error(None, problem_says(told))
    if form.errors:
        return show(request, "intake/newcomer", form=form, status=422)
    with suppress(AlreadyDone):
        commands.enter(difference=difference, by=request.by, at=request.at, key=request.key)
        request.session["toast"] = _("{code} is recorded.").format(code=code)
    return redirect("assignments:mend", slug=request.event.slug, code=code)


@require_http_methods(["GET", "POST"])
@guard(Right.TAKE_IN_LISTS)
def record(request: MemberRequest, kind: str, code: str) -> HttpResponse:
    """Correct one record; what changed is shown, and can be put back."""
    the_kind = kind_of(request.by, kind)
    the_kind.rows(request.by).get(code=code)  # what one may not see does not exist
    now = _stands(the_kind, code, request)
    form = typed(the_kind, request.POST.dict() if request.method == "POST" else {}, now)
    if request.method != "POST":
        return _form(request, form, code=code)
    check_can_take_in(request.by, request.event, at=request.at)
    if form.meanwhile:
        return _form(request, form, code=code, status=422)
    difference = form.compared(request.event, source=by_hand(request.by))
    if problems := _problems(the_kind, difference):
        return _form(request, form, code=code, problems=problems)
    if difference.is_nothing:
        return _form(request, replace(form, cells=now), code=code, is_same=True)
    try:
        commands.enter(difference=difference, by=request.by, at=request.at, key=request.key)
    except ListIsStale:
        stale = typed(the_kind, request.POST.dict(), _stands(the_kind, code, request))
        return _form(request, stale, code=code, status=422)
    except AlreadyDone:
        return _go(request, the_kind, code, _("This is saved already."))
    stands = _stands(the_kind, code, request)
    saved = Typed(kind=the_kind, now=stands, seen=stands, cells=stands)
    return _form(request, saved, code=code, before=now, remarks=_remarks(the_kind, difference))


def _form(
    request: MemberRequest,
    form: Typed,
    *,
    code: str = "",
    problems: Problems | None = None,
    before: Cells | None = None,
    remarks: Sequence[str] = (),
    status: int = 200,
    is_same: bool = False,
) -> HttpResponse:
    """Answer with the form. before: what stood until this moment, when it was just corrected."""
    kind, problems = form.kind, problems or {}
    other = {name: form.now[name] for name in form.meanwhile}
    history = queries.history_of(kind, code, by=request.by) if code else []
    controls = sections(
        kind, form.whole, by=request.by, is_new=form.is_new, problems=problems, now=other
    )
    return show(
        request,
        "intake/record",
        status=422 if problems else status,
        kind=kind,
        code=code,
        label=_label(kind, code, request) if code else "",
        sections=controls,
        loose=problems.get("", []),
        problems=problems,
        meanwhile=history[0] if other and history else bool(other),
        seen=json.dumps({name: form.now.get(name, "") for name in kind.columns}),
        changes=_changes(controls, before, form.now) if before else [],
        remarks=remarks,
        is_same=is_same,
        is_part=is_swap(request),
        can_cancel=any(f.to == "certainty" for f in kind.sheet.parts[0].fields),
        is_shut=request.event.state in {EventState.CLOSED, EventState.ARCHIVED},
        history=history[:20],
        after=_after(request, kind, code, form.now) if code else [],
    )


def _with_code(form: Typed, request: MemberRequest) -> Typed:
    """Return the form with a code made where none was typed."""
    first = form.kind.sheet.code[0]
    if form.cells[first] or not form.kind.numbered:
        return form
    made = made_code(form.kind, form.cells, request.event) or _NO_CODE
    return replace(form, cells={**form.cells, first: made})


def _stands(kind: Kind, code: str, request: MemberRequest) -> Cells:
    cells = row_of(kind.sheet, code, request.event)
    assert cells is not None  # noqa: S101 -- the caller found the record
    return cells


def _problems(kind: Kind, difference: Difference) -> Problems:
    """Return what is wrong by column; what belongs to no column of the form under ""."""
    found: Problems = {}
    for problem in difference.problems:
        column = str(problem.facts.get("column", ""))
        facts = {**problem.facts, "column": capfirst(column_word(kind.sheet, column))}
        says = problem_says({"sheet": "", "where": "", "kind": problem.kind, "facts": facts})
        found.setdefault(column if column in kind.columns else "", []).append(says)
    if not found and difference.rows[0].verdict == "ignored":
        found[kind.sheet.code[0]] = [_("Nothing is filled in yet.")]
    return found


def _remarks(kind: Kind, difference: Difference) -> list[str]:
    return [
        remark_says(word, str(kind.many), column_word(kind.sheet, column), count)
        for word, _sheet, column, count in difference.remarks
        if word in _ASKS_TO_LOOK
    ]


def _exists(kind: Kind, code: str, request: MemberRequest) -> str:
    return _("{code} exists already: {label}. Correct that one, or choose another code.").format(
        code=code, label=_label(kind, code, request)
    )


def _label(kind: Kind, code: str, request: MemberRequest) -> str:
    found: Any = kind.model.objects.visible_to(request.by).filter(code=code).first()
    if found is None or not hasattr(found, "label"):
        return code
    label = in_one(found.label())
    return said(label) if found._meta.app_label == "movements" else label


def _changes(form: Sequence[Section], before: Cells, now: Cells) -> list[dict[str, str]]:
    """Return what a correction changed: column, its word, old cell, old and new as people read."""
    every = [control for section in form for row in section.rows for control in row]
    return [
        {
            "name": one.name,
            "word": one.label,
            "cell": before[one.name],
            "old": one.says(before[one.name]),
            "new": one.says(now[one.name]),
        }
        for one in every
        if before[one.name] != now[one.name]
    ]


def _after(
    request: MemberRequest, kind: Kind, code: str, now: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return address and words of what is usually added next."""
    found = []
    for slug, column in _AFTER.get(kind.slug, ()):
        to = reverse("intake:add", kwargs={"slug": request.event.slug, "kind": slug})
        party = code if kind.slug == "delegations" else now.get(column, "")
        found.append((f"{to}?{column}={party}", str(kind_of(request.by, slug).add)))
    return found


def _go(request: MemberRequest, kind: Kind, code: str, says: str) -> HttpResponse:
    """Open the page of a record; the sentence is its toast."""
    names = {"slug": request.event.slug, "kind": kind.slug, "code": code}
    request.session["toast"] = says
    to = reverse("intake:record", kwargs=names)
    return HttpResponse(headers={"HX-Redirect": to}) if is_swap(request) else redirect(to)
