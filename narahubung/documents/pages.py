"""Hands out files, to whom may see them, in a way that a browser never runs them."""

from typing import cast

from django.http import FileResponse, HttpResponse

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.documents.queries import file_of


@guard(Right.SEE_DUTIES)
def document(request: MemberRequest, document_id: int) -> HttpResponse:
    """Send one photo or voice note."""
    file = file_of(document_id=document_id, by=request.by)
    response = FileResponse(
        file.path.open("rb"),
        content_type=file.media_type,
        filename=file.name,
        as_attachment="download" in request.GET,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # Kept by no browser: who is no longer attached must not find it on his phone.
    response["Cache-Control"] = "private, no-store"
    return cast("HttpResponse", response)  # it streams; pages are typed by what they mostly give
