"""The phone's door: which protocol, and a batch of what waited."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.devices import device_name
from narahubung.accounts.guards import anybody
from narahubung.accounts.models import Person
from narahubung.field import envelope, storing
from narahubung.field.admission import gate
from narahubung.field.batching import ended
from narahubung.field.envelope import Batch, NotOurs, TooOld
from narahubung.field.losing import note_losses
from narahubung.field.models import Phone
from narahubung.field.results import Result
from narahubung.kit import clock

log = logging.getLogger(__name__)


def for_phones(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in who is signed in; tell others in the phone's own words, not with a page."""

    @wraps(page)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return said({"sign_in": True}, status=401)
        return page(request)

    guarded.guard = ("members",)  # type: ignore[attr-defined]
    return guarded


def said(told: dict[str, Any], *, status: int = 200, **headers: str) -> JsonResponse:
    """Answer a phone: it takes nothing for an answer that does not say its protocol."""
    return JsonResponse({"proto": envelope.PROTO, **told}, status=status, headers=headers)


@require_GET
@never_cache
@anybody
def proto(request: HttpRequest) -> HttpResponse:
    """Which protocol is spoken, by which database, to whom, and the token for what is posted."""
    return said(
        {
            "oldest": envelope.OLDEST,
            "server_epoch": str(storing.server_epoch()),
            "now": moment(clock.now()),
            "person": request.user.pk if request.user.is_authenticated else None,
            "csrf": get_token(request),
            "most_commands": envelope.MOST_COMMANDS,
            "most_bytes": envelope.MOST_BYTES,
            "gzip": True,
        }
    )


@require_POST
@never_cache
@for_phones
def outbox(request: HttpRequest) -> HttpResponse:
    """Take a batch of one lane: each command ends by itself, in order."""
    try:
        batch = envelope.read(_body(request))
    except TooOld:
        return said({"too_old": True}, status=426)
    except NotOurs as problem:
        log.warning("a batch that is none: %s", problem)
        return said({"bad": str(problem)[:200]}, status=400)
    user: Any = request.user
    if batch.person != user.pk:
        return said({"other_person": True}, status=403)
    with gate.enter(batch.sort) as is_in:
        if not is_in:
            return come_again()
        return _taken(request, user, batch)


def _body(request: HttpRequest) -> bytes:
    """Return what a phone wrote; it packs its letters, since its line is narrow."""
    encoding = request.headers.get("Content-Encoding", "")
    if encoding not in {"", "gzip"}:
        raise NotOurs("packed in another way")
    return envelope.unpacked(request.body) if encoding else request.body


def come_again() -> HttpResponse:
    """Say when: spread out, so that a thousand phones do not come back together."""
    return said({"busy": True}, status=503, **{"Retry-After": str(ceil(gate.come_in_s()))})


def moment(at: datetime) -> str:
    """Return a moment as phones read it: UTC, in milliseconds."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def shut_out(phone: Phone | None, at: datetime) -> HttpResponse | None:
    """Return the answer to a phone that was revoked, None for any other."""
    if phone is None or phone.revoked_at is None:
        return None
    storing.note_wiped(phone, at=at)
    return said({"revoked": True, "wipe": True}, status=403)


def _taken(request: HttpRequest, person: Person, batch: Batch) -> HttpResponse:
    at, name = clock.now(), device_name(request.headers.get("User-Agent", ""))
    phone = storing.phone_of(person, batch, name=name, at=at)
    if no := shut_out(phone, at):
        return no
    note_losses(phone, batch, at=at)
    with storing.in_one():
        storing.hear(phone, batch.beacon, name=name, at=at)
        storing.note_highest(phone, batch, at=at)
    results: list[Result] = []
    if batch.commands:
        results = ended(request, storing.lane_of(phone, batch, at=at), batch, at)
    return said(
        {
            "server_epoch": str(storing.server_epoch()),
            "now": moment(clock.now()),
            "person": person.pk,
            "results": [result.told() for result in results],
        }
    )
