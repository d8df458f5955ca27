"""The officer's day on the phone: what is next, tell it, check it, ask for it."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.airports.models import Payer
from narahubung.assignments.queries.alarms import own_questions
from narahubung.assignments.queries.handing_over import own_hand_overs
from narahubung.desks.navigation import LAST_PARTY, phone_tabs
from narahubung.desks.queries import day as queries
from narahubung.duties import commands as duties
from narahubung.duties.models import Observation, ObservationKind
from narahubung.gifts.queries import own_due
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, is_swap, show
from narahubung.kit.zones import clock_text
from narahubung.knowledge.queries import briefing_of, rules_for
from narahubung.needs import commands as needs
from narahubung.needs.asking_form import AskForm
from narahubung.needs.pages.ask import hint_in
from narahubung.needs.queries.asking import needs_of
from narahubung.needs.queries.hints import Hint
from narahubung.needs.queries.templates import UsualRequest, usual_requests
from narahubung.parties.models import Party
from narahubung.parties.queries import departments_on_duty

SEEN = "nh_seen"  # when he last said that he read what changed
CHANGES_OF, LONGEST = timedelta(hours=2), timedelta(hours=20)
LASTS = {"12", "24", "168"}  # hours an observation may be kept for, as the form offers them


@require_GET
@guard(Right.DO_DUTIES)
def mine(request: MemberRequest) -> HttpResponse:
    """The day of the party that this officer looked at last, or serves first."""
    own = _own(request)
    if not own:
        # A relief has no delegation before the hand-over.
        watches = request.by.may(Right.WATCH_BOARD)
        page = "desks:board" if watches else "assignments:own_hand_overs"
        return redirect(page, slug=request.event.slug)
    last = request.COOKIES.get(LAST_PARTY, "")
    return _day(request, next((p for p in own if p.code == last), own[0]).code, own)


@require_GET
@guard(Right.DO_DUTIES)
def day(request: MemberRequest, code: str) -> HttpResponse:
    """The day of one party; coordinators may look at any."""
    return _day(request, code)


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def observe(request: MemberRequest, code: str) -> HttpResponse:
    """Note in one tap what was noticed about a guest."""
    party = party_of(request, code, Right.SEE_OBSERVATIONS)
    kind, _sep, chip = request.POST.get("chip", "").partition(":")
    kind = kind or request.POST.get("kind", "")
    hours = request.POST.get("hours", "")
    once(
        duties.observe,
        request,
        party_id=party.pk,
        text=chip or request.POST.get("text", ""),
        kind=kind if kind in ObservationKind else ObservationKind.OTHER.value,
        hours=int(hours) if hours in LASTS else None,
    )
    return back(request, party, "observed")


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def unobserve(request: MemberRequest, code: str, observation_id: int) -> HttpResponse:
    """Take an observation away."""
    party = party_of(request, code, Right.SEE_OBSERVATIONS)
    once(duties.remove_observation, request, observation_id=observation_id)
    return back(request, party, "observed")


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def jot(request: MemberRequest, code: str) -> HttpResponse:
    """Write a line into the log, which else writes itself from the taps."""
    party = party_of(request, code)
    once(duties.note_in_log, request, party_id=party.pk, text=request.POST.get("text", ""))
    return back(request, party, "observed")


@require_POST
@guard(Right.DO_DUTIES)
def seen(request: MemberRequest, code: str) -> HttpResponse:
    """Remember on this device that what changed until now was read."""
    party = party_of(request, code)
    response = back(request, party)
    _remember(response, SEEN, request.at.isoformat(), for_s=86_400)
    return response


@require_GET
@guard(Right.RAISE_NEED)
def ask(request: MemberRequest, code: str) -> HttpResponse:
    """Ask for something in the delegation's name; see what still waits."""
    party = party_of(request, code, Right.RAISE_NEED)
    noticed = _noticed(request, party)
    usual = usual_requests(by=request.by)
    chosen = next((one for one in usual if one.code == request.GET.get("usual")), None)
    form = AskForm(
        by=request.by,
        party_id=party.pk,
        zone_name=request.event.zone,
        initial={"text": noticed.text} if noticed else chosen.initial if chosen else {},
    )
    hint = hint_in(request, party, form)
    return _asking(request, party, form, noticed, usual, hint=hint)


@require_POST
@guard(Right.RAISE_NEED, writes=True)
def send(request: MemberRequest, code: str) -> HttpResponse:
    """Put the request on record; an observation it came from remembers that.

    What was answered before is shown first, unless it stood in the form already, or nobody looks:
    what waited on a phone is sent as it is.
    """
    party = party_of(request, code, Right.RAISE_NEED)
    noticed = _noticed(request, party)
    form = AskForm(
        request.POST,
        request.FILES,
        by=request.by,
        party_id=party.pk,
        zone_name=request.event.zone,
    )
    if not form.is_valid():
        return _asking(request, party, form, noticed, usual_requests(by=request.by))
    hint = hint_in(request, party, form)
    seen = request.POST.get("hinted", "")
    looks = request.by.door != "phone"
    if looks and hint and hint.strong and hint.thing != seen and not form.attached():
        usual = usual_requests(by=request.by)
        return _asking(request, party, form, noticed, usual, hint=hint, held=True)
    need_id = once(
        needs.raise_with_files,
        request,
        party_id=party.pk,
        asked=form.asked(),
        files=form.attached(),
    )
    if noticed and need_id:
        duties.mark_became_need(
            observation_id=noticed.pk, need_id=need_id, by=request.by, at=request.at
        )
    return done(
        request,
        "desks:ask",
        slug=request.event.slug,
        code=party.code,
        says=_("Your request is on record."),
    )


@require_GET
@guard(Right.SEE_EVENT)
def who(request: MemberRequest) -> HttpResponse:
    """Who is on duty now in each department: one tap to call, and who next if nobody answers."""
    own = _own(request)
    last = request.COOKIES.get(LAST_PARTY, "")
    party = next((p for p in own if p.code == last), own[0] if own else None)
    around = _around(request, party, "who") if party else {}
    return show(
        request,
        "desks/day_who" if party else "desks/who",
        desks=departments_on_duty(by=request.by, at=request.at, zone_name=request.event.zone),
        may_switch=Right.PLAN_OFFICERS in request.by.everywhere,
        **around,
    )


@require_GET
@guard(Right.DO_DUTIES)
def more(request: MemberRequest, code: str) -> HttpResponse:
    """Paper, agenda, rules, language, theme, the way out."""
    party = party_of(request, code)
    names = {"slug": request.event.slug, "code": party.code}
    papers = [
        ("reports:pocket_card", names, "file-text", _("Pocket card, one sheet to fold")),
        ("reports:duty_book", names, "book", _("Duty book, with boxes to check")),
        ("reports:agenda", names, "calendar", _("Agenda and calendar")),
        ("needs:charges", names, "file-text", _("Charges, to sign")),
    ]
    knowledge = [
        ("desks:open", names, "inbox", _("Open items")),
        ("protocol:etiquette", names, "heart-handshake", _("Etiquette, five seconds each")),
        (
            "protocol:precedence_of",
            names,
            "arrows-sort",
            _("Before and after your guest"),
        ),
        ("protocol:positions", {"slug": request.event.slug}, "user-check", _("Position guide")),
        ("protocol:car_of", names, "car", _("Seats in the car")),
        ("protocol:occasions", {"slug": request.event.slug}, "star", _("Occasions")),
        ("protocol:detail_book", {"slug": request.event.slug}, "notes", _("Detail book")),
        ("places:own", names, "armchair", _("Places in the rooms")),
        ("ripple:backward", names, "alarm", _("When to leave")),
        ("ripple:chain", names, "route", _("What the day hangs on")),
        ("needs:limits_party", names, "scale", _("Limits and wishes")),
        ("needs:register_party", names, "heart-handshake", _("Expectations, likes and pulse")),
        ("gifts:mine", {"slug": request.event.slug}, "gift", _("My gifts")),
        ("knowledge:colleagues", {"slug": request.event.slug}, "bulb", _("Ask colleagues")),
        ("desks:who", {"slug": request.event.slug}, "phone", _("Who is on duty")),
        ("assignments:own_roster", {"slug": request.event.slug}, "calendar-time", _("My roster")),
        (
            "assignments:own_hand_overs",
            {"slug": request.event.slug},
            "arrows-exchange",
            _("Hand over my duty"),
        ),
        ("assignments:help", {"slug": request.event.slug}, "note", _("Note")),
        (
            "crisis:report",
            {"slug": request.event.slug},
            "alert-triangle",
            _("Report an incident"),
        ),
        ("crisis:roll_mine", {"slug": request.event.slug}, "users", _("Is everybody safe?")),
        ("duties:list", names, "checklist", _("All duties of this delegation")),
        ("duties:log", names, "history", _("Log")),
        ("programme:list", {"slug": request.event.slug}, "calendar-event", _("Programme")),
        ("programme:private", names, "eye-off", _("Private programme")),
        ("documents:matrix", names, "id-badge-2", _("Papers")),
        ("duties:procedures", {"slug": request.event.slug}, "list-check", _("Standard procedures")),
    ]
    briefing = briefing_of(by=request.by, party_id=party.pk)
    return show(
        request,
        "desks/day_more",
        papers=_links(papers),
        knowledge=_links(knowledge),
        briefing=briefing,
        greeting_language=party.official_languages[:2],
        rules=rules_for(by=request.by, whom="LO"),
        **_around(request, party, "more"),
    )


def _day(request: MemberRequest, code: str, own: list[Party] | None = None) -> HttpResponse:
    own = _own(request) if own is None else own
    party = next((p for p in own if p.code == code), None) or party_of(request, code)
    # A part that refreshes itself has its place in the feed already.
    after = None if is_swap(request) else last_entry_id()
    found = queries.day_of(event=request.event, party=party, by=request.by, at=request.at)
    response = show(
        request,
        "desks/day",
        day=found,
        hand_overs=own_hand_overs(by=request.by, at=request.at),
        questions=own_questions(event=request.event, by=request.by),
        own_gifts=own_due(event=request.event, by=request.by, at=request.at),
        live_after=after,
        chips=_chips(),
        kinds=ObservationKind.choices,
        payers=Payer.choices,
        others=[p for p in own if p.pk != party.pk],
        changes_url=_changes_url(request, party),
        may_work=request.by.may_for(Right.DO_DUTIES, party.pk),
        may_places=request.by.may_for(Right.SEE_PLACES, party.pk),
        may_tell=request.by.may_for(Right.REPORT_MOVEMENT, party.pk),
        may_observe=request.by.may_for(Right.SEE_OBSERVATIONS, party.pk),
        **_around(request, party, "day", found),
    )
    _remember(response, LAST_PARTY, party.code, for_s=30 * 86_400)
    return response


def _remember(response: HttpResponse, name: str, value: str, *, for_s: int) -> None:
    """Keep something on this device; no script reads it."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=for_s, samesite="Lax", secure=secure, httponly=True)


def _around(
    request: MemberRequest, party: Party, here: str, found: queries.Day | None = None
) -> dict[str, Any]:
    """Return what every page of the phone shows: whose, and the five tabs."""
    where = found.where if found else None
    return {
        "of": party,
        "slug": request.event.slug,
        "at": request.at,
        "party": {
            "code": party.code,
            "name": party.name,
            "flag": party.iso_alpha2,
            "state": where.word.capitalize() if where else "",
            "state_icon": where.icon if where else "",
            "state_is": "" if where and where.reported else "tentative",
        },
        "tabs": phone_tabs(request.by, request.event.slug, party.code, here),
        "live_topics": [f"party:{party.pk}"],
    }


def _asking(
    request: MemberRequest,
    party: Party,
    form: AskForm,
    noticed: Observation | None,
    usual: list[UsualRequest],
    *,
    hint: Hint | None = None,
    held: bool = False,
) -> HttpResponse:
    return show(
        request,
        "desks/day_ask",
        form=form,
        form_key=request.POST.get("key") or uuid4(),
        usual=usual,
        noticed=noticed,
        hint=hint,
        held=held,
        needs=needs_of(by=request.by, at=request.at, party_id=party.pk),
        status=422 if form.errors or held else 200,
        **_around(request, party, "ask"),
    )


def _noticed(request: MemberRequest, party: Party) -> Observation | None:
    """Return the observation that is to become a request."""
    number = request.POST.get("noticed") or request.GET.get("noticed", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    rows = Observation.objects.visible_to(request.by).filter(party=party, removed=False)
    return rows.filter(pk=int(number), became_need_id=None).first()


def _own(request: MemberRequest) -> list[Party]:
    rows = Party.objects.visible_to(request.by, Right.DO_DUTIES).filter(pk__in=request.by.own)
    return list(rows.select_related("whereabouts__place").order_by("name_en"))


def party_of(request: MemberRequest, code: str, right: Right = Right.DO_DUTIES) -> Party:
    """Return a party for which he holds the right. Raises Party.DoesNotExist."""
    kept: dict[Any, Any] = getattr(request, "looked_up", {})
    name = (request.event.pk, code, right)  # one phone may serve the same country at two events
    if name not in kept:  # forms that waited on a phone come by the dozen
        rows = Party.objects.visible_to(request.by, right)
        kept[name] = rows.select_related("whereabouts__place").get(code=code)
    party: Party = kept[name]
    return party


def words_of(request: MemberRequest, name: str, number: int) -> list[str]:
    """Return the parts of a button's value, such as `trip:12:off`. Raises Http404."""
    words = request.POST.get(name, "").split(":")
    if len(words) != number:
        raise Http404
    return words


def number_of(text: str) -> int:
    """Return a number that a button carries. Raises Http404."""
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)


def back(request: MemberRequest, party: Party, anchor: str = "") -> HttpResponse:
    """Show the day as it is now; without a script, by a visit."""
    if is_swap(request):
        return _day(request, party.code)
    names = {"slug": request.event.slug, "code": party.code}
    return done(request, "desks:day", **names, anchor=anchor)


def _chips() -> list[tuple[str, str]]:
    """Return what is noticed most, each with its kind: one tap."""
    return [
        ("mood", _("tired")),
        ("mood", _("cheerful")),
        ("mood", _("upset by the delay")),
        ("help", _("needs quiet")),
        ("taste", _("likes ginger tea")),
    ]


def _changes_url(request: MemberRequest, party: Party) -> str:
    """Return where the three lines of what changed are: since he last read them, or two hours."""
    url = _url("reports:changes", {"slug": request.event.slug, "code": party.code})
    since = request.at - CHANGES_OF
    with suppress(ValueError, TypeError):
        # The page reads a clock time, so what was read longer ago than a day would mean another.
        read = datetime.fromisoformat(request.COOKIES.get(SEEN, ""))
        since = min(max(read, request.at - LONGEST), request.at)
    return f"{url}?{urlencode({'since': clock_text(since, request.event.zone)})}" if url else ""


def _links(pages: list[tuple[str, dict[str, str], str, str]]) -> list[dict[str, str]]:
    return [
        {"url": url, "icon": icon, "label": label}
        for page, kwargs, icon, label in pages
        if (url := _url(page, kwargs))
    ]


def _url(page: str, kwargs: dict[str, str]) -> str:
    try:
        return reverse(page, kwargs=kwargs)
    except NoReverseMatch:
        return ""
