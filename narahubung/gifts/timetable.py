"""What happens in the register because days pass: word of reports that are not sent."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from narahubung.accounts.models import Event, EventState
from narahubung.gifts.commands import remind_gift
from narahubung.gifts.knowing import reminders
from narahubung.gifts.rules.reporting import NothingToRemind
from narahubung.journal.timing import every
from narahubung.kit.actor import the_house
from narahubung.kit.zones import zone

HOUR_OF_DAY = 8  # by the event's clock: nobody is woken for it


@every(timedelta(hours=1))
def reports_wait(*, at: datetime, key: UUID) -> None:
    """Leave word on the days of the setting, in the morning, each once.

    Also in a closed event: the law goes on counting after the guests have left.
    """
    for event in Event.objects.exclude(state=EventState.ARCHIVED):
        if at.astimezone(zone(event.zone)).hour < HOUR_OF_DAY:
            continue
        house = the_house("timetable", event_id=event.pk)
        for pk in reminders(event, at):
            try:
                remind_gift(declaration_id=pk, by=house, at=at, key=uuid5(key, f"gift {pk}"))
            except NothingToRemind:  # sent in this very moment
                continue
