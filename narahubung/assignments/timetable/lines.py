"""What happens because a duty changes hands: who must switch a guest's line is told."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from narahubung.accounts.models import EventState
from narahubung.assignments.commands import ask_to_switch
from narahubung.assignments.models import GuestLine
from narahubung.assignments.rules import on_duty_for
from narahubung.journal.timing import every
from narahubung.kit.actor import the_house


@every(timedelta(minutes=1))
def let_lines_follow(*, at: datetime, key: UUID) -> None:
    """Ask for every line that is forwarded to somebody else than who is on duty now."""
    lines = GuestLine.objects.exclude(event__state__in=[EventState.CLOSED, EventState.ARCHIVED])
    for line in lines.select_related("event"):
        by = the_house("clock", event_id=line.event_id)
        now = on_duty_for(by=by, at=at, party_id=line.party_id, zone_name=line.event.zone)
        if now is None or now.phone in {line.forwards_to, line.asked_for}:
            continue
        ask_to_switch(
            line_id=line.pk,
            to=now.phone,
            name=now.name,
            by=by,
            at=at,
            key=uuid5(key, str(line.pk)),
        )
