"""Who had it in hand: a chain in which each link is signed by who gives and by who takes."""

from typing import ClassVar, Self

from django.db import models

from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.gifts.models.declared import Declaration
from narahubung.kit.actor import Actor
from narahubung.kit.scoping import Scoped


class Custodies(Scoped["Custody"]):
    """Custody, seen by whom the declaration is seen."""

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return the links of the declarations that this person sees."""
        return self.filter(declaration__in=Declaration.objects.visible_to(by, right))


class Custody(models.Model):
    """One hand-over. given_at: the giver signed; taken_at: the taker did; ended_at: taken back.

    to_person none: somebody outside, whose signature stands on the paper named in `paper`.
    """

    right: ClassVar[str] = Right.SEE_GIFTS
    party_path: ClassVar[str] = "declaration__party_id"
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="custodies")
    from_person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    from_name = models.CharField(max_length=200)
    to_person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    to_name = models.CharField(max_length=200)
    kept_at = models.CharField(max_length=200, blank=True)
    paper = models.CharField(max_length=80, blank=True)
    given_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = Custodies.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["declaration"],
                condition=models.Q(taken_at=None, ended_at=None),
                name="custody_is_offered_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.declaration_id}: {self.from_name} - {self.to_name}"
