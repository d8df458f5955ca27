"""Which language a person reads in. One choice, on every device."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

COOKIE = "nh_language"
KEPT_S = 365 * 24 * 3600


class PreferencesMiddleware:
    """Switch to the language of the person, else of the cookie, else of the installation."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the person's language, and say so; a guard may set the zone meanwhile."""
        language = getattr(request.user, "language", "") or request.COOKIES.get(COOKIE) or ""
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        with translation.override(language), timezone.override(None):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


def remember(response: HttpResponse, language: str) -> None:
    """Keep the language on this device, for the pages before signing in."""
    response.set_cookie(
        COOKIE, language, max_age=KEPT_S, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
