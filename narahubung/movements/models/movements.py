"""Arrivals and departures, the marks of their status chains, and where each party is."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.records import Record
from narahubung.kit.scoping import Scoped
from narahubung.movements.models.trips import Trip
from narahubung.parties.models import Member, Party, Place


class Direction(models.TextChoices):
    """Which way."""

    ARRIVAL = "arrival", _("arrival")
    DEPARTURE = "departure", _("departure")


class Mode(models.TextChoices):
    """By what one comes and goes. It decides what the links of the chain are called."""

    SCHEDULED = "scheduled", _("scheduled flight")
    CHARTER = "charter", _("charter flight")
    PRIVATE = "private", _("private aircraft")
    STATE = "state", _("state aircraft")
    TRAIN = "train", _("train")
    ROAD = "road", _("road")
    SHIP = "ship", _("ship")


class Movement(Record):
    """An arrival or departure of a party or part of it ("head of delegation", "advance team").

    planned_at: the first plan; expected_at: what is believed now (moves with each delay told);
    actual_at: when it happened. time_status: how the planned time is known.
    group: one word for all movements on the same carriage. split_from: the movement from which
    some people were taken onto another flight. lead: who answers for those who travel together.
    diverted_from: the airport it was to use, empty where it uses it. time_open: diverted, and
    nobody has told a time for the new airport yet; expected_at still is that of the old one.
    """

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    party = models.ForeignKey(Party, models.CASCADE, related_name="movements")
    travelling = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=10, choices=Direction)
    planned_at = models.DateTimeField(null=True)
    expected_at = models.DateTimeField(null=True)
    actual_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=60)
    time_status = models.CharField(max_length=40, blank=True)
    carrier = models.CharField(max_length=60, blank=True)
    flight_type = models.CharField(max_length=40, blank=True)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.SCHEDULED.value)
    group = models.CharField(max_length=40, blank=True)
    gate = models.CharField(max_length=20, blank=True)
    lead = models.ForeignKey(Member, models.SET_NULL, related_name="+", null=True)
    split_from = models.ForeignKey("self", models.SET_NULL, related_name="splits", null=True)
    other_end = models.CharField(max_length=120, blank=True)  # from where, or where to
    airport = models.CharField(max_length=10, blank=True)
    diverted_from = models.CharField(max_length=10, blank=True)
    time_open = models.BooleanField(default=False)
    terminal = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    aircraft_parking = models.CharField(max_length=60, blank=True)
    greeter = models.CharField(max_length=200, blank=True)
    pax = models.IntegerField(null=True)
    bags = models.IntegerField(null=True)
    status = models.CharField(max_length=20, blank=True)  # last mark of its chain
    passengers = models.ManyToManyField(Member, related_name="movements")

    def label(self) -> str:
        """Return which movement it is."""
        return f"{self.direction} {self.travelling} {self.carrier}".strip()

    @property
    def best_at(self) -> datetime | None:
        """Return the best known moment: happened, else expected, else planned."""
        return self.actual_at or self.expected_at or self.planned_at


class StatusMark(models.Model):
    """One tap on a status chain: landed, lounge, at hotel … with time, person and place.

    at: when it was so, by the person's clock; recorded_at: when we learned it. late: a status
    farther along stood already, so the mark moved nothing.
    """

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="marks")
    movement = models.ForeignKey(Movement, models.CASCADE, related_name="marks", null=True)
    trip = models.ForeignKey(Trip, models.CASCADE, related_name="marks", null=True)
    status = models.CharField(max_length=20)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    place = models.ForeignKey(Place, models.SET_NULL, related_name="+", null=True)
    by_name = models.CharField(max_length=200)
    late = models.BooleanField(default=False)
    undone = models.BooleanField(default=False)

    objects = Scoped.as_manager()

    class Meta:
        indexes = [models.Index(fields=["party", "at"], name="mark_party_at")]

    def __str__(self) -> str:
        return f"{self.status} {self.at:%H:%M}"


class Whereabouts(models.Model):
    """Where a party is now, as last reported. One row a party. state: see chains.WHERE."""

    right: ClassVar[str] = Right.SEE_PARTY
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.OneToOneField(Party, models.CASCADE, related_name="whereabouts")
    state = models.CharField(max_length=20)
    place = models.ForeignKey(Place, models.SET_NULL, related_name="+", null=True)
    since = models.DateTimeField()
    by_name = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.party_id} {self.state}"
