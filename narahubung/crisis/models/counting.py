"""Who is safe: one roll for a crisis, one row for each person who must be accounted for."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.crisis.models.incidents import Incident
from narahubung.crisis.words import HEADS, HOW
from narahubung.kit.actor import Actor
from narahubung.kit.scoping import Scoped, seen_by
from narahubung.parties.models import Member, Party


class HeadState(models.TextChoices):
    """How somebody is, as last said."""

    UNACCOUNTED = "unaccounted", HEADS["unaccounted"]
    SAFE = "safe", HEADS["safe"]
    ELSEWHERE = "elsewhere", HEADS["elsewhere"]
    INJURED = "injured", HEADS["injured"]
    HOSPITAL = "hospital", HEADS["hospital"]
    REFUSED = "refused", HEADS["refused"]
    DEPARTED = "departed", HEADS["departed"]


class SeenHow(models.TextChoices):
    """How whoever says so knows it."""

    SIGHTED = "sighted", HOW["sighted"]
    VOICE = "voice", HOW["voice"]
    MESSAGE = "message", HOW["message"]
    THIRD = "third", HOW["third"]


class Roll(models.Model):
    """The roll call of a crisis. cycle: how often it was asked; not_here: who has not arrived."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="rolls")
    begun_at = models.DateTimeField()
    cycle = models.IntegerField(default=1)
    asked_at = models.DateTimeField()
    every_min = models.IntegerField(default=20)
    not_here = models.IntegerField(default=0)
    relay_id = models.BigIntegerField(null=True)  # the last asking
    complete_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=Q(over_at=None), name="one_roll_of_a_crisis"
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.cycle}"


class HeadQuerySet(Scoped["Head"]):
    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return all for who sees the crisis; those of his delegations for who serves them."""
        own = seen_by(by, Right.DO_DUTIES)
        return self.filter(seen_by(by, right or Right.SEE_CRISIS) | own)


class Head(models.Model):
    """One person to be accounted for. where: last known when it began; vehicle: if on the road.

    seen_at: when it was seen to be so, which may be hours before we heard of it.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    roll = models.ForeignKey(Roll, models.CASCADE, related_name="heads")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=HeadState, default=HeadState.UNACCOUNTED.value)
    how = models.CharField(max_length=10, choices=SeenHow, blank=True)
    where_state = models.CharField(max_length=20, blank=True)  # of Whereabouts
    where = models.CharField(max_length=200, blank=True)  # the place
    where_reported = models.BooleanField(default=False)  # else it is only what the plan says
    where_since = models.DateTimeField(null=True)
    vehicle = models.CharField(max_length=80, blank=True)
    now_at = models.CharField(max_length=200, blank=True)  # where they are, as said with the state
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=200, blank=True)

    objects = HeadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roll", "member"], name="each_is_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.state}"
