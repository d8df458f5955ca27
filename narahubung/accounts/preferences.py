"""Which language and theme a person reads in. One choice, on every device."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

COOKIE = "nh_language"


class PreferencesMiddleware:
    """Switch to the language of the person, else of the cookie, else of the installation."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the person's language, and say so."""
        language = request.COOKIES.get(COOKIE) or ""
        if language not in dict(settings.LANGUAGES):
            language = getattr(request.user, "language", "") or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response
