"""Steps of a party's duties, the checks on them, observations, and readiness as counters."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.scoping import Scoped, seen_by
from narahubung.parties.models import Member, Party, Place


class StepState(models.TextChoices):
    """Where a step stands. `again`: it was checked, then the fact behind it changed."""

    ASLEEP = "asleep", _("only when needed")
    OPEN = "open", pgettext_lazy("step", "open")
    CHECKED = "checked", pgettext_lazy("step", "checked")
    RECHECKED = "rechecked", _("checked and re-checked")
    AGAIN = "again", pgettext_lazy("step", "check again")
    ELSEWHERE = "elsewhere", _("done outside the system")
    GONE = "gone", _("no longer applies")


MEETING = "meeting"  # the kind of anchor that the room of meetings lays
OUTSTANDING = (StepState.OPEN, StepState.CHECKED, StepState.AGAIN)


class StepQuerySet(Scoped["Step"]):
    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return the steps this person may see; one that tells of a meeting asks for that, too."""
        rows = super().visible_to(by, right)
        if "house" in by.roles or Right.SEE_MEETINGS in by.everywhere:
            return rows
        return rows.filter(~Q(anchor_kind=MEETING) | seen_by(by, Right.SEE_MEETINGS))


class Step(models.Model):
    """One step that hangs on a fact (anchor): its text is in the procedure's data file.

    moments: the check and each re-check, as ISO times in UTC, in order. done: how many of them
    stand; a check is the first. due_at: when the next look is due, None when nothing is.
    facts: the values of the anchor the step depends on, as last seen. changed: what changed since
    it was checked, [{"fact", "old", "new"}], shown with "check again". where: the place to go to.
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
    anchor_label = models.CharField(max_length=420, blank=True)  # kit.said
    anchor_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    where = models.ForeignKey(Place, models.SET_NULL, related_name="+", null=True)
    check_at = models.DateTimeField()
    recheck_at = models.DateTimeField(null=True)
    moments = models.JSONField(default=list)
    done = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    critical = models.BooleanField(default=False)
    role = models.CharField(max_length=20, default="officer")
    department = models.CharField(max_length=10, blank=True)
    evidence = models.CharField(max_length=10, blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    counts = models.BooleanField(default=True)  # in readiness
    facts = models.JSONField(default=dict)
    changed = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=StepState, default=StepState.OPEN.value)

    objects = StepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "procedure", "code", "anchor_kind", "anchor_id"],
                name="a_step_once_per_anchor",
            )
        ]
        indexes = [
            models.Index(fields=["party", "due_at"], name="step_party_due"),
            models.Index(fields=["event", "state", "due_at"], name="step_event_state_due"),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.party_id}"


class Check(models.Model):
    """Somebody looked: a check or a re-check, or left a note. Undone ones and old ones are kept.

    facts: what the checker saw was true then. stale: the fact changed afterwards. reached: how
    many moments of the step stand with it.
    """

    step = models.ForeignKey(Step, models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=10)  # check, recheck, beside, note
    person_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    count = models.IntegerField(null=True)
    facts = models.JSONField(default=dict)
    reached = models.PositiveSmallIntegerField(default=0)
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
    """Something an officer noticed ("tired", "likes ginger tea"), until it ends."""

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


class Readiness(models.Model):
    """Counters of one party and one list, kept by the commands so that the board reads few rows.

    weight, weight_done: of the steps that count. next_due_at, next_code: the first look still
    owed. again: how many checked steps went bad.
    """

    right: ClassVar[str] = Right.SEE_PARTY
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="readiness")
    procedure = models.CharField(max_length=40)
    weight = models.PositiveIntegerField(default=0)
    weight_done = models.PositiveIntegerField(default=0)
    again = models.PositiveIntegerField(default=0)
    next_due_at = models.DateTimeField(null=True)
    next_code = models.CharField(max_length=10, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "procedure"], name="readiness_once_per_list")
        ]

    def __str__(self) -> str:
        return f"{self.procedure} of {self.party_id}"
