"""Two people make it a crisis; and who does what in it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.crisis.models.incidents import Incident
from narahubung.kit.scoping import Scoped


class SwitchState(models.TextChoices):
    """How far the two have come."""

    ASKED = "asked", _("waits for a second person")
    DONE = "done", _("switched")
    TAKEN_BACK = "taken_back", _("taken back")
    DROPPED = "dropped", _("not wanted any more")


class Switch(models.Model):
    """One pressing of the switch, and the second person who confirmed it."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="switches")
    state = models.CharField(max_length=10, choices=SwitchState, default=SwitchState.ASKED.value)
    why = models.CharField(max_length=300)
    was = models.CharField(max_length=10, blank=True)  # the incident's state before
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    told_again_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident"],
                condition=Q(state=SwitchState.ASKED.value),
                name="asked_once_for_an_incident",
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.state}"


class Card(models.Model):
    """One role in one crisis: role is its code in playbook.yaml. Held by who took it first.

    relay_id: the message by which it was handed out; told: how many it was handed to.
    """

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="cards")
    role = models.CharField(max_length=20)
    relay_id = models.BigIntegerField(null=True)
    told = models.IntegerField(default=0)
    handed_out_at = models.DateTimeField()
    passed_on_at = models.DateTimeField(null=True)  # to those who stand behind
    held_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    taken_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "role"],
                condition=Q(over_at=None),
                name="a_role_once_in_a_crisis",
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.role}"
