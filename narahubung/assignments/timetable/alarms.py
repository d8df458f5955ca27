"""The watch looks every minute: it asks, rises, and lets go what settled by itself."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from narahubung.accounts.models import Event, EventState
from narahubung.assignments import commands
from narahubung.assignments.models import Alarm, HelpCall
from narahubung.assignments.noticing import noticed
from narahubung.assignments.rules.alarms import figures
from narahubung.journal.timing import every
from narahubung.kit.actor import the_house

_OVER = (EventState.CLOSED, EventState.ARCHIVED)


@every(timedelta(minutes=1))
def watch(*, at: datetime, key: UUID) -> None:
    """Look at every event that goes on."""
    for event in Event.objects.exclude(state__in=_OVER):
        by = the_house("clock", event_id=event.pk)
        seen = noticed(event, at=at)
        there = {(one.kind, one.about) for one in seen}
        for row in Alarm.objects.filter(event=event, closed_at=None):
            if (row.kind, row.about) not in there:
                commands.settle_alarm(alarm_id=row.pk, by=by, at=at, key=uuid5(key, f"-{row.pk}"))
        for one in seen:
            commands.notice(seen=one, by=by, at=at, key=uuid5(key, f"{one.kind} {one.about}"))
        silent = Alarm.objects.filter(
            event=event,
            closed_at=None,
            raised_at=None,
            answered_at=None,
            asked_at__lte=at - figures()["answer"],
        )
        for row in silent:
            commands.raise_alarm(alarm_id=row.pk, by=by, at=at, key=uuid5(key, f"+{row.pk}"))


@every(timedelta(seconds=15))
def remind_of_help(*, at: datetime, key: UUID) -> None:
    """Tell calls for help again that nobody took, once."""
    waiting = HelpCall.objects.filter(
        taken_at=None, closed_at=None, told_again_at=None, at__lte=at - figures()["help_again"]
    ).exclude(event__state__in=_OVER)
    for row in waiting:
        by = the_house("clock", event_id=row.event_id)
        commands.tell_help_again(help_id=row.pk, by=by, at=at, key=uuid5(key, str(row.pk)))
