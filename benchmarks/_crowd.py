"""Thousands of virtual phones in a process of their own, and the people who hold them.

`python -m benchmarks._crowd PORT FILE [WORDS]` reads the phones from FILE (a line each: cookie,
party, person), opens a stream for each, prints `open`, and waits for a line with the moment of
sending; then prints as JSON what each phone got, when, and what it told back. WORDS: so many, the
first ones, get a message, and all of them the banner of a crisis; without it each gets a message.
"""

import asyncio
import json
import random
import resource
import secrets
import sys
import time
from pathlib import Path
from typing import Any

EVENT = "arda-2026"
AT_ONCE = 60  # connecting together; a crowd does not come in one millisecond
RECEIPT_S = 1.0  # as live-feed.js spreads them
PATIENCE_S = 30.0
POCKET, PICKED_UP, TWICE = (
    0,
    1,
    2,
)  # of each 20 phones: never looked at, looked at later, told twice


def seed(phones: int) -> dict[str, Any]:
    """Make an event, a sender and so many officers, all signed in; return their cookies.

    Each officer can be called besides, so a message makes two rows of deliveries for him.
    """
    from datetime import timedelta

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.hashers import make_password
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    from narahubung.accounts.models import Event, Person, Reach
    from narahubung.kit import clock
    from narahubung.parties.models import Party
    from narahubung.relays.models import Address, Channel

    at = clock.now() - timedelta(days=1)
    event = Event.objects.create(slug=EVENT, name_en="Arda", zone="Asia/Makassar", state="live")
    codes = [f"P{number}" for number in range(100)]
    Party.objects.bulk_create([Party(event=event, code=code, name_en=code) for code in codes])
    parties = list(Party.objects.values_list("pk", flat=True))
    names = ["sari", *(f"screen-{number}" for number in range(phones))]
    languages = ("id", "en")
    Person.objects.bulk_create(
        Person(username=name, password=make_password(None), language=languages[number % 2])
        for number, name in enumerate(names)
    )
    people = list(Person.objects.filter(username__in=names).order_by("pk"))
    ties, sessions, lines = [], [], []
    for number, person in enumerate(people):
        party = parties[number % len(parties)]
        officer = {"role": "officer", "kind": "party", "object_id": party}
        tie = officer if number else {"role": "coordinator"}
        ties.append(Reach(person=person, event=event, since=at, **tie))
        key = secrets.token_hex(16)
        told = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
        ends = clock.world() + timedelta(hours=12)
        data = SessionStore().encode(told)
        sessions.append(Session(session_key=key, session_data=data, expire_date=ends))
        lines.append(f"{settings.SESSION_COOKIE_NAME}={key} {party} {person.pk}")
    Reach.objects.bulk_create(ties, batch_size=500)
    Session.objects.bulk_create(sessions, batch_size=500)
    calls = [Address(person=person, channel=Channel.PHONE) for person in people[1:]]
    Address.objects.bulk_create(calls, batch_size=500)
    return {"sender": lines[0].split()[0], "phones": lines[1:]}


class Phone:
    """A stream on one socket, receipts on another."""

    def __init__(self, number: int, line: str, port: int) -> None:
        cookie, party, person = line.split()
        self.number, self.port, self.person = number, port, int(person)
        self.cookie, self.party = cookie, party
        self.got: dict[int, float] = {}
        self.banner_at = 0.0
        self.bannered = asyncio.Event()
        self.ticket = ""
        self.seen = False
        self.told = asyncio.Event()

    async def listen(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(
            f"GET /live/?event={EVENT}&topics=party:{self.party} HTTP/1.1\r\n"
            f"host: localhost\r\ncookie: {self.cookie}\r\n\r\n".encode()
        )
        while self.ticket == "":
            await self._next()
        self.task = asyncio.create_task(self._hear())

    async def _hear(self) -> None:
        while await self._next():
            pass

    async def _next(self) -> bytes:
        line = await self.reader.readline()
        if line.startswith(b"event: "):
            name = line[7:].strip()
            data = (await self.reader.readline())[6:]
            if name == b"ticket":
                self.ticket = data.decode().strip()
            elif name == b"banner":
                self.banner_at = self.banner_at or time.monotonic()
                self.bannered.set()
            elif name == b"word":
                self.got.setdefault(json.loads(data)["id"], time.monotonic())
                self.telling = asyncio.create_task(self._tell())
                self.telling.add_done_callback(lambda _: self.told.set())
        return line

    async def _tell(self) -> None:
        """Tell back as the browser does: at once seen where somebody looks at the screen."""
        await asyncio.sleep(random.random() * RECEIPT_S)
        kind, ids = self.number % 20, list(self.got)
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        later = kind in (POCKET, PICKED_UP)
        await self._post(reader, writer, {"delivered": ids, "seen": [] if later else ids})
        if kind == PICKED_UP:
            await asyncio.sleep(1)
            await self._post(reader, writer, {"seen": ids})
        if kind == TWICE:
            await self._post(reader, writer, {"delivered": ids, "seen": ids})
        self.seen = kind != POCKET
        writer.close()

    async def _post(self, reader: Any, writer: Any, told: dict[str, list[int]]) -> None:
        body = json.dumps({"ticket": self.ticket, **told}).encode()
        writer.write(
            f"POST /live/?event={EVENT} HTTP/1.1\r\nhost: localhost\r\ncookie: {self.cookie}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n".encode()
            + body
        )
        answer = await reader.readuntil(b"\r\n\r\n")
        if b" 204 " not in answer.split(b"\r\n")[0]:
            raise RuntimeError(answer)


async def crowd(port: int, lines: list[str], words: int | None = None) -> dict[str, Any]:
    """Open all streams, wait for the word and the banner, return what was got and told."""
    phones = [Phone(number, line, port) for number, line in enumerate(lines)]
    door = asyncio.Semaphore(AT_ONCE)

    async def connect(phone: Phone) -> None:
        async with door:
            await phone.listen()

    await asyncio.gather(*(connect(phone) for phone in phones))
    print("open", flush=True)
    sent = float(await asyncio.to_thread(sys.stdin.readline))
    waited = [phone.told.wait() for phone in phones[:words]]
    if words is not None:
        waited += [phone.bannered.wait() for phone in phones]
    everybody = asyncio.gather(*waited)
    try:
        await asyncio.wait_for(everybody, PATIENCE_S)
    except TimeoutError:
        print("not everybody got it", file=sys.stderr)
    for phone in phones:
        phone.task.cancel()
        phone.writer.close()
    got = {phone.person: min(phone.got.values()) for phone in phones if phone.got}
    return {
        "waits": [moment - sent for moment in got.values()],
        "banners": [phone.banner_at - sent for phone in phones if phone.banner_at],
        "delivered": sorted(got),
        "seen": sorted(phone.person for phone in phones if phone.seen),
    }


def raise_limits() -> None:
    """Let this process hold as many sockets as the machine allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    raise_limits()
    port, held, *words = sys.argv[1:]
    lines = Path(held).read_text().split("\n")
    print(json.dumps(asyncio.run(crowd(int(port), lines, *map(int, words)))))
