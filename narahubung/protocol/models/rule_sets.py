"""Rule sets of an event of its own, derived from one of the library."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped


class OwnRules(models.Model):
    """One version of a rule set. number: of the set; an order names a set and its version.

    base: the code in the library that it was derived from. data: as in the library's files.
    """

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.IntegerField()
    version = models.IntegerField()
    base = models.CharField(max_length=40)
    title_id = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    data = models.JSONField()
    why = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number", "version"], name="version_of_own_rules"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title_en}"

    @property
    def code(self) -> str:
        """Return by what a chain names this version."""
        return f"own-{self.number}@{self.version}"

    @property
    def title(self) -> str:
        """Return the title in the language in force."""
        return self.title_id if (get_language() or "").startswith("id") else self.title_en
