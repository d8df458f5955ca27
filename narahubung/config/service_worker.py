"""The service worker's address: at the root, since it may serve only pages below its own address.

It bears no version in its name, unlike other static files: browsers ask for it again by themselves.
"""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from narahubung.accounts.guards import anybody


@anybody
@require_safe
@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """Hand it out; it holds nothing about anybody."""
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


@cache
def _script() -> str:
    return Path(str(finders.find("kit/service-worker.js"))).read_text()


urlpatterns = [path("service-worker.js", service_worker, name="service_worker")]
