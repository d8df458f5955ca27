"""Something that happened, and how bad it was held to be when, and why."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.crisis.words import GRADES, KINDS, STATES
from narahubung.kit.actor import Actor
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Place


class IncidentKind(models.TextChoices):
    """What sort of thing happened."""

    QUAKE = "quake", KINDS["quake"]
    TSUNAMI = "tsunami", KINDS["tsunami"]
    VOLCANO = "volcano", KINDS["volcano"]
    WEATHER = "weather", KINDS["weather"]
    FLOOD = "flood", KINDS["flood"]
    FIRE = "fire", KINDS["fire"]
    EXPLOSION = "explosion", KINDS["explosion"]
    SECURITY = "security", KINDS["security"]
    MEDICAL = "medical", KINDS["medical"]
    EPIDEMIC = "epidemic", KINDS["epidemic"]
    TRANSPORT = "transport", KINDS["transport"]
    AIRCRAFT = "aircraft", KINDS["aircraft"]
    INFRASTRUCTURE = "infrastructure", KINDS["infrastructure"]
    MISSING = "missing", KINDS["missing"]
    DATA = "data", KINDS["data"]
    REPUTATION = "reputation", KINDS["reputation"]
    OTHER = "other", KINDS["other"]


class Grade(models.TextChoices):
    """How bad: the words of CAP, so that a warning of ours says the same."""

    UNKNOWN = "unknown", GRADES["unknown"]
    MINOR = "minor", GRADES["minor"]
    MODERATE = "moderate", GRADES["moderate"]
    SEVERE = "severe", GRADES["severe"]
    EXTREME = "extreme", GRADES["extreme"]


class IncidentState(models.TextChoices):
    """How far it has come."""

    REPORTED = "reported", STATES["reported"]
    WATCHED = "watched", STATES["watched"]
    CRISIS = "crisis", STATES["crisis"]
    RECOVERING = "recovering", STATES["recovering"]
    CLOSED = "closed", STATES["closed"]


OPEN = [state.value for state in IncidentState if state != IncidentState.CLOSED]


class IncidentQuerySet(Scoped["Incident"]):
    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return what this person may see: with the right all, else what he reported himself."""
        rows = super().visible_to(by, right)
        if right or by.person_id is None or by.event_id is None:
            return rows
        own = Q(event_id=by.event_id, reported_by_id=by.person_id)
        return self.filter(Q(pk__in=rows.values("pk")) | own)


class Incident(models.Model):
    """One incident. number: counted in each event. place_text: where it is no known place.

    photo: digest of what the reporter sent along (`kit.files`), a JPEG.
    cadence_min: minutes between two reports while it is a crisis; report_due_at: the next one.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.IntegerField()
    kind = models.CharField(max_length=14, choices=IncidentKind)
    what = models.CharField(max_length=500)
    place = models.ForeignKey(Place, models.SET_NULL, related_name="+", null=True)
    place_text = models.CharField(max_length=200, blank=True)
    photo = models.CharField(max_length=64, blank=True)
    grade = models.CharField(max_length=8, choices=Grade, default=Grade.UNKNOWN.value)
    state = models.CharField(
        max_length=10, choices=IncidentState, default=IncidentState.REPORTED.value
    )
    reported_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    reported_by_name = models.CharField(max_length=200)
    reported_at = models.DateTimeField()
    lead = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    crisis_since = models.DateTimeField(null=True)
    cadence_min = models.IntegerField(default=30)
    report_due_at = models.DateTimeField(null=True)
    overdue_told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=500, blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="number_of_an_incident"),
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(state=IncidentState.CRISIS.value),
                name="one_crisis_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Grading(models.Model):
    """How bad it was held to be from a moment on, by whom, and why."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="gradings")
    grade = models.CharField(max_length=8, choices=Grade)
    why = models.CharField(max_length=300)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.incident_id} {self.grade}"
