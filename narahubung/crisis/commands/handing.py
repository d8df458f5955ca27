"""Parts wait for each other, and go from one party to another with two signatures."""

from datetime import datetime
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.actions import locked, to_whom
from narahubung.crisis.commands.incidents import of_action
from narahubung.crisis.models import Action, ActionState, HandOff, Side
from narahubung.crisis.rules import actions as rules
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one

A = ActionState


@command
def wait_for(
    *,
    action_id: int,
    before: int,
    waits: bool = True,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Let a part wait for part `before` of its plan, or (waits False) no longer.

    Raises NotNow, NoSuchPart, GoesInACircle; Action.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        action = locked(by, action_id, Right.LEAD_CRISIS)
        rules.check_state(action, {A.PLANNED})
        parts = {one.number: one for one in Action.objects.filter(plan_id=action.plan_id)}
        other = parts.get(before)
        if other is None:
            raise rules.NoSuchPart(number=before)
        if waits:
            rows = Action.waits_for.through.objects.filter(from_action__plan_id=action.plan_id)
            edges: dict[int, list[int]] = {}
            for one, two in rows.values_list("from_action_id", "to_action_id"):
                edges.setdefault(one, []).append(two)
            names = {one.pk: one.number for one in parts.values()}
            rules.check_no_circle(action.pk, other.pk, edges, names)
            action.waits_for.add(other)
        else:
            action.waits_for.remove(other)
        record(entries.ActionOrdered(**of_action(action), other=before, waits=waits))


@command
def hand_off(
    *,
    action_id: int,
    party_id: int | None = None,
    department_id: int | None = None,
    who: str = "",
    note: str = "",
    signed_by: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Give a part to another party: the first signature. It stays until the other one signs.

    signed_by: who of the giving party signs, where another one writes it down. Raises NotNow,
    HandedOff, NoParty; Action.DoesNotExist, Party.DoesNotExist, Department.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        action = locked(by, action_id)
        rules.check_state(action, {A.PLANNED, A.STARTED})
        waits = action.hand_offs.filter(taken_at=None).first()
        if waits is not None:
            raise rules.HandedOff(name=in_one(waits.whose))
        given = HandOff.objects.create(
            event_id=action.event_id,
            action=action,
            note=note.strip(),
            given_by=signed_by.strip() or by.name,
            given_by_person_id=by.person_id,
            given_at=at,
            **to_whom(by, party_id, department_id, who),
        )
        record(entries.ActionGiven(**of_action(action), to=given.whose, name=given.given_by))


@command
def take_hand_off(
    *,
    action_id: int,
    signed_by: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Sign as the taker: the part is one's own now, and is confirmed anew by who took it.

    signed_by: the person of an organisation outside, for whom it is written down. Raises
    NotHandedOff, SameSignature, NotNow; Action.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        action = locked(by, action_id)
        rules.check_state(action, {A.PLANNED, A.STARTED})
        given = action.hand_offs.filter(taken_at=None).first()
        if given is None:
            raise rules.NotHandedOff
        taker = signed_by.strip() or by.name
        same_name = taker.casefold() == given.given_by.casefold()
        same_person = by.person_id is not None and given.given_by_person_id == by.person_id
        if same_name or (same_person and given.side != Side.ORGANISATION):
            raise rules.SameSignature
        given.taken_by, given.taken_at = taker, at
        given.save(update_fields=["taken_by", "taken_at"])
        action.side, action.who = given.side, given.who
        action.party, action.department = given.party, given.department
        action.owner, action.deputy = taker, ""
        plan = action.plan
        plan.version += 1
        plan.save(update_fields=["version"])
        action.version = plan.version
        action.save()
        record(entries.ActionTaken(**of_action(action), giver=given.given_by, taker=taker))
