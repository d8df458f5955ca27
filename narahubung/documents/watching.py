"""Who may open a scan of a paper: not everybody who may know how far the paper is."""

from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.documents.models import Paper, PaperKind
from narahubung.journal.watching import watchable
from narahubung.kit.actor import Actor
from narahubung.kit.scoping import seen_by

OF_MEMBER = "member__party_id"


@watchable("paper_scan")
def scans(by: Actor, ids: set[int]) -> set[int]:
    """Who reads members' contacts; of a medicines letter, who reads their care."""
    health = Q(kind=PaperKind.MEDICINES_LETTER)
    may = ~health & seen_by(by, Right.SEE_CONTACTS, party=OF_MEMBER)
    may |= health & seen_by(by, Right.SEE_CARE, party=OF_MEMBER)
    return set(Paper.objects.filter(may, pk__in=ids).values_list("pk", flat=True))
