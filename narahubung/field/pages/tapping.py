"""What pages share that post another page's form."""

from narahubung.accounts.guards import MemberRequest
from narahubung.journal.reading import doer_of


def done_by(request: MemberRequest) -> bool:
    """Tell whether this very tap was acted on before, as his."""
    return request.key is not None and doer_of(request.key) == request.by.person_id
