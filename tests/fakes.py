"""Gateways that only pretend: a mail server, a push service and SMS gateways, on loopback.

Each keeps what it accepted, and does what `mood` says, for all or (`moods`) for one address:

    good    accept             busy    421, or HTTP 503
    no      550, or HTTP 410   hang    take the connection and say nothing
    drop    accept it whole, then cut the line before the answer

`held` is an event: while it is clear, nothing that was accepted is answered.
"""

import base64
import json
import socket
import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any
from urllib.parse import parse_qs, unquote

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

MOODS = ("good", "busy", "no", "hang", "drop")


@dataclass
class Fake:
    """One pretended gateway. accepted: (to, number, content) in order."""

    mood: str = "good"
    moods: dict[str, str] = field(default_factory=dict)
    accepted: list[tuple[str, str, Any]] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    held: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.held.set()

    def times(self) -> Counter[str]:
        """Return how often each message was accepted, by its number."""
        return Counter(number for _, number, _ in self.accepted)

    def to(self) -> list[str]:
        """Return to whom, in order."""
        return [to for to, _, _ in self.accepted]

    def mood_for(self, to: str) -> str:
        """Return what it does with this address."""
        return self.moods.get(to, self.mood)

    def take(self, to: str, number: str, content: Any) -> None:
        """Accept it, and wait while answers are held."""
        self.accepted.append((to, number, content))
        self.held.wait(30)

    def wait_silently(self, line: socket.socket) -> None:
        """Say nothing until the other side goes away."""
        line.settimeout(0.05)
        while not self.ended.is_set():
            try:
                if not line.recv(4096):
                    return
            except TimeoutError:
                continue
            except OSError:
                return


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    fake: Fake

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A line that is cut is what these are for."""


_RECIPIENT = {"no": (550, "no such person"), "later": (450, "come again")}


class _Mail(socketserver.StreamRequestHandler):
    """A mail server: as much of RFC 5321 as is spoken to it."""

    def handle(self) -> None:
        fake: Fake = self.server.fake  # type: ignore[attr-defined]
        fake.connections += 1
        to = ""
        if fake.mood == "hang":
            return fake.wait_silently(self.connection)
        if fake.mood == "busy":
            return self.say(421, "too busy")
        self.say(220, "fake")
        for line in self.rfile:
            word = line.decode().strip()
            verb = word.split(" ")[0].upper()
            if verb == "RCPT":
                to = word.split("<")[1].split(">")[0]
                if fake.mood_for(to) == "hang":
                    return fake.wait_silently(self.connection)
                self.say(*_RECIPIENT.get(fake.mood_for(to), (250, "ok")))
            elif verb == "DATA":
                self.say(354, "go on")
                mail = self.read()
                fake.take(to, mail["Message-ID"], mail)
                if fake.mood_for(to) == "drop":
                    return None
                self.say(250, "taken")
            else:
                self.say(250, "ok")
        return None

    def say(self, code: int, words: str) -> None:
        self.wfile.write(f"{code} {words}\r\n".encode())

    def read(self) -> Message:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b"..") else line)
        return message_from_bytes(b"".join(lines))


class _Http(socketserver.StreamRequestHandler):
    """A push service, and gateways of three shapes, told apart by the path."""

    def handle(self) -> None:
        fake: Fake = self.server.fake  # type: ignore[attr-defined]
        fake.connections += 1
        asked = self.rfile.readline().decode().split(" ")
        if len(asked) < 2:
            return None
        headers = dict(self._headers())
        body = self.rfile.read(int(headers.get("content-length", 0)))
        path = unquote(asked[1])
        to, number, content = _read(path, headers, body)
        mood = fake.mood_for(to)
        if mood == "hang":
            return fake.wait_silently(self.connection)
        if mood == "busy":
            return self.answer(503, {})
        if mood == "no":
            return self.answer(*_no(path))
        fake.take(to, number, content)
        if mood == "drop":
            return None
        mine = f"gw-{len(fake.accepted)}"
        return self.answer(201, {"id": mine, "sid": mine, "messages": [{"id": mine}]})

    def _headers(self) -> Iterator[tuple[str, str]]:
        for line in self.rfile:
            if line == b"\r\n":
                return
            name, _, value = line.decode().partition(":")
            yield name.strip().lower(), value.strip()

    def answer(self, status: int, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        head = f"HTTP/1.1 {status} said\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        self.wfile.write(head.encode() + body)


def _no(path: str) -> tuple[int, dict[str, Any]]:
    if "Accounts" in path:
        return 400, {"code": 21211}
    if path.endswith("/messages"):
        return 400, {"error": {"code": 131026}}
    return 410, {}


def _read(path: str, headers: dict[str, str], body: bytes) -> tuple[str, str, Any]:
    if path.startswith("/push/"):
        return path, "", (headers, body)
    if "Accounts" in path:
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        return form["To"], headers["i-twilio-idempotency-token"], form
    told = json.loads(body)
    number = told.get("biz_opaque_callback_data") or headers.get("idempotency-key", "")
    return str(told["to"]), number, told


@contextmanager
def _run(handler: type[socketserver.BaseRequestHandler]) -> Iterator[Fake]:
    fake = Fake()
    server = _Server(("127.0.0.1", 0), handler)
    server.fake = fake
    fake.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.ended.set()
        fake.held.set()
        server.shutdown()
        server.server_close()
        thread.join(2)


@contextmanager
def mail_server() -> Iterator[Fake]:
    """Run a pretended mail server."""
    with _run(_Mail) as fake:
        yield fake


@contextmanager
def http_gateway() -> Iterator[Fake]:
    """Run a pretended push service and SMS/WhatsApp gateway."""
    with _run(_Http) as fake:
        yield fake


class Browser:
    """A browser that subscribed to push: it can read what is meant for it, and nobody else can."""

    def __init__(self, port: int, name: str = "one") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = b"sixteen bytes xx"
        raw = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.endpoint = f"http://127.0.0.1:{port}/push/{name}"
        keys = {"p256dh": _b64(raw), "auth": _b64(self._auth)}
        self.subscription = json.dumps(
            {"endpoint": self.endpoint, "keys": keys, "device": "Test browser"}
        )

    def read(self, body: bytes) -> dict[str, str]:
        """Open what arrived."""
        opened = http_ece.decrypt(
            body, private_key=self._key, auth_secret=self._auth, version="aes128gcm"
        )
        found: dict[str, str] = json.loads(opened)
        return found


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
