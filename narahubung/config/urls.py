"""Every URL of the system, by room.

A room's `urls.py` holds its pages of one event, below /e/<slug>/; its `urls_outside.py` holds those
that belong to no event (log-in, first run, a calendar's secret address), below /.
"""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

handler500 = "narahubung.kit.web.broken"
EVENT = "e/<slug:slug>/"


def _of(part: str, prefix: str) -> list[object]:
    return [
        path(prefix, include(f"narahubung.{room}.{part}"))
        for room in settings.ROOMS
        if find_spec(f"narahubung.{room}.{part}")
    ]


urlpatterns = [
    *_of("urls", EVENT),
    *_of("urls_outside", ""),
    path("accounts/", include("allauth.urls")),
    path("trust/", include("narahubung.config.trust")),
    path("", include("narahubung.config.health")),
    path("", include("narahubung.config.service_worker")),
]
