"""Who cannot serve, and officers who swap."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from narahubung.accounts.roles import Right
from narahubung.assignments.models.rostering import Duty
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Officer


class AbsenceKind(models.TextChoices):
    """Why an officer cannot serve; no diagnosis is asked or kept."""

    UNWELL = "unwell", _("not well")
    FAMILY = "family", _("family")
    OTHER = "other", _("another reason")


class Absence(models.Model):
    """An officer cannot serve from, until (None: nobody knows yet). For planners' eyes.

    duties: what it took off the officer, so that it can be given back.
    """

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="absences")
    kind = models.CharField(max_length=10, choices=AbsenceKind)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=200)
    duties = models.ManyToManyField(Duty, related_name="+")
    ended_at = models.DateTimeField(null=True)  # taken back, or well again

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer"],
                condition=Q(ended_at=None, until=None),
                name="one_open_absence",
            )
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} away from {self.since}"


class SwapState(models.TextChoices):
    """The life of a swap: asked, agreed by the other officer, decided by a coordinator."""

    ASKED = "asked", pgettext_lazy("swap", "asked")
    AGREED = "agreed", pgettext_lazy("swap", "agreed, waits for approval")
    APPROVED = "approved", pgettext_lazy("swap", "approved")
    REFUSED = "refused", pgettext_lazy("swap", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("swap", "withdrawn")


class Swap(models.Model):
    """An officer offers a duty to another, for one of his or as a gift (back None)."""

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    duty = models.ForeignKey(Duty, models.CASCADE, related_name="swaps")
    back = models.ForeignKey(Duty, models.CASCADE, related_name="+", null=True)
    to = models.ForeignKey(Officer, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=SwapState, default=SwapState.ASKED.value)
    why = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    no = models.CharField(max_length=200, blank=True)  # why it was refused

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(state__in=["asked", "agreed"]),
                name="a_duty_is_offered_once",
            )
        ]

    def __str__(self) -> str:
        return f"swap of {self.duty_id} to {self.to_id}"
