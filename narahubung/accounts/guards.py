"""The guard on every URL. A page without one stops the start-up (see `check_guards`)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.checks import CheckMessage, Error
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.actors import actor_at, actor_of, actor_of_pass
from narahubung.accounts.models import Event, EventState, GuestPass, Person
from narahubung.accounts.preferences import COOKIE
from narahubung.accounts.queries import pass_of
from narahubung.accounts.roles import PURPOSES, Right
from narahubung.journal.acting import AlreadyDone
from narahubung.kit import clock
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.kit.tries import Tries
from narahubung.kit.web import show

Page = Callable[..., HttpResponse]


class MemberRequest(HttpRequest):
    """A request of somebody signed in, inside an event: who, in what role, when."""

    user: Person
    by: Actor
    at: datetime
    key: UUID | None  # made on the device for this one gesture (the form's hidden field `key`)
    event: Event


class EventIsClosed(Refusal):
    """The event is closed or archived: it can be read, not changed."""

    says = _("This event is closed. It can be read, but nothing can be changed any more.")
    advice = _("Ask the organiser to open it again if something must be corrected.")
    status = 409


def check_is_open(event: Event) -> None:
    """Raise EventIsClosed, or return."""
    if event.state in {EventState.CLOSED, EventState.ARCHIVED}:
        raise EventIsClosed


def guard(*rights: Right, writes: bool = False) -> Callable[[Page], Page]:
    """Let in who holds at least one of the rights in the event of the URL (`slug`).

    Others get 404: what one may not see does not exist. The page gets `request.by`, `.at`,
    `.event`. writes: the page changes something, so the event must not be closed.

    What waited on a phone comes by the door that set `request.door`: `.at` is then when it was done
    (`request.told_at`), but who may is asked as it is now: once for what commits together
    (`request.looked_up`).
    """

    def keep(page: Page) -> Page:
        @wraps(page)
        def guarded(request: Any, slug: str, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            at = clock.now()
            door = getattr(request, "door", "page")
            looked_up = getattr(request, "looked_up", {})
            found = looked_up.get(slug) or actor_at(request.user, slug=slug, at=at, door=door)
            if found is None or not any(found[0].may(right) for right in rights):
                raise Http404
            by, event = looked_up[slug] = found
            # Only now: the page of a refusal must not know more than the person does.
            request.event, request.by, request.key = event, by, key_of(request)
            request.at = getattr(request, "told_at", at)
            timezone.activate(event.zone)  # until PreferencesMiddleware puts it back
            if writes:
                check_is_open(event)
            return page(request, **kwargs)

        guarded.guard = tuple(str(right) for right in rights)  # type: ignore[attr-defined]
        return guarded

    return keep


def members(page: Page) -> Page:
    """Let in anybody who is signed in; the page belongs to no event (`request.by` without one)."""

    @wraps(page)
    def guarded(request: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        request.at = clock.now()
        request.key = key_of(request)
        request.by = actor_of(request.user, event_id=None, at=request.at)
        return page(request, **kwargs)

    guarded.guard = ("members",)  # type: ignore[attr-defined]
    return guarded


class GuestRequest(HttpRequest):
    """A request by a link without log-in: the pass, and who it makes of its holder."""

    by: Actor
    at: datetime
    key: UUID | None
    event: Event
    guest_pass: GuestPass
    chosen: str  # the language asked for on this device, "" for none
    token: str  # only to write the link's own addresses


MISSES_A_MINUTE = 30  # links that nobody has, from one network address


def guest(purpose: str, *, writes: bool = False) -> Callable[[Page], Page]:
    """Let in who holds a link (`token` in the URL) made for this purpose.

    A link that never was, or is for something else, gets 404; one that has ended says so. The page
    gets `request.by` (the rights of the purpose and no more), `.at`, `.event`, `.guest_pass`, and
    speaks the language of the device, else that of the pass. writes: as for `guard`.
    """

    def keep(page: Page) -> Page:
        @wraps(page)
        def guarded(request: Any, token: str, **kwargs: Any) -> HttpResponse:
            request.at = clock.now()
            try:
                found = pass_of(token, purpose=purpose, at=request.at)
            except Refusal as refusal:
                return _kept_to_itself(_refused(request, refusal))
            if found is None:
                return _missed(request)
            request.by, request.guest_pass = actor_of_pass(found), found
            request.event, request.key, request.token = found.event, key_of(request), token
            request.chosen = _ours(request.COOKIES.get(COOKIE, ""))
            with translation.override(request.chosen or _ours(found.language) or "en"):
                timezone.activate(found.event.zone)
                request.LANGUAGE_CODE = translation.get_language()
                try:
                    if writes:
                        check_is_open(found.event)
                    answer = page(request, **kwargs)
                except Refusal as refusal:
                    answer = _refused(request, refusal)
                answer.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return _kept_to_itself(answer)

        guarded.guard = (f"guest:{PURPOSES[purpose].code}",)  # type: ignore[attr-defined]
        return guarded

    return keep


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return show(request, "house/refusal", refusal=refusal, status=refusal.status)


def _ours(language: str) -> str:
    """Return the language if the pages are written in it, else ""."""
    return language if language in dict(settings.LANGUAGES) else ""


def _kept_to_itself(answer: HttpResponse) -> HttpResponse:
    """Let no store keep the page, no engine list it, and no Referer carry its address.

    Not `no-referrer`: a browser then hides also where a form comes from, and the form is refused.
    """
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer


def _missed(request: HttpRequest) -> HttpResponse:
    """Answer 404; 429 to an address that tries too often. It then costs no write any more."""
    where = f"missed-links:{request.META.get('REMOTE_ADDR', '')}"
    misses = Tries(where, MISSES_A_MINUTE, within_s=60)
    if misses.are_used_up:
        return render(request, "429.html", status=429)
    misses.count()
    raise Http404


def anybody(page: Page) -> Page:
    """Say openly that this page is for everyone: log-in, health, first run, an invitation."""
    page.guard = ("anybody",)  # type: ignore[attr-defined]
    return page


def key_of(request: HttpRequest) -> UUID | None:
    """Return the key of the gesture that a form or a script sent along, if it is one."""
    try:
        return UUID(request.POST.get("key") or request.headers.get("Idempotency-Key") or "")
    except ValueError:
        return None


def once(act: Callable[..., Any], request: MemberRequest | GuestRequest, **asked: Any) -> Any:
    """Do what a form asks, as who sent it; return what the command returns, None for a repetition.

    A second tap, or a form sent again after a lost answer, is no fault of anybody. asked: what the
    command takes besides; also `at` or `key`, where they are not those of the request.
    """
    asked = {"at": request.at, "key": request.key, **asked}
    try:
        return act(by=request.by, **asked)
    except AlreadyDone:
        return None


# Pages of libraries that guard themselves (allauth: log-in required where it matters).
GUARDED_ELSEWHERE = ("allauth.", "django.views.static")


def all_pages(
    patterns: list[Any] | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Walk every URL of the system: its path and its pattern."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from all_pages(pattern.url_patterns, path)
        else:
            yield path, pattern


def check_guards(**_: Any) -> list[CheckMessage]:
    """Refuse to start when a URL has no guard."""
    found: list[CheckMessage] = []
    for path, pattern in all_pages():
        page = pattern.callback
        module = getattr(getattr(page, "view_class", page), "__module__", "")
        if not hasattr(page, "guard") and not module.startswith(GUARDED_ELSEWHERE):
            found.append(
                Error(
                    f"/{path} has no guard",
                    hint="Put @guard(Right…), @members or @anybody on its page.",
                    id="narahubung.E001",
                )
            )
    return found
