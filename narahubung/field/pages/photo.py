"""The door for the bytes of files, in parts."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from narahubung.field import photos, storing
from narahubung.field.admission import gate
from narahubung.field.models import LaneClass
from narahubung.field.pages.door import come_again, for_phones, said
from narahubung.kit import clock


@require_http_methods(["GET", "POST"])
@never_cache
@for_phones
def photo(request: HttpRequest) -> HttpResponse:
    """Say how many bytes of a photo are here; take the next ones."""
    try:
        number = UUID(request.GET.get("id", ""))
    except ValueError:
        return said({"id": None, "have": 0})
    if request.method == "GET":
        return _have(number, photos.have(request.user, number))  # type: ignore[arg-type]
    try:
        start, size = int(request.GET.get("from", "")), int(request.GET.get("size", ""))
    except ValueError:
        return said({"bad": "no size"}, status=400)
    with gate.enter(LaneClass.MEDIA.value) as is_in:
        if not is_in:
            return come_again()
        return _take(request, number, start, size)


def _take(request: HttpRequest, number: UUID, start: int, size: int) -> HttpResponse:
    digest = request.GET.get("hash", "").removeprefix("sha256:")
    try:
        have = photos.take_part(
            request.user,  # type: ignore[arg-type]
            number=number,
            size=size,
            digest=digest[:64],
            start=start,
            data=request.body,
            at=clock.now(),
        )
    except photos.TooMuch:
        return said({"bad": "not a part of this photo"}, status=400)
    return _have(number, have)


def _have(number: UUID, have: int) -> HttpResponse:
    return said({"server_epoch": str(storing.server_epoch()), "id": str(number), "have": have})
