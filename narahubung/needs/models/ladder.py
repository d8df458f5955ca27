"""Who stands behind a department's desk: the persons asked when it does not answer."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Department


class Post(models.TextChoices):
    """Who is asked after the desk, in this order."""

    DEPUTY = "deputy", _("deputy")
    CHIEF = "chief", _("chief")


class StandBehind(models.Model):
    """The person who holds one post behind one desk.

    person: None where it was decided that nobody does. found_by: the name in the organiser's list
    by which he was found, "" where somebody chose; the list may name another one since.
    """

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.CASCADE, related_name="behind")
    post = models.CharField(max_length=8, choices=Post)
    person = models.ForeignKey(Person, models.SET_NULL, related_name="+", null=True)
    found_by = models.CharField(max_length=120, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "post"], name="needs_post_once")
        ]

    def __str__(self) -> str:
        return f"{self.post} of {self.department_id}"
