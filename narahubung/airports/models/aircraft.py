"""Aircraft that come for one delegation alone, and the papers without which they may not fly."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.airports.kinds import AircraftKind, ClearanceKind, ClearanceState
from narahubung.kit.fields import SealedField
from narahubung.kit.records import Record
from narahubung.kit.scoping import Scoped
from narahubung.movements.models import Movement
from narahubung.parties.models import Party


class Aircraft(Record):
    """One aircraft of a party. mtow_kg: its greatest take-off mass; souls: persons on board.

    weapons: what is on board, sealed, for those who work at the aircraft. ferry_to: the airport
    where it waits when it may not park here. arrival, departure: the movements it makes.
    """

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    sealed: ClassVar[frozenset[str]] = frozenset({"weapons"})
    party = models.ForeignKey(Party, models.CASCADE, related_name="aircraft")
    kind = models.CharField(max_length=10, choices=AircraftKind)
    registration = models.CharField(max_length=20, blank=True)
    registration_alt = models.CharField(max_length=20, blank=True)
    call_sign = models.CharField(max_length=20, blank=True)
    aircraft_type = models.CharField(max_length=60, blank=True)
    operator = models.CharField(max_length=120, blank=True)
    mtow_kg = models.PositiveIntegerField(null=True)
    seats = models.PositiveSmallIntegerField(null=True)
    souls = models.PositiveSmallIntegerField(null=True)
    weapons = SealedField(blank=True)
    dangerous_goods = models.CharField(max_length=200, blank=True)
    crew_contact = models.CharField(max_length=120, blank=True)
    crew_hotel = models.CharField(max_length=120, blank=True)
    ferry_to = models.CharField(max_length=60, blank=True)
    arrival = models.ForeignKey(Movement, models.SET_NULL, related_name="+", null=True)
    departure = models.ForeignKey(Movement, models.SET_NULL, related_name="+", null=True)

    def label(self) -> str:
        """Return registration or call sign, as people at the airport know it."""
        return self.registration or self.call_sign or self.code

    def seal_subject(self) -> str:
        """Return whose key seals what is on board."""
        return f"aircraft:{self.event_id}:{self.code}"


class Clearance(models.Model):
    """One paper of an aircraft. It holds from valid_from to valid_until, both included."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    party_path: ClassVar[str] = "aircraft__party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    aircraft = models.ForeignKey(Aircraft, models.CASCADE, related_name="clearances")
    kind = models.CharField(max_length=16, choices=ClearanceKind)
    number = models.CharField(max_length=60, blank=True)
    state = models.CharField(
        max_length=10, choices=ClearanceState, default=ClearanceState.TO_ASK.value
    )
    asked_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["aircraft", "kind"], name="one_clearance_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
