"""How a delegation gets out, ready before it is needed; and what it needs at once."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.crisis.models.incidents import Incident
from narahubung.crisis.words_actions import EVACUATIONS, LEVELS, URGENT
from narahubung.kit.actor import Actor
from narahubung.kit.scoping import Scoped, seen_by
from narahubung.movements.models import Vehicle
from narahubung.needs.models import Need
from narahubung.parties.models import Party


class Level(models.TextChoices):
    """How far it goes (`domain.md` 4.6)."""

    SHELTER = "shelter", LEVELS["shelter"]
    INSIDE = "inside", LEVELS["inside"]
    HOTEL = "hotel", LEVELS["hotel"]
    SAFE_SITE = "safe_site", LEVELS["safe_site"]
    LEAVE = "leave", LEVELS["leave"]


class EvacuationState(models.TextChoices):
    """How far it has come."""

    PLANNED = "planned", EVACUATIONS["planned"]
    ORDERED = "ordered", EVACUATIONS["ordered"]
    LEFT = "left", EVACUATIONS["left"]
    ARRIVED = "arrived", EVACUATIONS["arrived"]


class EvacuationQuerySet(Scoped["Evacuation"]):
    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return all for who sees the crisis; that of one's delegation for who speaks for it."""
        seen = seen_by(by, Right.SEE_CRISIS) | seen_by(by, Right.RAISE_NEED)
        return self.filter(seen_by(by, right) if right else seen)


class Evacuation(models.Model):
    """How one delegation gets out. turn: in the order of departure. authority: who decides it.

    It belongs to no incident until it is ordered. route is need-to-know. over_at: called off, or
    done and put away; then a new one may be planned.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="evacuations", null=True)
    level = models.CharField(max_length=10, choices=Level, default=Level.SHELTER.value)
    turn = models.IntegerField(default=1)
    rally = models.CharField(max_length=200, blank=True)
    safe_place = models.CharField(max_length=200, blank=True)
    route = models.CharField(max_length=500, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    vehicles = models.ManyToManyField(Vehicle, related_name="+")
    state = models.CharField(
        max_length=8, choices=EvacuationState, default=EvacuationState.PLANNED.value
    )
    planned_by = models.CharField(max_length=200)
    planned_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200, blank=True)
    decided_why = models.CharField(max_length=300, blank=True)
    ordered_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    left_heads = models.IntegerField(null=True)
    left_by = models.CharField(max_length=200, blank=True)
    arrived_at = models.DateTimeField(null=True)
    arrived_heads = models.IntegerField(null=True)
    arrived_by = models.CharField(max_length=200, blank=True)
    over_at = models.DateTimeField(null=True)
    over_why = models.CharField(max_length=300, blank=True)

    objects = EvacuationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(over_at=None), name="one_way_out_of_a_party"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.level}"


class UrgentKind(models.TextChoices):
    """What a delegation needs at once."""

    MEDICAL = "medical", URGENT["medical"]
    TRANSPORT = "transport", URGENT["transport"]
    SHELTER = "shelter", URGENT["shelter"]
    INTERPRETER = "interpreter", URGENT["interpreter"]
    WORD = "word", URGENT["word"]


class UrgentNeed(models.Model):
    """What a delegation needs because of an incident: a need with owner and clock beside it.

    Only kind, place and number stand here; what else was said stands in the need, for who may read
    it.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="urgent")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=UrgentKind)
    needed = models.PositiveIntegerField(default=1)
    place = models.CharField(max_length=200, blank=True)
    need = models.ForeignKey(Need, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.party_id} {self.kind}"
