"""Passing on without a network: the doors for keys and parcels, and the two pages of the phones."""

import base64
import hashlib
import json
import logging
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.devices import device_name
from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.field import parcel_keys, parcels, storing
from narahubung.field.admission import gate
from narahubung.field.models import LaneClass
from narahubung.field.pages.door import come_again, for_phones, moment, said, shut_out
from narahubung.kit import clock
from narahubung.kit.refusals import Refusal
from narahubung.kit.tries import Tries
from narahubung.kit.web import show

log = logging.getLogger(__name__)
MOST_A_MINUTE = 30  # parcels of one carrier


@require_POST
@never_cache
@for_phones
def key(request: HttpRequest) -> HttpResponse:
    """Take the key that a phone signs with; say to which key it seals."""
    at = clock.now()
    user: Any = request.user
    try:
        told = json.loads(request.body)
        whose, device = int(told["person"]), UUID(told["device"])
        point = base64.b64decode(told["point"], validate=True)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return said({"bad": "no key"}, status=400)
    if whose != user.pk:
        return said({"other_person": True}, status=403)
    name = device_name(request.headers.get("User-Agent", ""))
    phone = storing.know_key(user, device, point, name=name, at=at)
    if no := shut_out(phone, at):
        return no
    seals = parcel_keys.current(clock.world())
    return said(
        {
            "server_epoch": str(storing.server_epoch()),
            "person": user.pk,
            "seal": {"id": seals.id, "point": base64.b64encode(seals.point).decode()},
            "most_bytes": parcels.MOST_BYTES,
        }
    )


@require_POST
@never_cache
@for_phones
def take(request: HttpRequest) -> HttpResponse:
    """Open what somebody carried here for a colleague; tell the carrier that, and no more."""
    carrier: Any = request.user
    if int(request.headers.get("Content-Length") or 0) > parcels.MOST_BYTES:
        return said({"bad": "too large"}, status=400)
    tries = Tries(f"field-parcels-{carrier.pk}", MOST_A_MINUTE, within_s=60)
    if tries.are_used_up:
        return come_again()
    tries.count()
    with gate.enter(LaneClass.NORMAL.value) as is_in:
        if not is_in:
            return come_again()
        return said({**_told(request, carrier), **_from_whom(carrier.pk)})


def _told(request: HttpRequest, carrier: Any) -> dict[str, Any]:
    at = clock.now()
    try:
        parcel = parcels.open_parcel(request.body, at=at)
    except Refusal as refusal:
        log.warning("a parcel brought by person %s: %s", carrier.pk, refusal.code)
        advice = str(refusal.advice).format(**refusal.facts) if refusal.advice else ""
        says = f"{refusal} {advice}".strip()
        name = hashlib.sha256(request.body).hexdigest()
        return {"status": "refused", "id": name, "code": refusal.code, "says": says}
    ended = len(parcels.work_off(parcel, request, carrier=carrier, at=at))
    status = "taken" if ended == parcel.commands else "later"
    return {"status": status, "id": parcel.id, "commands": parcel.commands, "ended": ended}


def _from_whom(person: int) -> dict[str, Any]:
    epoch = str(storing.server_epoch())
    return {"server_epoch": epoch, "now": moment(clock.now()), "person": person}


@require_GET
@guard(Right.SEE_EVENT)
def pass_on(request: MemberRequest) -> HttpResponse:
    """Show the codes by which a colleague takes what waits on this phone; drawn by the phone."""
    return show(request, "field/pass_on")


@require_GET
@guard(Right.SEE_EVENT)
def carry(request: MemberRequest) -> HttpResponse:
    """Take a colleague's codes, and show what this phone carries for others."""
    return show(request, "field/carry")
