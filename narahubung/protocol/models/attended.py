"""Rows of an item of the programme: whoever serves a party sees those of the items it attends."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from narahubung.kit.actor import Actor
from narahubung.kit.scoping import Scoped
from narahubung.programme.models import Item

M = TypeVar("M", bound=models.Model)


class OfItems(Scoped[M]):
    """Rows tied to an item (the model's `item_path`), cut to one person."""

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return all of the event for who holds the right there, else of own parties' items."""
        model = self.model
        wanted = right or model.right  # type: ignore[attr-defined]
        if "house" in by.roles or wanted in by.everywhere or wanted not in by.within:
            return super().visible_to(by, right)
        attended = Item.attending.through.objects.filter(party_id__in=by.own).values("item_id")
        path = getattr(model, "item_path", "item_id")
        return self.filter(Q(event_id=by.event_id) & Q(**{f"{path}__in": attended}))
