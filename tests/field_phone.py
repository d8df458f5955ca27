"""A phone in Python that speaks the outbox protocol, by the rules of the real one.

It keeps what it queued until an answer is surely the server's, to this very command, and final;
keeps what was confirmed to offer it again to a restored server; and begins its lanes anew where it
can no longer fill a gap. How it reaches the server is a `Line`.
"""

import http.client
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from narahubung.field.envelope import digest_of, digest_of_value

LANES = ("urgent", "normal", "media")
FINAL = frozenset({"applied", "merged", "conflict", "rejected", "held"})
MOST = 50
Told = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One answer. ours: it bears the mark of our server, which no captive portal's does."""

    status: int
    ours: bool
    told: Told | None  # None: it is no JSON


class NoAnswer(RuntimeError):  # noqa: N818 -- what happened
    """The line broke, before or after the server did what was asked."""


class Line(Protocol):
    """The way to a server, as somebody who is signed in."""

    def get(self, path: str) -> Heard:
        """Ask; raise NoAnswer."""

    def post(self, path: str, told: Told) -> Heard:
        """Send JSON; raise NoAnswer."""


class Wire:
    """A line to a real server, with a session's cookie."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookies, self.token = port, cookie, ""
        self.open: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Heard:
        """Ask; the token for what is posted comes with the greeting."""
        heard = self._ask("GET", path, None)
        if heard.told and (token := heard.told.get("csrf")):
            self.token = token
        return heard

    def post(self, path: str, told: Told) -> Heard:
        """Send JSON."""
        return self._ask("POST", path, json.dumps(told).encode())

    def close(self) -> None:
        """Hang up."""
        if self.open:
            self.open.close()
        self.open = None

    def raw(
        self, method: str, path: str, body: bytes | None, head: dict[str, str]
    ) -> tuple[int, Any, bytes]:
        """Ask anything; return status, headers and body."""
        if self.open is None:
            self.open = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            self.open.request(method, path, body, {"Cookie": self.cookies, **head})
            answer = self.open.getresponse()
            raw = answer.read()
        except (OSError, http.client.HTTPException) as problem:
            self.close()
            raise NoAnswer from problem
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            if "csrf" in cookie.partition("=")[0]:
                self._keep(cookie.partition(";")[0])
        return answer.status, answer.headers, raw

    def _ask(self, method: str, path: str, body: bytes | None) -> Heard:
        head = {"Accept": "application/json"}
        if body is not None:
            head |= {"Content-Type": "application/json", "X-CSRFToken": self.token}
        return heard_of(*self.raw(method, path, body, head))

    def _keep(self, cookie: str) -> None:
        name = cookie.partition("=")[0] + "="
        others = [each for each in self.cookies.split("; ") if not each.startswith(name)]
        self.cookies = "; ".join([*others, cookie])


class InProcess:
    """A line to the same door through Django's test client."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def get(self, path: str) -> Heard:
        """Ask."""
        return self._heard(self.client.get(path))

    def post(self, path: str, told: Told) -> Heard:
        """Send JSON."""
        said = json.dumps(told)
        return self._heard(self.client.post(path, said, content_type="application/json"))

    def _heard(self, answer: Any) -> Heard:
        return heard_of(answer.status_code, answer.headers, answer.content)


def heard_of(status: int, headers: Any, raw: bytes) -> Heard:
    """Return what a phone makes of an answer."""
    told = None
    if str(headers.get("Content-Type", "")).startswith("application/json"):
        try:
            told = json.loads(raw)
        except ValueError:
            told = None
    return Heard(
        status=status,
        ours=bool(headers.get("Narahubung")),
        told=told if isinstance(told, dict) else None,
    )


@dataclass
class Written:
    """One command on the phone. number: the how-manieth it wrote; epoch: that of its seq."""

    number: int
    lane: str
    epoch: str
    told: Told
    result: Told = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return its id."""
        return str(self.told["id"])


@dataclass
class Phone:
    """One phone of one person. make_id: names what it makes (given, so that a run can be told)."""

    person: int
    make_id: Any
    device: str = ""
    epoch: str = ""
    skew: dict[str, int] | None = None
    server: str = ""
    queue: dict[str, Written] = field(default_factory=dict)
    sent: dict[str, Written] = field(default_factory=dict)
    next: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LANES, 1))
    wrote: int = 0

    def __post_init__(self) -> None:
        self.device = self.device or self.make_id()
        self.epoch = self.epoch or self.make_id()

    # ---- writing -----------------------------------------------------------------------------

    def write(
        self,
        kind: str,
        path: str,
        *body: tuple[str, str],
        at: datetime,
        lane: str = "normal",
        shown: dict[str, str] | None = None,
        after: Iterable[str] = (),
        **more: Any,
    ) -> Written:
        """Queue a form. shown: of a form of fields, what the page showed."""
        self.wrote += 1
        pairs = [list(pair) for pair in body]
        told = {
            "id": self.make_id(),
            "seq": self._number(lane),
            "kind": kind,
            "v": 1,
            "path": path,
            "after": list(after),
            "base": {name: digest_of_value(value) for name, value in (shown or {}).items()},
            "body": pairs,
            "at": at.isoformat(),
            "hash": digest_of(kind, 1, path, pairs),
            **more,
        }
        made = Written(number=self.wrote, lane=lane, epoch=self.epoch, told=told)
        self.queue[made.id] = made
        return made

    def _number(self, lane: str) -> int:
        self.next[lane] += 1
        return self.next[lane] - 1

    # ---- sending -----------------------------------------------------------------------------

    def waiting(self, lane: str) -> list[Written]:
        """Return what waits in a lane, in its order."""
        mine = [one for one in self.queue.values() if one.lane == lane]
        return sorted(mine, key=lambda one: (one.told["seq"], one.number))

    def letter(self, lane: str, some: Iterable[Written], *, sent_at: datetime) -> Told:
        """Return one request."""
        unsent = {each: len(self.waiting(each)) for each in LANES}
        return {
            "proto": 1,
            "person": self.person,
            "device": self.device,
            "epoch": self.epoch,
            "class": lane,
            "sent_at": sent_at.isoformat(),
            "skew": self.skew,
            "beacon": {
                "unsent": unsent,
                "oldest_ms": 0,
                "max_seq": {each: self.next[each] - 1 for each in LANES},
            },
            "commands": [dict(one.told) for one in some],
        }

    def greet(self, line: Line) -> Told | None:
        """Ask who it is; to a server that has lost its memory all is offered again."""
        heard = line.get("/field/proto/")
        told = heard.told
        if not (heard.ours and heard.status == 200 and told and told.get("proto") == 1):
            return None
        if self.server and self.server != told["server_epoch"]:
            self._back(list(self.sent.values()))
        self.server = told["server_epoch"]
        return told

    def hear(self, letter: Told, heard: Heard) -> str:
        """Take out what has ended; say what to do: "more", "stop", or "again" (come later)."""
        told = heard.told
        if not (heard.ours and heard.status == 200 and told is not None):
            return "again"
        if told.get("proto") != 1 or not told.get("server_epoch"):
            return "again"
        asked = {command["id"]: command for command in letter["commands"]}
        for result in told["results"]:
            command = asked.get(result["id"])
            one = self.queue.get(result["id"])
            if command and one and result["hash"] == one.told["hash"] and result["status"] in FINAL:
                one.result = result
                self.sent[one.id] = self.queue.pop(one.id)
        last = told["results"][-1] if told["results"] else None
        if last is None or last["status"] in FINAL:
            return "more"
        if last["status"] == "gap" and letter["epoch"] == self.epoch:
            return "more" if self._send_from(letter["class"], last["need"]) else "stop"
        return "stop"

    def send(self, line: Line, lane: str, *, sent_at: datetime) -> str:
        """Send the next of a lane."""
        some = self.waiting(lane)[:MOST]
        if not some:
            return "stop"
        letter = self.letter(lane, some, sent_at=sent_at)
        return self.hear(letter, line.post("/field/outbox/", letter))

    # ---- when the server remembers less ------------------------------------------------------

    def wipe(self) -> list[Written]:
        """Lose the store; what was in it and not sent is gone."""
        gone = list(self.queue.values())
        self.queue, self.sent, self.server = {}, {}, ""
        self._begin_anew()
        return gone

    def forget_sent(self) -> list[Written]:
        """Forget what was confirmed: 72 h are over."""
        gone = list(self.sent.values())
        self.sent = {}
        return gone

    def _send_from(self, lane: str, need: int) -> bool:
        """Put back what the server lacks; tell whether sending once more is of use."""
        first = min((one.told["seq"] for one in self.waiting(lane)), default=0)
        lacks = [one for one in self.sent.values() if one.lane == lane and one.epoch == self.epoch]
        self._back([one for one in lacks if one.told["seq"] >= need])
        waits = self.waiting(lane)
        if not waits:
            return False
        if waits[0].told["seq"] != need:
            self._begin_anew()
        elif first == need:
            return False
        return True

    def _back(self, some: list[Written]) -> None:
        for one in some:
            self.queue[one.id] = self.sent.pop(one.id)
        if any(one.epoch != self.epoch for one in some):
            self._begin_anew()  # its numbers are those of lanes that are over

    def _begin_anew(self) -> None:
        """Count all lanes from one, in the order of writing."""
        self.epoch, self.next = self.make_id(), dict.fromkeys(LANES, 1)
        for one in sorted(self.queue.values(), key=lambda each: each.number):
            one.epoch, one.told["seq"] = self.epoch, self._number(one.lane)


def ids_of(dice: Any) -> Any:
    """Return a maker of ids from a seeded source."""
    return lambda: str(UUID(int=dice.getrandbits(128), version=4))
