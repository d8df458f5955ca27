"""What pages share that post another page's form."""

from narahubung.accounts.guards import MemberRequest
from narahubung.journal.reading import doers_of


def done_by(request: MemberRequest) -> bool:
    """Tell whether this very tap was acted on before, as his."""
    key = request.key
    return key is not None and doers_of([key]).get(key) == request.by.person_id
