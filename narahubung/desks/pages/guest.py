"""A delegation's own page, by a private link; and the page where such links are made."""

from contextlib import suppress
from datetime import date, time, timedelta

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from narahubung.accounts import commands as accounts
from narahubung.accounts.forms import GiveLink
from narahubung.accounts.guards import GuestRequest, MemberRequest, guard, guest
from narahubung.accounts.pages.passes import show_link, show_links
from narahubung.accounts.preferences import COOKIE, remember
from narahubung.accounts.queries import passes_of
from narahubung.accounts.roles import PURPOSES, Right
from narahubung.assignments.queries import whom_to_call
from narahubung.desks.forms import GuestAsks, GuestFeels
from narahubung.desks.queries.guest import guest_page
from narahubung.desks.welcome import language_for, languages, spoken, welcome_in
from narahubung.journal.acting import AlreadyDone
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done, show
from narahubung.kit.zones import moment, zone
from narahubung.needs import commands as needs
from narahubung.needs.models import Need, Whose
from narahubung.needs.pages.register import faces
from narahubung.parties.models import Party

PURPOSE = "delegation_page"


class ToTelephone(HttpResponseRedirect):
    """Leads to a number to be dialled."""

    allowed_schemes = ["tel"]


@guest(PURPOSE)
@require_safe
def page(request: GuestRequest) -> HttpResponse:
    """Show the delegation its programme, whom to call, and what became of what it asked.

    `?in=` chooses the language on this device: one of ours, or anything else for the guest's own.
    """
    if "in" in request.GET:
        response = redirect(_here(request))
        if request.GET["in"] in dict(settings.LANGUAGES):
            remember(response, request.GET["in"])
        else:
            response.delete_cookie(COOKIE)
        return response
    return _page(request)


@guest(PURPOSE)
@require_POST
def opened(request: GuestRequest) -> HttpResponse:
    """Count that the page was opened and shown: a preview in a messenger does not come here."""
    accounts.count_opening(request.guest_pass.pk, at=request.at)
    return HttpResponse(status=204)


@guest(PURPOSE)
@require_safe
def call(request: GuestRequest) -> HttpResponse:
    """Lead to the number of who is on duty now: the same address through every hand-over."""
    to = whom_to_call(
        by=request.by,
        at=request.at,
        party_id=request.guest_pass.object_id,
        zone_name=request.event.zone,
    )
    return ToTelephone(f"tel:{to.phone.replace(' ', '')}") if to else _back(request)


@guest(PURPOSE, writes=True)
@require_POST
def ask(request: GuestRequest) -> HttpResponse:
    """Put on record what the delegation needs; it goes the way of every request."""
    form = GuestAsks(request.POST)
    if not form.is_valid():
        return _page(request, asks=form)
    with suppress(AlreadyDone):  # a second tap, or a resend after a lost answer
        needs.raise_need(
            party_id=request.guest_pass.object_id,
            text=form.cleaned_data["text"],
            by=request.by,
            at=request.at,
            key=request.key,
        )
    return _back(request)


@guest(PURPOSE, writes=True)
@require_POST
def withdraw(request: GuestRequest, need_id: int) -> HttpResponse:
    """Take back what was asked through this page, a slip or no longer needed."""
    rows = Need.objects.visible_to(request.by, Right.RAISE_NEED)
    need = rows.get(pk=need_id, party_id=request.guest_pass.object_id, channel=request.by.door)
    with suppress(AlreadyDone):
        needs.withdraw(need_id=need.pk, by=request.by, at=request.at, key=request.key)
    return _back(request)


@guest(PURPOSE, writes=True)
@require_POST
def feel(request: GuestRequest) -> HttpResponse:
    """Say how the stay is: a face and a word. A bad one has somebody on the way."""
    form = GuestFeels(request.POST)
    if not form.is_valid():
        return _page(request, feels=form)
    with suppress(AlreadyDone):
        needs.give_pulse(
            whose=Whose.GUEST,
            party_id=request.guest_pass.object_id,
            **form.cleaned_data,
            by=request.by,
            at=request.at,
            key=request.key,
        )
    return redirect(f"{_here(request)}?thanks#guest-feel")


@guard(Right.RAISE_NEED)
@require_safe
def links(request: MemberRequest, code: str) -> HttpResponse:
    """Show the open links to a delegation's page."""
    party = _party(request, code)
    wanted = language_for(party.preferred_languages)
    form = GiveLink(
        languages=languages(), initial={"language": wanted, "last_day": _last_day(request)}
    )
    return _links(request, party, form)


@guard(Right.RAISE_NEED, writes=True)
@require_POST
def make(request: MemberRequest, code: str) -> HttpResponse:
    """Make a link and show it, this once."""
    party = _party(request, code)
    form = GiveLink(request.POST, languages=languages())
    if form.is_valid():
        try:
            return _made(request, party, form)
        except Refusal as refusal:
            form.refuse(refusal)
    return _links(request, party, form)


@guard(Right.RAISE_NEED)
@require_POST
def revoke(request: MemberRequest, code: str, pass_id: int) -> HttpResponse:
    """Take a link back, also when the event is closed."""
    accounts.revoke_pass(pass_id=pass_id, by=request.by, at=request.at, key=request.key)
    slug = request.event.slug
    says = _("The link has ended.")
    return done(request, "desks:guest_links", slug=slug, code=code, says=says)


def _page(
    request: GuestRequest, *, asks: GuestAsks | None = None, feels: GuestFeels | None = None
) -> HttpResponse:
    """Show the page in the guest's language; asks, feels: what was sent and is not right yet."""
    own = request.guest_pass.language
    language = spoken(own, chosen=request.chosen)
    with translation.override(language):
        found = guest_page(
            by=request.by,
            at=request.at,
            party_id=request.guest_pass.object_id,
            zone_name=request.event.zone,
        )
        response = show(
            request,
            "desks/guest",
            status=422 if asks or feels else 200,
            found=found,
            welcome=welcome_in(own if language == spoken(own) else language),
            form=asks or GuestAsks(),
            feels=feels or GuestFeels(),
            faces=faces(),
            thanks="thanks" in request.GET,
            event=request.event,
            here=_here(request),
            at=request.at,
            today=request.at.astimezone(zone(request.event.zone)).date(),
            synthetic=bool(request.event.facts.get("synthetic", False)),
            languages=[
                (code, name, spoken(code) == language)
                for code, name in languages()
                if code in {"en", "id", own}
            ],
        )
    response["Content-Language"] = language
    return response


def _party(request: MemberRequest, code: str) -> Party:
    return Party.objects.visible_to(request.by, Right.RAISE_NEED).get(code=code)


def _links(request: MemberRequest, party: Party, form: GiveLink) -> HttpResponse:
    lines = passes_of(by=request.by, at=request.at, purpose=PURPOSE, object_id=party.pk)
    names = {"slug": request.event.slug, "code": party.code}
    return show_links(
        request,
        heading=_("The page of {name}").format(name=party.name),
        lines=lines,
        form=form,
        here=_at(request, party),
        back=reverse("desks:sheet", kwargs=names),
    )


def _at(request: MemberRequest, party: Party) -> str:
    return reverse("desks:guest_links", kwargs={"slug": request.event.slug, "code": party.code})


def _made(request: MemberRequest, party: Party, form: GiveLink) -> HttpResponse:
    facts = form.cleaned_data
    token = accounts.issue_pass(
        purpose=PURPOSE,
        object_id=party.pk,
        name=facts["name"],
        language=facts["language"],
        expires_at=moment(facts["last_day"] + timedelta(days=1), time(), request.event.zone),
        by=request.by,
        at=request.at,
        key=request.key,
    )
    made = passes_of(by=request.by, at=request.at, purpose=PURPOSE, object_id=party.pk)[0]
    path = reverse("guest", kwargs={"token": token})
    says = [welcome_in(made.language).card]
    return show_link(request, path=path, line=made, says=says, back=_at(request, party))


def _last_day(request: MemberRequest) -> date:
    """Return the day after the event, else as long as such a link is good for."""
    good_for = request.at + PURPOSES[PURPOSE].good_for
    last = request.event.ends_on and request.event.ends_on + timedelta(days=1)
    day = good_for.astimezone(zone(request.event.zone)).date()
    return min(day, last) if last and last >= request.at.date() else day


def _here(request: GuestRequest) -> str:
    return reverse("guest", kwargs={"token": request.token})


def _back(request: GuestRequest) -> HttpResponse:
    return redirect(f"{_here(request)}#guest-asked")
