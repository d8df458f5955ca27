"""What protocol counts in the readiness of a party: the gaps of the detail book."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from narahubung.duties.readying import Counted, counts_in_readiness
from narahubung.protocol.models import Detail
from narahubung.protocol.queries.details import gaps_by_party


def _book(event_id: int) -> QuerySet[Detail]:
    return Detail.objects.filter(event_id=event_id)


@counts_in_readiness("detail-book", _("Detail book"), uses=_book)
def gaps(event_id: int, at: datetime, party_ids: Collection[int] | None) -> dict[int, Counted]:
    """Count the items of each party whose sheet has gaps; nothing while the book is not in use."""
    found = gaps_by_party(event_id=event_id, at=at, party_ids=party_ids)
    return {
        pk: Counted(missing=_missing(many) if many else "", late=late)
        for pk, (_items, many, late) in found.items()
    }


def _missing(many: int) -> str:
    words = ngettext("Detail book: {n} item with gaps", "Detail book: {n} items with gaps", many)
    return words.format(n=many)
