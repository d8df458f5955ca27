"""Press conferences, and the journalists who registered for one."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.media.models.planning import PlanLine
from narahubung.media.models.statements import Statement
from narahubung.media.words import CONFERENCES


class ConferenceState(models.TextChoices):
    """How far a press conference has come."""

    PLANNED = "planned", CONFERENCES["planned"]
    CONFIRMED = "confirmed", CONFERENCES["confirmed"]
    HELD = "held", CONFERENCES["held"]
    CANCELLED = "cancelled", CONFERENCES["cancelled"]


class PressConference(models.Model):
    """One press conference: when, where, who speaks, in which languages, and what they hold to.

    statement, messages: the text and the key messages to hold to. why: of a cancelled one. The
    questions asked there are `PressQuestion`s.
    """

    right: ClassVar[str] = Right.SEE_MEDIA
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.IntegerField()
    topic = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    minutes = models.IntegerField(default=45)
    place_text = models.CharField(max_length=200)
    speakers = models.CharField(max_length=300)
    moderator = models.CharField(max_length=200, blank=True)
    languages = models.CharField(max_length=200, blank=True)
    interpreter = models.CharField(max_length=200, blank=True)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+", null=True)
    messages = models.ManyToManyField(PlanLine, related_name="+")
    state = models.CharField(
        max_length=9, choices=ConferenceState, default=ConferenceState.PLANNED.value
    )
    why = models.CharField(max_length=300, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="number_of_a_conference")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.topic}"


class Journalist(models.Model):
    """Somebody who registered for a press conference."""

    conference = models.ForeignKey(PressConference, models.CASCADE, related_name="journalists")
    name = models.CharField(max_length=200)
    outlet = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "name", "outlet"], name="a_journalist_registers_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.conference_id} {self.name}"
