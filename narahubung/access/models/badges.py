"""Badges: numbered things with a signed code, which say who one is and never what one may."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from narahubung.access.models.people import Accreditation
from narahubung.access.models.zones import Category
from narahubung.access.words import BADGES, DAY_USES
from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped


class BadgeState(models.TextChoices):
    """Where the thing is."""

    READY = "ready", BADGES["ready"]
    PRINTED = "printed", BADGES["printed"]
    COLLECTED = "collected", BADGES["collected"]
    LOST = "lost", BADGES["lost"]
    REPLACED = "replaced", BADGES["replaced"]
    WITHDRAWN = "withdrawn", BADGES["withdrawn"]


class Badge(models.Model):
    """One badge. accreditation: none of a blank one for a day.

    key: the id of the key that signed its code; digest: of the code. collected_by: who took it;
    letter: what allowed somebody else to.
    """

    right: ClassVar[str] = Right.SEE_ACCESS
    party_path: ClassVar[str] = "accreditation__party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    serial = models.IntegerField()
    key = models.CharField(max_length=8)
    digest = models.CharField(max_length=32)
    accreditation = models.ForeignKey(
        Accreditation, models.CASCADE, related_name="badges", null=True
    )
    state = models.CharField(max_length=10, choices=BadgeState, default=BadgeState.READY.value)
    made_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True)
    collected_at = models.DateTimeField(null=True)
    collected_by = models.CharField(max_length=200, blank=True)
    letter = models.CharField(max_length=200, blank=True)
    handed_by_name = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)  # lost, replaced or withdrawn
    ended_by_name = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=300, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "serial"], name="serial_of_a_badge"),
            models.UniqueConstraint(fields=["event", "digest"], name="code_of_a_badge"),
            models.UniqueConstraint(
                fields=["accreditation"],
                condition=Q(state__in=["ready", "printed", "collected"]),
                name="one_badge_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"badge {self.serial}"


class DayUseState(models.TextChoices):
    """A blank badge counts when two people said for whom."""

    ASKED = "asked", DAY_USES["asked"]
    ACTIVE = "active", DAY_USES["active"]
    ENDED = "ended", DAY_USES["ended"]


class DayUse(models.Model):
    """A blank badge belongs to a person for one day. identity: what was shown (ID card, passport).

    first_by, then second_by: two different people. category: whose zones it opens.
    """

    right: ClassVar[str] = Right.ACCREDIT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    badge = models.ForeignKey(Badge, models.CASCADE, related_name="uses")
    on = models.DateField()
    full_name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    identity = models.CharField(max_length=100)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, choices=DayUseState, default=DayUseState.ASKED.value)
    first_at = models.DateTimeField()
    first_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    first_by_name = models.CharField(max_length=200)
    second_at = models.DateTimeField(null=True)
    second_by_name = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["badge", "on"],
                condition=~Q(state="ended"),
                name="a_blank_badge_has_one_holder_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.badge_id} on {self.on}"


class KeyEnd(models.Model):
    """Badges signed with an older key open no gate of the event from a moment on.

    key: the id of the older key; successor: of the one that signs since. reprints: how many badges
    were printed or handed out with it when the successor was made.
    """

    right: ClassVar[str] = Right.ACCREDIT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    key = models.CharField(max_length=8)
    successor = models.CharField(max_length=8)
    ends_at = models.DateTimeField()
    why = models.CharField(max_length=300)
    reprints = models.IntegerField(default=0)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="end_of_a_key")]

    def __str__(self) -> str:
        return f"{self.key} until {self.ends_at}"
