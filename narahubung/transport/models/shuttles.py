"""Shuttle lines of games and congresses: stops, runs, and who rides."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

from narahubung.accounts.roles import Right
from narahubung.kit.records import Record
from narahubung.kit.said import both_languages
from narahubung.kit.scoping import Scoped
from narahubung.movements.models import Vehicle
from narahubung.parties.models import Member, Party, Place


class ShuttleLine(Record):
    """A line that drives by timetable; everybody of the event may look at it."""

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    name_en = models.CharField(max_length=120)
    name_id = models.CharField(max_length=120, blank=True)
    zone = models.CharField(max_length=60)

    @property
    def name(self) -> str:
        """Return the name in the language in force."""
        if (get_language() or "").startswith("id") and self.name_id:
            return self.name_id
        return self.name_en

    def label(self) -> str:
        """Return the name in both languages, for entries."""
        return both_languages(self.name_en, self.name_id)


class ShuttleStop(models.Model):
    """A place at which a line stops. minutes: after the departure from its first stop."""

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    line = models.ForeignKey(ShuttleLine, models.CASCADE, related_name="stops")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "minutes"], name="shuttle_stop_once")
        ]

    def __str__(self) -> str:
        return f"{self.place_id} after {self.minutes} min"


class ShuttleRun(models.Model):
    """One bus of a line on its way. seats: how many may sign up; accessible: takes a wheelchair.

    left_at: when it left its first stop; from then on nobody signs up any more.
    """

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    line = models.ForeignKey(ShuttleLine, models.CASCADE, related_name="runs")
    departs_at = models.DateTimeField()
    vehicle = models.ForeignKey(Vehicle, models.SET_NULL, related_name="+", null=True)
    seats = models.PositiveIntegerField()
    accessible = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True)
    cancelled = models.BooleanField(default=False)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "departs_at"], name="shuttle_run_once")
        ]

    def __str__(self) -> str:
        return f"run of line {self.line_id} at {self.departs_at:%H:%M}"


class ShuttlePassenger(models.Model):
    """Somebody on the manifest of a run. member: None for somebody of the party without a row."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    run = models.ForeignKey(ShuttleRun, models.CASCADE, related_name="passengers")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.SET_NULL, related_name="+", null=True)
    name = models.CharField(max_length=200)
    boards = models.ForeignKey(ShuttleStop, models.PROTECT, related_name="+")
    wheelchair = models.BooleanField(default=False)
    signed_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    boarded_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"passenger of run {self.run_id}"
