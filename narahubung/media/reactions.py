"""A fact changed: every statement that hangs on it is looked at again."""

import logging
from datetime import datetime
from uuid import UUID, uuid5

from narahubung.crisis.entries import FactContradicted, FactRenewed, FactSourced, FactWithdrawn
from narahubung.journal.reacting import Happened, on
from narahubung.kit.actor import the_house
from narahubung.kit.refusals import Refusal
from narahubung.media import commands
from narahubung.media.knowing import changed

log = logging.getLogger(__name__)


@on(FactWithdrawn, FactContradicted, FactSourced, FactRenewed)
def look_again(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Mark what fell, draft the correction."""
    entry = happened.entry
    assert isinstance(entry, FactWithdrawn | FactContradicted | FactSourced | FactRenewed)  # noqa: S101
    for pk, event_id in changed(at, incident_id=entry.incident_id):
        house = the_house("reaction", event_id=event_id)
        try:
            commands.check_statement(
                statement_id=pk, by=house, at=at, key=uuid5(key, f"statement {pk}")
            )
        except Refusal as refusal:  # somebody wrote in it in between
            log.info("statement %s: %s", pk, refusal.code)
