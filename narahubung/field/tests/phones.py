"""A phone of numbers only: it queues forms, numbers them, and sends them as the real one does."""

import itertools
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from conftest import NOON
from narahubung.field.envelope import digest_of

FINAL = {"applied", "merged", "conflict", "rejected", "held"}


@dataclass
class VirtualPhone:
    """post: sends JSON to the door, as whoever is signed in. clock: what this phone believes."""

    client: Any
    person: int
    device: str = field(default_factory=lambda: str(uuid4()))
    epoch: str = field(default_factory=lambda: str(uuid4()))
    skew: dict[str, int] | None = field(default_factory=lambda: {"lo_ms": 0, "hi_ms": 0})
    queue: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    ended: dict[str, dict[str, Any]] = field(default_factory=dict)
    numbers: dict[str, Any] = field(default_factory=dict)

    def write(
        self,
        kind: str,
        path: str,
        *body: tuple[str, str],
        lane: str = "normal",
        at: datetime = NOON,
        **more: Any,
    ) -> dict[str, Any]:
        """Queue a form; return the command."""
        numbers = self.numbers.setdefault(lane, itertools.count(1))
        given = [list(pair) for pair in body]
        made = {
            "id": str(uuid4()),
            "seq": next(numbers),
            "kind": kind,
            "v": 1,
            "path": path,
            "after": [],
            "base": {},
            "body": given,
            "at": at.isoformat(),
            "hash": digest_of(kind, 1, path, given),
            **more,
        }
        self.queue.append((lane, made))
        return made

    def letter(self, lane: str, commands: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
        """Return one request."""
        unsent = {sort: sum(each == sort for each, _ in self.queue) for sort in _LANES}
        highest = {
            sort: max([c["seq"] for each, c in self._all() if each == sort], default=0)
            for sort in _LANES
        }
        return {
            "proto": 1,
            "person": self.person,
            "device": self.device,
            "epoch": self.epoch,
            "class": lane,
            "sent_at": NOON.isoformat(),
            "beacon": {"unsent": unsent, "oldest_ms": 60_000, "max_seq": highest},
            "skew": self.skew,
            "commands": commands,
            **more,
        }

    def post(self, letter: dict[str, Any]) -> Any:
        """Send one request, whatever it holds; return the answer."""
        return self.client.post(
            "/field/outbox/", json.dumps(letter), content_type="application/json"
        )

    def send(self, lane: str = "normal") -> list[dict[str, Any]]:
        """Send what waits in a lane; take out what has ended; return the results."""
        batch = [command for each, command in self.queue if each == lane][:50]
        answer = self.post(self.letter(lane, batch))
        assert answer.status_code == 200, answer.content
        results: list[dict[str, Any]] = answer.json()["results"]
        for result in results:
            if result["status"] in FINAL:
                self.ended[result["id"]] = result
        self.sent += [c for _, c in self.queue if c["id"] in self.ended]
        self.queue = [(each, c) for each, c in self.queue if c["id"] not in self.ended]
        return results

    def _all(self) -> list[tuple[str, dict[str, Any]]]:
        return [*self.queue, *(("normal", command) for command in self.sent)]


_LANES = ("urgent", "normal", "media")


def later(minutes: int) -> datetime:
    """Return a moment after noon."""
    return NOON + timedelta(minutes=minutes)


def number(text: str) -> UUID:
    """Return an id."""
    return UUID(text)
