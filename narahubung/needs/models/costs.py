"""What a need costs, who pays, and who signed for it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.needs.models.asking import Need, OfNeed


class Payer(models.TextChoices):
    """Who pays."""

    HOST = "host", _("the host")
    PARTY = "party", _("the delegation")
    GUEST = "guest", _("the guest")


class NeedCost(models.Model):
    """One line of the charges. currency: ISO 4217. struck_at: it was written by mistake."""

    right: ClassVar[str] = Right.SEE_NEEDS
    party_path: ClassVar[str] = "need__party_id"
    department_path: ClassVar[str] = "need__department_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    need = models.ForeignKey(Need, models.CASCADE, related_name="costs")
    what = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    payer = models.CharField(max_length=10, choices=Payer)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    signed_by = models.CharField(max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True)
    struck_at = models.DateTimeField(null=True)

    objects = OfNeed.as_manager()

    def __str__(self) -> str:
        return f"{self.what} {self.amount} {self.currency}"
