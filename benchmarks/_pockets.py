"""Many officers whose phones come back at once: the people, the crowd of phones, what must stand.

`python -m benchmarks._pockets crowd PORTS FILE COMMANDS SECONDS` reads the phones from FILE, writes
their queues, waits for a line on its input, lets them all speak the outbox protocol with the server
until nothing waits on any of them (or the seconds are over), and prints what they measured.
`… cast PHONES` and `… look FILE` run on the house's own database.

Phones obey the protocol as the real one does: they greet, send what is urgent first, one lane a
request, and come back when they are told to.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import django

django.setup()  # phones make digests with the door's own function, which stands beside its tables

from django.db import transaction  # noqa: E402

from benchmarks._crowd import raise_limits  # noqa: E402
from narahubung.kit import clock  # noqa: E402
from tests.field_phone import LANES, Heard, Phone, Written, heard_of, ids_of  # noqa: E402

EVENT = "pockets-2026"
OFFICERS = 10  # of a delegation
ONLINE = 20  # phones that were never away: they tell something urgent now and then
EVERY_S = 10.0  # ... so often, each of them
FIRST_S = 2.0  # within which the phones of a crowd come back
CHAIN = ("en_route", "landed", "on_block", "door_open", "greeted", "lounge", "immigration")
LOOK_AGAIN_S = 5.0  # the real one waits longer, when nobody tells it how long


# ---- the people -------------------------------------------------------------------------------


def cast(phones: int) -> list[dict[str, Any]]:
    """Make the event, its delegations and officers, all signed in; what each may do by phone."""
    from django.urls import reverse

    from narahubung.accounts.models import Event
    from narahubung.parties.models import Party

    since = clock.now() - timedelta(days=1)
    event = Event.objects.create(slug=EVENT, name_en="Pockets", zone="Asia/Makassar", state="live")
    made = []
    for number in range(phones + ONLINE):
        if number % OFFICERS == 0:
            code = f"P{number // OFFICERS}"
            party = Party.objects.create(event=event, code=code, name_en=code)
        one = _officer(number, event, party, since)
        names = [EVENT, party.code]
        for what in ("jot", "observe", "look", "tell"):
            one[what] = reverse(f"desks:day_{what}", args=names)
        made.append(one)
    return made


def _officer(number: int, event: Any, party: Any, since: Any) -> dict[str, Any]:
    from tests.field_cast import _own, _paper, _person

    person = _person(f"officer-{number}", event, party, since)
    return {
        **person,
        **_own(event, party, since),
        "paper": _paper(event, party, number)["path"],
        "number": f"N-{number}",
    }


def look(confirmed: list[str]) -> dict[str, Any]:
    """Return what is wrong in the database: lost, of what was confirmed; done more than once."""
    from narahubung.duties.models import Check, Observation
    from narahubung.field.models import Carried, Lane
    from narahubung.journal.models import Act, StoredEntry
    from narahubung.journal.verifying import verify
    from narahubung.movements.models import StatusMark

    rows = list(Carried.objects.order_by("lane_id", "seq").values_list("lane_id", "seq", "pk"))
    there = {str(pk) for _lane, _seq, pk in rows}
    numbers: dict[int, list[int]] = {}
    for lane, seq, _pk in rows:
        numbers.setdefault(lane, []).append(seq)
    awaited = dict(Lane.objects.values_list("pk", "next_seq"))
    ended = Counter(Carried.objects.values_list("kind", "status"))
    effects = {
        "desks:day_jot": StoredEntry.objects.filter(kind="duties.noted").count(),
        "desks:day_observe": Observation.objects.count(),
        "desks:day_look": Check.objects.count(),
        "desks:day_tell": StatusMark.objects.count(),  # also what was told late
    }
    told = {kind: ended[kind, "applied"] + ended[kind, "merged"] for kind in effects}
    acted = Carried.objects.filter(status="applied").values("pk")
    return {
        "lost": len(set(confirmed) - there)
        + sum(max(told[kind] - effects[kind], 0) for kind in told),
        "doubled": sum(max(effects[kind] - told[kind], 0) for kind in told),
        "out_of_order": sum(
            found != list(range(1, awaited[lane])) for lane, found in numbers.items()
        ),
        "without_act": acted.count() - Act.objects.filter(pk__in=acted).count(),
        "statuses": dict(Counter(Carried.objects.values_list("status", flat=True))),
        "chain_whole": verify().whole,
    }


# ---- the phones -------------------------------------------------------------------------------


@dataclass
class Carrier:
    """One phone on a line of its own. waits: of each urgent thing told on line, the seconds."""

    own: dict[str, Any]
    dice: Random
    port: int
    phone: Phone = field(init=False)
    cookies: str = field(init=False)
    token: str = ""
    writer: Any = None
    turned_away: int = 0
    urgent_done: float = 0.0
    waits: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        skew = {"lo_ms": -500, "hi_ms": 500}
        self.phone = Phone(self.own["person"], ids_of(self.dice), skew=skew)
        self.cookies = self.own["cookie"]

    def fill(self, commands: int) -> None:
        """Write what a day in a basement writes: of ten one status, two ticks, one observation."""
        at = clock.now() - timedelta(hours=6)
        steps, chain = iter(self.own["steps"]), iter(CHAIN)
        for number in range(commands):
            at += timedelta(minutes=5)
            sort = ("tell", "tick", "jot", "observe", "jot", "tick", "jot", "jot", "jot", "jot")[
                number % 10
            ]
            if number % 25 == 14:
                sort = "paper"
            self._write(sort, number, at, steps, chain)

    def _write(self, sort: str, number: int, at: Any, steps: Any, chain: Any) -> None:
        own, text = self.own, f"{number} of {self.own['person']}"
        if sort == "tell" and (status := next(chain, None)):
            self._tell(status, at)
        elif sort == "tick" and (step := next(steps, None)):
            self.phone.write("desks:day_look", own["look"], ("step", f"{step}:check"), at=at)
        elif sort == "observe":
            self.phone.write("desks:day_observe", own["observe"], ("text", text), at=at)
        elif sort == "paper":
            self._paper(number, at)
        else:
            self.phone.write("desks:day_jot", own["jot"], ("text", text), at=at)

    def _tell(self, status: str, at: Any) -> Written:
        text = f"movement:{self.own['movement']}:{status}"
        return self.phone.write(
            "desks:day_tell", self.own["tell"], ("tell", text), at=at, lane="urgent"
        )

    def _paper(self, number: int, at: Any) -> None:
        from tests.field_cast import FROM, UNTIL

        before = {"state": "asked", "number": self.own["number"], "valid_from": FROM}
        before["valid_until"] = UNTIL
        after = {**before, "number": f"X-{number}"}
        body = [("kind", "diplomatic"), *after.items()]
        self.own["number"] = after["number"]
        self.phone.write("airports:paper", self.own["paper"], *body, at=at, shown=before)

    # ---- the line ------------------------------------------------------------------------------

    async def come_back(self, began: float) -> None:
        """Send until nothing waits."""
        await asyncio.sleep(self.dice.random() * FIRST_S)
        while self.phone.queue:
            pause = await self._flush(began)
            if self.phone.queue:
                await asyncio.sleep(pause)
        self._hang_up()

    async def stay(self, until: asyncio.Event) -> None:
        """Be on line: tell something urgent every ten seconds, and take the time till it is in."""
        await asyncio.sleep(self.dice.random() * EVERY_S)
        told = 0
        while not until.is_set():
            began = time.monotonic()
            self._tell(CHAIN[told % len(CHAIN)], clock.now())
            told += 1
            while self.phone.queue:
                pause = await self._flush(began)
                if self.phone.queue:
                    await asyncio.sleep(pause)
            self.waits.append(time.monotonic() - began)
            await asyncio.sleep(EVERY_S * (0.5 + self.dice.random()))
        self._hang_up()

    async def _flush(self, began: float) -> float:
        """Send what waits, urgent first; return for how long to stay away where it is not done."""
        if not self.token:
            heard, wait = await self._ask("GET", "/field/proto/", b"")
            if heard.status != 200 or not heard.told:
                self.turned_away += 1
                return wait or LOOK_AGAIN_S
            self.token, self.phone.server = heard.told["csrf"], heard.told["server_epoch"]
        for lane in LANES:
            while some := self.phone.waiting(lane)[:50]:
                letter = self.phone.letter(lane, some, sent_at=clock.now())
                heard, wait = await self._ask("POST", "/field/outbox/", json.dumps(letter).encode())
                if heard.status != 200:
                    self.turned_away += 1
                    return wait or LOOK_AGAIN_S
                if self.phone.hear(letter, heard) != "more":
                    return wait or LOOK_AGAIN_S
            if lane == "urgent" and not self.urgent_done:
                self.urgent_done = time.monotonic() - began
        return 0.0

    async def _ask(self, method: str, path: str, body: bytes) -> tuple[Heard, float]:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = (
            f"{method} {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {self.cookies}\r\n"
            f"content-type: application/json\r\nx-csrftoken: {self.token}\r\n"
            f"narahubung-class: {self._class()}\r\n"
            f"content-length: {len(body)}\r\n\r\n"
        )
        try:
            self.writer.write(head.encode() + body)
            status, headers, raw = await self._answer()
        except (OSError, asyncio.IncompleteReadError):  # a kept line that the server has closed
            self._hang_up()
            return Heard(status=0, ours=False, told=None), 0.1
        if cookie := headers.get("Set-Cookie"):
            self.cookies += "; " + cookie.partition(";")[0]
        return heard_of(status, headers, raw), float(headers.get("Retry-After", 0))

    def _class(self) -> str:
        """Say what waits, as the real phone does."""
        first = next((lane for lane in LANES if self.phone.waiting(lane)), "normal")
        if first != "urgent":
            return first
        newest = max(datetime.fromisoformat(each.told["at"]) for each in self.phone.waiting(first))
        return "new" if clock.now() - newest < timedelta(minutes=1) else first

    async def _answer(self) -> tuple[int, dict[str, str], bytes]:
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin1").split("\r\n")
        pairs = (line.partition(": ") for line in lines[1:] if line)
        headers = {name.title(): value for name, _, value in pairs}
        raw = await self.reader.readexactly(int(headers.get("Content-Length", 0)))
        return int(lines[0].split()[1]), headers, raw

    def _hang_up(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.writer = None


async def crowd(
    ports: list[int], officers: list[dict[str, Any]], commands: int, seconds: float
) -> dict[str, Any]:
    """Let all come back, with some on line beside them; return what they measured."""
    phones = [
        Carrier(own, Random(number), ports[number % len(ports)])
        for number, own in enumerate(officers)
    ]
    away, online = phones[:-ONLINE], phones[-ONLINE:]
    for one in away:
        one.fill(commands)
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    began, over = time.monotonic(), asyncio.Event()
    own = time.process_time()
    beside = [asyncio.create_task(one.stay(over)) for one in online]
    back = [asyncio.create_task(one.come_back(began)) for one in away]
    await asyncio.wait(back, timeout=seconds)
    spent, own = time.monotonic() - began, time.process_time() - own
    for task in back:
        task.cancel()
    over.set()
    await asyncio.gather(*beside)
    for task in back:
        if task.done() and not task.cancelled():
            task.result()
    return {
        "spent_s": spent,
        "own_cpu_s": own,
        "is_drained": not any(one.phone.queue for one in away),
        "urgent_in_s": max(one.urgent_done for one in away)
        if all(one.urgent_done for one in away)
        else None,
        "waits": [wait for one in online for wait in one.waits],
        "turned_away": sum(one.turned_away for one in phones),
        "sent": sum(len(one.phone.sent) for one in away),
        "confirmed": [each for one in phones for each in one.phone.sent],
    }


def main() -> None:
    """Do one of the three, in a process of its own."""
    what, *words = sys.argv[1:]
    if what == "crowd":
        raise_limits()
        officers = json.loads(Path(words[1]).read_text())
        ports = [int(each) for each in words[0].split(",")]
        print(json.dumps(asyncio.run(crowd(ports, officers, int(words[2]), float(words[3])))))
        return
    if what == "cast":
        with transaction.atomic():
            told = cast(int(words[0]))
        print(json.dumps(told))
    else:
        print(json.dumps(look(json.loads(Path(words[0]).read_text()))))


if __name__ == "__main__":
    main()
