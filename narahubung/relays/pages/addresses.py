"""How one is reached oneself: addresses, their order, quiet hours, push on this device."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, members
from narahubung.config.environment import environment
from narahubung.journal.acting import AlreadyDone
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done
from narahubung.relays import channel_forms as forms
from narahubung.relays.commands import channels as commands
from narahubung.relays.models import Address, Channel
from narahubung.relays.ports.webpush import public_key
from narahubung.relays.queries.channels import own_addresses


@members
@require_GET
def addresses(request: MemberRequest) -> HttpResponse:
    """Show by what one is reached, in which order, and when not."""
    return _page(request)


@members
@require_POST
def add(request: MemberRequest) -> HttpResponse:
    """Add an address; the browser's push subscription comes the same way."""
    if request.POST.get("channel") == Channel.PUSH:
        _set(request, Channel.PUSH, request.POST.get("value", ""))
        return done(request, "own_channels", says=_("This device gets word now."))
    form = forms.NewAddress(request.POST)
    if form.is_valid():
        try:
            _set(request, form.cleaned_data["channel"], form.cleaned_data["value"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return done(request, "own_channels", says=_("Added."))
    return _page(request, form=form, status=422)


@members
@require_POST
def remove(request: MemberRequest, address_id: int) -> HttpResponse:
    """Take one's own address away."""
    mine = Address.objects.filter(person_id=request.user.pk).only("pk").get(pk=address_id)
    with suppress(AlreadyDone):
        commands.remove_address(address_id=mine.pk, by=request.by, at=request.at, key=request.key)
    return done(request, "own_channels", says=_("Removed."))


@members
@require_POST
def order(request: MemberRequest) -> HttpResponse:
    """Put one address further to the front, or set the quiet hours."""
    quiet = forms.Quiet(request.POST)
    if not quiet.is_valid():
        return _page(request, quiet=quiet, status=422)
    ids = [one.id for one in own_addresses(request.user.pk, request.at)]
    up = request.POST.get("up", "")
    if up.isdecimal() and int(up) in ids:
        place = ids.index(int(up))
        ids.insert(max(0, place - 1), ids.pop(place))
    with suppress(AlreadyDone):
        commands.order_channels(
            person_id=request.user.pk,
            address_ids=ids,
            quiet_from=quiet.cleaned_data["quiet_from"],
            quiet_until=quiet.cleaned_data["quiet_until"],
            by=request.by,
            at=request.at,
            key=request.key,
        )
    return done(request, "own_channels", says=_("Saved."))


def _set(request: MemberRequest, channel: str, value: str) -> None:
    with suppress(AlreadyDone):
        commands.set_address(
            person_id=request.user.pk,
            channel=channel,
            value=value,
            by=request.by,
            at=request.at,
            key=request.key,
        )


def _page(
    request: MemberRequest,
    *,
    form: forms.NewAddress | None = None,
    quiet: forms.Quiet | None = None,
    status: int = 200,
) -> HttpResponse:
    mine = own_addresses(request.user.pk, request.at)
    first = Address.objects.filter(person_id=request.user.pk).defer("value").first()
    told = {
        "quiet_from": first.quiet_from.strftime("%H:%M") if first and first.quiet_from else "",
        "quiet_until": first.quiet_until.strftime("%H:%M") if first and first.quiet_until else "",
    }
    return render(
        request,
        "relays/addresses.html",
        {
            "addresses": mine,
            "form": form or forms.NewAddress(),
            "quiet": quiet or forms.Quiet(initial=told),
            "push_key": public_key(),
            "renew": any(one.channel == Channel.PUSH and not one.works for one in mine),
            "kept_here": not environment.sends,
        },
        status=status,
    )
