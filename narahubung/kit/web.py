"""The three ways a page can answer: show something, be done, or refuse."""

import json
import logging
import sys
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.defaults import server_error

from narahubung.kit.refusals import Refusal

log = logging.getLogger(__name__)
TRY_AGAIN_S = 5


class Busy(Refusal):
    """The database took nothing for too long, or cannot be reached."""

    says = _("The system is too busy at this moment. Nothing was changed.")
    advice = _("Please try again in a few seconds. If it stays so, tell the coordinator.")
    status = 503


class Unseen(HttpResponse):
    """The answer to a form that waited on a phone: nobody looks at the page, so it is not made."""

    def __init__(self, context: dict[str, Any], status: int) -> None:
        super().__init__(status=status)
        self.context = context


def show(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Answer with a page, or with only its inside when htmx asks.

    `needs/sheet` is `needs/sheet.html` for a visit and `needs/_sheet.html` for a swap. A boosted
    or history visit gets the whole page.
    """
    if is_unseen(request):
        return Unseen(context, status)
    folder, page = name.rsplit("/", 1)
    template = f"{folder}/_{page}.html" if is_swap(request) else f"{folder}/{page}.html"
    response = render(request, template, context, status=status)
    response["Vary"] = "HX-Request"
    return response


def done(
    request: HttpRequest,
    to: str,
    *args: Any,
    topic: str = "",
    says: str = "",
    anchor: str = "",
    **kwargs: Any,
) -> HttpResponse:
    """Answer a POST that worked: go to a page, or let the parts that watch `topic` refresh.

    says: one sentence for the person, shown as a toast (htmx) or kept for the next page.
    anchor: the place on that page.
    """
    if is_unseen(request):
        return Unseen({}, 204)
    if is_swap(request):
        events: dict[str, object] = {f"live:{topic}": ""} if topic else {}
        if says:
            events["toast"] = str(says)
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(events)})
    if says and hasattr(request, "session"):
        request.session["toast"] = str(says)
    url = resolve_url(to, *args, **kwargs)
    answer: HttpResponse = redirect(f"{url}#{anchor}" if anchor else url)
    return answer


class RefusalsBecomePages:
    """Middleware: a Refusal from any command or query is an answer, not a crash."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Show a Refusal, turn a missing row into 404, let the rest be a 500 and a bug report."""
        if isinstance(problem, Refusal):
            return show(request, "house/refusal", refusal=problem, status=problem.status)
        if isinstance(problem, ObjectDoesNotExist):
            raise Http404 from problem
        if isinstance(problem, OperationalError | InterfaceError):
            return busy(request, problem)
        return None


def busy(request: HttpRequest, problem: Exception) -> HttpResponse:
    """Answer that the database is not to be had: 503, and when to come again. Asks it nothing."""
    log.error("%s %s: %s", request.method, request.path, problem)
    name = "house/_refusal.html" if is_swap(request) else "503.html"
    answer = HttpResponse(render_to_string(name, {"refusal": Busy()}), status=Busy.status)
    answer["Retry-After"] = str(TRY_AGAIN_S)
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """Answer what went wrong outside any page (Django's handler500)."""
    problem = sys.exc_info()[1]
    if isinstance(problem, OperationalError | InterfaceError):
        return busy(request, problem)
    return server_error(request)


def is_unseen(request: HttpRequest) -> bool:
    """Tell whether nobody looks at the answer: the form waited on a phone."""
    return hasattr(request, "is_unseen")


def is_swap(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a part of a page."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-Boosted") != "true"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )
