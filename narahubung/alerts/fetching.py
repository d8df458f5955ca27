"""Fetches one listed address: https only, no other machine than its name means, once, in 5 s.

The name is looked up once, every address that it has is judged, and the line goes to the very
address that was judged: who answers the name otherwise a second later gains nothing by it.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from narahubung.alerts.rules.feeds import NotAnAddress, host_of
from narahubung.relays.ports.wire import cut_after

SECONDS = 5.0
MOST_BYTES = 1_000_000
NAT64 = ipaddress.ip_network("64:ff9b::/96")
Lookup = Callable[[str], list[str]]


class NotFetched(Exception):  # noqa: N818 -- says what it is
    """Why there is no answer, in a few words."""


def fetch(url: str, *, lookup: Lookup | None = None) -> bytes:
    """Return what stands there. Raises NotFetched."""
    ends = time.monotonic() + SECONDS
    try:
        host = host_of(url)
    except NotAnAddress:
        raise NotFetched("not an address that may be asked") from None
    address = safe_address(host, lookup or _look_up)
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line = _Pinned(host, address, max(0.1, ends - time.monotonic()))
    try:
        line.connect()
        with cut_after(line.sock, max(0.1, ends - time.monotonic())):
            line.request("GET", path, headers={"User-Agent": "Narahubung", "Accept": "*/*"})
            answer = line.getresponse()
            if answer.status != http.client.OK:  # a redirect too: it is not followed
                raise NotFetched(f"answered {answer.status}")
            letter = answer.read(MOST_BYTES + 1)
            if answer.length:  # cut before its end
                raise NotFetched("larger than 1 MB" if len(letter) > MOST_BYTES else "cut short")
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise NotFetched(f"not reached: {type(problem).__name__}") from problem
    finally:
        line.close()
    if len(letter) > MOST_BYTES:
        raise NotFetched("larger than 1 MB")
    return letter


def safe_address(host: str, lookup: Lookup) -> str:
    """Return an address of it, if every one that it has is out in the world. Raises NotFetched."""
    found = lookup(host)
    if not found:
        raise NotFetched("the name is not known")
    for text in found:
        if not is_public(text):
            raise NotFetched("the name means an address inside a network")
    return found[0]


def is_public(text: str) -> bool:
    """Tell whether an address is out in the world: nothing private, local, mapped, or reserved."""
    try:
        address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        hidden = (address.ipv4_mapped, address.sixtofour, address.teredo)
        if any(each is not None for each in hidden) or address in NAT64:
            return False
    is_odd = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not is_odd


class _Pinned(http.client.HTTPSConnection):
    """A line to an address that was judged before; the certificate must be that of the name."""

    def __init__(self, host: str, address: str, seconds: float) -> None:
        super().__init__(host, 443, timeout=seconds, context=ssl.create_default_context())
        self._address, self._tls = address, ssl.create_default_context()

    def connect(self) -> None:
        """Connect to the address, never to the name."""
        plain = socket.create_connection((self._address, 443), self.timeout)
        try:
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise


def _look_up(host: str) -> list[str]:
    """Ask for its addresses; the system's own waiting may be longer than ours."""
    found: list[str] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
        except OSError:
            return
        found.extend(str(row[4][0]) for row in rows)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(SECONDS)
    return list(found)
