"""Zones, gates and categories are set up."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.access import commands
from narahubung.access.forms import KeepCategory, KeepGate, KeepZone
from narahubung.access.queries import setup as queries
from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.parties.models import Place


@require_GET
@guard(Right.ACCREDIT)
def setup(request: MemberRequest) -> HttpResponse:
    """Show what is set up, and the three forms."""
    return _page(request)


@require_POST
@guard(Right.ACCREDIT, writes=True)
def keep_zone(request: MemberRequest) -> HttpResponse:
    """Make or change a zone."""
    form = _forms(request, "zone_form", request.POST)["zone_form"]
    return _kept(request, "zone_form", form, commands.keep_zone)


@require_POST
@guard(Right.ACCREDIT, writes=True)
def keep_gate(request: MemberRequest) -> HttpResponse:
    """Make or change a gate."""
    form = _forms(request, "gate_form", request.POST)["gate_form"]
    return _kept(request, "gate_form", form, commands.keep_gate)


@require_POST
@guard(Right.ACCREDIT, writes=True)
def keep_category(request: MemberRequest) -> HttpResponse:
    """Make or change a category."""
    form = _forms(request, "category_form", request.POST)["category_form"]
    return _kept(request, "category_form", form, commands.keep_category)


def _kept(request: MemberRequest, name: str, form: Any, command: Any) -> HttpResponse:
    if not form.is_valid():
        return _page(request, status=422, **{name: form})
    once(command, request, **form.cleaned_data)
    says = _("Stored.")
    return done(request, "access:setup", topic="access", says=says, slug=request.event.slug)


def _page(request: MemberRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    after = last_entry_id()
    return show(
        request,
        "access/setup",
        status=status,
        zones=queries.zones(by=request.by),
        categories=queries.categories(by=request.by),
        live_topics=["access"],
        live_after=after,
        **(_forms(request) | context),
    )


def _forms(request: MemberRequest, which: str = "", data: Any = None) -> dict[str, Any]:
    zones = [(line.id, line.name) for line in queries.zones(by=request.by)]
    places = [(row.pk, row.name) for row in Place.objects.visible_to(request.by).order_by("name")]

    def given(name: str) -> Any:
        return data if name == which else None

    return {
        "zone_form": KeepZone(given("zone_form"), places=places),
        "gate_form": KeepGate(given("gate_form"), zones=zones),
        "category_form": KeepCategory(given("category_form"), zones=zones),
    }
