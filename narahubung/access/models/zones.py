"""Zones, their gates, and the categories of badges."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

from narahubung.access.words import BASES
from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Place


class Basis(models.TextChoices):
    """Whence the people of a delegation have a zone."""

    PROGRAMME = "programme", BASES["programme"]
    STAY = "stay", BASES["stay"]
    GIVEN = "given", BASES["given"]


class Named(models.Model):
    """What has a name in both languages."""

    name_en = models.CharField(max_length=120)
    name_id = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the language in force."""
        if (get_language() or "").startswith("id") and self.name_id:
            return self.name_id
        return self.name_en


class Zone(Named):
    """An area with gates.

    basis: whence a delegation has it. mirrored: the officer on duty with a delegation has it too,
    and gates admit by a list no older than 15 minutes. place, room: of the items of the programme
    that open it; an empty room is the whole place. before_min, after_min: around such an item.
    """

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.GIVEN.value)
    mirrored = models.BooleanField(default=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    room = models.CharField(max_length=120, blank=True)
    before_min = models.IntegerField(default=60)
    after_min = models.IntegerField(default=30)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "code"], name="code_of_a_zone")]


class Gate(Named):
    """Where people pass into a zone. checks: codes of `words.CHECKS`, with spaces between.

    pass_back: who is inside does not go in again before going out.
    """

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    zone = models.ForeignKey(Zone, models.CASCADE, related_name="gates")
    code = models.CharField(max_length=20)
    checks = models.CharField(max_length=60, default="entry exit")
    pass_back = models.BooleanField(default=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "code"], name="code_of_a_gate")]


class Category(Named):
    """A sort of badge. zones: what everybody of this category may enter, without asking.

    has_photo: heads of state and government wear a badge without one. is_vetted: the police look
    at these people first. colour: of the badge's edge, as #rrggbb.
    """

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    zones = models.ManyToManyField(Zone, related_name="+")
    has_photo = models.BooleanField(default=True)
    is_vetted = models.BooleanField(default=True)
    colour = models.CharField(max_length=7, default="#1f4e79")

    objects = Scoped.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "code"], name="code_of_a_category")]
