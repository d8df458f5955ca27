"""The server's application: the live feed natively, every page through Django under WSGI.

A listener costs neither a thread nor a database connection; a page gets a thread for as long as it
takes (see docs/decisions: Django's own ASGI handler was measured at a seventh of this speed).
"""

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any
from urllib.parse import parse_qs

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.http import parse_cookie

from narahubung.config.collecting import collect_seldom
from narahubung.config.environment import environment
from narahubung.config.receipts import NotAReceipt, Receipts, body_of, receipts_in, ticket_for
from narahubung.config.wsgi import application as pages
from narahubung.field.admission import ADDRESSES, CLASS, class_of, crowd
from narahubung.field.shell import OURS
from narahubung.journal.carrying import Holder
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
    """Who listens, as what, and to which of the names he asked for."""

    holder: Holder
    by: Actor
    names: frozenset[str]
    until: datetime | None


class Application:
    """Pages and the live feed of one process."""

    def __init__(self, hub: Hub, *, threads: int) -> None:
        self.hub = hub
        self.receipts = Receipts()
        self._pages = WSGIMiddleware(pages, workers=threads, send_queue_size=32)  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or follow the server's life."""
        if scope["type"] == "lifespan":
            await self._live_and_die(receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(LIVE):
            if _comes_from_elsewhere(_headers(scope)):
                await _answer(send, 404)
            elif scope["method"] == "POST":
                await self._take_receipts(scope, receive, send)
            else:
                await self._listen(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] in ADDRESSES:
            sort = class_of(scope["path"], _headers(scope).get(CLASS, ""))
            with crowd.enter(sort) as is_in:
                if is_in:
                    await self._pages(scope, receive, send)  # type: ignore[arg-type]
                else:
                    await _come_again(send, crowd.come_in_s())
        else:
            await self._pages(scope, receive, send)  # type: ignore[arg-type]

    async def _live_and_die(self, receive: Receive, send: Send) -> None:
        await receive()
        await self.hub.start()
        self.receipts.start()
        collect_seldom()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.receipts.stop()
        await self.hub.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _listen(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = parse_qs(scope["query_string"].decode("latin1"))
        asked = {name: values[-1] for name, values in query.items()}
        headers = _headers(scope)
        slug = scope["path"].removeprefix(LIVE).strip("/") or asked.get("event", "")
        names = frozenset(name for name in asked.get("topics", "").split(",") if name)
        if scope["method"] != "GET" or len(names) > NAMES_AT_MOST:
            await _answer(send, 405 if scope["method"] != "GET" else 400)
            return
        session = _session(headers)
        who = await self.hub.in_thread(lambda: listening(session, slug, names))
        # A page may stand open whose person has signed out, and somebody else in.
        if who is None or asked.get("person", "") not in {"", str(who.holder.person_id)}:
            await _answer(send, 404)
            return
        screen = Screen(
            holder=who.holder,
            shown=who.names,
            ticket=ticket_for(who.holder),
            after=_number(headers.get(b"last-event-id", "") or asked.get("after", "")),
            ends_at=who.until,
        )
        await stream(
            screen,
            hub=self.hub,
            still_allowed=lambda: _is_same(listening(session, slug, names), who),
            receive=receive,
            send=send,
        )

    async def _take_receipts(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        try:
            told = receipts_in(await body_of(receive), session_key=_session(headers))
        except NotAReceipt:
            await _answer(send, 404)
            return
        self.receipts.keep(told)
        await _answer(send, 204)


def listening(session_key: str, slug: str, names: frozenset[str]) -> Listening | None:
    """Return who asks and what he may hear; None when not signed in or nothing there for him.

    Who asks for no name hears only words for himself. Reads session, person, event and reach, and
    one query for each kind of thing.
    """
    from narahubung.accounts.actors import actor_of  # noqa: PLC0415 -- models, after django.setup
    from narahubung.accounts.listening import holder_of  # noqa: PLC0415
    from narahubung.accounts.models import Reach  # noqa: PLC0415

    found = holder_of(session_key, slug=slug)
    if found is None:
        return None
    person, holder = found
    at = clock.now()
    by = actor_of(person, event_id=holder.event_id, at=at)
    may_hear = frozenset(allowed(names, by=by))
    if not by.roles or (names and not may_hear):
        return None
    ends = Reach.objects.in_force(at).filter(
        person=person, event_id=holder.event_id, until__isnull=False
    )
    until = ends.order_by("until").values_list("until", flat=True).first()
    return Listening(holder=holder, by=by, names=may_hear, until=until)


def still_hold(holders: Collection[Holder]) -> set[Holder]:
    """Return those of the holders whose session and part in the event are in force now."""
    from narahubung.accounts import listening as held  # noqa: PLC0415 -- models

    return held.still_hold(holders, at=clock.now())


def _is_same(now: Listening | None, before: Listening) -> bool:
    return now is not None and now.by == before.by and now.names == before.names


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _headers(scope: Scope) -> dict[bytes, str]:
    return {key.lower(): value.decode("latin1") for key, value in scope["headers"]}


def _session(headers: dict[bytes, str]) -> str:
    return parse_cookie(headers.get(b"cookie", "")).get(settings.SESSION_COOKIE_NAME, "")


def _comes_from_elsewhere(headers: dict[bytes, str]) -> bool:
    """Tell whether a browser says that another site's page asks."""
    return headers.get(b"sec-fetch-site", "same-origin") not in {"same-origin", "none"}


async def _answer(send: Send, status: int) -> None:
    headers = [(b"cache-control", b"no-store")]
    headers += [] if status == 204 else [(b"content-length", b"0")]  # a 204 has none
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _come_again(send: Send, wait_s: float) -> None:
    """Answer a phone as its door does (docs/reference/outbox.md): busy, and when to come."""
    body = b'{"proto":1,"busy":true}'
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"retry-after", str(ceil(wait_s)).encode()),
        (OURS.lower().encode(), b"1"),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})


application = Application(Hub(still_hold), threads=environment.threads)
