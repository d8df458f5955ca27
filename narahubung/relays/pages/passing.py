"""Passing a message on by hand."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done, show
from narahubung.relays import commands
from narahubung.relays.forms import PassOn
from narahubung.relays.models import Relay
from narahubung.relays.pages.messages import around
from narahubung.relays.queries.lists import message_of
from narahubung.relays.rules.passing import check_can_pass_on


@require_http_methods(["GET", "POST"])
@guard(Right.SEND_RELAY, writes=True)
def pass_on(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Let others know a message one got, as it stands."""
    rows = Relay.objects.visible_to(request.by).select_related("supersedes", "superseded_by")
    relay = rows.get(pk=relay_id)
    check_can_pass_on(relay, request.by, request.at)
    form = PassOn(request.POST or None, by=request.by, at=request.at)
    if request.method == "POST" and form.is_valid():
        try:
            return _passed(request, relay, form)
        except Refusal as no:
            form.add_error("audience", forms.ValidationError(f"{no} {no.advice}".strip()))
    return show(
        request,
        "relays/pass_on",
        form=form,
        message=message_of(relay),
        status=422 if form.errors else 200,
        **around(request, "relay"),
    )


def _passed(request: MemberRequest, relay: Relay, form: PassOn) -> HttpResponse:
    to = once(commands.pass_on, request, relay_id=relay.pk, **form.cleaned_data) or 0
    says = ngettext(
        "Passed on to {n} person. A correction will reach them too.",
        "Passed on to {n} people. A correction will reach them too.",
        to,
    ).format(n=to)
    slug = request.event.slug
    return done(request, "relays:relay", slug=slug, relay_id=relay.pk, says=says if to else "")
