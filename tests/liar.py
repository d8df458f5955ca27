"""A line between a phone and the server that cuts, delays and lies, outside the browser.

`mood` says what it does with every connection from now on: "pass", "cut", "html" (a captive
portal's page), "511" (the same, and says so), "json" (JSON of another shape), "redirect" (to a
portal), "dead" (takes everything,
answers nothing), "tls" (speaks https itself, with a certificate of its own: `pretends` names its
files, `leaked` is what a phone told it all the same). `drop` requests whose first line begins so
reach the server, but their answers do not come back, as often as `drops` says. `rate`: how many
bytes a second go each way, over all connections together; 0: as many as come.
"""

import contextlib
import socket
import ssl
import threading
import time
from collections import Counter
from pathlib import Path

_PIECE = 1460  # bytes that go at once on a narrow line: about a packet
_PAGE = b"<!doctype html><title>Free Wi-Fi</title><h1>Please log in to this network</h1>"
_LIES = {
    "html": (b"200 OK", b"text/html", _PAGE, b""),
    "json": (b"200 OK", b"application/json", b'{"ok":true,"results":[]}', b""),
    "redirect": (b"302 Found", b"text/html", b"", b"Location: http://portal.invalid/\r\n"),
    "511": (b"511 Network Authentication Required", b"text/html", _PAGE, b""),
}


class _Pace:
    """A narrow place that all bytes of one direction pass one after another."""

    def __init__(self) -> None:
        self._turn, self._free_at = threading.Lock(), 0.0

    def take(self, count: int, rate: float) -> None:
        """Return when so many bytes have gone through."""
        with self._turn:
            now = time.monotonic()
            self._free_at = max(now, self._free_at) + count / rate
            waits = self._free_at - now
        time.sleep(waits)


class Liar:
    """One such line, on a port of its own."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._mood, self._ends = "pass", set[socket.socket]()
        self._turn = threading.Lock()  # so that no connection slips through as the mood changes
        self.drop, self.drops = b"", 0
        self.rate = 0.0
        self._paces = {"up": _Pace(), "down": _Pace()}
        self.pretends: tuple[Path, Path] | None = None
        self.refused, self.leaked = 0, b""  # of "tls": who hung up, and what came from who did not
        self.asked: Counter[str] = Counter()  # requests by their first line, as they came
        self._door = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self._door.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._answer, daemon=True).start()

    @property
    def mood(self) -> str:
        """Return what it does with connections now."""
        return self._mood

    @mood.setter
    def mood(self, mood: str) -> None:
        with self._turn:
            self._mood = mood
            ends = list(self._ends)
        for end in ends:  # also those that were open
            self._close(end)

    def cut(self) -> None:
        """Break every connection, and take no new one."""
        self.mood = "cut"

    def mend(self) -> None:
        """Let everything through again."""
        self.mood = "pass"

    def close(self) -> None:
        """Cut it for good."""
        self.cut()
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _answer(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            with self._turn:
                self._take(near)

    def _take(self, near: socket.socket) -> None:
        if self._mood == "cut":
            near.close()
        elif self._mood in _LIES:
            threading.Thread(target=self._lie, args=(near, self._mood), daemon=True).start()
        elif self._mood == "tls":
            threading.Thread(target=self._pretend, args=(near,), daemon=True).start()
        elif self._mood == "dead":
            self._ends.add(near)
        else:
            self._join(near)

    def _lie(self, near: socket.socket, mood: str) -> None:
        status, kind, body, more = _LIES[mood]
        with contextlib.suppress(OSError):
            near.settimeout(5)
            self._count(near.recv(65536))
            head = b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n" % (
                *(status, kind),
                len(body),
            )
            near.sendall(head + more + b"Connection: close\r\n\r\n" + body)
        self._close(near)

    def _pretend(self, near: socket.socket) -> None:
        assert self.pretends is not None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.pretends)
        near.settimeout(5)
        try:
            with context.wrap_socket(near, server_side=True) as line:
                got = line.recv(65536)
        except OSError:  # an SSLError is one: the phone says no, and goes
            got = b""
        if got:
            self.leaked += got
        else:
            self.refused += 1
        self._close(near)

    def _join(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self._to))
        except OSError:
            near.close()
            return
        self._ends |= {near, far}
        swallows = threading.Event()
        for work in (self._up, self._down):
            threading.Thread(target=work, args=(near, far, swallows), daemon=True).start()

    def _up(self, near: socket.socket, far: socket.socket, swallows: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while got := near.recv(65536):
                self._count(got)
                if self.drop and self.drops > 0 and got.startswith(self.drop):
                    self.drops -= 1
                    swallows.set()
                self._slowly("up", far, got)
        self._close(far)

    def _down(self, near: socket.socket, far: socket.socket, swallows: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while got := far.recv(65536):
                if swallows.is_set():
                    break  # the server has done it, and nobody hears of it
                self._slowly("down", near, got)
        self._close(near)
        self._close(far)

    def _slowly(self, way: str, end: socket.socket, got: bytes) -> None:
        """Pass on, in pieces that take as long as the line is narrow."""
        size = _PIECE if self.rate else len(got)
        for at in range(0, len(got), size):
            piece = got[at : at + size]
            if self.rate:
                self._paces[way].take(len(piece), self.rate)
            end.sendall(piece)

    def _count(self, got: bytes) -> None:
        first = got.split(b"\r\n", 1)[0]
        if first.endswith(b"HTTP/1.1"):
            self.asked[first.decode("latin1").rpartition(" ")[0]] += 1

    def _close(self, end: socket.socket) -> None:
        self._ends.discard(end)
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            end.close()
