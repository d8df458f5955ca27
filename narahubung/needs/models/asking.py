"""Needs, as recorded. Routing, promises and escalation build on this."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.records import Record
from narahubung.parties.models import Department, Member, Officer, Party


class NeedState(models.TextChoices):
    """Where a need stands."""

    NEW = "new", _("new")
    ACCEPTED = "accepted", _("accepted")
    IN_PROGRESS = "in_progress", _("in progress")
    WAITING = "waiting", _("waiting for the delegation")
    DONE = "done", _("done")
    REJECTED = "rejected", _("rejected")


class Priority(models.TextChoices):
    """How urgent."""

    LOW = "low", _("low")
    NORMAL = "normal", _("normal")
    HIGH = "high", _("high")
    CRITICAL = "critical", _("critical")


class Need(Record):
    """Something a party needs from us, or we need from a party."""

    right: ClassVar[str] = Right.SEE_NEEDS
    department_path: ClassVar[str] = "department_id"
    party = models.ForeignKey(Party, models.CASCADE, related_name="needs")
    officer = models.ForeignKey(Officer, models.SET_NULL, related_name="needs", null=True)
    member = models.ForeignKey(Member, models.SET_NULL, related_name="needs", null=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="needs", null=True)
    channel = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    category = models.CharField(max_length=60, blank=True)
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.NORMAL.value)
    state = models.CharField(max_length=12, choices=NeedState, default=NeedState.NEW.value)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    assigned_to = models.CharField(max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True)

    def label(self) -> str:
        """Return the beginning of the text."""
        return self.text[:60]

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still waits."""
        return self.state not in {NeedState.DONE, NeedState.REJECTED}
