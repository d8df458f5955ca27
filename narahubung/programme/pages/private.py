"""The private programme of a party beside the official one, for those who serve it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import history, last_entry_id
from narahubung.kit.web import done, show
from narahubung.parties.models import Party, Place
from narahubung.programme import commands, queries, rules
from narahubung.programme.forms.private import OutingForm, PrivateForm


@require_GET
@guard(Right.SEE_REGISTER)
def both(request: MemberRequest, code: str) -> HttpResponse:
    """Show official and private side by side, and what clashes."""
    party = _party(request, code)
    return _page(request, party, _form(request, party), _outing(request), 200)


@require_POST
@guard(Right.SEE_REGISTER, writes=True)
def plan(request: MemberRequest, code: str) -> HttpResponse:
    """Put an item into the private programme."""
    party = _party(request, code)
    form = _form(request, party, request.POST)
    if not form.is_valid():
        return _page(request, party, form, _outing(request), 422)
    once(commands.plan_private, request, party_id=party.pk, facts=form.facts())
    return _back(request, party, _("It stands in the private programme. Others read: busy."))


@require_POST
@guard(Right.SEE_REGISTER, writes=True)
def outing(request: MemberRequest, code: str) -> HttpResponse:
    """Say that the party goes out now."""
    party = _party(request, code)
    form = _outing(request, request.POST)
    if not form.is_valid():
        return _page(request, party, _form(request, party), form, 422)
    given = form.cleaned_data
    once(
        commands.begin_outing,
        request,
        party_id=party.pk,
        where=given["where"],
        until=given["until"],
    )
    return _back(request, party, _("Noted. Others read: busy, with place and time."))


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_REGISTER, writes=True)
def item(request: MemberRequest, private_id: int) -> HttpResponse:
    """Change a private item."""
    party = queries.party_of_private(item_id=private_id, by=request.by)
    line = queries.private_line(item_id=private_id, by=request.by)
    form = PrivateForm(
        request.POST or None,
        party=party,
        zone_name=request.event.zone,
        by=request.by,
        at=request.at,
        line=line,
    )
    if request.method == "POST" and form.is_valid():
        try:
            once(commands.change_private, request, private_id=private_id, to=form.facts())
        except rules.NothingNew:
            return _back(request, party, _("Nothing differs from what stands."))
        return _back(request, party, _("The private programme is changed."))
    return show(
        request,
        "programme/private_item",
        line=line,
        of=party,
        form=form,
        history=history(topic=line.item.topic, by=request.by, limit=20),
        status=422 if form.is_bound else 200,
    )


@require_POST
@guard(Right.SEE_REGISTER, writes=True)
def cancel(request: MemberRequest, private_id: int) -> HttpResponse:
    """Say that it does not take place."""
    return _done(request, private_id, commands.cancel_private, _("Cancelled. You can put it back."))


@require_POST
@guard(Right.SEE_REGISTER, writes=True)
def put_back(request: MemberRequest, private_id: int) -> HttpResponse:
    """Undo the cancelling, or the end."""
    return _done(request, private_id, commands.put_back_private, _("It stands again."))


@require_POST
@guard(Right.SEE_REGISTER, writes=True)
def end(request: MemberRequest, private_id: int) -> HttpResponse:
    """Say that they are back."""
    return _done(request, private_id, commands.end_private, _("They are back. Others see it."))


def _done(
    request: MemberRequest, private_id: int, act: Callable[..., object], says: str
) -> HttpResponse:
    party = queries.party_of_private(item_id=private_id, by=request.by)
    once(act, request, private_id=private_id)
    return _back(request, party, says)


def _form(request: MemberRequest, party: Party, data: Any = None) -> PrivateForm:
    return PrivateForm(
        data,
        party=party,
        zone_name=request.event.zone,
        by=request.by,
        at=request.at,
    )


def _outing(request: MemberRequest, data: Any = None) -> OutingForm:
    return OutingForm(data, at=request.at, zone_name=request.event.zone)


def _page(
    request: MemberRequest, party: Party, form: PrivateForm, outing_form: OutingForm, status: int
) -> HttpResponse:
    return show(
        request,
        "programme/private",
        both=queries.both_of(party_id=party.pk, by=request.by, zone_name=request.event.zone),
        of=party,
        form=form,
        outing=outing_form,
        places=Place.objects.visible_to(request.by).order_by("name"),
        live_topics=[f"party:{party.pk}"],
        live_after=last_entry_id(),
        status=status,
    )


def _party(request: MemberRequest, code: str) -> Party:
    return Party.objects.visible_to(request.by, Right.SEE_REGISTER).get(code=code)


def _back(request: MemberRequest, party: Party, says: str) -> HttpResponse:
    return done(
        request,
        "programme:private",
        slug=request.event.slug,
        code=party.code,
        topic=f"party:{party.pk}",
        says=says,
    )
