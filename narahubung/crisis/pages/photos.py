"""Photos that came with an incident or a fact."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.crisis.queries.photos import photo_of_fact, photo_of_incident
from narahubung.documents.reading import Received, receive
from narahubung.kit.files import MOST_BYTES, TooBig, handed_out


def received(file: Any) -> Received | None:
    """Read and clean what a form brought. Raises TooBig, and as `documents.reading` does."""
    if not file:
        return None
    if (file.size or 0) > MOST_BYTES:
        raise TooBig
    return receive(file.read())


@require_GET
@guard(Right.SEND_RELAY)
def of_incident(request: MemberRequest, number: int) -> HttpResponse:
    """Send the photo of an incident, to whom may see the incident."""
    path = photo_of_incident(number=number, by=request.by)
    return handed_out(request, path, media_type="image/jpeg", name=f"incident-{number}.jpg")


@require_GET
@guard(Right.SEE_CRISIS)
def of_fact(request: MemberRequest, fact_id: int) -> HttpResponse:
    """Send the photo of a fact."""
    path = photo_of_fact(fact_id=fact_id, by=request.by)
    return handed_out(request, path, media_type="image/jpeg", name=f"fact-{fact_id}.jpg")
