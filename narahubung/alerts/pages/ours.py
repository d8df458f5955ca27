"""Warnings of our own: written, updated, cancelled, downloaded."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.alerts import commands
from narahubung.alerts.forms import IssueAlert, UpdateAlert, Why
from narahubung.alerts.queries import warnings as queries
from narahubung.alerts.rules import warnings as rules
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done, show
from narahubung.parties.models import Place

_BROUGHT = ("incident", "place", "category", "severity", "headline", "headline_id")
CAP_TYPE = "application/cap+xml"


@require_http_methods(["GET", "POST"])
@guard(Right.LEAD_CRISIS, writes=True)
def issue(request: MemberRequest) -> HttpResponse:
    """Write a warning and give it out."""
    places = Place.objects.visible_to(request.by).order_by("name")
    brought = {name: request.GET[name] for name in _BROUGHT if request.GET.get(name)}
    form = IssueAlert(
        request.POST or None, places=places, by=request.by, at=request.at, initial=brought
    )
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        place = asked.pop("place")
        number = _try(
            request,
            form,
            commands.issue_alert,
            place_id=place.pk if place else None,
            **asked,
        )
        if not form.errors:
            return _done(request, number, _("Issued. Below stands who has acknowledged it."))
    status = 422 if request.method == "POST" else 200
    is_drill = rules.is_drill()
    return show(request, "alerts/issue", form=form, is_drill=is_drill, status=status)


@require_http_methods(["GET", "POST"])
@guard(Right.LEAD_CRISIS, writes=True)
def update(request: MemberRequest, alert_id: int) -> HttpResponse:
    """Say what is new."""
    sheet = queries.warning_sheet(alert_id=alert_id, by=request.by, at=request.at)
    form = UpdateAlert(request.POST or None, initial={"severity": sheet.line.severity})
    if request.method == "POST" and form.is_valid():
        number = _try(request, form, commands.update_alert, alert_id=alert_id, **form.cleaned_data)
        if not form.errors:
            return _done(request, number, _("The update is issued to everybody who had it."))
    status = 422 if request.method == "POST" else 200
    return show(request, "alerts/update", form=form, sheet=sheet, status=status)


@require_http_methods(["GET", "POST"])
@guard(Right.LEAD_CRISIS, writes=True)
def cancel(request: MemberRequest, alert_id: int) -> HttpResponse:
    """Say that it is over."""
    sheet = queries.warning_sheet(alert_id=alert_id, by=request.by, at=request.at)
    form = Why(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = _try(
            request, form, commands.cancel_alert, alert_id=alert_id, why=form.cleaned_data["why"]
        )
        if not form.errors:
            return _done(request, number, _("Cancelled, to everybody who had it."))
    status = 422 if request.method == "POST" else 200
    return show(request, "alerts/cancel", form=form, sheet=sheet, status=status)


@require_GET
@guard(Right.SEE_CRISIS)
def letter(request: MemberRequest, alert_id: int) -> HttpResponse:
    """Download it as it came, or as it went out."""
    row = queries.letter_of(alert_id=alert_id, by=request.by)
    is_json = row.raw.lstrip().startswith("{")
    return _file(row.raw.encode(), f"warning-{row.pk}", is_json=is_json)


@require_GET
@guard(Right.SEE_CRISIS)
def ack(request: MemberRequest, alert_id: int, receipt_id: int) -> HttpResponse:
    """Download one acknowledgement."""
    found = queries.acknowledgement(alert_id=alert_id, receipt_id=receipt_id, by=request.by)
    return _file(found, f"warning-{alert_id}-ack-{receipt_id}", is_json=False)


def _file(content: bytes, name: str, *, is_json: bool) -> HttpResponse:
    ending, kind = ("json", "application/json") if is_json else ("xml", CAP_TYPE)
    # As a file, never as a page: what a stranger wrote is not run here.
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{ending}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=kind, headers=headers)


def _try(request: MemberRequest, form: Any, command: Any, **asked: Any) -> int | None:
    """Do it; what it refuses stands above the form, with everything that was typed."""
    try:
        number: int | None = once(command, request, **asked)
    except Refusal as refusal:
        form.add_error(None, f"{refusal} {refusal.advice}".strip())
        return None
    return number


def _done(request: MemberRequest, number: int | None, says: str) -> HttpResponse:
    slug = request.event.slug
    if number is None:  # sent twice: the first one stands
        return done(request, "alerts:warnings", says=says, slug=slug)
    return done(request, "alerts:warning", says=says, slug=slug, alert_id=number)
