"""Drives, and how long a drive takes."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.records import Record
from narahubung.movements.models.fleet import Driver, EscortUnit, Vehicle
from narahubung.parties.models import Party, Place


class Trip(Record):
    """One drive of a party from a place to another.

    driver: None is whoever usually drives the car. held: proposals leave car and driver as they
    are. ride: trips of one car with the same word here are driven together.
    """

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    party = models.ForeignKey(Party, models.CASCADE, related_name="trips")
    purpose = models.CharField(max_length=120, blank=True)
    item = models.ForeignKey("programme.Item", models.SET_NULL, related_name="trips", null=True)
    from_place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    to_place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    departs_at = models.DateTimeField(null=True)
    arrives_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    reached_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=60)
    vehicle = models.ForeignKey(Vehicle, models.SET_NULL, related_name="trips", null=True)
    support_vehicle = models.ForeignKey(Vehicle, models.SET_NULL, related_name="+", null=True)
    driver = models.ForeignKey(Driver, models.SET_NULL, related_name="trips", null=True)
    held = models.BooleanField(default=False)
    ride = models.CharField(max_length=40, blank=True)
    escort = models.ForeignKey(EscortUnit, models.SET_NULL, related_name="trips", null=True)
    passengers = models.IntegerField(null=True)
    status = models.CharField(max_length=20, blank=True)  # last mark of its chain

    def label(self) -> str:
        """Return what the drive is for."""
        return self.purpose


class TravelTime(Record):
    """How long a drive takes: normal, escorted, at rush hour. Minutes; km."""

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    from_place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    to_place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    both_ways = models.BooleanField(default=True)
    km = models.FloatField(null=True)
    normal_min = models.FloatField(null=True)
    escorted_min = models.FloatField(null=True)
    rush_min = models.FloatField(null=True)
