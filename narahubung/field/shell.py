"""What every page of somebody's phone bears: the box of what waits, and the number to call.

`Signed` marks every answer of this server, so that a phone knows it from a captive portal's.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from narahubung.accounts.actors import carries_phone, keeps_gate
from narahubung.desks.navigation import LAST_PARTY
from narahubung.kit.actor import Actor
from narahubung.kit.web import is_swap
from narahubung.parties.models import Department

OURS, WHOSE = "Narahubung", "Narahubung-Person"


class Signed:
    """Middleware: say that it was us who answered, and to whom. No proof: TLS is that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and sign it; only who was looked up anyway is named."""
        response = self.get_response(request)
        response.headers[OURS] = "1"
        person = getattr(request, "_cached_user", None)
        if person is not None and person.is_authenticated:
            response.headers[WHOSE] = str(person.pk)
        return response


def phone(request: HttpRequest) -> dict[str, Any]:
    """Return the box's context on pages of somebody who carries a phone, else nothing.

    Outside an event a phone is known by having shown a day: he may sign out there, too.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or hasattr(request, "guest_pass"):
        return {}
    by, event = getattr(request, "by", None), getattr(request, "event", None)
    if by is None or event is None:
        if LAST_PARTY not in request.COOKIES:
            return {}
        return {"outbox": {"person": user.pk, "part": "field/_box.html"}}
    if not (carries_phone(by) or keeps_gate(by)):
        return {}
    names = {"slug": event.slug}
    box = {
        "person": user.pk,
        "part": "field/_box.html",
        "waiting": reverse("field:waiting", kwargs=names),
        "kept": reverse("field:kept", kwargs=names),
    }
    return {"outbox": box if is_swap(request) else {**box, "desk": _desk(by)}}


def _desk(by: Actor) -> Department | None:
    """Return the department that most others turn to, with a number: whom to call when in doubt."""
    rows = list(Department.objects.visible_to(by).exclude(duty_phone="").order_by("code"))
    above = Counter(row.escalates_to for row in rows if row.escalates_to)
    return max(rows, key=lambda row: above[row.code], default=None)
