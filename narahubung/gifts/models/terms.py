"""What is set for an event: holidays, the organiser's own rule; and what a reporter is by law."""

from typing import ClassVar, Self

from django.db import models

from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.gifts.words import EMPLOYMENTS
from narahubung.kit.actor import Actor
from narahubung.kit.fields import SealedField
from narahubung.kit.scoping import Scoped


class Employment(models.TextChoices):
    """What the receiver is by law: it decides which rule holds for what he is given."""

    UNKNOWN = "", EMPLOYMENTS[""]
    CIVIL_SERVANT = "civil_servant", EMPLOYMENTS["civil_servant"]
    STATE_ORGANISER = "state_organiser", EMPLOYMENTS["state_organiser"]
    STATE_PAID = "state_paid", EMPLOYMENTS["state_paid"]
    PRIVATE = "private", EMPLOYMENTS["private"]


class Holiday(models.Model):
    """A day on which offices are closed. sure: somebody compared it with the decree."""

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    on = models.DateField()
    name = models.CharField(max_length=120)
    is_joint_leave = models.BooleanField(default=False)
    sure = models.BooleanField(default=False)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "on"], name="holiday_of_an_event_once")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class GiftTerms(models.Model):
    """The organiser's own rule and settings; without a row, `rules.terms.USUAL` holds.

    limit_idr: what who is no official may keep. hand_in_days: working days to hand the rest in.
    joint_leave_is_off: joint leave is no working day (to be confirmed). reminder_days: of 30.
    """

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    event = models.OneToOneField("accounts.Event", models.PROTECT, related_name="+")
    limit_idr = models.BigIntegerField(default=500_000)
    hand_in_days = models.IntegerField(default=3)
    joint_leave_is_off = models.BooleanField(default=True)
    reminder_days = models.JSONField(default=list)
    upg = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"gift terms of {self.event_id}"


class Reporters(Scoped["GiftReporter"]):
    """What reporters said of themselves: for themselves and for who keeps the register."""

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return one's own; with KEEP_GIFTS all of the event."""
        if right or "house" in by.roles or Right.KEEP_GIFTS in by.everywhere:
            return super().visible_to(by, right or Right.KEEP_GIFTS)
        return self.filter(event_id=by.event_id or 0, person_id=by.person_id or 0)


class GiftReporter(models.Model):
    """What the form of the KPK asks of a reporter, said once. id_number: NIP or NIK."""

    right: ClassVar[str] = Right.KEEP_GIFTS
    party_path: ClassVar[str] = ""
    sealed: ClassVar[frozenset[str]] = frozenset({"id_number", "address"})
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    employment = models.CharField(max_length=16, choices=Employment, blank=True)
    id_number = SealedField(blank=True)
    office = models.CharField(max_length=200, blank=True)
    address = SealedField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=120, blank=True)

    objects = Reporters.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="reporter_of_gifts_once")
        ]

    def __str__(self) -> str:
        return f"reporter {self.person_id}"

    def seal_subject(self) -> str:
        """Return whose key seals number and address."""
        return f"gift-reporter:{self.event_id}:{self.person_id}"
