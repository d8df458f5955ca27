"""Leaving for good: what is to be done before the aircraft is in the air, and the farewell."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.airports.kinds import LeavingStep, Payer
from narahubung.kit.scoping import Scoped
from narahubung.movements.models import Movement
from narahubung.parties.models import Member, Party


class DepartureLine(models.Model):
    """One thing to be done before a departure. note: what is to be known of it.

    due_at: counted backward from the flight. payer: of the bill. witness: who saw it as well.
    """

    right: ClassVar[str] = Right.SEE_DUTIES
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    movement = models.ForeignKey(Movement, models.CASCADE, related_name="leaving")
    kind = models.CharField(max_length=12, choices=LeavingStep)
    due_at = models.DateTimeField(null=True)
    payer = models.CharField(max_length=8, choices=Payer, blank=True)
    done_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200, blank=True)
    witness = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["movement", "kind"], name="one_line_of_a_departure")
        ]
        indexes = [models.Index(fields=["party", "done_at"], name="leaving_party_done")]

    def __str__(self) -> str:
        return f"{self.kind} of movement {self.movement_id}"


class FarewellPlace(models.Model):
    """Who stands where in the farewell line. rank: 1 is the highest.

    order: 1 is nearest to the aircraft, so the last to say goodbye.
    """

    right: ClassVar[str] = Right.SEE_DUTIES
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    movement = models.ForeignKey(Movement, models.CASCADE, related_name="farewell")
    order = models.PositiveSmallIntegerField()
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", null=True)
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField()

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=["movement", "order"], name="one_person_in_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.name}"
