"""What the ICS forms need and the crisis does not know yet: brief, arrivals, general messages."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.crisis.models.incidents import Incident
from narahubung.crisis.models.stakeholders import Stakeholder
from narahubung.kit.fields import ToldChar, ToldText
from narahubung.kit.scoping import Scoped


class Brief(models.Model):
    """One for an incident: what of forms 201, 203 and 211 nobody has written elsewhere."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.OneToOneField(Incident, models.CASCADE, related_name="brief")
    period_from = models.DateTimeField(null=True)
    period_until = models.DateTimeField(null=True)
    objectives = models.TextField(blank=True)
    planned = models.TextField(blank=True)
    sketch = models.CharField(max_length=500, blank=True)  # where the map hangs, what it shows
    safety = models.TextField(blank=True)
    safety_officer = models.CharField(max_length=200, blank=True)
    planning = models.CharField(max_length=300, blank=True)
    logistics = models.CharField(max_length=300, blank=True)
    finance = models.CharField(max_length=300, blank=True)
    check_in_place = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.incident_id}"


class CheckIn(models.Model):
    """Somebody or something that reports at the liaison's place (ICS 211), expected or here.

    who: a person, or a resource with its kind and type. order_no: of the request it answers.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="check_ins")
    stakeholder = models.ForeignKey(
        Stakeholder, models.SET_NULL, related_name="check_ins", null=True
    )
    who = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    agency = models.CharField(max_length=200, blank=True)
    order_no = models.CharField(max_length=40, blank=True)
    ordered_at = models.DateTimeField(null=True)
    expected_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    leader = models.CharField(max_length=200, blank=True)
    people = models.IntegerField(default=1)
    contact = models.CharField(max_length=200, blank=True)
    home = models.CharField(max_length=200, blank=True)
    came_from = models.CharField(max_length=200, blank=True)
    came_by = models.CharField(max_length=100, blank=True)
    assignment = models.CharField(max_length=200, blank=True)
    skills = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=200)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return self.who


class GeneralMessage(models.Model):
    """A general message (ICS 213): written, approved, answered. number: counted in an incident."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="messages")
    number = models.IntegerField()
    stakeholder = models.ForeignKey(
        Stakeholder, models.SET_NULL, related_name="messages", null=True
    )
    to_name = models.CharField(max_length=200)
    to_role = models.CharField(max_length=200, blank=True)
    from_name = models.CharField(max_length=200)
    from_role = models.CharField(max_length=200, blank=True)
    subject = ToldChar(max_length=200)
    text = ToldText()
    written_at = models.DateTimeField()
    approved_by = models.CharField(max_length=200, blank=True)
    approved_role = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)
    replied_by = models.CharField(max_length=200, blank=True)
    replied_role = models.CharField(max_length=200, blank=True)
    replied_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="number_of_a_213")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}.{self.number}"
