"""What happens because time passes: officers are called before their guest walks in."""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db.models import F

from narahubung.journal.timing import every
from narahubung.kit.actor import the_house
from narahubung.kit.refusals import Refusal
from narahubung.places.commands import cue_entry
from narahubung.places.models import Guest, SeatingState
from narahubung.relays.rules.quieting import goes_through

CALLS_S = (60, 10)
goes_through("places.entry_cued")  # a call before an entry waits for no quiet hour
log = logging.getLogger(__name__)


@every(timedelta(seconds=5))
def call_before_entry(*, at: datetime, key: UUID) -> None:
    """Call the officers 60 and 10 seconds before: each call once, a missed one is left out."""
    rows = Guest.objects.filter(
        enters_at__gt=at,
        enters_at__lte=at + timedelta(seconds=max(CALLS_S)),
        is_absent=False,
        seating__state=SeatingState.ADOPTED,
    ).exclude(of__enters_at=F("enters_at"))  # they walk together: one call for both
    for pk, event_id, enters_at, cued in rows.values_list("pk", "event_id", "enters_at", "cued_s"):
        assert enters_at is not None  # noqa: S101 -- asked for above
        left = (enters_at - at).total_seconds()
        due = min(call for call in CALLS_S if left <= call)
        if cued is not None and cued <= due:
            continue
        house = the_house("clock", event_id=event_id)
        try:
            cue_entry(seated_id=pk, seconds=due, by=house, at=at, key=uuid5(key, f"{pk} {due}"))
        except Refusal as refusal:
            log.info("entry of %s: %s", pk, refusal.code)
