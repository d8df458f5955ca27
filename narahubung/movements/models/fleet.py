"""Vehicles and escort units."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.records import Record
from narahubung.parties.models import Party, Place


class Vehicle(Record):
    """A car, van, bus or truck with its driver."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    plate = models.CharField(max_length=20)
    model = models.CharField(max_length=80, blank=True)
    electric = models.BooleanField(null=True)
    seats = models.IntegerField(null=True)
    range_km = models.FloatField(null=True)
    party = models.ForeignKey(Party, models.SET_NULL, related_name="vehicles", null=True)
    use = models.CharField(max_length=60, blank=True)
    driver = models.CharField(max_length=120, blank=True)
    driver_phone = models.CharField(max_length=40, blank=True)
    driver_english = models.CharField(max_length=10, blank=True)
    base = models.ForeignKey(Place, models.SET_NULL, related_name="+", null=True)
    sticker_no = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=40, blank=True)

    def label(self) -> str:
        """Return plate and model."""
        return f"{self.plate} {self.model}".strip()


class EscortUnit(Record):
    """A police escort (Patwal) unit."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    name = models.CharField(max_length=60)
    party = models.ForeignKey(Party, models.SET_NULL, related_name="escorts", null=True)
    motorcycles = models.IntegerField(null=True)
    lead_cars = models.IntegerField(null=True)
    rear_cars = models.IntegerField(null=True)
    personnel = models.IntegerField(null=True)
    leader = models.CharField(max_length=120, blank=True)
    leader_phone = models.CharField(max_length=40, blank=True)
    radio_channel = models.CharField(max_length=20, blank=True)
    shift = models.CharField(max_length=40, blank=True)

    def label(self) -> str:
        """Return the name."""
        return self.name
