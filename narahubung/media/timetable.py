"""What happens at the media desk because time passes."""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from narahubung.journal.timing import every
from narahubung.kit.actor import the_house
from narahubung.kit.refusals import Refusal
from narahubung.media.commands import check_statement
from narahubung.media.knowing import changed

log = logging.getLogger(__name__)


@every(timedelta(seconds=10))
def facts_grow_old(*, at: datetime, key: UUID) -> None:
    """Mark the sentences that hang on a fact which is too old now."""
    for pk, event_id in changed(at):
        house = the_house("timetable", event_id=event_id)
        try:
            check_statement(statement_id=pk, by=house, at=at, key=uuid5(key, f"statement {pk}"))
        except Refusal as refusal:
            log.info("statement %s: %s", pk, refusal.code)
