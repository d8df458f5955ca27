"""Who must be told: every body inside and outside, how it is reached, what it was told and asks."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.crisis.models.incidents import Incident
from narahubung.crisis.words import SPEAKS, STAKEHOLDERS, WAYS
from narahubung.kit.fields import ToldText
from narahubung.kit.scoping import Scoped


class StakeholderKind(models.TextChoices):
    """What sort of body it is (assisting gives people or things, cooperating only helps)."""

    ASSISTING = "assisting", STAKEHOLDERS["assisting"]
    COOPERATING = "cooperating", STAKEHOLDERS["cooperating"]
    AUTHORITY = "authority", STAKEHOLDERS["authority"]
    EMBASSY = "embassy", STAKEHOLDERS["embassy"]
    DELEGATION = "delegation", STAKEHOLDERS["delegation"]
    DEPARTMENT = "department", STAKEHOLDERS["department"]
    STAFF = "staff", STAKEHOLDERS["staff"]
    GUESTS = "guests", STAKEHOLDERS["guests"]
    MEDIA = "media", STAKEHOLDERS["media"]
    OTHER = "other", STAKEHOLDERS["other"]


class Speaks(models.TextChoices):
    """Whether the representative may speak for the body."""

    UNKNOWN = "unknown", SPEAKS["unknown"]
    DECIDES = "decides", SPEAKS["decides"]
    ASKS_BACK = "asks_back", SPEAKS["asks_back"]


class WayKind(models.TextChoices):
    """How somebody is reached."""

    PHONE = "phone", WAYS["phone"]
    RADIO = "radio", WAYS["radio"]
    MAIL = "mail", WAYS["mail"]
    PLACE = "place", WAYS["place"]


class Stakeholder(models.Model):
    """One body that must be told. incident: it belongs to that one alone; None: it stands always.

    name: the body, or the group of people. every_min: how often it hears of us in a crisis.
    source: the record of the event that it was taken from, so that it is taken once.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="stakeholders", null=True)
    kind = models.CharField(max_length=12, choices=StakeholderKind)
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    representative = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=200, blank=True)  # of the representative
    speaks = models.CharField(max_length=10, choices=Speaks, default=Speaks.UNKNOWN.value)
    must_know = models.CharField(max_length=500, blank=True)
    every_min = models.IntegerField(null=True)
    source = models.CharField(max_length=60, blank=True)
    removed_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "source"],
                condition=~Q(source=""),
                name="a_stakeholder_taken_over_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Way(models.Model):
    """One way to reach a stakeholder. works: as last tried; None: nobody tried it yet.

    is_private: a number that only who leads reads.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="ways")
    kind = models.CharField(max_length=6, choices=WayKind)
    value = models.CharField(max_length=200)
    is_private = models.BooleanField(default=False)
    works = models.BooleanField(null=True)
    tried_at = models.DateTimeField(null=True)
    tried_by = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.stakeholder_id} {self.kind}"


class Telling(models.Model):
    """What a stakeholder was told of an incident, how, by whom. next_at: when they hear again."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="tellings")
    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="tellings")
    text = ToldText()
    how = models.CharField(max_length=8)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    next_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.stakeholder_id} {self.how}"


class Question(models.Model):
    """What a stakeholder asks, or is asked by us; open until there is an answer."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="questions")
    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="questions")
    is_ours = models.BooleanField(default=False)
    text = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)  # who wrote it down
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.stakeholder_id} {self.text[:20]}"
