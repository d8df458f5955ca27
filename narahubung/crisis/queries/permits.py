"""Where in the register of permissions that stands which a part of a plan needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Action
from narahubung.crisis.models.notices import Permission, PermissionState
from narahubung.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One permission of the register, as somebody who comes from a part looks for it."""

    id: int
    what: str
    authority: str
    word: str


@dataclass(frozen=True, kw_only=True)
class Register:
    """Of a part: on which it stands, and on which it could. number: of the incident."""

    number: int
    linked: Sequence[Entry]
    others: Sequence[Entry]


def register_of(*, action_id: int, by: Actor) -> Register | None:
    """Return it, None for who does not see the crisis."""
    if not by.may(Right.SEE_CRISIS):
        return None
    action = Action.objects.visible_to(by).select_related("plan__incident").get(pk=action_id)
    incident = action.plan.incident
    mine = set(action.permissions.values_list("pk", flat=True))
    rows = Permission.objects.visible_to(by).filter(incident=incident).order_by("pk")
    found = [(row.pk in mine, _entry(row)) for row in rows]
    return Register(
        number=incident.number,
        linked=[entry for linked, entry in found if linked],
        others=[entry for linked, entry in found if not linked],
    )


def _entry(row: Permission) -> Entry:
    word = str(PermissionState(row.state).label)
    return Entry(id=row.pk, what=row.what, authority=row.authority, word=word)
