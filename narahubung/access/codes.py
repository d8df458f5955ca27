"""The code on a badge: who one is, signed; nothing personal, and nothing of what one may.

`NH1.` and, in base 32 (so that a QR code holds it in its narrow alphabet): version, key id, number
of the event, number of the badge, Ed25519 signature of all that. Pure functions.
"""

import base64
import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MARK, VERSION = "NH1.", 1
_HEAD = struct.Struct(">B4sII")
_SIGNATURE = 64
_LENGTH = len(base64.b32encode(bytes(_HEAD.size + _SIGNATURE)).rstrip(b"="))
_FOR = b"narahubung badge\0"  # what else the key may sign is never taken for a badge


@dataclass(frozen=True, kw_only=True)
class Code:
    """What a code says. fault: "", or why it is none: not_a_badge, forged, foreign."""

    event_id: int = 0
    serial: int = 0
    key: str = ""
    fault: str = ""


def make(*, event_id: int, serial: int, key: str, private: Ed25519PrivateKey) -> str:
    """Return the code of a badge. The same badge and key have the same code for ever."""
    head = _HEAD.pack(VERSION, bytes.fromhex(key), event_id, serial)
    return MARK + _written(head + private.sign(_FOR + head))


def read(text: str, *, event_id: int, keys: Mapping[str, Ed25519PublicKey]) -> Code:
    """Return what a scanned text says, and why it is no badge of this event, if it is none.

    Only the one way of writing that `make` uses is taken: base 32 leaves bits over at the end.
    """
    text = tidy(text)
    body = text.removeprefix(MARK)
    if not text.startswith(MARK) or len(body) != _LENGTH:
        return Code(fault="not_a_badge")
    try:
        raw = base64.b32decode(body + "=" * (-len(body) % 8))
    except ValueError:  # no base 32, or letters that are not ASCII
        return Code(fault="not_a_badge")
    head, signature = raw[: _HEAD.size], raw[_HEAD.size :]
    version, key_bytes, of_event, serial = _HEAD.unpack(head)
    if version != VERSION or _written(raw) != body:
        return Code(fault="not_a_badge")
    key = key_bytes.hex()
    public = keys.get(key)
    if public is None:
        return Code(fault="foreign")  # of another installation, or made up
    try:
        public.verify(signature, _FOR + head)
    except InvalidSignature:
        return Code(fault="forged")
    found = Code(event_id=of_event, serial=serial, key=key)
    return found if of_event == event_id else Code(fault="foreign")


def tidy(text: str) -> str:
    """Return a scanned text as codes are written: scanners that type change the case and add ends.

    A-Z alone: Unicode knows other letters of which the capital is one of these.
    """
    return "".join(chr(ord(c) - 32) if "a" <= c <= "z" else c for c in text.strip())


def digest_of(text: str) -> str:
    """Return the digest by which a list names a code: 128 bits, as hex."""
    return hashlib.sha256(tidy(text).encode()).hexdigest()[:32]


def _written(raw: bytes) -> str:
    return base64.b32encode(raw).rstrip(b"=").decode()
