"""The live stream of one screen, as server-sent events. No thread, no database connection is held.

A message is `{"topics": ["party:5", "board"], "id": 812}`: what changed, not how. The screen
fetches what it shows again, through the same guards as ever. `id` is the newest entry; with it the
browser asks, after a broken connection, for what it missed.
"""

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from narahubung.journal.hub import Hub, Listener, key_of
from narahubung.journal.models import StoredEntry, Topic
from narahubung.kit import clock

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
KEEP_ALIVE_S = 15.0
ASK_AGAIN_S = 30.0  # how long a session that ended elsewhere may still listen
FAR_BEHIND = 5000  # entries; whoever missed more fetches all it shows
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One listening screen.

    shown: names it asked for and may hear. reach: the name told when the person's own rights
    change. after: the newest entry it knows. ends_at: when one of the rights ends by itself.
    """

    event_id: int
    shown: frozenset[str]
    reach: str
    after: int | None
    ends_at: datetime | None


async def stream(
    screen: Screen,
    *,
    hub: Hub,
    still_allowed: Callable[[], bool],
    receive: Receive,
    send: Send,
) -> None:
    """Send news until the screen goes, the server stops, or the right to listen ends.

    still_allowed is asked, in a thread, when the person's rights change, at `ends_at`, and every
    30 s.
    """
    listener = Listener({key_of(screen.event_id, n): n for n in {*screen.shown, screen.reach}})
    hub.add(listener)
    gone = asyncio.ensure_future(_gone(receive))
    gone.add_done_callback(lambda _: listener.close())
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        # Spread over two seconds, so that a restarted server is not asked by all at once.
        await _say(send, f"retry: {random.randint(1000, 3000)}\n\n")  # noqa: S311
        if screen.after is not None:
            names, last = await hub.in_thread(lambda: missed(screen))
            if names:
                await _say(send, message(names, last))
        ask_at = _ask_at(screen.ends_at)
        while not listener.closed:
            wait_s = min(KEEP_ALIVE_S, max(0.1, ask_at - time.monotonic()))
            try:
                await asyncio.wait_for(listener.woken.wait(), wait_s)
            except TimeoutError:
                await _say(send, ": still here\n\n")
            names, last = listener.take()
            if screen.reach in names or time.monotonic() >= ask_at:
                if not await hub.in_thread(still_allowed):
                    break
                ask_at = _ask_at(screen.ends_at)
            names = [name for name in names if name in screen.shown]
            if names:
                await _say(send, message(names, last))
        if not gone.done():
            await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()
        hub.remove(listener)


def message(names: Collection[str], last_id: int) -> str:
    """Return one server-sent event. last_id 0: it stands in no journal, nothing to replay from."""
    number = f"id: {last_id}\n" if last_id else ""
    told = {"topics": sorted(names), "id": last_id or None}
    return f"{number}event: message\ndata: {json.dumps(told)}\n\n"


def missed(screen: Screen) -> tuple[Collection[str], int]:
    """Return which names changed since the screen's `after`, and the newest entry. Two queries."""
    after = screen.after or 0
    last = StoredEntry.objects.aggregate(last=Max("id"))["last"] or 0
    if last <= after:
        return set(), last
    if last - after > FAR_BEHIND:
        return screen.shown, last
    named = Topic.objects.filter(entry_id__gt=after, entry_id__lte=last, name__in=screen.shown)
    named = named.filter(entry__event_id=screen.event_id)
    return set(named.values_list("name", flat=True).distinct()), last


def _ask_at(ends_at: datetime | None) -> float:
    """Return when to ask again whether he may still listen, on the monotonic clock."""
    left = (ends_at - clock.now()).total_seconds() if ends_at else ASK_AGAIN_S
    return time.monotonic() + min(ASK_AGAIN_S, left if left > 0 else ASK_AGAIN_S)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _say(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
