"""The door by which a phone learns what it keeps."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from narahubung.field import keeping, storing
from narahubung.field.pages.door import for_phones, moment, said
from narahubung.kit import clock


@require_GET
@never_cache
@for_phones
def keep(request: HttpRequest) -> HttpResponse:
    """Say which pages are kept and until when, and which forms may wait. Nothing: erase all."""
    at = clock.now()
    user: Any = request.user
    found = keeping.kept_for(user, at=at)
    ahead = max((one.hours for one in found), default=keeping.AHEAD_H)
    until = at + timedelta(hours=ahead)
    if found and all(one.ends for one in found):
        until = min(until, max(one.ends for one in found if one.ends))
    ends: dict[str, Any] = {}
    for one in found:
        for page in one.pages:
            held = ends.get(page, one.ends)  # a page of two delegations goes with the later one
            ends[page] = max(held, one.ends) if held and one.ends else None
    return said(
        {
            "person": user.pk,
            "server_epoch": str(storing.server_epoch()),
            "now": moment(at),
            "until": moment(until),
            "hours": {"back": keeping.BACK_H, "ahead": ahead},
            "pages": list(ends),
            "ends": {page: moment(end) for page, end in ends.items() if end and end < until},
            "assets": [],
            "forms": keeping.forms() if found else [],
        }
    )
