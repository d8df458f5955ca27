"""The service worker's address: at the root, since it may serve only pages below its own address.

It bears no version in its name, unlike other static files: browsers ask for it again by themselves.
What it imports is named in its first line with a digest, so new code makes it a new worker. A file
`no-worker` in the folder of the installation is its end: phones that ask get one that erases what
was kept and signs itself off (what waits to be sent stays).
"""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from narahubung.accounts.guards import anybody

ENDS = "no-worker"


@anybody
@require_safe
@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """Hand it out; it holds nothing about anybody."""
    told = {"keep": static("field/field-keep.js"), "kill": (Path(settings.HOME) / ENDS).exists()}
    text = f"self.NARAHUBUNG = {json.dumps(told)}\n{_script()}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@cache
def _script() -> str:
    return Path(str(finders.find("kit/service-worker.js"))).read_text()


urlpatterns = [path("service-worker.js", service_worker, name="service_worker")]
