"""What the last channel test says of people's addresses: which of them did not bring it."""

from collections.abc import Collection
from datetime import datetime

from narahubung.relays.models import Delivery
from narahubung.relays.rules.testing import did_not_bring_it


def failed_addresses(event_id: int | None, person_ids: Collection[int], at: datetime) -> set[int]:
    """Return the addresses that failed the last test they were asked in. One query.

    event_id: by tests of that event alone; None: of any.
    """
    rows = Delivery.objects.filter(test__isnull=False, address__isnull=False)
    rows = rows.filter(person_id__in=person_ids)
    if event_id is not None:
        rows = rows.filter(test__event_id=event_id)
    rows = rows.select_related("test", "address").defer("address__value")
    last = {row.address_id: row for row in rows.order_by("test__begun_at", "pk")}
    return {row.address_id or 0 for row in last.values() if did_not_bring_it(row, at)}
