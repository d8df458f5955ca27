"""The one name and number of a party: it follows the officer on duty through every hand-over."""

from dataclasses import dataclass, replace
from datetime import datetime

from narahubung.accounts.roles import Right
from narahubung.assignments.models import GuestLine
from narahubung.assignments.rules import Call, on_duty_for
from narahubung.kit.actor import Actor
from narahubung.parties.queries import PartyMark, mark_of


@dataclass(frozen=True, kw_only=True)
class LineNow:
    """A line given to a party: whom it is switched to, and whom it must be switched to.

    now: None where nobody is on duty whose number is known.
    """

    id: int
    party: PartyMark
    phone: str
    forwards_to: str
    forwards_name: str
    switched_at: datetime | None
    switched_by: str
    now: Call | None

    @property
    def must_switch(self) -> bool:
        """Tell whether a call would not reach who is on duty."""
        return self.now is None or self.now.phone != self.forwards_to


def whom_to_call(*, by: Actor, at: datetime, party_id: int, zone_name: str) -> Call | None:
    """Return the number a guest calls now. None where none is known.

    The number of who is on duty; where the party was given a line of the organiser and that line
    is switched to who is on duty, the line's, which stays the same.
    """
    now = on_duty_for(by=by, at=at, party_id=party_id, zone_name=zone_name)
    line = GuestLine.objects.filter(event_id=by.here, party_id=party_id).first()
    if now is not None and line is not None and line.forwards_to == now.phone:
        return replace(now, phone=line.phone)
    return now


def guest_lines(*, by: Actor, at: datetime, zone_name: str) -> list[LineNow]:
    """Return the lines given to parties, to who may switch them; those to be switched first."""
    rows = GuestLine.objects.visible_to(by, Right.PLAN_OFFICERS).select_related("party")
    lines = [
        LineNow(
            id=row.pk,
            party=mark_of(row.party),
            phone=row.phone,
            forwards_to=row.forwards_to,
            forwards_name=row.forwards_name,
            switched_at=row.switched_at,
            switched_by=row.switched_by,
            now=on_duty_for(by=by, at=at, party_id=row.party_id, zone_name=zone_name),
        )
        for row in rows.order_by("party__code")
    ]
    return sorted(lines, key=lambda line: not line.must_switch)
