"""Duties: who is with which party from when to when; the rules of working time and of cover."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Officer, Party

RELIEF = "relief"
SPOUSE, LANGUAGE = "spouse", "language"
AIDES = (SPOUSE, LANGUAGE)
"""Positions beside the one who covers: a party with only an aide is without an officer."""


class DutyState(models.TextChoices):
    """The life of a duty: it is on when both sides of the hand-over acknowledged."""

    PLANNED = "planned", pgettext_lazy("duty", "planned")
    ON = "on", pgettext_lazy("duty", "on duty")
    DONE = "done", pgettext_lazy("duty", "done")
    CANCELLED = "cancelled", pgettext_lazy("duty", "cancelled")


class DutyQuerySet(Scoped["Duty"]):
    def standing(self) -> Self:
        """Return those that were not cancelled."""
        return self.exclude(state=DutyState.CANCELLED)

    def ahead(self) -> Self:
        """Return those that are planned or on."""
        return self.filter(state__in=[DutyState.PLANNED, DutyState.ON])

    def covering(self) -> Self:
        """Return those that count for the cover of a party."""
        return self.exclude(position__in=AIDES)

    def in_line(self, position: str) -> Self:
        """Return those that hand over to a duty in this position: the same aide's, or of cover."""
        return self.filter(position=position) if position in AIDES else self.covering()

    def at(self, moment: datetime) -> Self:
        """Return those planned for a moment, whatever became of them."""
        return self.standing().filter(starts__lte=moment, ends__gt=moment)


class Duty(models.Model):
    """A span in which one officer is with one party.

    position: that of the officer's attachment, or relief. breaks: planned, [[from, until]] as ISO
    times in UTC; pauses: those really taken, [[from, until or None, with a meal]]. firm: a person
    said so; the engine never moves it. taken_at, left_at: from when to when it really was. reach:
    what it opens to an officer who is not attached to the party. reasons: the engine's, as data.
    """

    right: ClassVar[str] = Right.SEE_OFFICERS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="duties")
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="duties")
    position = models.CharField(max_length=20)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    breaks = models.JSONField(default=list)
    pauses = models.JSONField(default=list)
    firm = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=DutyState, default=DutyState.PLANNED.value, db_index=True
    )
    taken_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    reach = models.ForeignKey("accounts.Reach", models.SET_NULL, related_name="+", null=True)
    overtime_asked_at = models.DateTimeField(null=True)
    overtime_agreed_at = models.DateTimeField(null=True)
    reasons = models.JSONField(default=list)
    why = models.CharField(max_length=200, blank=True)  # it was cancelled or cut short

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="a_duty_has_length"),
            models.UniqueConstraint(
                fields=["officer", "starts"],
                condition=Q(state__in=["planned", "on"]),
                name="an_officer_begins_one_duty",
            ),
        ]
        indexes = [
            models.Index(fields=["party", "starts"], name="duty_of_party"),
            models.Index(fields=["officer", "starts"], name="duty_of_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} with {self.party_id} from {self.starts}"


class Group(models.TextChoices):
    """Volunteers and employees serve under rules of their own."""

    EMPLOYEE = "employee", _("employees")
    VOLUNTEER = "volunteer", _("volunteers")


class Engagement(models.Model):
    """As what an officer serves. Nobody said: the rules that hold for everyone."""

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    officer = models.OneToOneField(Officer, models.CASCADE, related_name="engagement")
    group = models.CharField(max_length=10, choices=Group)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.officer_id} {self.group}"


class DutyTerms(models.Model):
    """The rules of working time of an event: for everyone (group ""), and for a group apart.

    policy: the code of a file in assignments/policies. changes: the event's own figures,
    {field of plans.roster.DutyPolicy: value}.
    """

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    group = models.CharField(max_length=10, choices=Group, blank=True)
    policy = models.CharField(max_length=40)
    changes = models.JSONField(default=dict)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "group"], name="one_set_of_rules_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.policy} for {self.group or 'everyone'}"


class Night(models.TextChoices):
    """Whether somebody is with a party at night."""

    OFF = "off", _("nobody at night, the desk is called")
    COVER = "cover", _("somebody at night, too")


class CoverTerms(models.Model):
    """When somebody must be with a party: for all of an event (party None), or for one."""

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.OneToOneField(Party, models.CASCADE, related_name="cover", null=True)
    day_from = models.TimeField()
    day_to = models.TimeField()
    night = models.CharField(max_length=10, choices=Night, default=Night.OFF.value)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(party=None), name="one_cover_for_the_rest"
            )
        ]

    def __str__(self) -> str:
        return f"cover of {self.party_id or 'all'}"


class DutyWish(models.Model):
    """An officer would rather be free then. Only the planners and the officer see it."""

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="duty_wishes")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    said_at = models.DateTimeField()

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.officer_id} free from {self.starts}"
