"""Motorcades: the cars of one trip in their order, who sits where, and who was there."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from narahubung.accounts.roles import Right
from narahubung.kit.records import Record
from narahubung.kit.scoping import Scoped
from narahubung.movements.models import Driver, Trip, Vehicle
from narahubung.parties.models import Department, Member, Party, Place
from narahubung.transport.models.escorts import ForDesks, Grade
from narahubung.transport.words import CarRole

# Cars of the police and the hospital: no number of ours, no driver of ours, nobody to seat.
NOT_OURS = (CarRole.SWEEPER.value, CarRole.AMBULANCE.value, CarRole.REAR.value)


class Seat(models.TextChoices):
    """Where somebody sits. Vehicles drive on the left: the driver sits right in front."""

    REAR_RIGHT = "rear_right", _("rear right (honour)")
    REAR_LEFT = "rear_left", _("rear left")
    REAR_MIDDLE = "rear_middle", _("rear middle")
    FRONT_LEFT = "front_left", _("beside the driver")
    ROW = "row", _("a seat in the rows")


class SeatRole(models.TextChoices):
    """Who somebody is in the car, where that decides the seat."""

    GUEST = "guest", pgettext_lazy("seat", "guest")
    INTERPRETER = "interpreter", _("interpreter")
    OFFICER = "officer", _("liaison officer")
    PROTECTION = "protection", _("close protection")
    AIDE = "aide", _("aide")


class Motorcade(Record):
    """The cars of one trip, their way, and what they fall back on.

    advance_min: how many minutes before it the advance car leaves.
    """

    right: ClassVar[str] = Right.SEE_ROUTES
    trip = models.OneToOneField(Trip, models.CASCADE, related_name="motorcade")
    party = models.ForeignKey(Party, models.CASCADE, related_name="motorcades")
    car_desk = models.ForeignKey(Department, models.SET_NULL, related_name="+", null=True)
    escort_desk = models.ForeignKey(Department, models.SET_NULL, related_name="+", null=True)
    grade = models.CharField(max_length=4, choices=Grade, default=Grade.VVIP.value)
    template = models.CharField(max_length=40, blank=True)
    route_main = models.CharField(max_length=300, blank=True)
    route_alternate = models.CharField(max_length=300, blank=True)
    distance_km = models.FloatField(null=True)
    hospital = models.ForeignKey(Place, models.SET_NULL, related_name="+", null=True)
    radio = models.CharField(max_length=40, blank=True)
    advance_min = models.PositiveSmallIntegerField(null=True)

    objects = ForDesks.as_manager()  # type: ignore[misc]

    def label(self) -> str:
        """Return what it drives for."""
        return self.trip.purpose


class MotorcadeCar(models.Model):
    """One car in its place. all_in_at: when the roll call found everybody in it, and by whom."""

    right: ClassVar[str] = Right.SEE_ROUTES
    party_path: ClassVar[str] = "motorcade__party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    motorcade = models.ForeignKey(Motorcade, models.CASCADE, related_name="cars")
    order = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12, choices=CarRole)
    vehicle = models.ForeignKey(Vehicle, models.SET_NULL, related_name="+", null=True)
    driver = models.ForeignKey(Driver, models.SET_NULL, related_name="+", null=True)
    call_sign = models.CharField(max_length=40, blank=True)
    all_in_at = models.DateTimeField(null=True)
    all_in_by = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=["motorcade", "order"], name="one_car_in_a_place"),
            models.UniqueConstraint(
                fields=["motorcade", "vehicle"],
                condition=models.Q(vehicle__isnull=False),
                name="a_vehicle_once_in_a_motorcade",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.role}"


class MotorcadeSeat(models.Model):
    """Who sits where in one car: a member of the delegation, or somebody of ours by name."""

    right: ClassVar[str] = Right.SEE_ROUTES
    party_path: ClassVar[str] = "car__motorcade__party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    car = models.ForeignKey(MotorcadeCar, models.CASCADE, related_name="places")
    seat = models.CharField(max_length=12, choices=Seat)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", null=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=12, choices=SeatRole, default=SeatRole.GUEST.value)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["car", "seat"],
                condition=~models.Q(seat="row"),
                name="one_person_on_a_seat",
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat} of car {self.car_id}"
