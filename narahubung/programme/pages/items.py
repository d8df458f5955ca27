"""The programme, its versions, and how its planners change it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.journal.acting import AlreadyDone
from narahubung.journal.reading import history, last_entry_id
from narahubung.kit.tables import as_workbook
from narahubung.kit.web import done, show
from narahubung.parties.models import Party
from narahubung.programme import commands, queries
from narahubung.programme.entries import field_word
from narahubung.programme.forms import AttendanceForm, ItemForm, ReleaseForm, WhyForm
from narahubung.programme.tables import of_items


@require_GET
@guard(Right.SEE_EVENT)
def list_(request: MemberRequest) -> HttpResponse:
    """Show the programme by day, of everybody or of one party (`?party=JPN`)."""
    code = request.GET.get("party", "")
    party = Party.objects.visible_to(request.by).filter(code=code).first() if code else None
    if code and party is None:
        raise Http404
    may_plan = Right.PLAN_PROGRAMME in request.by.everywhere
    versions = queries.releases(by=request.by)
    items = queries.programme_of(by=request.by, party_id=party.pk if party else None)
    if request.GET.get("as") == "xlsx":
        return as_workbook(of_items(items, request.event.zone), at=request.at)
    return show(
        request,
        "programme/list",
        days=queries.in_days(items, request.event.zone),
        of=party,
        mine=Party.objects.visible_to(request.by).filter(pk__in=request.by.own).order_by("code"),
        version=versions[0] if versions else None,
        unreleased=len(queries.unreleased(by=request.by)) if may_plan else 0,
        may_plan=may_plan,
        runs=queries.items_with_cues(by=request.by),
        may_take_in=request.by.may(Right.TAKE_IN_LISTS),
        live_topics=["programme"],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.SEE_EVENT)
def versions(request: MemberRequest) -> HttpResponse:
    """Show the versions that were given out, and what waits to be released."""
    may_plan = Right.PLAN_PROGRAMME in request.by.everywhere
    return show(
        request,
        "programme/versions",
        releases=queries.releases(by=request.by),
        differences=_told(queries.unreleased(by=request.by)) if may_plan else [],
        may_plan=may_plan,
        form=ReleaseForm(),
        live_topics=["programme"],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.SEE_EVENT)
def version(request: MemberRequest, number: int) -> HttpResponse:
    """Show what a version changed, for everybody or for one party (`?party=JPN`)."""
    chosen = request.GET.get("party", "")
    found = queries.version(by=request.by, number=number, party=chosen)
    seen = set(Party.objects.visible_to(request.by).values_list("code", flat=True))
    if chosen and chosen not in seen:
        raise Http404
    return show(
        request,
        "programme/version",
        version=found,
        differences=_told(found.differences),
        codes=[code for code in found.parties if code in seen],
        chosen=chosen,
    )


@require_POST
@guard(Right.PLAN_PROGRAMME, writes=True)
def release(request: MemberRequest) -> HttpResponse:
    """Give the programme out under the next number."""
    form = ReleaseForm(request.POST)
    form.is_valid()
    given = form.cleaned_data
    _once(
        lambda: commands.release(
            note=given.get("note", ""), by=request.by, at=request.at, key=given.get("key")
        )
    )
    newest = queries.releases(by=request.by)[0]
    return done(
        request,
        "programme:version",
        slug=request.event.slug,
        number=newest.number,
        topic="programme",
        says=_("Version {number} is released.").format(number=newest.number),
    )


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PROGRAMME, writes=True)
def item(request: MemberRequest, item: int) -> HttpResponse:
    """Change time, place or state of an item: first shown as old and new, then confirmed."""
    line = queries.item_line(by=request.by, item_id=item)
    form = ItemForm(request.POST or None, item=line, by=request.by)
    shown: list[tuple[str, Any, Any]] = []
    if request.method == "POST" and form.is_valid():
        if "confirm" in request.POST:
            given = form.cleaned_data
            _once(
                lambda: commands.move_item(
                    item_id=item,
                    to=form.to(),
                    why=given["why"],
                    by=request.by,
                    at=request.at,
                    key=given["key"],
                )
            )
            return _back(request, line.topic, _("The change is made and told."))
        shown = [(field_word(name), old, new) for name, old, new in form.shown()]
    return show(
        request,
        "programme/item",
        line=line,
        form=form,
        shown=shown,
        asked=request.method == "POST",
        history=history(topic=line.topic, by=request.by, limit=20),
    )


@require_POST
@guard(Right.PLAN_PROGRAMME, writes=True)
def cancel(request: MemberRequest, item: int) -> HttpResponse:
    """Say that an item will not take place."""
    form = WhyForm(request.POST)
    form.is_valid()
    given = form.cleaned_data
    _once(
        lambda: commands.cancel_item(
            item_id=item,
            why=given.get("why", ""),
            by=request.by,
            at=request.at,
            key=given.get("key"),
        )
    )
    return _back(request, f"item:{item}", _("The item is cancelled; it stays, struck."))


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PROGRAMME, writes=True)
def attendance(request: MemberRequest, item: int) -> HttpResponse:
    """Choose which parties attend an item."""
    line = queries.item_line(by=request.by, item_id=item)
    form = AttendanceForm(request.POST or None, item=line, by=request.by)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        _once(
            lambda: commands.set_attendance(
                item_id=item,
                party_ids=[party.pk for party in given["parties"]],
                by=request.by,
                at=request.at,
                key=given["key"],
            )
        )
        return _back(request, line.topic, _("Who attends is changed and told."))
    return show(request, "programme/attendance", line=line, form=form)


def _told(differences: Any) -> list[dict[str, Any]]:
    """Return differences with the words of their fields."""
    return [
        {
            "one": one,
            "changes": [
                (name, field_word(name), old, new) for name, (old, new) in one.changes.items()
            ],
        }
        for one in differences
    ]


def _once(call: Callable[[], object]) -> None:
    try:
        call()
    except AlreadyDone:
        return


def _back(request: MemberRequest, topic: str, says: str) -> HttpResponse:
    return done(request, "programme:list", slug=request.event.slug, topic=topic, says=says)
