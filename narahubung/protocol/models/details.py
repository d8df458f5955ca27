"""The detail book: what an item of the programme needs, who owes it, and plan B."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.kit.fields import ToldText
from narahubung.programme.models import Item
from narahubung.protocol.models.attended import OfItems
from narahubung.protocol.words import VIP


class Vip(models.TextChoices):
    """Whether an item is one of VIPs. `auto`: it is when heads of delegation attend."""

    AUTO = "auto", VIP["auto"]
    YES = "yes", VIP["yes"]
    NO = "no", VIP["no"]


class Details(OfItems["Detail"]):
    """Sheets of the book, cut to one person. Contacts are for who keeps the book."""


class Detail(models.Model):
    """The sheet of one item. owner: who owes what is missing until due_at, else owner_name.

    reminded_for: the deadline for which the owner was reminded, so that it happens once.
    """

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    item = models.OneToOneField(Item, models.CASCADE, related_name="detail")
    logistics = ToldText(max_length=2000, blank=True)
    staffing = ToldText(max_length=2000, blank=True)
    materials = ToldText(max_length=2000, blank=True)
    contacts = ToldText(max_length=2000, blank=True)
    plan_b = ToldText(max_length=2000, blank=True)
    vip = models.CharField(max_length=4, choices=Vip, default=Vip.AUTO.value)
    owner = models.ForeignKey("accounts.Person", models.SET_NULL, related_name="+", null=True)
    owner_name = models.CharField(max_length=120, blank=True)
    due_at = models.DateTimeField(null=True)
    reminded_for = models.DateTimeField(null=True)
    written_at = models.DateTimeField()
    written_by_name = models.CharField(max_length=200)

    objects = Details.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="detail_to_remind", condition=Q(due_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"details of {self.item_id}"
