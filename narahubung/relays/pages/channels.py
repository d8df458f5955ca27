"""The event's channels, the channel test, the list of calls; and what gateways tell."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, anybody, check_is_open, guard, once
from narahubung.accounts.roles import Right
from narahubung.config.environment import environment
from narahubung.journal.reading import last_entry_id
from narahubung.kit import clock, exercise
from narahubung.kit.web import done, show
from narahubung.relays.channel_forms import FORMS
from narahubung.relays.commands import calling, hearing, testing
from narahubung.relays.commands import channels as commands
from narahubung.relays.models import Address, Channel, Gateway, Lane
from narahubung.relays.pages.messages import ANY_ROLE
from narahubung.relays.pages.sending import own_parties
from narahubung.relays.ports import HOOKS, Did, Letter, send
from narahubung.relays.queries import channels as queries
from narahubung.relays.queries import delivering
from narahubung.relays.queries import testing as tests
from narahubung.relays.rules import channels as rules
from narahubung.relays.rules.delivering import text_in

TRY_S = 30.0
MOST_BYTES = 256 * 1024


@require_GET
@guard(Right.MANAGE_EVENT)
def channels(request: MemberRequest) -> HttpResponse:
    """Show how the event sends, and how that is going."""
    return _channels(request)


@require_POST
@guard(Right.MANAGE_EVENT, writes=True)
def set_gateway(request: MemberRequest, channel: str, shape: str) -> HttpResponse:
    """Set up, change or switch off a channel."""
    rules.check_shape(channel, shape)
    form = FORMS[shape](request.POST, prefix=f"{channel}-{shape}")
    if not form.is_valid():
        return _channels(request, wrong={(channel, shape): form}, status=422)
    once(
        commands.set_gateway,
        request,
        channel=channel,
        shape=shape,
        settings=form.settings(),
        secret=form.cleaned_data.get("secret", ""),
        on=form.cleaned_data["on"],
    )
    return done(request, "relays:channels", slug=request.event.slug, says=_("Saved."))


@require_POST
@guard(Right.MANAGE_EVENT)
def try_gateway(request: MemberRequest, channel: str) -> HttpResponse:
    """Send the usual words to one's own address, and show at once what came of it."""
    gateway = Gateway.objects.visible_to(request.by).filter(channel=channel, on=True).first()
    if gateway is None:
        raise rules.NoGateway
    mine = Address.objects.filter(person_id=request.by.person_id or 0, channel=channel)
    address = mine.order_by("order").first()
    if address is None:
        raise rules.NoOwnAddress
    language = request.user.language
    with override(language):
        text = text_in(language)
    outcome = send(
        Letter(
            to=address.value,
            text=text,
            link=_absolute(request, reverse("relays:inbox", kwargs={"slug": request.event.slug})),
            message_id=f"try-{request.key or gateway.pk}",
            ttl_s=600,
            language=language,
        ),
        shape=gateway.shape,
        settings=gateway.settings,
        secret=gateway.secret,
        time_left=lambda: TRY_S,
    )
    return _channels(request, tried=(channel, outcome.did == Did.ACCEPTED, outcome.trouble))


@require_POST
@guard(Right.MANAGE_EVENT, writes=True)
def renew_hook(request: MemberRequest, channel: str) -> HttpResponse:
    """Show, this once, the address where the gateway tells receipts and answers."""
    gateway = Gateway.objects.visible_to(request.by).get(channel=channel)
    if gateway.shape not in HOOKS:
        raise rules.NotAShape
    token = once(commands.renew_hook, request, gateway_id=gateway.pk)
    if token is None:
        return redirect("relays:channels", slug=request.event.slug)
    address = _absolute(request, reverse("relays_hook", kwargs={"token": token}))
    return _channels(request, hook=(channel, address))


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_RELAYS, Right.LEAD_CRISIS)
def test(request: MemberRequest) -> HttpResponse:
    """Show what the last channel test found; begin another one."""
    if request.method == "POST":
        check_is_open(request.event)
        once(testing.begin_channel_test, request)
        says = _("Everybody is asked now.")
        return done(request, "relays:channel_test", slug=request.event.slug, says=says)
    result = tests.last_test(by=request.by, at=request.at)
    topics = [f"channeltest:{result.id}"] if result else []
    return show(
        request,
        "relays/channel_test",
        result=result,
        before=tests.earlier_tests(by=request.by),
        live_topics=topics,
        live_after=last_entry_id(),
    )


@require_http_methods(["GET", "POST"])
@guard(*ANY_ROLE)
def reached(request: MemberRequest, delivery_id: int) -> HttpResponse:
    """Ask, and take, one's word that a test arrived by this channel."""
    if request.method == "POST":
        check_is_open(request.event)
    row = tests.own_test(delivery_id=delivery_id, by=request.by)
    if request.method == "POST":
        once(testing.confirm_reached, request, delivery_id=row.pk)
        row.refresh_from_db()
    channel = Channel(row.channel).label
    asks = exercise.marked(_("Did this word reach you by {channel}?").format(channel=channel))
    return show(request, "relays/channel_reached", row=row, channel=channel, asks=asks)


@require_GET
@guard(Right.SEE_RELAYS, Right.SEND_RELAY)
def calls(request: MemberRequest) -> HttpResponse:
    """Show whom to call now, in order, and what to say."""
    found = delivering.calls(by=request.by, at=request.at)
    # Every message may bring a call to who sees them all; others hear of their own.
    topics = [f"inbox:{request.by.person_id}"]
    return show(
        request,
        "relays/calls",
        calls=[one for one in found if one.relay_id],
        tests=[one for one in found if not one.relay_id],
        noted=delivering.calls_noted(by=request.by, at=request.at),
        lanes=Lane.choices,
        parties=own_parties(request),
        live_topics=[*topics, "relays"] if request.by.may(Right.SEE_RELAYS) else topics,
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.SEE_RELAYS, Right.SEND_RELAY, writes=True)
def call(request: MemberRequest, delivery_id: int) -> HttpResponse:
    """Note what came of a call."""
    answer = request.POST.get("answer", "")
    next_ = once(calling.answer_call, request, delivery_id=delivery_id, answer=answer)
    says = _("Noted.")
    if next_:
        says = _("Noted. Next by {channel}.").format(channel=Channel(next_).label)
    elif answer == "no_answer":
        says = _("Noted. There is no other way to this person.")
    return done(request, "relays:calls", slug=request.event.slug, says=says)


@require_POST
@guard(Right.SEE_RELAYS, Right.SEND_RELAY, writes=True)
def take_call_back(request: MemberRequest, delivery_id: int) -> HttpResponse:
    """It was a slip: the call is to be made again."""
    once(calling.take_call_back, request, delivery_id=delivery_id)
    says = _("Taken back. The call is on the list again.")
    return done(request, "relays:calls", slug=request.event.slug, says=says)


@anybody
@csrf_exempt
@require_http_methods(["GET", "POST"])
def hook(request: HttpRequest, token: str) -> HttpResponse:
    """Take what a gateway tells. The token in the address is its only key; it is nowhere else."""
    hashed = commands.hook_hash(token)
    gateway = Gateway.objects.filter(hook_hash=hashed, on=True).defer("secret").first()
    if gateway is None or gateway.shape not in HOOKS:
        raise Http404
    if request.method == "GET":  # how the WhatsApp Cloud API makes sure that we are here
        challenge = request.GET.get("hub.challenge", "")
        return HttpResponse(challenge[:200], content_type="text/plain")
    hearing.take(gateway, HOOKS[gateway.shape](_told(request)), at=clock.now())
    return HttpResponse(status=204)


def _told(request: HttpRequest) -> Any:
    """Return what was posted: JSON, or form fields. None for anything else."""
    if request.content_type == "application/json":
        try:
            return json.loads(request.body[:MOST_BYTES])
        except ValueError:
            return None
    return {name: str(value) for name, value in request.POST.items()}


def _channels(request: MemberRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    wrong = more.pop("wrong", {})
    lines = [
        {
            "line": line,
            "forms": [
                (
                    shape,
                    wrong.get((line.channel, shape)) or _form(line.channel, shape, line.gateway),
                )
                for shape in line.shapes
            ],
            "hears": line.gateway is not None and line.gateway.shape in HOOKS,
            "wrong": any(key[0] == line.channel for key in wrong),
        }
        for line in queries.channels(by=request.by, at=request.at)
    ]
    return show(
        request,
        "relays/channels",
        lines=lines,
        lost=queries.lost(by=request.by, at=request.at),
        kept_here=not environment.sends,
        status=status,
        **more,
    )


def _form(channel: str, shape: str, gateway: Gateway | None) -> Any:
    told: dict[str, Any] = {}
    if gateway is not None and gateway.shape == shape:
        told = {**gateway.settings, "on": gateway.on}
    return FORMS[shape](initial=told, prefix=f"{channel}-{shape}")


def _absolute(request: HttpRequest, path: str) -> str:
    base = environment.address.rstrip("/")
    return base + path if base else request.build_absolute_uri(path)
