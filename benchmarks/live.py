"""200 listening screens: from an act sent to its name received; what a broken line costs."""

import asyncio
import json
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks._phones import percentile
from tests.servers import Rig, narahubung, running_rig

ABOUT = "200 listening screens: act sent to name received and to row shown, replay, memory"
SCREENS = 200
MOVEMENTS = 50


def run(folder: Path | None, seconds: float | None) -> dict[str, Any]:
    """Tell a status 4 times a second for `seconds` (default 10) while 200 screens listen."""
    with tempfile.TemporaryDirectory(prefix="narahubung-bench-") as name:
        home = Path(name) / "home"
        narahubung(home, "init")
        narahubung(home, "collect")
        with running_rig(home, movements=MOVEMENTS) as rig:
            urllib.request.urlopen(f"{rig.server.url}/accounts/login/").close()
            idle = rig.server.memory_mb()
            return {"idle_mb": round(idle), **asyncio.run(_measure(rig, seconds or 10.0))}


class _Screen:
    """A raw listening socket; keeps when each entry's name arrived."""

    def __init__(self, rig: Rig) -> None:
        self.rig, self.last = rig, 0
        self.heard: dict[int, float] = {}
        self.asks: _Asker

    async def connect(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.rig.server.port)
        after = f"last-event-id: {self.last}\r\n" if self.last else ""
        self.writer.write(
            f"GET /live/arda-2026/?topics=board,party:{self.rig.ids['ARD']} HTTP/1.1\r\n"
            f"host: localhost\r\ncookie: {self.rig.cookie['sari']}\r\n{after}\r\n".encode()
        )
        while b"retry" not in await self.reader.readline():
            pass
        self.task = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        while line := await self.reader.readline():
            if line.startswith(b'data: {"topics"'):
                self.last = json.loads(line[6:])["id"] or self.last
                self.heard[self.last] = time.perf_counter()

    def close(self) -> None:
        self.task.cancel()
        self.writer.close()


async def _measure(rig: Rig, seconds: float) -> dict[str, Any]:
    screens = [_Screen(rig) for _ in range(SCREENS)]
    began = time.perf_counter()
    await asyncio.gather(*(screen.connect() for screen in screens))
    connected = time.perf_counter() - began
    acts = int(seconds * 4)
    waits: list[float] = []
    for number in range(acts):
        sent = time.perf_counter()
        await asyncio.to_thread(_tell, rig, number)
        await asyncio.sleep(0.25)
        for screen in screens:
            arrived = [at for at in screen.heard.values() if at >= sent]
            waits += [(min(arrived) - sent) * 1000] if arrived else []
            screen.heard.clear()
    memory = rig.server.memory_mb()
    threads = rig.server.threads()
    shown = await _fetch_what_changed(rig, screens)
    missed = acts * SCREENS - len(waits)
    replay = await _break_lines(rig, screens)
    for screen in screens:
        screen.close()
    return {
        "screens": SCREENS,
        "connected_in_s": round(connected, 2),
        "acts": acts,
        "p50_ms": percentile(waits, 50),
        "p95_ms": percentile(waits, 95),
        "max_ms": percentile(waits, 100),
        "missed": missed,
        "memory_mb": round(memory),
        "threads": threads,
        **shown,
        **replay,
    }


async def _fetch_what_changed(rig: Rig, screens: list[_Screen]) -> dict[str, Any]:
    """Let every screen fetch its row of the board when it hears of it, as a browser does.

    Returns the time from an act sent to the last byte of the row, over 8 acts, 2.5 s apart.
    """
    for screen in screens:
        screen.asks = await _Asker.to(rig)
    waits: list[float] = []
    for number in range(8):
        for screen in screens:
            screen.heard.clear()
        sent = time.perf_counter()
        await asyncio.gather(
            asyncio.to_thread(_tell, rig, number * 10),
            *(_hear_and_fetch(screen, sent, waits) for screen in screens),
        )
        await asyncio.sleep(max(0.0, 2.5 - (time.perf_counter() - sent)))
    for screen in screens:
        screen.asks.close()
    return {
        "content_p50_ms": percentile(waits, 50),
        "content_p95_ms": percentile(waits, 95),
        "content_missed": 8 * SCREENS - len(waits),
    }


async def _hear_and_fetch(screen: _Screen, sent: float, waits: list[float]) -> None:
    while not screen.heard:
        if time.perf_counter() - sent > 10:
            return
        await asyncio.sleep(0.005)
    await screen.asks.row()
    waits.append((time.perf_counter() - sent) * 1000)


class _Asker:
    """A kept connection that asks for one row of the board."""

    @classmethod
    async def to(cls, rig: Rig) -> "_Asker":
        asker = cls()
        asker.reader, asker.writer = await asyncio.open_connection("127.0.0.1", rig.server.port)
        asker.request = (
            f"GET /e/arda-2026/board/row/{rig.ids['ARD']}/ HTTP/1.1\r\nhost: localhost\r\n"
            f"hx-request: true\r\ncookie: {rig.cookie['sari']}\r\n\r\n"
        ).encode()
        return asker

    async def row(self) -> None:
        self.writer.write(self.request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        await self.reader.readexactly(length)

    def close(self) -> None:
        self.writer.close()


async def _break_lines(rig: Rig, screens: list[_Screen]) -> dict[str, Any]:
    """Break every line, let 20 acts go by, and see that each screen gets what it missed."""
    for screen in screens:
        screen.close()
        screen.heard.clear()
    for number in range(20):
        await asyncio.to_thread(_tell, rig, number)
    began = time.perf_counter()
    await asyncio.gather(*(screen.connect() for screen in screens))
    until = began + 10
    while time.perf_counter() < until and not all(screen.heard for screen in screens):
        await asyncio.sleep(0.01)
    waits = [(min(s.heard.values()) - began) * 1000 for s in screens if s.heard]
    return {"replayed": len(waits), "replay_p95_ms": percentile(waits, 95)}


def _tell(rig: Rig, number: int) -> None:
    body = {"movement_id": number % MOVEMENTS + 1, "status": "landed", "key": str(uuid4())}
    asked = urllib.request.Request(
        f"{rig.server.url}/e/arda-2026/rig/tell/",
        data=json.dumps(body).encode(),
        headers={"cookie": rig.cookie["sari"], "content-type": "application/json"},
    )
    urllib.request.urlopen(asked).close()
