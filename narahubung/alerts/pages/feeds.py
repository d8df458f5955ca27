"""Which addresses are asked for warnings: none, until somebody lists one."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.alerts import commands
from narahubung.alerts.forms import ListFeed
from narahubung.alerts.models import WarningFeed
from narahubung.alerts.rules.feeds import ListedAlready, NotAnAddress
from narahubung.config.environment import environment
from narahubung.kit.web import done, show


@require_http_methods(["GET", "POST"])
@guard(Right.MANAGE_EVENT, writes=True)
def listing(request: MemberRequest) -> HttpResponse:
    """What is asked, and how it answers; list another one."""
    form = ListFeed(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            once(commands.list_feed, request, **form.cleaned_data)
        except (NotAnAddress, ListedAlready) as refusal:
            form.add_error("url", f"{refusal} {refusal.advice}".strip())
        else:
            says = _("Listed. It is asked from now on.")
            return done(request, "alerts:feeds", says=says, slug=request.event.slug)
    rows = WarningFeed.objects.visible_to(request.by).order_by("name", "pk")
    status = 422 if request.method == "POST" else 200
    asks = environment.sends
    return show(request, "alerts/feeds", form=form, feeds=rows, asks=asks, status=status)


@require_POST
@guard(Right.MANAGE_EVENT, writes=True)
def drop(request: MemberRequest, warning_feed_id: int) -> HttpResponse:
    """Ask it no more."""
    once(commands.drop_feed, request, warning_feed_id=warning_feed_id)
    says = _("It is asked no more. What it brought stays.")
    return done(request, "alerts:feeds", says=says, slug=request.event.slug)
