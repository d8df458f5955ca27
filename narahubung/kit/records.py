"""What every record of an organiser's list has in common."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.kit.scoping import Scoped


class Certainty(models.TextChoices):
    """How sure a fact is. Shown as a state everywhere: dashed, solid, struck."""

    TENTATIVE = "tentative", _("tentative")
    CONFIRMED = "confirmed", _("confirmed")
    CHANGED = "changed", _("changed")
    CANCELLED = "cancelled", _("cancelled")


class Record(models.Model):
    """A fact somebody gave us: with the code they use, how sure it is, and where it is from.

    right: who may see it (accounts.roles.Right). party_path / department_path: see kit.scoping.
    sealed: names of fields whose values never appear in entries, exports or search.
    """

    right: ClassVar[str] = ""
    party_path: ClassVar[str] = "party_id"
    department_path: ClassVar[str] = ""
    sealed: ClassVar[frozenset[str]] = frozenset()

    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    certainty = models.CharField(
        max_length=10, choices=Certainty, default=Certainty.CONFIRMED.value
    )
    source = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    synthetic = models.BooleanField(default=False)

    objects = Scoped.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["event", "code"], name="%(app_label)s_%(class)s_code")
        ]

    def __str__(self) -> str:
        return self.code

    def label(self) -> str:
        """Return the name a person knows this by, for entries and lists."""
        return self.code
