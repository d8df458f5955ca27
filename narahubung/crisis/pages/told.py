"""The page that a letter opens: what a stakeholder is told, without an account."""

from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from narahubung.accounts.guards import anybody
from narahubung.crisis import commands
from narahubung.crisis.models import Telling
from narahubung.journal.acting import AlreadyDone
from narahubung.kit import clock
from narahubung.kit.actor import the_house
from narahubung.relays.letters import OPENS_FOR, is_ours


@anybody
@csrf_exempt  # no cookie: the signature in the address is the key
@require_http_methods(["GET", "POST"])
def told(request: HttpRequest, telling_id: int, signature: str) -> HttpResponse:
    """Show the word; a tap says that it was read. Opens for a week after it was sent."""
    rows = Telling.objects.select_related("event", "incident")
    row = rows.filter(pk=telling_id, way__isnull=False, at__gt=clock.now() - OPENS_FOR).first()
    if row is None or not is_ours(request.path, signature):
        raise Http404
    if request.method == "POST":
        if row.read_at is None:
            house = the_house("outside", event_id=row.event_id)
            with suppress(AlreadyDone):
                commands.note_word_read(telling_id=row.pk, by=house, at=clock.now())
        return redirect(request.path)
    language = request.GET.get("in", "")
    with translation.override(language if language in {"id", "en"} else "en"):
        text = render_to_string("crisis/told.html", {"telling": row, "event": row.event})
    answer = HttpResponse(text)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
