"""Where the cars of a trip are, as the phone of a driver or an officer says; floor plans."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.movements.models import Trip, Vehicle
from narahubung.parties.models import Department, Party, Place


class Position(models.Model):
    """One reading of a phone's place. Kept while its trip is on and an hour longer, then deleted.

    at: when the phone read it; accuracy_m: as it says of itself. desk: the department that drives,
    whose desk may see it. source: "driver" or "officer".
    """

    right: ClassVar[str] = Right.SEE_ROUTES
    department_path: ClassVar[str] = "desk_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    desk = models.ForeignKey(Department, models.SET_NULL, related_name="+", null=True)
    trip = models.ForeignKey(Trip, models.CASCADE, related_name="positions")
    vehicle = models.ForeignKey(Vehicle, models.SET_NULL, related_name="+", null=True)
    source = models.CharField(max_length=10)
    latitude = models.FloatField()
    longitude = models.FloatField()
    accuracy_m = models.FloatField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    objects = Scoped.as_manager()

    class Meta:
        indexes = [models.Index(fields=["trip", "at"], name="position_trip_at")]

    def __str__(self) -> str:
        return f"position of trip {self.trip_id}"


class FloorPlan(models.Model):
    """A drawing of a venue as a sheet of its own: markers stand on it in its own points.

    digest: of the picture, as `kit.files` keeps it. width, height: in points.
    """

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=60)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return self.name


class PlanMarker(models.Model):
    """A room, door or waiting place on a floor plan. x, y: in its points, from the upper left."""

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    plan = models.ForeignKey(FloorPlan, models.CASCADE, related_name="markers")
    name = models.CharField(max_length=120)
    x = models.FloatField()
    y = models.FloatField()

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return self.name
