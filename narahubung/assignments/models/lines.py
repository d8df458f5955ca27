"""Telephone lines of the organiser whose numbers parties were given."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Party


class GuestLine(models.Model):
    """A telephone line of the organiser whose number a party was given: it is forwarded by hand.

    forwards_to, forwards_name: whom it was last switched to. asked_for: the number for which a
    switch was last asked, so that it is asked once.
    """

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.OneToOneField(Party, models.CASCADE, related_name="guest_line")
    phone = models.CharField(max_length=40)
    forwards_to = models.CharField(max_length=40, blank=True)
    forwards_name = models.CharField(max_length=200, blank=True)
    switched_at = models.DateTimeField(null=True)
    switched_by = models.CharField(max_length=200, blank=True)
    asked_for = models.CharField(max_length=40, blank=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.phone} of {self.party_id}"
