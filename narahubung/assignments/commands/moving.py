"""A duty is moved to another officer or another time: by mouse, by finger, by keyboard."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Event
from narahubung.assignments import entries
from narahubung.assignments.commands.rostering import duty_of, head, locked, set_times
from narahubung.assignments.models import Duty, DutyState
from narahubung.assignments.rules.moving import Slot, check_as_seen, check_can_move
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party


@command
def move_duty(
    *,
    duty_id: int,
    seen: Slot,
    to: Slot,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Duty:
    """Give a duty another officer, other times, or both; return it as it stands then.

    Another officer gets a duty of its own number and the old one is cancelled, so that what hangs
    on the old one (a hand-over, an offer to swap) ends with it. seen: as the person saw it.
    Raises NoLongerOpen when it stands otherwise, and what `check_can_move` raises.
    """
    with act(by=by, at=at, key=key) as record:
        officer = locked(to.officer_id, by)
        duty = Duty.objects.for_change(by, duty_id)
        check_as_seen(duty, seen, at)
        zone = Event.objects.values_list("zone", flat=True).get(pk=by.here)
        check_can_move(duty, officer, to.span, zone_name=zone, at=at)
        was = _was(duty)
        moved = duty_of(Party.objects.get(pk=duty.party_id), officer, to.span, firm=True)
        if officer.pk == duty.officer_id:
            duty.firm = True
            duty.overtime_asked_at = duty.overtime_agreed_at = None  # said of the old times
            duty.save()
            set_times(duty, to.span)
            moved = duty
        else:
            duty.state = DutyState.CANCELLED
            duty.save(update_fields=["state"])
            moved.save()
        people = {moved.officer.person_id, was["was_person_id"]} - {None}
        record(entries.DutyMoved(**head(moved), **was), tell=sorted(people))
    return moved


def _was(duty: Duty) -> dict[str, Any]:
    return {
        "was_duty_id": duty.pk,
        "was_officer_id": duty.officer_id,
        "was_officer": duty.officer.full_name,
        "was_person_id": duty.officer.person_id,
        "was_starts": duty.starts,
        "was_ends": duty.ends,
    }
