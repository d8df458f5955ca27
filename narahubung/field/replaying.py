"""A form that waited is posted to its page, as its author would have posted it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.datastructures import MultiValueDict

from narahubung.field.catalogue import KINDS, Body, Kind
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import Unseen

_OF_THE_LINE = ("SERVER_NAME", "SERVER_PORT", "REMOTE_ADDR", "HTTP_HOST", "wsgi.url_scheme")
NOT_FIELDS = frozenset({"key", "csrfmiddlewaretoken"})


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the page said. absent: it is not there for this person. wrong: the first fault."""

    done: bool = False
    absent: bool = False
    refusal: Refusal | None = None
    wrong: str = ""


@dataclass(frozen=True, kw_only=True)
class Target:
    """The page that a command is for."""

    kind: Kind
    match: ResolverMatch
    path: str
    files: "Mapping[str, UploadedFile[bytes]]" = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """Return the event's."""
        return str(self.match.kwargs.get("slug", ""))


@lru_cache(maxsize=1000)
def target_of(kind: str, path: str) -> Target | None:
    """Return the page of a form that may wait on a phone, None for any other."""
    known = KINDS.get(kind)
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if known is None or match.view_name != kind or not match.kwargs.get("slug"):
        return None
    return Target(kind=known, match=match, path=path)


def post(
    outer: HttpRequest,
    target: Target,
    body: Body,
    *,
    key: UUID,
    at: datetime,
    door: str = "phone",
    looked_up: dict[str, Any] | None = None,
) -> Answer:
    """Post the form, with the key of its act, done at `at`. What breaks is not caught here.

    door: of the act; "page" where somebody decides on a screen that it is posted now. looked_up:
    who he is in which event, as the guard found it for another form of the same transaction.
    """
    request: Any = HttpRequest()
    request.method = "POST"
    request.path = request.path_info = target.path
    request.META = {name: outer.META[name] for name in _OF_THE_LINE if name in outer.META}
    request.user, request.resolver_match = outer.user, target.match
    request.LANGUAGE_CODE = getattr(outer, "LANGUAGE_CODE", "")
    request.POST = _form(body, key)
    request.FILES = MultiValueDict({name: [file] for name, file in target.files.items()})
    request.door, request.told_at, request.is_unseen = door, at, True
    request.looked_up = {} if looked_up is None else looked_up
    try:
        return _said(target.match.func(request, *target.match.args, **target.match.kwargs))
    except Refusal as refusal:
        return Answer(refusal=refusal)
    except (Http404, ObjectDoesNotExist, PermissionDenied):
        return Answer(absent=True)
    except SuspiciousOperation as problem:
        return Answer(wrong=str(problem))


def _form(body: Body, key: UUID) -> QueryDict:
    form = QueryDict(mutable=True)
    for name, value in body:
        if name not in NOT_FIELDS:
            form.appendlist(name, value)
    form["key"] = str(key)
    form._mutable = False  # noqa: SLF001 -- as Django does with what came in
    return form


def _said(response: HttpResponse) -> Answer:
    if response.status_code < 400:
        return Answer(done=True)
    if response.status_code == 404:
        return Answer(absent=True)
    context = response.context if isinstance(response, Unseen) else {}
    refusal = context.get("refusal")
    if isinstance(refusal, Refusal):
        return Answer(refusal=refusal)
    return Answer(wrong=_first_fault(context) or str(response.status_code))


def _first_fault(context: Mapping[str, Any]) -> str:
    for value in context.values():
        errors = getattr(value, "errors", None)
        if not errors:
            continue
        for name, texts in errors.items():
            label = value.fields[name].label if name in getattr(value, "fields", {}) else ""
            return f"{label}: {texts[0]}" if label else str(texts[0])
    return ""
