"""Web push (RFC 8030, 8291, 8292): to a browser, through the push service of its maker.

The address is a subscription as JSON: {"endpoint", "keys": {"p256dh", "auth"}, "device"}. The
endpoint comes from a browser, hence only known push services are called.
"""

import base64
import json
import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from narahubung.config.environment import environment
from narahubung.kit import clock
from narahubung.relays.ports.letter import Later, Letter, Refused, Stumbled
from narahubung.relays.ports.wire import post

# Chromium, Firefox, Safari, Edge; others are named in NARAHUBUNG_PUSH_HOSTS.
SERVICES = (
    "fcm.googleapis.com",
    ".push.services.mozilla.com",
    ".push.apple.com",
    ".notify.windows.com",
)
GONE = {404, 410}  # taken back in the browser
GOOD_FOR_S = 12 * 3600  # the signature


def is_push_service(endpoint: str) -> bool:
    """Tell whether this is a place that letters may be sent to."""
    parts = urlsplit(endpoint)
    named = {host.strip() for host in environment.push_hosts.split(",") if host.strip()}
    if parts.netloc in named:
        return parts.scheme in {"http", "https"}
    host = parts.hostname or ""
    known = any(host == one or (one[0] == "." and host.endswith(one)) for one in SERVICES)
    return parts.scheme == "https" and parts.port in {None, 443} and known


def public_key() -> str:
    """Return the installation's public key, as a browser wants it (URL-safe base64)."""
    key = serialization.load_pem_private_key(_key(), None).public_key()
    raw = key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def send(
    letter: Letter,
    settings: Mapping[str, Any],
    _secret: str,
    *,
    time_left: Callable[[], float],
) -> str:
    """Encrypt the letter for that browser and hand it over. Raises the troubles of the ports."""
    # It brings a hundred modules that a house without push never needs.
    from py_vapid import Vapid  # noqa: PLC0415
    from pywebpush import WebPusher  # noqa: PLC0415

    subscription = json.loads(letter.to)
    endpoint = str(subscription["endpoint"])
    if not is_push_service(endpoint):
        raise Refused("not a push service that is known")
    said = {"text": letter.text, "link": letter.link}
    said |= {"tag": letter.message_id, "lang": letter.language}
    words = json.dumps(said).encode()
    sealed = WebPusher(subscription).encode(words, content_encoding="aes128gcm")
    if sealed is None:
        raise Stumbled("a subscription without keys")
    parts = urlsplit(endpoint)
    signed = Vapid.from_pem(_key()).sign(  # type: ignore[no-untyped-call]
        {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "sub": str(settings.get("contact") or "mailto:nobody@example.invalid"),
            "exp": int(clock.world().timestamp()) + GOOD_FOR_S,
        }
    )
    headers = {
        **signed,
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(letter.ttl_s),
        "Urgency": "high" if letter.urgent else "normal",
    }
    reply = post(endpoint, bytes(sealed["body"]), headers, time_left=time_left)
    if reply.status in GONE:
        raise Refused(f"{reply.status}: this browser takes nothing any more")
    if reply.status == 429 or reply.status >= 500:
        raise Later(str(reply.status))
    if reply.status >= 300:
        raise Stumbled(str(reply.status))
    return ""


@lru_cache(maxsize=1)
def _key() -> bytes:
    """Return the installation's private key (PEM), made at first use and kept 0600 under keys/."""
    path = environment.folder("keys") / "push.pem"
    if not path.exists():
        made = ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(made)
    return path.read_bytes()
