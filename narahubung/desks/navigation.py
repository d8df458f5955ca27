"""What every page's shell shows: navigation by rights, who is signed in, which event, the clock."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from narahubung.accounts.actors import carries_phone
from narahubung.accounts.roles import ROLES, Right
from narahubung.crisis.queries.banner import crisis_banner
from narahubung.kit import clock
from narahubung.kit.actor import Actor
from narahubung.kit.web import is_swap
from narahubung.kit.zones import zone_label
from narahubung.relays.queries import unanswered, waiting

R = Right
LAST_PARTY = "nh_party"  # cookie: whose day was looked at last
# group, (page, word, icon, rights of which one is enough)
_MENU: list[tuple[str, list[tuple[str, str, str, tuple[Right, ...]]]]] = [
    (
        "operations",
        [
            ("desks:day", "day", "calendar-event", (R.DO_DUTIES,)),
            ("desks:board", "board", "layout-board", (R.WATCH_BOARD,)),
            ("relays:inbox", "messages", "messages", tuple(R)),
            ("knowledge:colleagues", "colleagues", "bulb", (R.SEND_RELAY,)),
            ("needs:queue", "needs", "list-check", (R.SEE_NEEDS,)),
            ("needs:book", "book", "book", (R.ANSWER_NEED,)),
            ("needs:register", "register", "heart-handshake", (R.SEE_REGISTER,)),
            ("desks:exceptions", "exceptions", "alert-triangle", (R.SEE_RELAYS,)),
            ("crisis:incidents", "incidents", "alert-octagon", (R.SEND_RELAY,)),
            ("crisis:assurances_read", "assurances", "info-circle", (R.SEE_EVENT,)),
            ("crisis:nationals", "nationals", "flag", (R.SEE_NATIONALS,)),
            ("alerts:warnings", "warnings", "urgent", (R.SEE_CRISIS,)),
            ("media:desk", "media", "news", (R.SEE_MEDIA,)),
            ("media:ask", "press", "microphone", (R.SEND_RELAY,)),
            ("gifts:register", "gifts", "gift", (R.SEE_GIFTS,)),
            ("access:people", "accreditation", "id", (R.SEE_ACCESS, R.ASK_ACCESS)),
            ("access:gates", "gates", "door", (R.KEEP_GATE,)),
            ("programme:list", "programme", "calendar-event", (R.SEE_EVENT,)),
            ("protocol:orders", "precedence", "arrows-sort", (R.PLAN_PLACES,)),
            ("protocol:occasions", "occasions", "star", (R.SEE_PLACES,)),
            ("protocol:detail_book", "detail_book", "notes", (R.SEE_PLACES, R.PLAN_PROGRAMME)),
            ("protocol:positions", "positions", "user-check", (R.SEE_PLACES,)),
            ("places:desk", "places", "armchair", (R.PLAN_PLACES,)),
            ("movements:list", "movements", "route", (R.SEE_MOVEMENTS,)),
            ("ripple:waves", "changes", "radar-2", (R.SEE_MOVEMENTS,)),
            ("airports:board", "airport", "plane", (R.SEE_MOVEMENTS,)),
            ("transport:escorts", "escorts", "motorbike", (R.SEE_ROUTES,)),
            ("transport:motorcades", "motorcades", "car", (R.SEE_ROUTES,)),
            ("airports:leavings", "leavings", "plane-departure", (R.SEE_DUTIES,)),
            ("transport:desk", "transport", "car", (R.SEE_MOVEMENTS,)),
            ("transport:map", "map", "map", (R.SEE_ROUTES,)),
            ("transport:shuttles", "shuttles", "bus", (R.SEE_EVENT,)),
            ("documents:missing", "papers", "id-badge-2", (R.SEE_PEOPLE,)),
            ("desks:who", "who", "phone", (R.SEE_EVENT,)),
        ],
    ),
    (
        "officers",
        [
            ("assignments:own_roster", "own_roster", "calendar-due", tuple(R)),
            ("assignments:roster", "roster", "calendar-time", (R.PLAN_OFFICERS,)),
            ("assignments:desk", "assignments", "calendar-stats", (R.PLAN_OFFICERS,)),
            ("assignments:hand_overs", "hand_overs", "arrows-exchange", (R.PLAN_OFFICERS,)),
            ("assignments:watch", "watch", "eye", (R.PLAN_OFFICERS,)),
            ("assignments:officers", "officers", "id-badge-2", (R.SEE_OFFICERS,)),
            ("field:phones", "phones", "device-mobile", (R.PLAN_OFFICERS,)),
        ],
    ),
    (
        "rest",
        [
            ("duties:procedures", "procedures", "list-check", (R.SEE_EVENT,)),
            ("intake:list", "lists", "file-import", (R.TAKE_IN_LISTS,)),
            ("intake:records", "records", "database", (R.TAKE_IN_LISTS,)),
            ("learning:lessons", "lessons", "bulb", (R.SEE_CRISIS,)),
            ("desks:journal", "journal", "history", (R.SEE_JOURNAL, R.SEE_JOURNAL_BARE)),
            ("accounts:people", "people", "users", (R.MANAGE_PEOPLE,)),
            ("relays:channel_test", "channel_test", "checks", (R.SEE_RELAYS, R.LEAD_CRISIS)),
            ("relays:channels", "channels", "bell", (R.MANAGE_EVENT,)),
            ("accounts:event", "event", "settings", (R.MANAGE_EVENT,)),
        ],
    ),
]

_BESIDE = {"movements": "/e/{slug}/trips/"}  # pages that belong to an entry but not below it


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the shell's context: of the event where there is one, else only who and when."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"toast": _toast(request)}
    context: dict[str, Any] = {"toast": _toast(request)}
    by: Actor | None = getattr(request, "by", None)
    event = getattr(request, "event", None)
    roles = [str(ROLES[code].name) for code in ROLES if by and code in by.roles]
    context["me"] = {"name": str(user), "role": ", ".join(roles), "initials": _initials(str(user))}
    if by is None or event is None:
        return context
    at = getattr(request, "at", None) or clock.now()
    if carries_phone(by) and (code := _last_party(request)):
        context["shell"] = "kit/field.html"  # for pages that stand in either shell
        context["tabs"] = phone_tabs(
            by, event.slug, code, "messages" if "/relays/" in request.path else ""
        )
    if not is_swap(request):
        context |= _crisis(by, event, at)
    unread, owed = (None, []) if is_swap(request) else waiting(by=by)
    return {
        **context,
        "event": {
            "name": event.name,
            "slug": event.slug,
            "zone": event.zone,
            "synthetic": bool(event.facts.get("synthetic", False)),
            "state": event.state,
        },
        "nav": _menu(request, by, event.slug, unread or None),
        "clock": {"at": at, "zone": zone_label(event.zone, at), "timezone": event.zone},
        "search_url": _url("desks:search", event.slug),
        # By person: what one tab heard must not reach a tab of who signed in after him.
        "live_src": f"/live/?event={event.slug}&person={user.pk}",
        "live_waits": owed,
        "modules": ["relays/relay-banner.js"],  # a message finds its reader on every page
    }


def _crisis(by: Actor, event: Any, at: Any) -> dict[str, Any]:
    """Return the line above every page while a crisis is on; who sees more watches it himself."""
    context: dict[str, Any] = {}
    if banner := crisis_banner(by=by, at=at):
        context["crisis"] = {"part": "crisis/_banner.html", "banner": banner}
    if by.may(R.SEE_CRISIS):
        context["crisis_from"] = _url("crisis:banner", event.slug)
    return context


def _last_party(request: HttpRequest) -> str:
    """Return the code of the delegation of this page, else of the day last looked at."""
    match = request.resolver_match
    here = match.kwargs.get("code", "") if match else ""
    return here or request.COOKIES.get(LAST_PARTY, "")


def phone_tabs(by: Actor, slug: str, code: str, here: str) -> list[dict[str, Any]]:
    """Return the bar at the bottom of an officer's phone, for one of his delegations."""
    names = {"slug": slug, "code": code}
    tabs = [
        ("day", _("Today"), "calendar-event", "desks:day", names, R.DO_DUTIES),
        ("sheet", _("Delegation"), "users", "desks:sheet", names, R.SEE_PARTY),
        ("ask", _("Ask"), "help-circle", "desks:ask", names, R.RAISE_NEED),
        ("messages", _("Messages"), "messages", "relays:inbox", {"slug": slug}, R.SEE_EVENT),
        ("more", _("More"), "dots", "desks:more", names, R.DO_DUTIES),
    ]
    return [
        {
            "url": reverse(page, kwargs=kwargs),
            "label": word,
            "icon": icon,
            "active": name == here,
            "count": unanswered(by=by) if name == "messages" else None,
        }
        for name, word, icon, page, kwargs, right in tabs
        if by.may(right)
    ]


def _menu(request: HttpRequest, by: Actor, slug: str, unread: int | None) -> list[dict[str, Any]]:
    # Words here, not at import: each page speaks its reader's language.
    words = {
        "operations": _("Operations"),
        "officers": _("Officers"),
        "rest": _("More"),
        "day": _("My day"),
        "board": _("Operations board"),
        "messages": _("Messages"),
        "colleagues": _("Ask colleagues"),
        "needs": _("Requests"),
        "book": _("Book of the desk"),
        "register": _("Expectations"),
        "incidents": _("Incidents"),
        "assurances": _("Guests and staff"),
        "nationals": _("Our people"),
        "warnings": _("Warnings"),
        "media": _("Media desk"),
        "press": _("If the press asks"),
        "gifts": _("Gifts"),
        "accreditation": _("Accreditation"),
        "gates": _("Gates"),
        "exceptions": _("Exceptions"),
        "precedence": _("Order of precedence"),
        "programme": _("Programme"),
        "occasions": _("Occasions"),
        "detail_book": _("Detail book"),
        "positions": _("Position guide"),
        "places": _("Rooms and places"),
        "movements": _("Movements"),
        "changes": _("Changes"),
        "airport": _("Airport"),
        "escorts": _("Police escorts"),
        "motorcades": _("Motorcades"),
        "leavings": _("Departures"),
        "transport": _("Transport desk"),
        "map": _("Map"),
        "shuttles": _("Shuttles"),
        "papers": _("Papers"),
        "who": _("Who is on duty"),
        "own_roster": _("My roster"),
        "roster": _("Roster"),
        "assignments": _("Assignments"),
        "hand_overs": _("Hand-overs"),
        "watch": _("Watch"),
        "officers_list": _("Officers"),
        "phones": _("Phones"),
        "procedures": _("Procedures"),
        "lists": _("Lists in"),
        "records": _("Records"),
        "lessons": _("Lessons and drills"),
        "journal": _("Journal"),
        "people": _("People and roles"),
        "event": _("Event"),
        "channels": _("Channels"),
        "channel_test": _("Channel test"),
    }
    groups: list[dict[str, Any]] = []
    for group, entries in _MENU:
        items = [
            {
                "url": url,
                "label": words["officers_list"] if name == "officers" else words[name],
                "icon": icon,
                "count": unread if name == "messages" else None,
                "active": request.path.startswith((url, _BESIDE.get(name, url).format(slug=slug))),
            }
            for page, name, icon, rights in entries
            if any(by.may(right) for right in rights)
            and (name != "day" or by.own)
            and (name != "own_roster" or "officer" in by.roles)
            and (url := _url(page, slug))
        ]
        if items:
            groups.append({"label": words[group], "items": items})
    here = [item for each in groups for item in each["items"] if item["active"]]
    for item in here:  # of /transport/ and /transport/map/ only the nearer one
        item["active"] = len(item["url"]) == max(len(each["url"]) for each in here)
    return groups


def _url(name: str, slug: str) -> str:
    try:
        return reverse(name, kwargs={"slug": slug})
    except NoReverseMatch:
        return ""


def _toast(request: HttpRequest) -> str:
    # Only a whole page shows it: a part that refreshes at the same moment must not swallow it.
    session = getattr(request, "session", None)
    if session is None or is_swap(request) or "toast" not in session:
        return ""
    return str(session.pop("toast"))


def _initials(name: str) -> str:
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[-1:])).upper() if parts else ""
