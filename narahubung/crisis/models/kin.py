"""Whom the family and the embassy of somebody hurt or missing are, and who was told when."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.crisis.models.incidents import Incident
from narahubung.kit.fields import SealedField
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Member, Party


class Consent(models.TextChoices):
    """What the person says to telling somebody."""

    UNASKED = "unasked", _("nobody asked yet")
    GIVEN = "given", _("says yes")
    REFUSED = "refused", _("says no")
    UNABLE = "unable", _("cannot be asked")


class Fate(models.Model):
    """One person who is hurt, in hospital or missing, and who must be told in which order.

    kin, embassy, press: may these be told? *_told_at: when they were. *_none: why there is nobody
    to tell. free_at: the embassy was told that it may speak of it. kin_agree: the family agrees to
    the name, where the person cannot be asked. reminded_for: the next try of which there was
    word already. condition: for who may read medical notes.
    """

    right: ClassVar[str] = Right.SEE_KIN
    party_path: ClassVar[str] = "party_id"
    sealed: ClassVar[frozenset[str]] = frozenset({"condition"})
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="fates")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    kin = models.CharField(max_length=8, choices=Consent, default=Consent.UNASKED.value)
    embassy = models.CharField(max_length=8, choices=Consent, default=Consent.UNASKED.value)
    press = models.CharField(max_length=8, choices=Consent, default=Consent.UNASKED.value)
    consent_heard = models.CharField(max_length=200, blank=True)
    caller = models.CharField(max_length=200, blank=True)
    caller_by = models.ForeignKey("accounts.Person", models.SET_NULL, related_name="+", null=True)
    next_try_at = models.DateTimeField(null=True)
    reminded_for = models.DateTimeField(null=True)
    kin_told_at = models.DateTimeField(null=True)
    kin_told_by = models.CharField(max_length=200, blank=True)
    kin_agree = models.BooleanField(default=False)
    kin_none = models.CharField(max_length=300, blank=True)
    embassy_told_at = models.DateTimeField(null=True)
    embassy_told_by = models.CharField(max_length=200, blank=True)
    embassy_told_to = models.CharField(max_length=200, blank=True)
    embassy_none = models.CharField(max_length=300, blank=True)
    free_at = models.DateTimeField(null=True)
    free_by = models.CharField(max_length=200, blank=True)
    condition = SealedField(blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "member"], name="one_fate_of_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.member_id}"

    def seal_subject(self) -> str:
        """Return whose key seals the condition."""
        return f"member:{self.member_id}"


class Kin(models.Model):
    """One of the family, in the order in which they are called."""

    right: ClassVar[str] = Right.SEE_KIN
    party_path: ClassVar[str] = "member__party_id"
    sealed: ClassVar[frozenset[str]] = frozenset({"name", "phone"})
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()
    name = SealedField(blank=True)
    relation = models.CharField(max_length=80, blank=True)
    phone = SealedField(blank=True)
    language = models.CharField(max_length=40, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "order"], name="order_of_next_of_kin")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.order}"

    def seal_subject(self) -> str:
        """Return whose key seals name and number."""
        return f"member:{self.member_id}"


class KinCall(models.Model):
    """One try to reach somebody of the family."""

    right: ClassVar[str] = Right.SEE_KIN
    party_path: ClassVar[str] = "fate__party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    fate = models.ForeignKey(Fate, models.CASCADE, related_name="calls")
    kin = models.ForeignKey(Kin, models.CASCADE, related_name="calls")
    reached = models.BooleanField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.fate_id} {self.kin_id}"
