"""A duty passed: from the second acknowledgement on, other officers may pass at the gates."""

from datetime import datetime
from uuid import UUID

from narahubung.access import commands
from narahubung.assignments.entries import (
    DutyBegun,
    DutyCancelled,
    DutyEnded,
    OfficerAttached,
    OfficerDetached,
)
from narahubung.journal.reacting import Happened, on
from narahubung.kit.actor import the_house


@on(DutyBegun, DutyEnded, DutyCancelled, OfficerAttached, OfficerDetached)
def mirror(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Let the phones at the gates fetch their lists now and not at the next quarter of a minute."""
    commands.renew_gate_lists(
        party_id=happened.entry.about_party(),
        by=the_house("reaction", event_id=happened.event_id),
        at=at,
        key=key,
    )
