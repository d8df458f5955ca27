"""People who need a transfer and have no car of their own."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.movements.models import Movement, Trip, Vehicle
from narahubung.parties.models import Party, Place
from narahubung.programme.models import Item


class Transfer(models.Model):
    """People of one party who go together and may share a car with others.

    ready_at: when they can be picked up; by_at: when they must be there; one of both at least.
    movement, item: what it is for, where it was taken over from there. pinned: this car or none.
    trip: the drive that an adopted plan made of it. part_of: they are the rest of a larger group,
    that goes in several cars. withdrawn: it is not needed any more.
    """

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    who = models.CharField(max_length=120, blank=True)
    people = models.PositiveIntegerField(default=1)
    luggage = models.PositiveIntegerField(default=0)
    from_place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    to_place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    ready_at = models.DateTimeField(null=True)
    by_at = models.DateTimeField(null=True)
    lift = models.BooleanField(default=False)
    child_seat = models.BooleanField(default=False)
    movement = models.ForeignKey(Movement, models.SET_NULL, related_name="+", null=True)
    item = models.ForeignKey(Item, models.SET_NULL, related_name="+", null=True)
    pinned = models.ForeignKey(Vehicle, models.SET_NULL, related_name="+", null=True)
    trip = models.OneToOneField(Trip, models.SET_NULL, related_name="transfer", null=True)
    part_of = models.ForeignKey("self", models.CASCADE, related_name="parts", null=True)
    withdrawn = models.BooleanField(default=False)
    by_name = models.CharField(max_length=200)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"transfer {self.pk}"
