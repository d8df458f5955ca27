"""Many clients of one server, as cheap as they can be made: threads with kept connections."""

import http.client
import threading
import time
from collections.abc import Callable
from typing import Any

from tests.servers import Server


def per_second(
    server: Server, *, phones: int, seconds: float, ask: Callable[[http.client.HTTPConnection], int]
) -> dict[str, Any]:
    """Let each phone ask again and again; return answers per second and times in ms.

    ask: sends one request and returns the status; other than 2xx counts as failed.
    """
    times: list[float] = []
    failed = [0]
    until = time.perf_counter() + seconds

    def run() -> None:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        while time.perf_counter() < until:
            began = time.perf_counter()
            status = ask(line)
            if 200 <= status < 300:
                times.append((time.perf_counter() - began) * 1000)
            else:
                failed[0] += 1
        line.close()

    began = time.perf_counter()
    threads = [threading.Thread(target=run) for _ in range(phones)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - began
    return {
        "per_second": round(len(times) / spent, 1),
        "p50_ms": percentile(times, 50),
        "p95_ms": percentile(times, 95),
        "failed": failed[0],
    }


def get(path: str, cookie: str = "") -> Callable[[http.client.HTTPConnection], int]:
    """Return an `ask` that gets a page."""

    def ask(line: http.client.HTTPConnection) -> int:
        line.request("GET", path, headers={"cookie": cookie})
        answer = line.getresponse()
        answer.read()
        return answer.status

    return ask


def percentile(values: list[float], which: int) -> float | None:
    """Return the percentile, rounded to 0.1; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, len(ordered) * which // 100)], 1)
