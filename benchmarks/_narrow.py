"""One phone on a line of 64 kbit/s; `python -m benchmarks._narrow PORT ENTRIES` reads its cast.

What is asked for stands in benchmarks/narrow.py, which serves the house and starts this.
"""

import gzip
import json
import sys
import time
from typing import Any

import django

django.setup()  # phones make digests with the door's own function, which stands beside its tables

from tests.field_phone import LANES, Told, Wire  # noqa: E402
from tests.field_pocket import Carrier, Pocket, true_now  # noqa: E402
from tests.liar import Liar  # noqa: E402

RATE = 64_000 / 8
# What a browser says besides: it goes over the narrow line as well.
_OF_A_BROWSER = {
    "User-Agent": "Mozilla/5.0 (Linux; Android 13; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Mobile Safari/537.36",
    "sec-ch-ua": '"Chromium";v="131", "Not_A Brand";v="24"',
    "sec-ch-ua-mobile": "?1",
    "sec-ch-ua-platform": '"Android"',
    "Sec-Fetch-Dest": "empty",
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Site": "same-origin",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7",
    "Narahubung-Class": "normal",
}


class Narrow(Wire):
    """A line as a browser uses it. up, down: bytes of what was asked and answered."""

    def __init__(self, port: int, cookie: str, *, packs: bool) -> None:
        super().__init__(port, cookie)
        self.packs, self.up, self.down = packs, 0, 0

    def post(self, path: str, told: Told) -> Any:
        """Send JSON, without the spaces."""
        return self._ask("POST", path, json.dumps(told, separators=(",", ":")).encode())

    def raw(
        self, method: str, path: str, body: bytes | None, head: dict[str, str]
    ) -> tuple[int, Any, bytes]:
        """Ask as a browser does."""
        head = {**_OF_A_BROWSER, **head}
        if body and self.packs:
            body, head = gzip.compress(body), {**head, "Content-Encoding": "gzip"}
        status, headers, said = super().raw(method, path, body, head)
        self.up += len(body or b"") + sum(len(k) + len(v) + 4 for k, v in head.items())
        self.down += len(said) + len(str(headers))
        is_packed = headers.get("Content-Encoding") == "gzip"
        return status, headers, gzip.decompress(said) if is_packed else said


def measured(port: int, seed: int, cast: Told, entries: int, *, packs: bool) -> dict[str, Any]:
    """Write, come back, and hold how much went over the line."""
    pocket = Pocket(seed, cast, entries, port)
    pocket.write()
    one = next(each for each in pocket.carriers if not (each.died or each.brings))
    line = Liar(port)
    line.rate = RATE
    wire = Narrow(line.port, one.own["cookie"], packs=packs)
    try:
        begun = time.monotonic()
        _come_back(one, wire)
        spent = time.monotonic() - begun
    finally:
        wire.close()
        line.close()
    return {
        "packed": packs,
        "entries": len(one.phone.sent),
        "seconds": round(spent, 1),
        "kB_up": round(wire.up / 1000, 1),
        "kB_down": round(wire.down / 1000, 1),
        "bytes_an_entry": round(wire.up / entries),
    }


def _come_back(one: Carrier, wire: Wire) -> None:
    one.phone.greet(wire)
    for lane in LANES:
        while one.phone.waiting(lane):
            if one.phone.send(wire, lane, sent_at=one.clock.shows(true_now())) != "more":
                raise RuntimeError(f"{lane}: it stopped")


def main() -> None:
    """Measure with and without packing, in a process of its own."""
    port, entries = map(int, sys.argv[1:])
    casts = json.load(sys.stdin)
    found = [
        measured(port, int(seed), cast, entries, packs=packs)
        for packs, (seed, cast) in zip((False, True), casts.items(), strict=True)
    ]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
