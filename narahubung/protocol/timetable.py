"""What happens in protocol because time passes: deadlines of the detail book."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from narahubung.journal.timing import every
from narahubung.kit.actor import the_house
from narahubung.protocol.commands import remind_of_gaps
from narahubung.protocol.queries.details import due_sheets


@every(timedelta(minutes=5))
def remind_owners(*, at: datetime, key: UUID) -> None:
    """Tell each owner whose deadline came that parts of the sheet are empty."""
    for pk, event_id in due_sheets(at):
        house = the_house("timetable", event_id=event_id)
        remind_of_gaps(detail_id=pk, by=house, at=at, key=uuid5(key, f"detail {pk}"))
