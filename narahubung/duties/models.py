"""Steps of a party's duties, the checks on them, and observations."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Member, Party


class StepState(models.TextChoices):
    """Where a step stands. `again`: it was checked, then the fact behind it changed."""

    OPEN = "open", _("open")
    CHECKED = "checked", _("checked")
    RECHECKED = "rechecked", _("checked and re-checked")
    AGAIN = "again", _("check again")
    GONE = "gone", _("no longer applies")


class Step(models.Model):
    """One step that hangs on a fact (anchor): its text is in the procedure's data file.

    facts: the values of the anchor the step depends on, as last seen. changed: what changed since
    it was checked, [{"fact", "old", "new"}], shown with "check again".
    """

    right: ClassVar[str] = Right.SEE_DUTIES
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="steps")
    procedure = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    code = models.CharField(max_length=10)
    anchor_kind = models.CharField(max_length=20)
    anchor_id = models.BigIntegerField()
    anchor_label = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    check_at = models.DateTimeField()
    recheck_at = models.DateTimeField(null=True)
    critical = models.BooleanField(default=False)
    role = models.CharField(max_length=20, default="officer")
    department = models.CharField(max_length=10, blank=True)
    evidence = models.CharField(max_length=10, blank=True)
    counts = models.BooleanField(default=True)  # in readiness
    facts = models.JSONField(default=dict)
    changed = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=StepState, default=StepState.OPEN.value)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "procedure", "code", "anchor_kind", "anchor_id"],
                name="a_step_once_per_anchor",
            )
        ]
        indexes = [
            models.Index(fields=["party", "check_at"], name="step_party_at"),
            models.Index(fields=["event", "state", "check_at"], name="step_event_state_at"),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.party_id}"


class Check(models.Model):
    """Somebody looked: a check or a re-check. Undone ones and old ones are kept.

    facts: what the checker saw was true then. stale: the fact changed afterwards.
    """

    step = models.ForeignKey(Step, models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=10)  # check, recheck
    person_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    count = models.IntegerField(null=True)
    facts = models.JSONField(default=dict)
    stale = models.BooleanField(default=False)
    undone = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.kind} of step {self.step_id}"


class ObservationKind(models.TextChoices):
    """What sort of thing was noticed."""

    MOOD = "mood", _("mood")
    TASTE = "taste", _("likes or dislikes")
    HELP = "help", _("needs help")
    OTHER = "other", _("other")


class Observation(models.Model):
    """Something an officer noticed ("tired", "likes ginger tea"), for the next one, until it ends."""

    right: ClassVar[str] = Right.SEE_OBSERVATIONS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="observations")
    member = models.ForeignKey(Member, models.SET_NULL, related_name="+", null=True)
    kind = models.CharField(
        max_length=10, choices=ObservationKind, default=ObservationKind.OTHER.value
    )
    text = models.CharField(max_length=200)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    became_need_id = models.BigIntegerField(null=True)  # needs is a stranger: only its number
    removed = models.BooleanField(default=False)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return self.text
