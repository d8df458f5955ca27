"""The run of show: an item minute by minute, a line for each who has to do something."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.scoping import Scoped
from narahubung.programme.models.items import Item


class CueRole(models.TextChoices):
    """Who acts on a line. `all`: everybody reads it."""

    ALL = "all", _("everybody")
    STAGE = "stage", _("stage")
    KITCHEN = "kitchen", _("kitchen")
    CARS = "cars", _("cars")
    OFFICERS = "officers", _("liaison officers")
    PROTOCOL = "protocol", _("protocol")
    MEDIA = "media", _("media")
    INTERPRETERS = "interpreters", _("interpreters")
    SECURITY = "security", _("security")
    MEDICAL = "medical", _("medical")


# Whose lines a role of this house gives; who watches no delegation reads these and everybody's.
OF_ROLE = {
    "officer": CueRole.OFFICERS,
    "protocol": CueRole.PROTOCOL,
    "media": CueRole.MEDIA,
    "interpreter": CueRole.INTERPRETERS,
    "medical": CueRole.MEDICAL,
    "gate": CueRole.SECURITY,
}


class Cues(Scoped["Cue"]):
    """Lines, cut to one person."""

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return every line for who works with delegations, else those of his own work."""
        rows = super().visible_to(by, right)
        if by.may(Right.SEE_DUTIES) or "house" in by.roles:
            return rows
        own = [role for code, role in OF_ROLE.items() if code in by.roles]
        return rows.filter(Q(role__in=[CueRole.ALL, *own]) | Q(owner=by.person_id or 0))


class Cue(models.Model):
    """One line. planned_at: as it is planned now; first_at: before it slipped. minutes: how long.

    order: its place among lines of the same moment. fixed: it stands at its clock time and does not
    go along when an earlier line slips. actual_at: when the cue was given, and pushed_min: by how
    much that moved the lines after it. It is owed by `owner`, or whoever is named in owner_name.
    """

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, models.CASCADE, related_name="cues")
    order = models.PositiveIntegerField()
    planned_at = models.DateTimeField()
    first_at = models.DateTimeField()
    actual_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    fixed = models.BooleanField(default=False)
    role = models.CharField(max_length=12, choices=CueRole, default=CueRole.ALL.value)
    place = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=300)
    owner = models.ForeignKey("accounts.Person", models.SET_NULL, related_name="+", null=True)
    owner_name = models.CharField(max_length=120, blank=True)
    given_by = models.CharField(max_length=200, blank=True)
    pushed_min = models.SmallIntegerField(default=0)

    objects = Cues.as_manager()

    class Meta:
        ordering = ("planned_at", "order", "pk")
        indexes = [models.Index(fields=["item", "planned_at"], name="cue_of_item")]

    def __str__(self) -> str:
        return f"{self.planned_at:%H.%M} {self.text}"
