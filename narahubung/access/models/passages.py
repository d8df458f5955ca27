"""What happened at gates: one row a scan, kept for ever."""

from typing import ClassVar

from django.db import models

from narahubung.access.models.badges import Badge
from narahubung.access.models.zones import Gate, Zone
from narahubung.access.words import CHECKS
from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Officer, Party


class Check(models.TextChoices):
    """What is checked at a gate."""

    ENTRY = "entry", CHECKS["entry"]
    EXIT = "exit", CHECKS["exit"]
    VEHICLE = "vehicle", CHECKS["vehicle"]
    MEAL = "meal", CHECKS["meal"]
    BAG = "bag", CHECKS["bag"]


class Passage(models.Model):
    """One scan. badge: none where the code belonged to none.

    shown: the colour and reason that the keeper's phone showed; judged: what the server says, by
    its own knowledge of the moment of the scan. admitted: what the keeper did. supervisor, why: of
    who let in against red or amber, or sent away against green. at: of the scan; known_at: when we
    learned it. list_at: how old the phone's list was, by when it was made. party, officer: of the
    badge. party is whom an officer served then, if anybody.
    """

    right: ClassVar[str] = Right.SEE_ACCESS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    gate = models.ForeignKey(Gate, models.PROTECT, related_name="passages")
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="passages")
    badge = models.ForeignKey(Badge, models.PROTECT, related_name="passages", null=True)
    party = models.ForeignKey(Party, models.SET_NULL, related_name="+", null=True)
    officer = models.ForeignKey(Officer, models.SET_NULL, related_name="+", null=True)
    check_type = models.CharField(max_length=8, choices=Check, default=Check.ENTRY.value)
    admitted = models.BooleanField()
    shown = models.CharField(max_length=30, blank=True)
    judged = models.CharField(max_length=30)
    supervisor = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(db_index=True)
    known_at = models.DateTimeField()
    list_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200)

    objects = Scoped.as_manager()

    class Meta:
        indexes = [models.Index(fields=["zone", "badge", "at"], name="who_is_inside")]

    def __str__(self) -> str:
        return f"{self.badge_id} at {self.gate_id}"


class PassBack(models.Model):
    """A badge went into a zone twice and came out between by no gate: two gates without a network.

    Found when the phones are back, whichever comes first. settled_at: a supervisor looked into it;
    note: what it was. An exit that is told later and lies between settles it, too.
    """

    right: ClassVar[str] = Right.ACCREDIT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    badge = models.ForeignKey(Badge, models.CASCADE, related_name="+")
    first = models.ForeignKey(Passage, models.CASCADE, related_name="+")
    second = models.ForeignKey(Passage, models.CASCADE, related_name="+")
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["second"], name="a_second_entry_once")]

    def __str__(self) -> str:
        return f"badge {self.badge_id} went in twice"
