"""The table of limits; what one party is entitled to, and what its guests wish for."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.kit.zones import zone
from narahubung.knowledge.queries import rules_for
from narahubung.needs import commands, limit_forms, queries
from narahubung.needs.asking_form import AskForm
from narahubung.needs.models import FavourKind
from narahubung.needs.pages.shared import checked, own_party
from narahubung.parties.models import Department, Party


@require_GET
@guard(Right.SEE_REGISTER, Right.GRANT_LIMIT)
def table(request: MemberRequest) -> HttpResponse:
    """Show what each category of visit is entitled to."""
    found = queries.limit_table(by=request.by)
    lines = {(line.thing, line.category): line for line in found.lines}
    things = {line.thing: line.name for line in found.lines}
    return show(
        request,
        "needs/limits",
        table=found,
        rows=[
            (thing, name, [(one.code, lines.get((thing, one.code))) for one in found.categories])
            for thing, name in things.items()
        ],
        slug=request.event.slug,
        may_change=Right.TAKE_IN_LISTS in request.by.everywhere,
    )


@require_http_methods(["GET", "POST"])
@guard(Right.TAKE_IN_LISTS, writes=True)
def change(request: MemberRequest) -> HttpResponse:
    """Change one limit; `category` and `thing` name it."""
    category, thing = (request.GET.get(name, "") for name in ("category", "thing"))
    line = queries.limit_line(category=category, thing=thing, by=request.by)
    if line is None and category:
        line = queries.blank_line(category=category, thing=thing, by=request.by)
    if line is None:
        return redirect("needs:limits", slug=request.event.slug)
    initial = {
        name: getattr(line, name)
        for name in ("quantity", "rule_code", "rule_en", "rule_id", "granted_by", "answer_min")
    } | {"paid_price": line.paid_price, "paid_per": line.paid_per, "department": line.department_id}
    form = limit_forms.LimitForm(
        request.POST or None,
        initial=initial,
        rules=_rules(request),
        departments=Department.objects.visible_to(request.by).order_by("code"),
    )
    if request.method == "POST" and form.is_valid():
        once(commands.change_limit, request, category=category, thing=thing, to=form.terms())
        return done(request, "needs:limits", slug=request.event.slug, says=_("Limit changed."))
    status = 422 if form.errors else 200
    return show(
        request, "needs/limit", form=form, line=line, slug=request.event.slug, status=status
    )


@require_POST
@guard(Right.TAKE_IN_LISTS, writes=True)
def change_category(request: MemberRequest) -> HttpResponse:
    """Change which parties belong to a category."""
    given = checked(limit_forms.CategoryForm(request.POST)).cleaned_data
    names = {name: given[name] for name in ("category", "name_en", "name_id")}
    names["matches"] = given["belongs"]
    once(commands.change_category, request, **names)
    return done(request, "needs:limits", slug=request.event.slug, says=_("Category changed."))


@require_GET
@guard(Right.SEE_REGISTER)
def party(request: MemberRequest, code: str) -> HttpResponse:
    """Show what a party is entitled to and has used, and the form for a wish."""
    of = _party(request, code)
    return _party_page(request, of, _form(request, of))


@require_POST
@guard(Right.RAISE_NEED, writes=True)
def ask(request: MemberRequest, code: str) -> HttpResponse:
    """Record a wish of the party."""
    of = _party(request, code)
    form = _form(request, of, request.POST)
    if not form.is_valid():
        return _party_page(request, of, form)
    once(
        commands.record_wish,
        request,
        party_id=of.pk,
        asked=form.asked(),
        changed=form.cleaned_data["changed"],
    )
    last = queries.wishes_of(party_id=of.pk, by=request.by, at=request.at)
    return done(request, "needs:wish", slug=request.event.slug, wish_id=last[0].id)


@require_POST
@guard(Right.RAISE_NEED)
def begin(request: MemberRequest, code: str) -> HttpResponse:
    """Begin a wish with what stands in the form of a request. Nothing is kept yet.

    A POST, so that no word of a request stands in an address or in a log.
    """
    of = _party(request, code)
    asked = AskForm(request.POST, by=request.by, party_id=of.pk, zone_name=request.event.zone)
    asked.is_valid()  # what of it cannot be read is left out
    given = asked.cleaned_data
    initial: dict[str, Any] = {
        "thing": request.POST.get("hinted", ""),
        "text": given.get("text", ""),
    }
    if given.get("quantity"):
        initial["quantity"] = given["quantity"]
    if given.get("wanted_at"):
        start = given["wanted_at"].astimezone(zone(request.event.zone))
        initial |= {"on": start.date(), "start": start.time()}
        initial["end"] = (start + limit_forms.USUAL).time()
    return _party_page(request, of, _form(request, of, initial=initial))


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_REGISTER, writes=True)
def favour(request: MemberRequest, code: str) -> HttpResponse:
    """Note what lies outside the duty, privately; read the rule, and the words to say."""
    of = _party(request, code)
    form = limit_forms.FavourForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        once(commands.note_favour, request, party_id=of.pk, **form.cleaned_data)
        says = _("Noted. Only you and the organiser can read it.")
        return done(request, "needs:favour", slug=request.event.slug, code=of.code, says=says)
    said, said_id = queries.declining(of)
    return show(
        request,
        "needs/favour",
        form=form,
        of=of,
        rules=[(word, queries.favour_rule(kind)) for kind, word in FavourKind.choices],
        local=queries.rules_of_gifts(by=request.by),
        said=said,
        said_id=said_id,
        noted=queries.favours_noted(by=request.by, party_id=of.pk),
        slug=request.event.slug,
        status=422 if form.errors else 200,
    )


@require_GET
@guard(Right.SEE_REGISTER, Right.MANAGE_EVENT)
def favours(request: MemberRequest) -> HttpResponse:
    """List what was noted: one's own; for the organiser all of the event."""
    return show(
        request,
        "needs/favours",
        noted=queries.favours_noted(by=request.by),
        own=own_party(request),
        slug=request.event.slug,
    )


def _party_page(request: MemberRequest, of: Party, form: limit_forms.WishForm) -> HttpResponse:
    return show(
        request,
        "needs/limits_party",
        of=of,
        limits=queries.limits_of(party_id=of.pk, by=request.by, at=request.at),
        wishes=queries.wishes_of(party_id=of.pk, by=request.by, at=request.at),
        form=form,
        may_ask=request.by.may_for(Right.RAISE_NEED, of.pk),
        slug=request.event.slug,
        live_topics=[f"party:{of.pk}"],
        live_after=last_entry_id(),
        status=422 if form.errors else 200,
    )


def _party(request: MemberRequest, code: str) -> Party:
    return Party.objects.visible_to(request.by, Right.SEE_REGISTER).get(code=code)


def _form(
    request: MemberRequest, of: Party, sent: Any = None, initial: dict[str, Any] | None = None
) -> limit_forms.WishForm:
    limits = queries.limits_of(party_id=of.pk, by=request.by, at=request.at)
    return limit_forms.WishForm(
        sent,
        initial=initial or {"thing": request.GET.get("thing", "")},
        things=[(line.thing, line.name) for line in limits.lines] if limits else [],
        rules=_rules(request),
        zone_name=request.event.zone,
        at=request.at,
    )


def _rules(request: MemberRequest) -> list[tuple[str, str]]:
    found = rules_for(by=request.by)
    return [(rule.code, f"{rule.code} {rule.text[:70]}") for rule in found]
