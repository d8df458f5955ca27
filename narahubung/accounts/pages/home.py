"""The first page, the first run, and the language."""

import logging

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from narahubung.accounts import commands, first_run, queries
from narahubung.accounts.actors import actor_of
from narahubung.accounts.forms import ZONES, FirstRun
from narahubung.accounts.guards import MemberRequest, anybody, key_of, members
from narahubung.accounts.preferences import remember
from narahubung.accounts.queries import MyEvent
from narahubung.accounts.roles import Right
from narahubung.kit import clock
from narahubung.kit.actor import Actor, the_house
from narahubung.kit.refusals import Refusal

log = logging.getLogger(__name__)

# Where a person begins in an event: the first page of the list that his role may open.
_LANDINGS = (
    ("desks:board", Right.WATCH_BOARD),
    ("desks:day", Right.DO_DUTIES),
    ("desks:delegations", Right.SEE_PARTY),
    ("accounts:people", Right.MANAGE_PEOPLE),
    ("desks:journal", Right.SEE_JOURNAL_BARE),
)


@anybody
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead a person to his event; who has several (or asks with ?all) chooses."""
    if not request.user.is_authenticated:
        if first_run.is_needed():
            return redirect("start")
        return redirect("account_login")
    return _my_events(request)


@members
def _my_events(request: MemberRequest) -> HttpResponse:
    events = queries.my_events(request.by, at=request.at)
    current = [event for event in events if event.state != "archived"]
    if len(current) == 1 and "all" not in request.GET:
        return redirect(_landing(request, current[0]))
    return render(
        request,
        "accounts/home.html",
        {
            "events": current,
            "archived": [event for event in events if event.state == "archived"],
            "may_make": (may_make := "administrator" in request.by.roles),
            "may_bring": may_make or any(event.is_organiser for event in events),
        },
    )


@members
@require_safe
def enter(request: MemberRequest, slug: str) -> HttpResponse:
    """Lead to where one begins in this event."""
    for event in queries.my_events(request.by, at=request.at):
        if event.slug == slug:
            return redirect(_landing(request, event))
    raise Http404


@anybody
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Make the first person and an empty event; once, and with the code from the console."""
    if not first_run.is_needed():
        raise Http404
    form = FirstRun(request.POST or None)
    if request.method != "POST":
        log.warning("First run: the code is %s", first_run.code())
    elif form.is_valid():
        try:
            return _begin(request, form)
        except Refusal as refusal:
            form.refuse(refusal)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/start.html", {"form": form, "zones": ZONES}, status=status)


@anybody
@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Read in another language: on this device, and for who is signed in on every device."""
    language = request.POST.get("language", "")
    back = request.POST.get("next", "")
    here = {request.get_host()}
    if back[:1] != "/" or not url_has_allowed_host_and_scheme(back, allowed_hosts=here):
        back = "/"
    response = redirect(back)
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated and request.user.language != language:
            at = clock.now()
            by = actor_of(request.user, event_id=None, at=at)
            commands.choose_language(language=language, by=by, at=at, key=key_of(request))
        remember(response, language)
    return response


@anybody
def forgotten(request: HttpRequest) -> HttpResponse:
    """Say who helps when a password is forgotten: nobody gets a new one by mail."""
    return render(request, "accounts/forgotten.html")


@anybody
def nothing(request: HttpRequest, token: str = "") -> HttpResponse:
    """Be absent."""
    raise Http404


def _landing(request: MemberRequest, event: MyEvent) -> str:
    by = actor_of(request.user, event_id=event.id, at=request.at)
    for name, right in _order_for(by):
        if by.may(right):
            try:
                return reverse(name, kwargs={"slug": event.slug})
            except NoReverseMatch:
                continue
    return reverse("accounts:roles", kwargs={"slug": event.slug})


def _order_for(by: Actor) -> list[tuple[str, Right]]:
    own_day_first = bool(by.own) and Right.WATCH_BOARD not in by.everywhere
    return sorted(_LANDINGS, key=lambda row: row[0] != "desks:day" if own_day_first else 0)


def _begin(request: HttpRequest, form: FirstRun) -> HttpResponse:
    facts = form.cleaned_data
    commands.begin(
        username=facts["username"],
        full_name=facts["full_name"],
        language=getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        password_hash=make_password(facts["password"]),
        event={name: facts[name] for name in ("slug", "zone", *form.OF_EVENT)}
        if form.has_event()
        else None,
        by=the_house("first run"),
        at=clock.now(),
        key=key_of(request),
    )
    first_run.forget()
    request.session["toast"] = _("Your account is made. Please sign in.")
    return redirect("account_login")
