"""The private programme: what a party does apart from the official one, known to its officers."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Member, Officer, Party
from narahubung.programme.models.items import Item


class PrivateKind(models.TextChoices):
    """What sort of thing it is."""

    SPOUSE = "spouse", _("spouse programme")
    TOUR = "tour", _("tour")
    SHOPPING = "shopping", _("shopping")
    FREE = "free", _("free time")
    OUTING = "outing", _("outing")


class PrivateItem(models.Model):
    """What a private item really is. Time and place stand in `item`, which others see as "Busy".

    member: whose it is; None: of the head, and so of the whole party. officer: who goes along.
    cover: who stays with the party meanwhile.
    """

    right: ClassVar[str] = Right.SEE_REGISTER
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    item = models.OneToOneField(Item, models.CASCADE, related_name="private")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.SET_NULL, related_name="+", null=True)
    kind = models.CharField(max_length=10, choices=PrivateKind, default=PrivateKind.OUTING.value)
    title = models.CharField(max_length=200)
    officer = models.ForeignKey(Officer, models.SET_NULL, related_name="+", null=True)
    cover = models.ForeignKey(Officer, models.SET_NULL, related_name="+", null=True)
    note = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return self.title
