"""The table of limits grows: another thing, another category of visit; and what ends there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done, show
from narahubung.knowledge.queries import rules_for
from narahubung.needs import commands, limit_forms, queries
from narahubung.parties.models import Department


@require_http_methods(["GET", "POST"])
@guard(Right.TAKE_IN_LISTS, writes=True)
def add(request: MemberRequest) -> HttpResponse:
    """Put a thing of the event's own into the table."""
    form = limit_forms.NewThingForm(
        request.POST or None,
        categories=_categories(request),
        rules=[(rule.code, f"{rule.code} {rule.text[:70]}") for rule in rules_for(by=request.by)],
        departments=Department.objects.visible_to(request.by).order_by("code"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            once(commands.add_thing, request, thing=form.thing(), terms=form.terms())
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            return _back(request, _("It stands in the table now."))
    return _page(request, form, "needs/thing")


@require_http_methods(["GET", "POST"])
@guard(Right.TAKE_IN_LISTS, writes=True)
def change(request: MemberRequest) -> HttpResponse:
    """Change the names and the numbers of one thing; `thing` is its code."""
    code = request.GET.get("thing", "")
    lines = [line for line in queries.limit_table(by=request.by).lines if line.thing == code]
    if not lines:
        return redirect("needs:limits", slug=request.event.slug)
    first = lines[0]
    initial = {name: getattr(first, name) for name in ("name_en", "name_id", "per")}
    initial |= {f"quantity-{line.category}": line.quantity for line in lines}
    form = limit_forms.ThingForm(
        request.POST or None,
        initial=initial,
        categories=_categories(request),
        named=bool(first.name_en),
    )
    if request.method == "POST" and form.is_valid():
        try:
            once(commands.change_thing, request, code=code, thing=form.thing())
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            return _back(request, _("Changed."))
    return _page(request, form, "needs/thing", line=first)


@require_POST
@guard(Right.TAKE_IN_LISTS, writes=True)
def end(request: MemberRequest) -> HttpResponse:
    """Offer a thing no longer; `back`: again."""
    back = bool(request.POST.get("back"))
    once(commands.end_thing, request, code=request.POST.get("thing", ""), back=back)
    return _back(request, _("Offered again.") if back else _("No longer offered."))


@require_http_methods(["GET", "POST"])
@guard(Right.TAKE_IN_LISTS, writes=True)
def add_category(request: MemberRequest) -> HttpResponse:
    """Add a category of visit."""
    form = limit_forms.NewCategoryForm(request.POST or None, categories=_categories(request))
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        try:
            once(commands.add_category, request, matches=given.pop("belongs"), **given)
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            return _back(request, _("The category stands in the table. Look at its numbers."))
    return _page(request, form, "needs/category")


@require_POST
@guard(Right.TAKE_IN_LISTS, writes=True)
def end_category(request: MemberRequest) -> HttpResponse:
    """Let a category take nobody any more; `back`: again."""
    back = bool(request.POST.get("back"))
    once(commands.end_category, request, category=request.POST.get("category", ""), back=back)
    return _back(request, _("The category holds again.") if back else _("The category ended."))


def _categories(request: MemberRequest) -> list[tuple[str, str]]:
    found = queries.limit_table(by=request.by).categories
    return [(one.code, f"{one.code} · {one.name}") for one in found]


def _refuse(form: Any, refusal: Refusal) -> None:
    form.add_error(None, " ".join(filter(None, [str(refusal), str(refusal.advice)])))


def _page(request: MemberRequest, form: Any, page: str, **more: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return show(request, page, form=form, slug=request.event.slug, status=status, **more)


def _back(request: MemberRequest, says: str) -> HttpResponse:
    return done(request, "needs:limits", slug=request.event.slug, says=says)
