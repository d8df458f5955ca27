"""What a principal's own security or aide asks for in the car."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Party
from narahubung.protocol.words import BESIDE, FRONTS, SEATS


class SeatAsk(models.Model):
    """The seats one party asks for; it goes before the custom of the event. told_by: who said so.

    officer_in: the officer rides beside the principal.
    """

    right: ClassVar[str] = Right.SEE_PLACES
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.OneToOneField(Party, models.CASCADE, related_name="seat_ask")
    seat = models.CharField(max_length=12, choices=list(SEATS.items()), blank=True)
    front = models.CharField(max_length=12, choices=list(FRONTS.items()), blank=True)
    beside = models.CharField(max_length=8, choices=list(BESIDE.items()), blank=True)
    officer_in = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    told_by = models.CharField(max_length=120)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"seats of {self.party_id}"
