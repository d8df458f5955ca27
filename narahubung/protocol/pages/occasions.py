"""The library, an item's occasion, and what is edited of it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.protocol import commands
from narahubung.protocol.forms import CheckForm, ChooseOccasion, Frame, TextForm
from narahubung.protocol.models import OccasionCheck, OccasionText
from narahubung.protocol.queries import etiquette, positions
from narahubung.protocol.queries import occasions as queries


@require_GET
@guard(Right.SEE_PLACES)
def listing(request: MemberRequest) -> HttpResponse:
    """The items with their occasions, and the library."""
    after = last_entry_id()
    items = queries.items_with(by=request.by)
    return show(
        request,
        "protocol/occasions",
        items=items,
        chosen=sum(bool(one.code) for one in items),
        kinds=queries.kinds(),
        may_plan=Right.PLAN_PLACES in request.by.everywhere,
        live_topics=["occasions"],
        live_after=after,
    )


@require_GET
@guard(Right.SEE_PLACES)
def kind(request: MemberRequest, kind: str) -> HttpResponse:
    """One occasion of the library, with all it brings."""
    found = queries.kind_card(kind)
    if found is None:
        raise Http404
    return show(
        request,
        "protocol/occasion_kind",
        kind=found,
        pictures=positions.pictures(found.scenes),
        cards=etiquette.titles(found.cards),
    )


@require_GET
@guard(Right.SEE_PLACES)
def sheet(request: MemberRequest, item_id: int) -> HttpResponse:
    """An item's occasion, or what to choose."""
    return _sheet(request, item_id)


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def choose(request: MemberRequest, item_id: int) -> HttpResponse:
    """Choose one: steps, texts and checks are made."""
    queries.occasion_sheet(item_id=item_id, by=request.by, at=request.at)  # absent is absent
    form = ChooseOccasion(request.POST)
    if not form.is_valid():
        return _sheet(request, item_id, status=422)
    once(commands.choose_occasion, request, item_id=item_id, occasion=form.cleaned_data["code"])
    return _done(request, item_id, _("Chosen. Its steps, texts and checks are here to be edited."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def take_back(request: MemberRequest, item_id: int) -> HttpResponse:
    """Take the choice back."""
    gone = once(commands.take_back_occasion, request, item_id=item_id)
    kept = gone[1] if gone else 0
    says = _("Taken back, with its texts, checks and steps.")
    if kept:
        says += " " + ngettext(
            "{n} line of the run of show stays: it was edited or given.",
            "{n} lines of the run of show stay: they were edited or given.",
            kept,
        ).format(n=kept)
    return _done(request, item_id, says)


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def frame(request: MemberRequest, item_id: int) -> HttpResponse:
    """Set room shape, order and seats."""
    queries.occasion_sheet(item_id=item_id, by=request.by, at=request.at)
    form = Frame(request.POST)
    if not form.is_valid():
        return _sheet(request, item_id, frame_form=form, status=422)
    once(commands.set_occasion, request, item_id=item_id, **form.cleaned_data)
    return _done(request, item_id, _("Stored."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def add_text(request: MemberRequest, item_id: int) -> HttpResponse:
    """Add a text."""
    queries.occasion_sheet(item_id=item_id, by=request.by, at=request.at)
    form = TextForm(request.POST)
    if not form.is_valid():
        return _sheet(request, item_id, text_form=form, status=422)
    once(commands.write_occasion_text, request, item_id=item_id, **form.cleaned_data)
    return _done(request, item_id, _("Stored."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def add_check(request: MemberRequest, item_id: int) -> HttpResponse:
    """Add a check."""
    queries.occasion_sheet(item_id=item_id, by=request.by, at=request.at)
    form = CheckForm(request.POST)
    if not form.is_valid():
        return _sheet(request, item_id, check_form=form, status=422)
    once(commands.write_occasion_check, request, item_id=item_id, **form.cleaned_data)
    return _done(request, item_id, _("Stored."))


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def text(request: MemberRequest, occasion_text_id: int) -> HttpResponse:
    """Write a text anew."""
    rows = OccasionText.objects.visible_to(request.by).select_related("occasion__item")
    row = rows.get(pk=occasion_text_id)
    return _rewrite(request, row, TextForm, "text", commands.write_occasion_text)


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def drop_text(request: MemberRequest, occasion_text_id: int) -> HttpResponse:
    """Take a text out."""
    rows = OccasionText.objects.visible_to(request.by).select_related("occasion")
    row = rows.get(pk=occasion_text_id)
    once(commands.drop_occasion_text, request, occasion_text_id=row.pk)
    return _done(request, row.occasion.item_id, _("Taken out."))


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def check(request: MemberRequest, occasion_check_id: int) -> HttpResponse:
    """Write a check anew."""
    rows = OccasionCheck.objects.visible_to(request.by).select_related("occasion__item")
    row = rows.get(pk=occasion_check_id)
    return _rewrite(request, row, CheckForm, "check", commands.write_occasion_check)


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def drop_check(request: MemberRequest, occasion_check_id: int) -> HttpResponse:
    """Take a check out."""
    row = _check(request, occasion_check_id)
    once(commands.drop_occasion_check, request, occasion_check_id=row.pk)
    return _done(request, row.occasion.item_id, _("Taken out."))


@require_POST
@guard(Right.SEE_PLACES, writes=True)
def look(request: MemberRequest, occasion_check_id: int) -> HttpResponse:
    """Say that one looked."""
    row = _check(request, occasion_check_id)
    looks = once(commands.look_at_check, request, occasion_check_id=row.pk)
    says = _("Re-checked.") if looks == 2 else _("Checked. Somebody else re-checks it.")
    return _done(request, row.occasion.item_id, says)


@require_POST
@guard(Right.SEE_PLACES, writes=True)
def unlook(request: MemberRequest, occasion_check_id: int) -> HttpResponse:
    """Take the last look back."""
    row = _check(request, occasion_check_id)
    once(commands.take_back_look, request, occasion_check_id=row.pk)
    return _done(request, row.occasion.item_id, _("Taken back."))


def _check(request: MemberRequest, pk: int) -> OccasionCheck:
    rows = OccasionCheck.objects.visible_to(request.by).select_related("occasion")
    return rows.get(pk=pk)


def _part(request: MemberRequest, item: Any, form: Any, what: str, pk: int) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return show(
        request, "protocol/occasion_part", status=status, form=form, item=item, what=what, part=pk
    )


def _sheet(
    request: MemberRequest,
    item_id: int,
    *,
    status: int = 200,
    frame_form: Frame | None = None,
    text_form: TextForm | None = None,
    check_form: CheckForm | None = None,
) -> HttpResponse:
    after = last_entry_id()
    found = queries.occasion_sheet(item_id=item_id, by=request.by, at=request.at)
    initial = {"shape": found.shape, "order": found.order, "seats": found.seats}
    return show(
        request,
        "protocol/occasion",
        sheet=found,
        frame_form=frame_form or Frame(initial=initial),
        text_form=text_form or TextForm(),
        check_form=check_form or CheckForm(),
        pictures=positions.pictures(found.scenes) if found.scenes else (),
        cards=etiquette.titles(found.cards),
        live_topics=[f"item:{item_id}"],
        live_after=after,
        status=status,
    )


def _done(request: MemberRequest, item_id: int, says: str) -> HttpResponse:
    return done(
        request,
        "protocol:occasion",
        slug=request.event.slug,
        item_id=item_id,
        topic=f"item:{item_id}",
        says=says,
    )


def _rewrite(
    request: MemberRequest,
    row: OccasionText | OccasionCheck,
    form_of: type[TextForm | CheckForm],
    part: str,
    command: Any,
) -> HttpResponse:
    """Write a text or a check anew."""
    initial = {name: getattr(row, name) for name in form_of.base_fields}
    form = form_of(request.POST or None, initial=initial)
    item = row.occasion.item
    if request.method != "POST" or not form.is_valid():
        return _part(request, item, form, part, row.pk)
    once(command, request, item_id=item.pk, **{f"occasion_{part}_id": row.pk}, **form.cleaned_data)
    return _done(request, item.pk, _("Stored."))
