"""For whatever watches over the server: is it alive, and can it do its work."""

import shutil

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from narahubung.accounts.guards import anybody
from narahubung.journal.reacting import parked
from narahubung.journal.reading import last_entry_id

LITTLE_SPACE = 100 * 1024 * 1024


@anybody
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@anybody
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when pages can be served and acts be stored, else 503. Numbers only, no names."""
    try:
        told = {"entries": last_entry_id(), "parked": len(parked())}
    except DatabaseError:
        return JsonResponse({"database": "no answer"}, status=503)
    free = shutil.disk_usage(settings.HOME).free
    is_full = free < LITTLE_SPACE
    return JsonResponse({**told, "free_mb": free // 2**20}, status=503 if is_full else 200)


urlpatterns = [path("healthz", alive, name="alive"), path("readyz", ready, name="ready")]
