"""Vehicles with their permits, drivers, and escort units."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.kit.fields import SealedField
from narahubung.kit.intervals import Span
from narahubung.kit.records import Record
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Party, Place


class VehicleKind(models.TextChoices):
    """Classes of vehicle, as a request for a car names them."""

    SEDAN = "sedan", _("sedan")
    SUV = "suv", _("SUV")
    VAN = "van", _("van")
    BUS = "bus", _("bus")
    TRUCK = "truck", _("truck")


class Driver(Record):
    """Who drives: when, with which licence, and for whom where he is tied to one party.

    languages: as the list says, "en B1". shift_from, shift_to: on the clock of the event, over
    midnight where shift_to is the earlier; None is the whole day. max_hours_day: at the wheel;
    None is what the event says for all.
    """

    MADE: ClassVar[str] = "D-"  # begins the code of one made of the name beside a car
    right: ClassVar[str] = Right.SEE_MOVEMENTS
    sealed: ClassVar[frozenset[str]] = frozenset({"licence_no"})
    full_name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    party = models.ForeignKey(Party, models.SET_NULL, related_name="drivers", null=True)
    languages = models.CharField(max_length=80, blank=True)
    licence_no = SealedField(blank=True)
    licence_until = models.DateField(null=True)
    vetted = models.BooleanField(null=True)
    shift_from = models.TimeField(null=True)
    shift_to = models.TimeField(null=True)
    max_hours_day = models.FloatField(null=True)
    person = models.ForeignKey(Person, models.SET_NULL, related_name="+", null=True)

    def label(self) -> str:
        """Return the name."""
        return self.full_name

    @property
    def is_made(self) -> bool:
        """Tell whether he was made of the name beside a car, and stands in no list of drivers."""
        return self.code.startswith(self.MADE)

    def seal_subject(self) -> str:
        """Return whose key seals the licence."""
        return f"driver:{self.event_id}:{self.code}"


class Vehicle(Record):
    """A car, van, bus or truck.

    driver, driver_phone, driver_english: what the list says; usual_driver: who drives it unless a
    trip says otherwise. out_from, out_until: out of use (None: until somebody says otherwise).
    """

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    plate = models.CharField(max_length=20)
    model = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=10, choices=VehicleKind, blank=True)
    colour = models.CharField(max_length=40, blank=True)
    call_sign = models.CharField(max_length=20, blank=True)
    electric = models.BooleanField(null=True)
    seats = models.IntegerField(null=True)
    child_seat = models.BooleanField(null=True)
    lift = models.BooleanField(null=True)
    range_km = models.FloatField(null=True)
    party = models.ForeignKey(Party, models.SET_NULL, related_name="vehicles", null=True)
    use = models.CharField(max_length=60, blank=True)
    usual_driver = models.ForeignKey(Driver, models.SET_NULL, related_name="vehicles", null=True)
    driver = models.CharField(max_length=120, blank=True)
    driver_phone = models.CharField(max_length=40, blank=True)
    driver_english = models.CharField(max_length=10, blank=True)
    base = models.ForeignKey(Place, models.SET_NULL, related_name="+", null=True)
    sticker_no = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=40, blank=True)
    out_from = models.DateTimeField(null=True)
    out_until = models.DateTimeField(null=True)
    out_why = models.CharField(max_length=200, blank=True)

    @property
    def carries_guests(self) -> bool:
        """Tell whether people may be driven in it; a truck is for luggage."""
        return self.kind != VehicleKind.TRUCK

    def label(self) -> str:
        """Return plate and model."""
        return f"{self.plate} {self.model}".strip()


class VehiclePermit(models.Model):
    """That a vehicle is let into a zone (the area of a place). valid_until: None is no end."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    party_path: ClassVar[str] = "vehicle__party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    vehicle = models.ForeignKey(Vehicle, models.CASCADE, related_name="permits")
    zone = models.CharField(max_length=120)
    number = models.CharField(max_length=40, blank=True)
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.zone} {self.number}".strip()

    @property
    def last_moment(self) -> datetime | None:
        """Return the last moment at which it is valid; None is no end."""
        return self.valid_until - timedelta(seconds=1) if self.valid_until else None

    def holds(self, span: Span) -> bool:
        """Tell whether it is valid from the beginning of the span to its end."""
        return (self.valid_from is None or self.valid_from <= span.start) and (
            self.valid_until is None or self.valid_until >= span.end
        )


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
