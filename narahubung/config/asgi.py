"""The server's application: the live feed natively, every page through Django under WSGI.

A listener costs neither a thread nor a database connection; a page gets a thread for as long as it
takes (see docs/decisions: Django's own ASGI handler was measured at a seventh of this speed).
"""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, parse_cookie

from narahubung.config.collecting import collect_seldom
from narahubung.config.environment import environment
from narahubung.config.wsgi import application as pages
from narahubung.journal.hub import Hub
from narahubung.journal.live import Screen, stream
from narahubung.journal.watching import allowed
from narahubung.kit import clock
from narahubung.kit.actor import Actor

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
LIVE = "/live/"
NAMES_AT_MOST = 2000


@dataclass(frozen=True, kw_only=True)
class Listening:
    """Who listens, in which event, and to which of the names he asked for."""

    by: Actor
    event_id: int
    names: frozenset[str]
    until: datetime | None


class Application:
    """Pages and the live feed of one process."""

    def __init__(self, hub: Hub, *, threads: int) -> None:
        self.hub = hub
        self._pages = WSGIMiddleware(pages, workers=threads, send_queue_size=32)  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or follow the server's life."""
        if scope["type"] == "lifespan":
            await self._live_and_die(receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(LIVE):
            await self._listen(scope, receive, send)
        else:
            await self._pages(scope, receive, send)  # type: ignore[arg-type]

    async def _live_and_die(self, receive: Receive, send: Send) -> None:
        await receive()
        await self.hub.start()
        collect_seldom()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.hub.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _listen(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = parse_qs(scope["query_string"].decode("latin1"))
        asked = {name: values[-1] for name, values in query.items()}
        headers = {key.lower(): value.decode("latin1") for key, value in scope["headers"]}
        cookies = headers.get(b"cookie", "")
        slug = scope["path"].removeprefix(LIVE).strip("/") or asked.get("event", "")
        names = frozenset(name for name in asked.get("topics", "").split(",") if name)
        if scope["method"] != "GET" or len(names) > NAMES_AT_MOST:
            await _refuse(send, 405 if scope["method"] != "GET" else 400)
            return
        who = await self.hub.in_thread(lambda: listening(cookies, slug, names))
        if who is None:
            await _refuse(send, 404)
            return
        screen = Screen(
            event_id=who.event_id,
            shown=who.names,
            reach=f"person:{who.by.person_id}",
            after=_number(headers.get(b"last-event-id", "") or asked.get("after", "")),
            ends_at=who.until,
        )
        await stream(
            screen,
            hub=self.hub,
            still_allowed=lambda: _is_same(listening(cookies, slug, names), who),
            receive=receive,
            send=send,
        )


def listening(cookies: str, slug: str, names: frozenset[str]) -> Listening | None:
    """Return who asks and what he may hear; None when not signed in or nothing there for him.

    Reads session, person, event and reach, and one query for each kind of thing.
    """
    from narahubung.accounts.actors import actor_of  # noqa: PLC0415 -- models, after django.setup
    from narahubung.accounts.models import Event, Reach  # noqa: PLC0415

    request: Any = HttpRequest()
    engine = import_module(settings.SESSION_ENGINE)
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")
    request.session = engine.SessionStore(key)
    person: Any = get_user(request)
    event = Event.objects.filter(slug=slug).first()
    if not person.is_authenticated or event is None:
        return None
    at = clock.now()
    by = actor_of(person, event_id=event.pk, at=at)
    may_hear = frozenset(allowed(names, by=by))
    if not by.roles or not may_hear:
        return None
    ends = Reach.objects.in_force(at).filter(person=person, event=event, until__isnull=False)
    until = ends.order_by("until").values_list("until", flat=True).first()
    return Listening(by=by, event_id=event.pk, names=may_hear, until=until)


def _is_same(now: Listening | None, before: Listening) -> bool:
    return now is not None and now.by == before.by and now.names == before.names


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


application = Application(Hub(), threads=environment.threads)
