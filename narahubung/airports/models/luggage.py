"""Bags, counted on their way, and those that did not come along."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.airports.kinds import BagPoint, BagState
from narahubung.kit.scoping import Scoped
from narahubung.movements.models import Movement
from narahubung.parties.models import Party


class BagCount(models.Model):
    """How many bags somebody counted. at: by that person's clock. The last that stands counts."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    movement = models.ForeignKey(Movement, models.CASCADE, related_name="bag_counts")
    at_point = models.CharField(max_length=8, choices=BagPoint)
    count = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    undone = models.BooleanField(default=False)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.count} {self.at_point}"


class MissingBag(models.Model):
    """A bag that did not come along. asked_at: when the airline was last asked; found_at: found.

    airline_ref: the number of the airline's report. deliver_to: where it is to go once found.
    """

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    movement = models.ForeignKey(Movement, models.CASCADE, related_name="missing_bags")
    tag = models.CharField(max_length=40, blank=True)
    description = models.CharField(max_length=200)
    airline_ref = models.CharField(max_length=40, blank=True)
    deliver_to = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=BagState, default=BagState.MISSING.value)
    told_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"bag {self.pk} {self.state}"
