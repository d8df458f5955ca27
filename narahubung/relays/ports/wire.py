"""One HTTP request with a whole deadline, and the difference between not sent and not answered."""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from narahubung.relays.ports.letter import Doubt, Fenced, Later, Stumbled

CONNECT_S = 4.0
ANSWER_S = 6.0  # for all that follows the hand-over
SPARE_S = ANSWER_S + 2.0  # so much of the hold must be left, or it is not handed over
MOST_BYTES = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the gateway answered; `body` is its beginning."""

    status: int
    body: bytes


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, time_left: Callable[[], float]
) -> Reply:
    """Send one POST and return the answer, whatever its status. Follows no redirect.

    Raises Later (not reached, or silent), Fenced, Doubt (handed over, then cut), Stumbled.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Stumbled(f"not an address of a gateway: {parts.scheme}://{parts.hostname}")
    line = _line(parts.scheme, parts.hostname, parts.port)
    try:
        line.connect()
    except (OSError, http.client.HTTPException) as problem:
        line.close()
        raise Later(f"not reached: {problem}") from problem
    try:
        must_have(time_left)
        with cut_after(line.sock, ANSWER_S) as cut:
            return _ask(line, _path(parts.path, parts.query), body, headers, cut)
    finally:
        line.close()


def _ask(
    line: http.client.HTTPConnection,
    path: str,
    body: bytes,
    headers: Mapping[str, str],
    cut: threading.Event,
) -> Reply:
    try:
        line.request("POST", path, body=body, headers=dict(headers))
    except OSError as problem:
        raise Later(f"cut while it was handed over: {problem}") from problem
    try:
        answer = line.getresponse()
        return Reply(status=answer.status, body=answer.read(MOST_BYTES))
    except (OSError, http.client.HTTPException) as problem:
        if cut.is_set() or isinstance(problem, TimeoutError):
            raise Later("no answer in time") from problem
        raise Doubt(f"cut before the answer: {problem}") from problem


def must_have(time_left: Callable[[], float]) -> None:
    """Raise Fenced unless there is time left to hand it over and hear the answer."""
    if time_left() < SPARE_S:
        raise Fenced("the hold on it ran out")


@contextmanager
def cut_after(sock: socket.socket | None, seconds: float) -> Iterator[threading.Event]:
    """Cut the line after so long, however slowly it drips; the event tells that it was cut."""
    cut = threading.Event()

    def shut() -> None:
        cut.set()
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it is shut already

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield cut
    finally:
        timer.cancel()


def _line(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=CONNECT_S, context=context)
    return http.client.HTTPConnection(host, port, timeout=CONNECT_S)


def _path(path: str, query: str) -> str:
    return (path or "/") + (f"?{query}" if query else "")
