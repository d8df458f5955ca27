"""What is done about an incident: a plan, each party's part of it, who gave it to whom."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.crisis.models.incidents import Incident
from narahubung.crisis.words_actions import ACTIONS, PERMITS, SIDES
from narahubung.kit.actor import Actor
from narahubung.kit.scoping import Scoped, seen_by
from narahubung.parties.models import Department, Party


class Side(models.TextChoices):
    """What sort of party does it."""

    DELEGATION = "delegation", SIDES["delegation"]
    TEAM = "team", SIDES["team"]
    ORGANISATION = "organisation", SIDES["organisation"]


class ActionState(models.TextChoices):
    """How far it has come."""

    PLANNED = "planned", ACTIONS["planned"]
    STARTED = "started", ACTIONS["started"]
    DONE = "done", ACTIONS["done"]
    DROPPED = "dropped", ACTIONS["dropped"]


class PermitState(models.TextChoices):
    """How the rule, permit or instruction stands that it needs."""

    NOT_NEEDED = "not_needed", PERMITS["not_needed"]
    NEEDED = "needed", PERMITS["needed"]
    ASKED = "asked", PERMITS["asked"]
    GIVEN = "given", PERMITS["given"]
    REFUSED = "refused", PERMITS["refused"]


class ActionPlan(models.Model):
    """What is to be done about an incident, made of a template. version: counts its changes."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="plans")
    template = models.CharField(max_length=20)
    version = models.IntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "template"], name="one_plan_of_a_template")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.template}"


def whose(party: Party | None, department: Department | None, who: str) -> str:
    """Return whose it is, in both languages where that is a delegation or a department."""
    if party is not None:
        return party.label()
    return department.label() if department is not None else who


def concerns(by: Actor, right: str = "") -> Q:
    """Return the condition for what concerns a party: all, one's delegations, one's desk."""
    if right:
        return seen_by(by, right)
    return (
        seen_by(by, Right.SEE_CRISIS)
        | seen_by(by, Right.RAISE_NEED)
        | seen_by(by, Right.ANSWER_NEED, party="", department="department_id")
    )


class ActionQuerySet(Scoped["Action"]):
    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return all for who sees the crisis; else the parts of one's own party, or given to it."""
        if right:
            return self.filter(seen_by(by, right, party=""))
        given = HandOff.objects.filter(concerns(by), taken_at=None)
        return self.filter(concerns(by) | Q(pk__in=given.values("action_id")))


class Action(models.Model):
    """One party's part. who: its name, where it is neither a delegation nor a department of ours.

    text, ask, answers (the right one first) may hold both languages. version: of the plan, when
    this part was changed last; only who confirmed that very version has confirmed it. decided_*:
    who let it start without what it needs, and why.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = "party_id"
    department_path: ClassVar[str] = "department_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="actions")
    number = models.IntegerField()
    side = models.CharField(max_length=12, choices=Side)
    party = models.ForeignKey(Party, models.CASCADE, related_name="+", null=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", null=True)
    who = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    ask = models.CharField(max_length=400, blank=True)
    answers = models.JSONField(default=list)
    version = models.IntegerField(default=1)
    owner = models.CharField(max_length=200, blank=True)
    deputy = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField()
    overdue_told_at = models.DateTimeField(null=True)
    permit = models.CharField(max_length=400, blank=True)
    permit_from = models.CharField(max_length=200, blank=True)
    permit_state = models.CharField(
        max_length=10, choices=PermitState, default=PermitState.NOT_NEEDED.value
    )
    permit_note = models.CharField(max_length=300, blank=True)
    permit_by = models.CharField(max_length=200, blank=True)
    permit_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_why = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.PLANNED.value)
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)
    dropped_why = models.CharField(max_length=300, blank=True)
    waits_for = models.ManyToManyField("self", symmetrical=False, related_name="waited_for_by")

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="number_of_a_part")]

    def __str__(self) -> str:
        return f"{self.plan_id}.{self.number}"

    @property
    def whose(self) -> str:
        """Return whose it is, as `kit.said.in_one` reads it."""
        return whose(self.party, self.department, self.who)


class Confirmation(models.Model):
    """A party said its part back in its own words, and answered the question right."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="confirmations")
    version = models.IntegerField()
    said_back = models.CharField(max_length=500)
    said_by = models.CharField(max_length=200)  # who of the party
    by_name = models.CharField(max_length=200)  # who wrote it down
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "version"], name="a_version_confirmed_once")
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.version}"


class HandOff(models.Model):
    """A part goes to another party: signed by who gives and by who takes; until then it stays."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = "party_id"
    department_path: ClassVar[str] = "department_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, models.CASCADE, related_name="hand_offs")
    side = models.CharField(max_length=12, choices=Side)
    party = models.ForeignKey(Party, models.CASCADE, related_name="+", null=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", null=True)
    who = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    given_by = models.CharField(max_length=200)
    given_by_person = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="+", null=True
    )
    given_at = models.DateTimeField()
    taken_by = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action"], condition=Q(taken_at=None), name="given_to_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.given_by}"

    @property
    def whose(self) -> str:
        """Return to whom it goes, as `kit.said.in_one` reads it."""
        return whose(self.party, self.department, self.who)
