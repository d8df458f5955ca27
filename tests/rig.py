"""Pages only tests have: acts over HTTP, a reaction, a job. `seed` makes the cast."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Timer
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django_tasks import task

from narahubung.accounts.guards import anybody, guard
from narahubung.accounts.roles import Right
from narahubung.journal.acting import AlreadyDone, Entry, act, command
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import Happened, on
from narahubung.kit import clock
from narahubung.kit.actor import Actor, the_house


@dataclass(frozen=True, kw_only=True)
class CupFilled(Entry):
    kind: ClassVar[str] = "rig.filled"
    party_id: int | None
    tea: str
    names: list[str]

    def topics(self) -> list[str]:
        return self.names

    def sentence(self) -> str:
        return f"A cup of {self.tea}."


@dataclass(frozen=True, kw_only=True)
class CupWashed(CupFilled):
    kind: ClassVar[str] = "rig.washed"


@command
def fill(
    *, party_id: int | None, tea: str, names: list[str], by: Actor, at: datetime, key: UUID | None
) -> int:
    """Fill a cup; return the entry's id."""
    with act(by=by, at=at, key=key) as record:
        record(CupFilled(party_id=party_id, tea=tea, names=names))
    return StoredEntry.objects.filter(kind=CupFilled.kind).latest("id").pk


@on(CupFilled)
def wash(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Wash every filled cup, once."""
    assert isinstance(happened.entry, CupFilled)
    by = the_house("reaction", event_id=happened.event_id)
    with act(by=by, at=at, key=key) as record:
        record(CupWashed(party_id=None, tea=happened.entry.tea, names=["washed"]))


@task()
def long_job(tea: str, seconds: float) -> str:
    """Take long; leave a trace in the home folder each time it is begun."""
    with open(os.environ["NARAHUBUNG_HOME"] + "/begun", "a") as file:
        file.write(f"{tea}\n")
    time.sleep(seconds)
    return tea


@csrf_exempt
@anybody
def fill_page(request: HttpRequest) -> HttpResponse:
    """Do the act `fill` with the key given; resending it is harmless."""
    asked: dict[str, Any] = json.loads(request.body)
    if "RIG_ACKS_TOO_EARLY" in os.environ:  # what the kill test must find
        Timer(0.02, _fill, [asked]).start()
        return JsonResponse({"entry": 0})
    return JsonResponse({"entry": _fill(asked)})


def _fill(asked: dict[str, Any]) -> int:
    try:
        return fill(
            party_id=asked.get("party_id"),
            tea=asked.get("tea", "ginger"),
            names=asked.get("names", []),
            by=the_house("page", event_id=asked.get("event_id")),
            at=clock.now(),
            key=UUID(asked["key"]) if asked.get("key") else None,
        )
    except AlreadyDone:
        return 0


@csrf_exempt
@anybody
def job_page(request: HttpRequest) -> HttpResponse:
    """Enqueue the long job."""
    asked = json.loads(request.body)
    return JsonResponse({"job": str(long_job.enqueue(asked["tea"], asked["seconds"]).id)})


@csrf_exempt
@anybody
def end_page(request: HttpRequest) -> HttpResponse:
    """End somebody's roles at once, as a coordinator would."""
    from narahubung.accounts.commands import people
    from narahubung.accounts.models import Reach

    asked = json.loads(request.body)
    for reach in Reach.objects.filter(person_id=asked["person_id"]):
        people.revoke(reach_id=reach.pk, by=the_house("page"), at=clock.now())
    return JsonResponse({})


@csrf_exempt
@guard(Right.REPORT_MOVEMENT, writes=True)
def tell_page(request: Any) -> HttpResponse:
    """Report a status of a movement: a full command of a room behind session and guard."""
    from narahubung.movements.commands import report_status

    asked = json.loads(request.body)
    report_status(
        movement_id=asked["movement_id"],
        status=asked["status"],
        by=request.by,
        at=request.at,
        key=UUID(asked["key"]),
    )
    return HttpResponse(status=204)


@csrf_exempt
@anybody
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Sign a person in on one more device, or (with `cookie`) out of one."""
    from django.contrib.sessions.models import Session

    from narahubung.accounts.models import Person

    asked = json.loads(request.body)
    if cookie := asked.get("cookie"):
        Session.objects.get(pk=cookie.partition("=")[2]).delete()
        return JsonResponse({})
    return JsonResponse({"cookie": _signed_in(Person.objects.get(pk=asked["person_id"]))})


@csrf_exempt
@guard(Right.SEND_RELAY)
def relay_page(request: Any) -> HttpResponse:
    """Send a message, FLASH unless asked otherwise; with GET tell how far it has come with whom."""
    from narahubung.relays.commands import send
    from narahubung.relays.models import Recipient

    if request.method == "GET":
        rows = Recipient.objects.filter(relay_id=request.GET["relay"])
        return JsonResponse(dict(rows.values_list("person__username", "state")))
    asked = json.loads(request.body)
    sent = send(
        text=asked["text"],
        audience=asked["audience"],
        precedence=asked.get("precedence", "kilat"),
        language="en",
        must_read_back=False,
        by=request.by,
        at=request.at,
        key=UUID(asked["key"]),
    )
    return JsonResponse({"relay": sent})


@csrf_exempt
@anybody
def pocket_page(request: HttpRequest) -> HttpResponse:
    """Make the cast of C10 for some seeds, or tell what is held of some events."""
    from tests import field_cast

    asked = json.loads(request.body)
    if "seeds" in asked:
        return JsonResponse(field_cast.cast(asked["seeds"], clock.now()))
    return JsonResponse(field_cast.look(asked["slugs"]))


class Counting:
    """Middleware: how many requests Django was asked."""

    pages = 0

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        Counting.pages += 1
        return self.get_response(request)


@anybody
def counted_page(request: HttpRequest) -> HttpResponse:
    """Tell how many requests came, with this one."""
    return JsonResponse({"pages": Counting.pages})


@anybody
def bare_page(request: HttpRequest) -> HttpResponse:
    """Show nothing: what a page costs at the least."""
    return HttpResponse("ok")


urlpatterns = [
    path("rig/fill/", fill_page),
    path("rig/job/", job_page),
    path("rig/end/", end_page),
    path("rig/sign-in/", sign_in_page),
    path("rig/bare/", bare_page),
    path("rig/counted/", counted_page),
    path("rig/pocket/", pocket_page),
    path("e/<slug:slug>/rig/relay/", relay_page),
    path("e/<slug:slug>/rig/tell/", tell_page),
    path("", include("narahubung.config.urls")),
]


def seed(movements: int = 1) -> dict[str, Any]:
    """Make two events, two parties, and lia, sari, rini and bob signed in; return cookies and ids.

    movements: how many arrivals, numbered 1, 2, …, and a party more for each ten of them.
    """
    from narahubung.accounts.models import Event, Person, Reach
    from narahubung.movements.models import Movement
    from narahubung.parties.models import Party

    at = clock.now() - timedelta(days=1)
    arda = Event.objects.create(
        slug="arda-2026", name_en="Arda", zone="Asia/Makassar", state="live"
    )
    other = Event.objects.create(
        slug="other-2026", name_en="Other", zone="Asia/Jakarta", state="live"
    )
    ids = {"arda": arda.pk, "other": other.pk}
    for code in ("ARD", "BRE"):
        ids[code] = Party.objects.create(event=arda, code=code, name_en=code).pk
    parties = [ids["ARD"]]
    for number in range(movements // 10):
        parties.append(Party.objects.create(event=arda, code=f"P{number}", name_en="Party").pk)
    for number in range(movements):
        Movement.objects.create(
            event=arda,
            code=f"MV-{number}",
            party_id=parties[number % len(parties)],
            direction="arrival",
            planned_at=at,
            zone="Asia/Makassar",
        )
    cookies = {}
    ties = [
        ("lia", "officer", arda, ids["ARD"]),
        ("sari", "coordinator", arda, None),
        ("rini", "organiser", arda, None),
        ("bob", "coordinator", other, None),
    ]
    for name, role, event, party in ties:
        person = Person.objects.create(username=name, full_name=name.title(), language="en")
        ids[name] = person.pk
        Reach.objects.create(
            person=person,
            event=event,
            role=role,
            kind="party" if party else "event",
            object_id=party,
            since=at,
        )
        cookies[name] = _signed_in(person)
    return {"cookie": cookies, "ids": ids}


def _signed_in(person: Any) -> str:
    """Sign a person in on one more device; return its cookie."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
