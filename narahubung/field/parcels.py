"""What one phone passes to another: a sealed, signed queue, and how it is opened and worked off.

A parcel is `NP1`, two bytes with the length of its head, the head (JSON), the sealed queue, and 64
bytes of signature over all before it. Sealed is by ECIES: ephemeral ECDH on P-256, HKDF-SHA-256,
AES-256-GCM, with the head as what is authenticated besides. Inside, gzipped, stands one body of
`POST /field/outbox/` in each line. Whoever carries it can do nothing but lose it.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Person
from narahubung.field import envelope, parcel_keys, storing
from narahubung.field.batching import ended
from narahubung.field.envelope import Batch, NotOurs
from narahubung.field.models import Phone, PhoneKey
from narahubung.field.results import Result
from narahubung.kit.refusals import Refusal

MARK = b"NP1"
INFO = b"narahubung parcel 1"
SIGNATURE = 64
MOST_BYTES = 256 * 1024
MOST_INSIDE = 4 * 1024 * 1024  # when it is unpacked
CARRIED_FOR = timedelta(hours=72)  # how long a carrier keeps what could not be worked off yet


class NoParcel(Refusal):
    """It is not of that shape, or not what was signed."""

    says = _("This parcel is damaged, or was changed on the way. Nothing of it was taken.")
    advice = _("Ask your colleague to pass it on once more.")
    status = 409


class OfAnotherServer(Refusal):
    """It is sealed to a key that is not ours."""

    says = _("This parcel is for another Narahubung server. It cannot be opened here.")
    status = 409


class OfNoPhoneHere(Refusal):
    """Nobody knows the phone that signed it."""

    says = _("This parcel comes from a phone that this server does not know.")
    advice = _("Your colleague must send it from that phone, or tell the coordinator.")
    status = 409


class OfAPhoneShutOut(Refusal):
    """A coordinator shut the phone out, or its owner may not sign in any more."""

    says = _("This parcel comes from a phone that was shut out. Nothing of it is taken.")
    advice = _("Tell the coordinator.")
    status = 409


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A parcel that is whole, and whose. id: SHA-256 (hex) of its bytes."""

    id: str
    phone: Phone
    batches: tuple[Batch, ...]

    @property
    def commands(self) -> int:
        """Return how many commands are in it."""
        return sum(len(batch.commands) for batch in self.batches)


def open_parcel(raw: bytes, *, at: datetime) -> Opened:
    """Return what it holds. Raises NoParcel, OfAnotherServer, OfNoPhoneHere, OfAPhoneShutOut."""
    head, told, sealed = _parts(raw)
    key = parcel_keys.find(told["to"])
    if key is None:
        raise OfAnotherServer
    signer = PhoneKey.objects.filter(pk=told["by"]).select_related("phone__person").first()
    if signer is None:
        raise OfNoPhoneHere
    _check_signed(raw, bytes(signer.point))
    if signer.phone.revoked_at is not None or not signer.phone.person.is_active:
        raise OfAPhoneShutOut
    inside = _unsealed(key, told["point"], sealed, head)
    batches = tuple(_batches(inside, signer.phone, at))
    return Opened(id=hashlib.sha256(raw).hexdigest(), phone=signer.phone, batches=batches)


def work_off(
    parcel: Opened, outer: HttpRequest, *, carrier: Person, at: datetime
) -> tuple[Result, ...]:
    """Let each command end as if its author had sent it; return what ended.

    outer: the carrier's request, of which only the line is used. Where one of a lane cannot end
    yet, what follows it waits as well: it is offered again.
    """
    author = parcel.phone.person
    request: Any = HttpRequest()
    request.META, request.user, request.LANGUAGE_CODE = outer.META, author, author.language
    with translation.override(author.language):
        done = tuple(_ended(parcel, request, carrier, at))
    storing.note_parcel(
        parcel.id, parcel.phone, carrier, commands=parcel.commands, ended=len(done), at=at
    )
    return done


def _ended(parcel: Opened, request: HttpRequest, carrier: Person, at: datetime) -> Iterator[Result]:
    stopped: set[tuple[UUID, str]] = set()
    for batch in parcel.batches:
        with storing.in_one():
            storing.note_highest(parcel.phone, batch, at=at)
        if (batch.epoch, batch.sort) in stopped:
            continue
        lane = storing.lane_of(parcel.phone, batch, at=at)
        for result in ended(request, lane, batch, at, carrier_id=carrier.pk):
            if result.stops:
                stopped.add((batch.epoch, batch.sort))
            else:
                yield result


# ---- opening it ----------------------------------------------------------------------------------


def _parts(raw: bytes) -> tuple[bytes, dict[str, Any], bytes]:
    """Return the head as it was written and as it is meant, and what is sealed."""
    length = int.from_bytes(raw[3:5])
    head, sealed = raw[: 5 + length], raw[5 + length : -SIGNATURE]
    if raw[:3] != MARK or len(raw) > MOST_BYTES or len(head) < 5 + length or len(sealed) < 16:
        raise NoParcel
    try:
        told = json.loads(head[5:])
        point = ec.EllipticCurvePublicKey.from_encoded_point(
            ec.SECP256R1(), base64.b64decode(told["point"], validate=True)
        )
        return head, {"to": str(told["to"]), "by": str(told["by"]), "point": point}, sealed
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise NoParcel from problem


def _check_signed(raw: bytes, point: bytes) -> None:
    signature = raw[-SIGNATURE:]
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    try:
        key.verify(encode_dss_signature(r, s), raw[:-SIGNATURE], ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as problem:
        raise NoParcel from problem


def _unsealed(
    key: parcel_keys.SealingKey, point: ec.EllipticCurvePublicKey, sealed: bytes, head: bytes
) -> bytes:
    shared = key.private.exchange(ec.ECDH(), point)
    salt = parcel_keys.point_of(point) + key.point
    secret = HKDF(algorithm=hashes.SHA256(), length=44, salt=salt, info=INFO).derive(shared)
    try:
        packed = AESGCM(secret[:32]).decrypt(secret[32:], sealed, head)
        return envelope.unpacked(packed, MOST_INSIDE)
    except (InvalidTag, NotOurs) as problem:
        raise NoParcel from problem


def _batches(inside: bytes, phone: Phone, at: datetime) -> Iterator[Batch]:
    """Read every line before any is worked off: a parcel is taken whole or not at all."""
    for line in inside.splitlines():
        try:
            batch = envelope.read(line)
        except NotOurs as problem:
            raise NoParcel from problem
        if (batch.person, batch.device) != (phone.person_id, phone.device):
            raise NoParcel
        yield batch if batch.skew_ms else replace(batch, skew_ms=_carried_long(batch, at))


def _carried_long(batch: Batch, at: datetime) -> tuple[int, int]:
    """Say how a clock may stand that was never measured: a parcel may be long on its way."""
    behind = (at - batch.sent_at) / timedelta(milliseconds=1)
    return int(behind - CARRIED_FOR / timedelta(milliseconds=1)), int(behind)
