"""Hands out files, to whom may see them."""

from django.http import HttpResponse

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.documents.queries import file_of
from narahubung.kit.files import handed_out


@guard(Right.SEE_DUTIES)
def document(request: MemberRequest, document_id: int) -> HttpResponse:
    """Send one photo or voice note."""
    file = file_of(document_id=document_id, by=request.by)
    return handed_out(request, file.path, media_type=file.media_type, name=file.name)
