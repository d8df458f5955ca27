"""A room as drawn: its seats, and what else stands in it."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Place
from narahubung.places.words import MARKS, SHAPES


class ShapeCode(models.TextChoices):
    """How a room is laid out."""

    THEATRE = "theatre", SHAPES["theatre"]
    CLASSROOM = "classroom", SHAPES["classroom"]
    U = "u", SHAPES["u"]
    SQUARE = "square", SHAPES["square"]
    BANQUET = "banquet", SHAPES["banquet"]
    HEAD = "head", SHAPES["head"]
    BILATERAL = "bilateral", SHAPES["bilateral"]
    SIGNING = "signing", SHAPES["signing"]
    STAGE = "stage", SHAPES["stage"]
    STAIRS = "stairs", SHAPES["stairs"]
    PHOTO = "photo", SHAPES["photo"]
    CARPET = "carpet", SHAPES["carpet"]


class MarkKind(models.TextChoices):
    """What stands in a room without being a seat."""

    DOOR = "door", MARKS["door"]
    CAMERA = "camera", MARKS["camera"]
    PODIUM = "podium", MARKS["podium"]
    WAITING = "waiting", MARKS["waiting"]
    LIFT = "lift", MARKS["lift"]
    STAIRS = "stairs", MARKS["stairs"]


class RoomPlan(models.Model):
    """A drawing of a room, in one version. numbers: what its shape was drawn from.

    A new version is a new row with the same number; seatings stay with the one they were made for.
    faces: where the place of honour looks, in degrees from the top. All lengths in cm.
    """

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.IntegerField()
    version = models.IntegerField(default=1)
    is_current = models.BooleanField(default=True)
    name = models.CharField(max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    shape = models.CharField(max_length=10, choices=ShapeCode)
    numbers = models.JSONField(default=dict)
    width_cm = models.IntegerField()
    height_cm = models.IntegerField()
    faces = models.IntegerField(default=180)
    drawn_at = models.DateTimeField()
    drawn_by_name = models.CharField(max_length=200)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number", "version"], name="version_of_a_room_plan"
            )
        ]

    def __str__(self) -> str:
        return self.name


class DrawnSeat(models.Model):
    """One seat or floor mark of a drawing; the columns as in `plans.rooms.RoomSeat`.

    is_open: somebody may be put there.
    """

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    plan = models.ForeignKey(RoomPlan, models.CASCADE, related_name="seats")
    number = models.CharField(max_length=10)
    x_cm = models.IntegerField()
    y_cm = models.IntegerField()
    facing = models.IntegerField()
    row = models.IntegerField(default=1)
    order = models.IntegerField(default=1)
    table = models.CharField(max_length=10, blank=True)
    honour = models.IntegerField(default=0)
    kind = models.CharField(max_length=8)
    side = models.CharField(max_length=5, blank=True)
    behind = models.CharField(max_length=10, blank=True)
    at_right = models.CharField(max_length=10, null=True)
    on_aisle = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="number_of_a_seat_once")
        ]

    def __str__(self) -> str:
        return self.number


class DrawnMark(models.Model):
    """A door, a camera, the podium, or where officers wait."""

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    plan = models.ForeignKey(RoomPlan, models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=8, choices=MarkKind)
    name = models.CharField(max_length=60, blank=True)
    x_cm = models.IntegerField()
    y_cm = models.IntegerField()

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()
