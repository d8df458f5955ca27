"""What a phone's script does to pass its queue on: a key to sign with, and sealed parcels.

The shape stands in docs/reference/parcels.md; the real one is field-pass-parcel.js. Codes and files
only carry these bytes (tests/test_field_pass.py).
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from narahubung.field import parcel_keys
from narahubung.field.parcels import INFO

Told = dict[str, Any]


def new_key() -> ec.EllipticCurvePrivateKey:
    """Make a key that a phone signs with."""
    return ec.generate_private_key(ec.SECP256R1())


def made_known(person: int, device: str, own: ec.EllipticCurvePrivateKey) -> Told:
    """Return what makes the key known; the answer's `seal` is what to seal to."""
    point = _b64(parcel_keys.point_of(own.public_key()))
    return {"proto": 1, "person": person, "device": device, "point": point}


def packed(letters: Iterable[Told]) -> bytes:
    """Return requests as they stand in a parcel."""
    return gzip.compress(b"\n".join(json.dumps(letter).encode() for letter in letters))


@dataclass
class Sealer:
    """A phone's key, and the server's to which it seals."""

    own: ec.EllipticCurvePrivateKey
    to: dict[str, str]

    def sealed(self, inside: bytes, **more: str) -> bytes:
        """Seal bytes and sign them. more: what stands in the head instead."""
        once = new_key()
        point = parcel_keys.point_of(once.public_key())
        told = {"to": self.to["id"], "by": _name(self.own), "point": _b64(point), **more}
        text = json.dumps(told).encode()
        head = b"NP1" + len(text).to_bytes(2) + text
        theirs = base64.b64decode(self.to["point"])
        shared = once.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        )
        secret = HKDF(hashes.SHA256(), 44, point + theirs, INFO).derive(shared)
        return self.signed(head + AESGCM(secret[:32]).encrypt(secret[32:], inside, head))

    def signed(self, raw: bytes) -> bytes:
        """Put the signature behind it."""
        r, s = decode_dss_signature(self.own.sign(raw, ec.ECDSA(hashes.SHA256())))
        return raw + r.to_bytes(32) + s.to_bytes(32)


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _name(own: ec.EllipticCurvePrivateKey) -> str:
    return hashlib.sha256(parcel_keys.point_of(own.public_key())).hexdigest()
