"""The rules by which a need finds its department, as the event wants them."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.needs.models.asking import Priority
from narahubung.parties.models import Department


class RoutingRule(models.Model):
    """One line: if all that is filled in fits, this department. The first that fits counts.

    words, categories, standings: each separated by commas, one of them is enough. urgency: at
    least this urgent. due_min: minutes instead of the department's own clock.
    """

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=400, blank=True)
    categories = models.CharField(max_length=200, blank=True)
    standings = models.CharField(max_length=200, blank=True)
    priority = models.CharField(max_length=10, choices=Priority, blank=True)
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")
    urgency = models.CharField(max_length=10, choices=Priority, blank=True)
    due_min = models.PositiveIntegerField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.order}. {self.words or self.categories}"
