"""A duty ends without another taking it: nobody is needed, or the party is airborne."""

from datetime import datetime
from uuid import UUID

from narahubung.accounts.actors import coordinators
from narahubung.accounts.roles import Right
from narahubung.assignments import entries
from narahubung.assignments.commands.handing_over import drop, duties_here, is_of, zone_of
from narahubung.assignments.commands.rostering import end_duty, head
from narahubung.assignments.cover import needed_now
from narahubung.assignments.models import Duty, DutyState, HandOver, HandOverState
from narahubung.assignments.rules import HAND_OVER
from narahubung.assignments.rules import handing_over as rules
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor


@command
def leave_to_desk(*, duty_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Leave a party at an hour at which nobody need be with it: until the next duty, the desk is.

    The coordinator may let anybody leave, but nobody before the party is airborne. Raises
    StillNeeded, NotAirborne, HandOverIsOver; Duty.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rows = duties_here(by).select_for_update(of=("self",)).select_related("party", "officer")
        duty = rows.get(pk=duty_id)
        if not (is_of(duty.officer, by) or by.may(Right.PLAN_OFFICERS)):
            raise Duty.DoesNotExist
        if duty.state != DutyState.ON:
            raise rules.HandOverIsOver
        rules.check_can_leave(
            duty,
            needed_now(duty, at),
            zone_of(duty.event_id),
            may_let_go=by.may(Right.PLAN_OFFICERS),
        )
        end_duty(duty, record, at=at)
        record(
            entries.LeftToDesk(
                party_id=duty.party_id, party_code=duty.party.code, officer=duty.officer.full_name
            ),
            tell=coordinators(duty.event_id, at),
        )


@command
def end_at_departure(*, party_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """End the duties with a party that is airborne, and cancel its hand-overs. For the house.

    Does nothing, and opens no act, when there are none.
    """
    on = Duty.objects.visible_to(by).filter(party_id=party_id, state=DutyState.ON)
    waiting = HandOver.objects.visible_to(by).filter(party_id=party_id, state=HandOverState.OPEN)
    if not (on.exists() or waiting.exists()):
        return
    with act(by=by, at=at, key=key) as record:
        for duty in on.select_for_update(of=("self",)).select_related("party", "officer"):
            end_duty(duty, record, at=at)
        drop(waiting.select_for_update(of=("self",)), record)


@command
def resume_after_slip(
    *, party_id: int, since: datetime, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Let the duties go on that ended since then by an "airborne" that was a slip. For the house.

    Does nothing, and opens no act, when there are none.
    """
    done = Duty.objects.visible_to(by).filter(party_id=party_id, state=DutyState.DONE)
    ended = done.filter(left_at__gte=since, why="").exclude(given__state=HandOverState.DONE)
    if not ended.exists():
        return
    with act(by=by, at=at, key=key) as record:
        for duty in ended.select_for_update(of=("self",)).select_related("party", "officer"):
            duty.state, duty.left_at = DutyState.ON, None
            duty.save(update_fields=["state", "left_at"])
            if duty.reach is not None:
                duty.reach.until = max(duty.ends, at) + HAND_OVER
                duty.reach.save(update_fields=["until"])
            record(entries.DutyBegun(**head(duty)))
