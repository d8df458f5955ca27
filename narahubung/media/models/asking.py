"""What the press asks for: answers, interviews, accreditation."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.media.models.conferences import PressConference
from narahubung.media.models.statements import Statement
from narahubung.media.words import ANSWERS, ASKS, MEDIUMS


class Ask(models.TextChoices):
    """What is asked for."""

    QUESTION = "question", ASKS["question"]
    INTERVIEW = "interview", ASKS["interview"]
    ACCREDITATION = "accreditation", ASKS["accreditation"]


class Answered(models.TextChoices):
    """How it was answered; empty while it is open."""

    TEXT = "text", ANSWERS["text"]
    UNKNOWN = "unknown", ANSWERS["unknown"]
    GRANTED = "granted", ANSWERS["granted"]
    DECLINED = "declined", ANSWERS["declined"]
    MORE = "more", ANSWERS["more"]
    SAID = "said", ANSWERS["said"]


class Medium(models.TextChoices):
    """The category of an accreditation."""

    AGENCY = "agency", MEDIUMS["agency"]
    PRINT = "print", MEDIUMS["print"]
    ONLINE = "online", MEDIUMS["online"]
    PHOTO = "photo", MEDIUMS["photo"]
    TV = "tv", MEDIUMS["tv"]
    RADIO = "radio", MEDIUMS["radio"]
    HOST = "host", MEDIUMS["host"]
    CREW = "crew", MEDIUMS["crew"]


class PressQuestion(models.Model):
    """One question or request. forwarded_by: the officer who passed it on, and sees its receipt.

    answer: with "more" it stays open, and answered_at empty. note: the reason, or the words of the
    answer. conference: where it was asked. wish_…: of an interview. medium, area, valid_until,
    badge: of an accreditation. told_…: when who asked heard the answer, and from whom.
    """

    right: ClassVar[str] = Right.SEE_MEDIA
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.IntegerField()
    kind = models.CharField(max_length=13, choices=Ask, default=Ask.QUESTION.value)
    text = models.CharField(max_length=600)
    asked_by = models.CharField(max_length=200, blank=True)
    outlet = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=100, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    wish_person = models.CharField(max_length=200, blank=True)
    wish_time = models.CharField(max_length=200, blank=True)
    conference = models.ForeignKey(
        PressConference, models.PROTECT, related_name="questions", null=True
    )
    received_at = models.DateTimeField()
    forwarded_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    received_by_name = models.CharField(max_length=200)
    owner = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answered, blank=True)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+", null=True)
    note = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=200, blank=True)

    medium = models.CharField(max_length=6, choices=Medium, blank=True)
    area = models.CharField(max_length=200, blank=True)
    valid_until = models.DateField(null=True)
    badge = models.CharField(max_length=40, blank=True)
    badge_at = models.DateTimeField(null=True)
    badge_by_name = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=100, blank=True)
    told_by_name = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="number_of_a_press_question"),
            models.UniqueConstraint(
                fields=["event", "badge"],
                condition=~models.Q(badge=""),
                name="a_press_badge_is_issued_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"
