"""The live stream of one screen, as server-sent events. No thread, no database connection is held.

A message is `{"topics": ["party:5", "board"], "id": 812}`: what changed, not how. The screen
fetches what it shows again, through the same guards as ever. `id` is the newest entry; with it the
browser asks, after a broken connection, for what it missed.

Beside these a stream brings parts made elsewhere, written as they are: its ticket, and words for
this person (see `carrying`).
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

from narahubung.journal.carrying import Holder, waiting_for
from narahubung.journal.hub import Hub, Listener, key_of
from narahubung.journal.models import StoredEntry, Topic
from narahubung.kit import clock

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
KEEP_ALIVE_S = 15.0
ASK_AGAIN_S = 300.0  # which names, where nobody told of a change; sessions: see hub.SWEEP_S
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

    shown: names it asked for and may hear. ticket: the server-sent event it is greeted with.
    after: the newest entry it knows. ends_at: when one of the rights ends by itself.
    """

    holder: Holder
    shown: frozenset[str]
    ticket: bytes
    after: int | None
    ends_at: datetime | None

    @property
    def reach(self) -> str:
        """Return the name told when the person's own rights change."""
        return f"person:{self.holder.person_id}"


async def stream(
    screen: Screen,
    *,
    hub: Hub,
    still_allowed: Callable[[], bool],
    receive: Receive,
    send: Send,
) -> None:
    """Send news until the screen goes, the server stops, or the right to listen ends.

    still_allowed is asked, in a thread, when the person's rights change, at `ends_at`, and about
    every four minutes.
    """
    event_id = screen.holder.event_id
    keys = {key_of(event_id, name): name for name in {*screen.shown, screen.reach}}
    listener = Listener(keys, screen.holder)
    hub.add(listener)
    gone = asyncio.ensure_future(_gone(receive))
    gone.add_done_callback(lambda _: listener.close())
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        # Spread over two seconds, so that a restarted server is not asked by all at once.
        retry = f"retry: {random.randint(1000, 3000)}\n\n"  # noqa: S311
        await _write(send, retry.encode() + screen.ticket)
        # Only now: what is handed out while we look is kept by the listener.
        names, last, parts = await hub.in_thread(lambda: _at_start(screen))
        await _tell(send, names, last, parts)
        ask_at = _ask_at(screen.ends_at)
        while not listener.closed:
            wait_s = min(KEEP_ALIVE_S, max(0.1, ask_at - time.monotonic()))
            try:
                async with asyncio.timeout(wait_s):
                    await listener.woken.wait()
            except TimeoutError:
                await _write(send, b": still here\n\n")
            names, last, parts = listener.take()
            if screen.reach in names or time.monotonic() >= ask_at:
                if not await hub.in_thread(still_allowed):
                    break
                ask_at = _ask_at(screen.ends_at)
            await _tell(send, [name for name in names if name in screen.shown], last, parts)
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
    named = named.filter(entry__event_id=screen.holder.event_id)
    return set(named.values_list("name", flat=True).distinct()), last


def _at_start(screen: Screen) -> tuple[Collection[str], int, list[bytes]]:
    names, last = missed(screen) if screen.after is not None else (set(), 0)
    return names, last, waiting_for(screen.holder, at=clock.now())


def _ask_at(ends_at: datetime | None) -> float:
    """Return when to ask again whether he may still listen, on the monotonic clock."""
    # Spread, so that those who came together after a restart do not ask together for ever.
    again = random.uniform(0.6, 1.0) * ASK_AGAIN_S  # noqa: S311
    left = (ends_at - clock.now()).total_seconds() if ends_at else again
    return time.monotonic() + min(again, left if left > 0 else again)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _tell(send: Send, names: Collection[str], last: int, parts: list[bytes]) -> None:
    news = [message(names, last).encode()] if names else []
    if parts or news:
        await _write(send, b"".join([*parts, *news]))


async def _write(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})
