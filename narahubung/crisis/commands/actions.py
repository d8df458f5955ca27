"""Each party confirms its part, starts it with what it needs, and finishes it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.holders import who_may
from narahubung.crisis.models import (
    Action,
    ActionPlan,
    ActionState,
    Confirmation,
    PermitState,
    Side,
)
from narahubung.crisis.rules import actions as rules
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Department, Party

A = ActionState


@command
def confirm_action(
    *,
    action_id: int,
    said_back: str,
    answer: str = "",
    said_by: str = "",
    version: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say that one's party has understood its part: the answer, and the part in its own words.

    said_by: who of the party said so, where another one writes it down. version: of the part as it
    was read; what was written without a network may be about an older one. Raises NotNow,
    ConfirmedBefore, ChangedSince, NotUnderstood, NotInOwnWords; Action.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        action = locked(by, action_id)
        rules.check_state(action, {A.PLANNED, A.STARTED})
        before = action.confirmations.filter(version=action.version).first()
        if before is not None:
            raise rules.ConfirmedBefore(name=before.said_by)
        rules.check_version(action, version)
        rules.check_understood(action, answer, said_back)
        name = said_by.strip() or by.name
        Confirmation.objects.create(
            action=action,
            version=action.version,
            said_back=said_back.strip(),
            said_by=name,
            by_name=by.name,
            at=at,
        )
        record(entries.ActionConfirmed(**of_action(action), name=name, said_back=said_back.strip()))


@command
def note_permit(
    *,
    action_id: int,
    permit_state: str,
    note: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note how what it needs stands: asked, given, refused … Raises NotNow; Action.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        action = locked(by, action_id)
        rules.check_state(action, {A.PLANNED, A.STARTED})
        action.permit_state = PermitState(permit_state).value
        action.permit_note, action.permit_by, action.permit_at = note.strip(), by.name, at
        action.save()
        record(
            entries.PermitNoted(
                **of_action(action),
                permit=action.permit,
                state=action.permit_state,
                note=action.permit_note,
            )
        )


@command
def start_action(
    *,
    action_id: int,
    decider: str = "",
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Begin. Without what it needs only by one who leads, with who decided and why.

    Raises NotNow, WaitsForOthers, LacksPermit, OnlyLeadDecides; Action.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        action = locked(by, action_id)
        rules.check_can_start(
            action,
            before=list(action.waits_for.order_by("number")),
            decider=decider,
            why=why,
            leads="house" in by.roles or by.may(Right.LEAD_CRISIS),
        )
        lacks = action.permit_state in rules.LACKING
        action.state, action.started_at = A.STARTED.value, at
        action.decided_by = decider.strip() if lacks else ""
        action.decided_why = why.strip() if lacks else ""
        action.save()
        record(
            entries.ActionStarted(
                **of_action(action), decider=action.decided_by, why=action.decided_why
            )
        )


@command
def finish_action(*, action_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that it is done. Raises NotNow; Action.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        action = locked(by, action_id)
        rules.check_state(action, {A.STARTED})
        action.state, action.done_at, action.done_by = A.DONE.value, at, by.name
        action.save()
        record(entries.ActionDone(**of_action(action), name=by.name))


@command
def tell_overdue_action(
    *, action_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Tell who leads that a part's clock ran out. For the house. Raises Action.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        action = locked(by, action_id)
        action.overdue_told_at = at
        action.save(update_fields=["overdue_told_at"])
        people = who_may(Right.LEAD_CRISIS, action.event_id, at)
        record(entries.ActionOverdue(**of_action(action)), tell=people)


def locked(by: Actor, action_id: int, right: str = "") -> Action:
    """Return a part, locked, with its plan and incident. Raises Action.DoesNotExist."""
    action = Action.objects.for_change(by, action_id, right)
    action.plan = ActionPlan.objects.select_related("incident").get(pk=action.plan_id)
    return action


def of_action(action: Action) -> dict[str, Any]:
    """Return what every entry says of a part."""
    return {
        **about(action.plan.incident),
        "action_id": action.pk,
        "part": action.number,
        "who": action.whose,
    }


def to_whom(by: Actor, party_id: int | None, department_id: int | None, who: str) -> dict[str, Any]:
    """Return the side, party, department and name that these words mean.

    Raises NoParty; Party.DoesNotExist, Department.DoesNotExist.
    """
    party = Party.objects.visible_to(by).get(pk=party_id) if party_id else None
    here = Department.objects.filter(event_id=by.here)
    team = here.get(pk=department_id) if department_id else None
    if party:
        return {"side": Side.DELEGATION.value, "party": party, "department": None, "who": ""}
    if team:
        return {"side": Side.TEAM.value, "party": None, "department": team, "who": ""}
    if not who.strip():
        raise rules.NoParty
    outside = Side.ORGANISATION.value
    return {"side": outside, "party": None, "department": None, "who": who.strip()}
