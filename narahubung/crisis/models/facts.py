"""What is known, from whom, how good it is, and until when it holds; and the reports made of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.crisis.models.incidents import Incident
from narahubung.crisis.words import CREDIBILITY, RELIABILITY
from narahubung.kit.fields import ToldText
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Place


class Reliability(models.TextChoices):
    """How far its source is to be trusted (Admiralty code)."""

    A = "A", RELIABILITY["A"]
    B = "B", RELIABILITY["B"]
    C = "C", RELIABILITY["C"]
    D = "D", RELIABILITY["D"]
    E = "E", RELIABILITY["E"]
    F = "F", RELIABILITY["F"]


class Credibility(models.TextChoices):
    """How far what it says is to be believed (Admiralty code)."""

    ONE = "1", CREDIBILITY["1"]
    TWO = "2", CREDIBILITY["2"]
    THREE = "3", CREDIBILITY["3"]
    FOUR = "4", CREDIBILITY["4"]
    FIVE = "5", CREDIBILITY["5"]
    SIX = "6", CREDIBILITY["6"]


class Fact(models.Model):
    """One thing that somebody said. seen_at: when it was so; holds_until: then it must be renewed.

    Confirmed is what two sources or an authority say (`FactSource`); it is computed, never typed.
    against: facts that cannot be true beside it. photo: digest of one, a JPEG (`kit.files`).
    origin: the message it was taken from, `M-150`.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="facts")
    number = models.IntegerField()
    text = models.CharField(max_length=500)
    photo = models.CharField(max_length=64, blank=True)
    origin = models.CharField(max_length=40, blank=True)
    place = models.ForeignKey(Place, models.SET_NULL, related_name="+", null=True)
    seen_at = models.DateTimeField()
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=200)
    holds_until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    against = models.ManyToManyField("self", symmetrical=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="number_of_a_fact")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}.{self.number}"


class FactSource(models.Model):
    """Who says a fact, and how good that is. is_authority: this one alone confirms it."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="sources")
    name = models.CharField(max_length=200)
    is_authority = models.BooleanField(default=False)
    reliability = models.CharField(max_length=1, choices=Reliability, default=Reliability.F.value)
    credibility = models.CharField(max_length=1, choices=Credibility, default=Credibility.SIX.value)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fact", "name"], name="a_source_says_a_fact_once")
        ]

    def __str__(self) -> str:
        return f"{self.fact_id} {self.name}"


class ReportState(models.TextChoices):
    """How far a report has come."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")


class Report(models.Model):
    """A situation report: numbered, drafted from what is known, approved by who leads.

    known: the figures and lines it was drafted from, as data, so that the next one tells the
    difference. text: what people wrote of it besides.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="reports")
    number = models.IntegerField()
    state = models.CharField(max_length=8, choices=ReportState, default=ReportState.DRAFT.value)
    known = models.JSONField(default=dict)
    text = ToldText(blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=200)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=200, blank=True)
    next_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="number_of_a_report")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}.{self.number}"
