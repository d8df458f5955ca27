"""A guest's agenda on three clocks, its calendar address, and what changed since a moment."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.actors import actor_of
from narahubung.accounts.guards import MemberRequest, anybody, guard
from narahubung.accounts.roles import Right
from narahubung.assignments.queries import calendar_duties, own_officer
from narahubung.config.environment import environment
from narahubung.journal.acting import AlreadyDone
from narahubung.journal.reading import last_entry_id, times_named
from narahubung.kit import clock
from narahubung.kit.actor import Actor
from narahubung.kit.web import show
from narahubung.kit.zones import NotAZone, zone
from narahubung.knowledge.queries import home_zone_of
from narahubung.parties.models import Member, Party
from narahubung.parties.queries import mark_of
from narahubung.programme import commands
from narahubung.programme.models import CalendarFeed
from narahubung.programme.queries import calendars_of
from narahubung.reports.calendar import calendar_of, duties_calendar
from narahubung.reports.queries.agenda import agenda as agenda_of
from narahubung.reports.queries.agenda import in_days
from narahubung.reports.queries.changes import changes_since

LOOK_BACK = timedelta(hours=6)
_TOKEN = "calendar_token"  # noqa: S105 -- the name under which the session keeps it once


@require_GET
@guard(Right.SEE_PARTY)
def agenda(request: MemberRequest, code: str, member: int | None = None) -> HttpResponse:
    """Show the agenda of a party or of one member; `?clock=home` or `utc` for another clock."""
    party = Party.objects.visible_to(request.by).get(code=code)
    someone = _member(request, party, member)
    lines = agenda_of(by=request.by, party_id=party.pk, member_id=member)
    home = _known_zone(home_zone_of(by=request.by, party_id=party.pk))
    clocks = {"host": request.event.zone, "home": home, "utc": "UTC"}
    chosen = request.GET.get("clock", "host")
    chosen = chosen if clocks.get(chosen) else "host"
    token = request.session.pop(_TOKEN, "")
    return show(
        request,
        "reports/agenda",
        of=mark_of(party),
        member=someone,
        days=in_days(lines, clocks[chosen]),
        synthetic=any(line.synthetic for line in lines),
        zone=clocks[chosen],
        chosen=chosen,
        clocks=[(name, word) for name, word in _clock_words() if clocks[name]],
        people=Member.objects.visible_to(request.by).filter(party=party).order_by("pk"),
        calendars=calendars_of(by=request.by, party_id=party.pk),
        address=_address(request, token) if token else "",
        live_topics=[f"party:{party.pk}", "programme", "meetings"],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.SEE_PARTY, writes=True)
def open_calendar(request: MemberRequest, code: str, member: int | None = None) -> HttpResponse:
    """Make a calendar address and show it once."""
    party = Party.objects.visible_to(request.by).get(code=code)
    _member(request, party, member)
    request.session[_TOKEN] = commands.open_calendar(
        party_id=party.pk, member_id=member, by=request.by, at=request.at
    )
    return _back(request, code, member)


@require_POST
@guard(Right.SEE_PARTY, writes=True)
def close_calendar(request: MemberRequest, code: str, feed: int) -> HttpResponse:
    """Close one of one's own calendar addresses."""
    _once(lambda: commands.close_calendar(feed_id=feed, by=request.by, at=request.at))
    return _back(request, code, None)


@require_GET
@anybody
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar program: the agenda as the address's owner may see it at this moment.

    Or the owner's own duties. Who no longer reaches the party or the event, or closed the address,
    gets 404 like everybody else.
    """
    rows = CalendarFeed.objects.select_related("person", "event", "party", "member")
    feed = rows.filter(token_hash=commands.token_hash(token), closed_at=None).first()
    if feed is None or not feed.person.is_active:
        raise Http404
    at = clock.now()
    by = actor_of(feed.person, event_id=feed.event_id, at=at, door="calendar")
    with translation.override(feed.person.language):
        body = (
            _own_duties(feed, by, at) if feed.party is None else _agenda(feed, feed.party, by, at)
        )
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    name = feed.party.code if feed.party else feed.event.slug
    answer["Content-Disposition"] = f'inline; filename="{name}.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _agenda(feed: CalendarFeed, party: Party, by: Actor, at: datetime) -> bytes:
    if not Party.objects.visible_to(by).filter(pk=party.pk).exists():
        raise Http404
    whose = feed.member.full_name if feed.member else party.name
    return calendar_of(
        agenda_of(by=by, party_id=party.pk, member_id=feed.member_id),
        name=f"{whose} - {feed.event.name}",
        house=feed.event.slug,
        at=at,
        zone_name=feed.event.zone,
    )


def _own_duties(feed: CalendarFeed, by: Actor, at: datetime) -> bytes:
    officer = own_officer(by=by)
    if officer is None or not by.may(Right.SEE_EVENT):
        raise Http404
    return duties_calendar(
        calendar_duties(officer=officer, at=at),
        name=f"{_('My duties')} - {feed.event.name}",
        house=feed.event.slug,
        at=at,
        zone_name=feed.event.zone,
        times=times_named({f"officer:{officer.pk}"}).get(f"officer:{officer.pk}", 1),
    )


@require_GET
@guard(Right.SEE_PARTY)
def changes(request: MemberRequest, code: str = "") -> HttpResponse:
    """Show what changed for one's parties, or for one, since a clock time (`?since=14.00`).

    Without it: of the last six hours. `?all` for more than three lines.
    """
    ids = sorted(request.by.own)
    if code:
        ids = [Party.objects.visible_to(request.by).get(code=code).pk]
    since = _since(request)
    found = changes_since(
        by=request.by,
        party_ids=ids,
        since=since,
        zone_name=request.event.zone,
        limit=200 if "all" in request.GET else 3,
    )
    return show(
        request,
        "reports/changes",
        changes=found,
        code=code,
        topics=[f"party:{pk}" for pk in ids] + ["programme"],
        live_topics=[f"party:{pk}" for pk in ids] + ["programme"],
        live_after=last_entry_id(),
    )


def _since(request: MemberRequest) -> datetime:
    """Read `14.00` on the event's clock, or a whole moment (ISO with offset); never the future."""
    asked = request.GET.get("since", "")
    with suppress(ValueError):
        moment = datetime.fromisoformat(asked)
        if moment.tzinfo is not None and moment <= request.at:
            return moment
    with suppress(ValueError):
        told = time.fromisoformat(asked.replace(".", ":"))
        here = request.at.astimezone(zone(request.event.zone))
        since = datetime.combine(here.date(), told.replace(tzinfo=None), tzinfo=here.tzinfo)
        return since if since <= request.at else since - timedelta(days=1)
    return request.at - LOOK_BACK


def _member(request: MemberRequest, party: Party, member: int | None) -> Member | None:
    if member is None:
        return None
    return Member.objects.visible_to(request.by).get(pk=member, party=party)


def _known_zone(name: str) -> str:
    try:
        return zone(name).key if name else ""
    except NotAZone:
        return ""


def _clock_words() -> list[tuple[str, str]]:
    return [("host", _("Host's clock")), ("home", _("Guest's home")), ("utc", _("UTC"))]


def _address(request: MemberRequest, token: str) -> str:
    path = reverse("calendar", kwargs={"token": token})
    if environment.address:
        return environment.address.rstrip("/") + path
    return request.build_absolute_uri(path)


def _back(request: MemberRequest, code: str, member: int | None) -> HttpResponse:
    if member is not None:
        return redirect("reports:agenda", slug=request.event.slug, code=code, member=member)
    return redirect("reports:agenda", slug=request.event.slug, code=code)


def _once(call: Callable[[], object]) -> None:
    try:
        call()
    except AlreadyDone:
        return
