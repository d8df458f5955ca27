"""What a part needs and what the register of permissions holds is one thing, noted once."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.incidents import about, of_action
from narahubung.crisis.models import Action, ActionState, PermitState
from narahubung.crisis.models.notices import Permission, PermissionState
from narahubung.crisis.rules.actions import NeedsNothing
from narahubung.crisis.rules.incidents import check_open
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one

P, S = PermissionState, PermitState
# One that has ended must be had anew.
_OF_PART = {
    P.NEEDED: S.NEEDED,
    P.ASKED: S.ASKED,
    P.GRANTED: S.GIVEN,
    P.REFUSED: S.REFUSED,
    P.ENDED: S.NEEDED,
    P.NOT_NEEDED: S.NOT_NEEDED,
}
_OF_REGISTER = {part: permission for permission, part in _OF_PART.items() if permission != P.ENDED}


@command
def link_permission(
    *,
    action_id: int,
    permission_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Permission:
    """Let a part stand on a permission of the register; None: take its own up there, as it stands.

    Raises NeedsNothing, IncidentIsOver; Action.DoesNotExist, Permission.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        action = Action.objects.for_change(by, action_id, Right.SEE_CRISIS)
        incident = action.plan.incident
        check_open(incident)
        if permission_id is None:
            if not action.permit.strip():
                raise NeedsNothing
            row = Permission.objects.create(
                event_id=action.event_id,
                incident=incident,
                what=in_one(action.permit)[:200],
                authority=in_one(action.permit_from)[:200] or in_one(action.whose)[:200],
                state=_OF_REGISTER[S(action.permit_state)].value,
                note=action.permit_note,
                by_name=by.name,
                at=at,
            )
            row.parts.add(action)
            record(noted(row))
        else:
            rows = Permission.objects.visible_to(by).filter(incident=incident)
            row = rows.select_for_update(of=("self",)).get(pk=permission_id)
            row.parts.add(action)
            if not action.permit.strip():
                action.permit, action.permit_from = row.what, row.authority
                action.save(update_fields=["permit", "permit_from"])
            record(noted(row))
            for entry in carry_to_parts(row, by=by, at=at):
                record(entry)
    return row


def noted(row: Permission) -> entries.PermissionNoted:
    """Return the entry of how a permission stands."""
    return entries.PermissionNoted(
        **about(row.incident),
        permission_id=row.pk,
        what=row.what,
        authority=row.authority,
        state=row.state,
    )


def carry_to_parts(
    row: Permission, *, by: Actor, at: datetime, but: int = 0
) -> Iterator[entries.PermitNoted]:
    """Let the open parts that stand on it say the same, within an act; give their entries."""
    open_ = row.parts.filter(state__in=[ActionState.PLANNED, ActionState.STARTED])
    for action in open_.exclude(pk=but).select_related("plan__incident").order_by("pk"):
        action.permit_state = _OF_PART[P(row.state)].value
        action.permit_note = row.note
        action.permit_by, action.permit_at = by.name, at
        action.save(update_fields=["permit_state", "permit_note", "permit_by", "permit_at"])
        yield entries.PermitNoted(
            **of_action(action),
            permit=action.permit,
            state=action.permit_state,
            note=action.permit_note,
        )


def carry_to_register(
    action: Action, *, by: Actor, at: datetime
) -> Iterator[entries.PermissionNoted | entries.PermitNoted]:
    """Let the permissions on which a part stands say the same, and so the other parts."""
    for row in action.permissions.select_related("incident").order_by("pk"):
        row.state = _OF_REGISTER[S(action.permit_state)].value
        row.note = action.permit_note or row.note
        row.by_name, row.at = by.name, at
        row.save(update_fields=["state", "note", "by_name", "at"])
        yield noted(row)
        yield from carry_to_parts(row, by=by, at=at, but=action.pk)
