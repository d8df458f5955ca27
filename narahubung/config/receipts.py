"""Delivered and seen, told by screens: no page of Django, no act; kept a moment, booked together.

A screen posts `{"ticket": …, "delivered": [12], "seen": [12]}` to the address of its stream. The
ticket came on the stream: it names person and event, is signed by this installation and holds only
with the session the stream was opened by. A crash loses what came in the last half second; those
screens get the message again when they come back, and tell again.
"""

import asyncio
import contextlib
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core import signing

from narahubung.journal.carrying import Holder, server_event
from narahubung.journal.hub import looked_up
from narahubung.kit import clock

log = logging.getLogger(__name__)
BOOK_S = 0.5
MOST_BYTES = 16 * 1024
MOST_IDS = 500
_SALT = "narahubung.receipts"
Receipt = tuple[int, int, int, bool]  # event, message, person, seen as well
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


def ticket_for(holder: Holder) -> bytes:
    """Return the server-sent event that brings this stream's ticket."""
    named = [holder.person_id, holder.event_id, _mark(holder.session_key)]
    return server_event("ticket", signing.dumps(named, salt=_SALT))


class NotAReceipt(ValueError):  # noqa: N818 -- says what it is
    """What came is no receipt, or its ticket does not hold."""


def receipts_in(body: bytes, *, session_key: str) -> list[Receipt]:
    """Return what a screen told; each message once. Raises NotAReceipt."""
    if len(body) > MOST_BYTES:
        raise NotAReceipt
    try:
        told = json.loads(body)
        named = signing.loads(told["ticket"], salt=_SALT, max_age=settings.SESSION_COOKIE_AGE)
        person_id, event_id, mark = named
        seen, delivered = _ids(told.get("seen", [])), _ids(told.get("delivered", []))
    except (ValueError, TypeError, KeyError, AttributeError, signing.BadSignature) as problem:
        raise NotAReceipt from problem
    if mark != _mark(session_key):
        raise NotAReceipt
    return [(event_id, pk, person_id, pk in seen) for pk in seen | delivered]


class Receipts:
    """What came in and is not booked yet. Lives in the server's event loop."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[int, int, int], bool] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="receipts")

    def start(self) -> None:
        """Begin to book, every half second."""
        self._stopping = asyncio.Event()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Book what is left."""
        self._stopping.set()
        await self._task
        self._thread.shutdown()

    def keep(self, receipts: list[Receipt]) -> None:
        """Keep them until the next booking."""
        for event_id, relay_id, person_id, seen in receipts:
            key = (event_id, relay_id, person_id)
            self._waiting[key] = seen or self._waiting.get(key, False)

    async def book(self) -> None:
        """Write all of them down at once; what cannot be written now is tried again."""
        if not self._waiting:
            return
        now, self._waiting = self._waiting, {}
        receipts = [(*key, seen) for key, seen in now.items()]
        try:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._thread, looked_up, lambda: _book(receipts))
        except Exception:
            log.exception("%s receipts could not be booked, trying again", len(receipts))
            self.keep(receipts)

    async def _run(self) -> None:
        while not self._stopping.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(BOOK_S):
                    await self._stopping.wait()
            await self.book()


async def body_of(receive: Receive) -> bytes:
    """Return the body of a request, as far as it is not too long to be receipts."""
    body, more = b"", True
    while more and len(body) <= MOST_BYTES:
        part = await receive()
        body += part.get("body", b"")
        more = part.get("more_body", False)
    return body


def _book(receipts: list[Receipt]) -> None:
    from narahubung.relays.commands.receipts import Receipt, book  # noqa: PLC0415 -- models

    book([Receipt(*told) for told in receipts], at=clock.now())


def _ids(told: Any) -> set[int]:
    if not isinstance(told, list) or len(told) > MOST_IDS:
        raise NotAReceipt
    if not all(type(pk) is int and 0 < pk < 2**63 for pk in told):
        raise NotAReceipt
    return set(told)


def _mark(session_key: str) -> str:
    return hashlib.sha256(f"{_SALT} {session_key}".encode()).hexdigest()[:32]
