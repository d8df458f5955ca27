"""Warnings: the list, a file brought, one with what it touches, a circle around a place."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.alerts import commands
from narahubung.alerts.forms import BringWarning, Circle, Why
from narahubung.alerts.queries import impact
from narahubung.alerts.queries import warnings as queries
from narahubung.alerts.rules import warnings as rules
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.parties.models import Place
from narahubung.plans.impact import Area
from narahubung.plans.impact import Circle as Round


@require_GET
@guard(Right.SEE_CRISIS)
def listing(request: MemberRequest) -> HttpResponse:
    """What waits, what stands, what is over; ?sender=: all that wait of one sender."""
    after = last_entry_id()
    sender = request.GET.get("sender", "")
    only = queries.warnings_of(sender=sender, by=request.by, at=request.at) if sender else None
    return show(
        request,
        "alerts/warnings",
        found=queries.warning_list(by=request.by, at=request.at),
        only=only,
        sender=sender,
        may_lead=request.by.may(Right.LEAD_CRISIS),
        may_list=request.by.may(Right.MANAGE_EVENT),
        live_topics=["warnings"],
        live_after=after,
    )


@require_http_methods(["GET", "POST"])
@guard(Right.LEAD_CRISIS, writes=True)
def bring(request: MemberRequest) -> HttpResponse:
    """Bring a file."""
    form = BringWarning(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "alerts/bring", form=form, status=status)
    letters = [form.cleaned_data["file"]]
    try:
        found = once(commands.receive_alerts, request, letters=letters)
    except (rules.CannotBeRead, rules.KnownAlready) as refusal:
        form.add_error("file", str(refusal))
        return show(request, "alerts/bring", form=form, status=422)
    to = {"slug": request.event.slug}
    if found is None or len(found.alerts) != 1:
        return done(request, "alerts:warnings", says=_("Kept. Look at them."), **to)
    says = _("Kept, not verified yet. Look at it.")
    return done(request, "alerts:warning", says=says, **to, alert_id=found.alerts[0].pk)


@require_GET
@guard(Right.SEE_CRISIS)
def warning(request: MemberRequest, alert_id: int) -> HttpResponse:
    """One warning."""
    return _sheet(request, alert_id)


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def verify(request: MemberRequest, alert_id: int) -> HttpResponse:
    """Say that it is to be believed."""
    told = once(commands.verify_alert, request, alert_id=alert_id) or 0
    says = ngettext("Verified. {number} person told.", "Verified. {number} people told.", told)
    return _done(request, alert_id, says.format(number=told))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def dismiss(request: MemberRequest, alert_id: int) -> HttpResponse:
    """Say that it is not."""
    form = Why(request.POST)
    if not form.is_valid():
        return _sheet(request, alert_id, why_form=form, status=422)
    once(commands.dismiss_alert, request, alert_id=alert_id, why=form.cleaned_data["why"])
    return _done(request, alert_id, _("Dismissed, with the reason."))


@require_GET
@guard(Right.SEE_CRISIS)
def around(request: MemberRequest) -> HttpResponse:
    """Draw a circle: who and what is within, from now to twelve hours ahead."""
    places = Place.objects.visible_to(request.by).order_by("name")
    form = Circle(request.GET if "radius_km" in request.GET else None, places=places)
    touched, status = None, 200
    if form.is_bound and form.is_valid():
        place = form.cleaned_data["place"]
        lat = place.latitude if place else form.cleaned_data["latitude"]
        lon = place.longitude if place else form.cleaned_data["longitude"]
        area = Area(circles=[Round(lat, lon, form.cleaned_data["radius_km"])])
        end = request.at + timedelta(hours=12)
        touched = impact.whom_touched(area=area, start=request.at, end=end, by=request.by)
    elif form.is_bound:
        status = 422
    return show(request, "alerts/around", form=form, touched=touched, status=status)


def _sheet(
    request: MemberRequest, alert_id: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    sheet = queries.warning_sheet(alert_id=alert_id, by=request.by, at=request.at)
    return show(
        request,
        "alerts/warning",
        status=status,
        sheet=sheet,
        live_topics=[f"warning:{alert_id}"],
        live_after=after,
        **({"why_form": Why()} | context),
    )


def _done(request: MemberRequest, alert_id: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "alert_id": alert_id}
    return done(request, "alerts:warning", topic=f"warning:{alert_id}", says=says, **to)
