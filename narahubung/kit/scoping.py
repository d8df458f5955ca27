"""The shape of `.visible_to(by)`: the only way from a person to rows."""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from narahubung.kit.actor import Actor

M = TypeVar("M", bound=models.Model)


def seen_by(by: Actor, right: str, *, party: str = "party_id", department: str = "") -> Q:
    """Return the condition for rows of the actor's event on which he holds `right`.

    party / department: the columns that tie a row to them; "" where a model has none.
    The house itself sees all.
    """
    if "house" in by.roles:
        return Q() if by.event_id is None else Q(event_id=by.event_id)
    if by.event_id is None:
        return Q(pk__in=[])
    event = Q(event_id=by.event_id)
    if right in by.everywhere:
        return event
    reach = Q(pk__in=[])
    if party and right in by.within:
        reach |= Q(**{f"{party}__in": by.own})
    if department and right in by.at_desk:
        reach |= Q(**{f"{department}__in": by.departments})
    return event & reach


class Scoped(models.QuerySet[M]):
    """Base of every queryset of a room: rows of one event, cut to what one person may see.

    A subclass (or the model) names the right in `right`, and how a row is tied to a party.
    """

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return the rows this person may see (or, with `right`, may do that to)."""
        model: Any = self.model
        return self.filter(
            seen_by(
                by,
                right or model.right,
                party=getattr(model, "party_path", "party_id"),
                department=getattr(model, "department_path", ""),
            )
        )

    def for_change(self, by: Actor, pk: int, right: str = "") -> M:
        """Return one row this person may see, locked until the act commits. Raises DoesNotExist."""
        return self.visible_to(by, right).select_for_update(of=("self",)).get(pk=pk)

    def in_turn(self) -> Self:
        """Return these rows, locked until the act commits: whoever wants one too waits.

        In the order of their ids, so that two who want several never wait for each other. Lock
        the thing that changes first, and then, in one go a model, what it is to be given.
        """
        return self.order_by("pk").select_for_update(of=("self",))
