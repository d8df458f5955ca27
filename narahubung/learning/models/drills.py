"""A drill with its injects: these tables hold rows only in a drill's own database."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.learning.models.lessons import Measure
from narahubung.learning.words import INJECTS, MODES


class Standing(models.Model):
    """One row, in a drill's database only: it is an exercise for good (triggers keep the row)."""

    code = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class Drill(models.Model):
    """The exercise that this copy was made for.

    measure, within_min, of: the target, as of the lesson. origin: numbers of the live house
    (lesson, event), so that the result finds its way back.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    story = models.TextField(blank=True)
    template = models.CharField(max_length=40)
    minutes = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=20, choices=Measure)
    within_min = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField(default=0)
    origin = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return self.title


class InjectKind(models.TextChoices):
    """What an inject is for (HSEEP)."""

    CONTEXTUAL = "contextual", INJECTS["contextual"]
    EXPECTED = "expected", INJECTS["expected"]
    CONTINGENCY = "contingency", INJECTS["contingency"]


class Mode(models.TextChoices):
    """How it comes to the players. What a machine cannot do, the controller is asked to do."""

    MESSAGE = "message", MODES["message"]
    FLASH = "flash", MODES["flash"]
    PHONE = "phone", MODES["phone"]
    RADIO = "radio", MODES["radio"]
    PAPER = "paper", MODES["paper"]


class Inject(models.Model):
    """One row of the list (MSEL).

    Texts hold both languages (`kit.said.in_one`). minute: after the beginning. audience: words of
    `relays.audiences`. measured: its answers count for the target. done: what the controller saw;
    None while nobody said.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    drill = models.ForeignKey(Drill, models.CASCADE, related_name="injects")
    number = models.PositiveSmallIntegerField()
    minute = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=InjectKind)
    mode = models.CharField(max_length=8, choices=Mode)
    sender = models.TextField()
    to = models.TextField()
    audience = models.JSONField(default=list)
    text = models.TextField()
    expected = models.TextField()
    objective = models.TextField()
    controller = models.TextField()
    units = models.JSONField(default=list)
    measured = models.BooleanField(default=False)
    delivered_at = models.DateTimeField(null=True)
    relay_id = models.BigIntegerField(null=True)
    done = models.BooleanField(null=True)
    marked_at = models.DateTimeField(null=True)
    marked_by = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["drill", "number"], name="an_inject_has_one_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.text[:60]}"
