"""Hotels, room blocks and lodgings."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.records import Record
from narahubung.parties.models import Member, Party, Place


class Hotel(Record):
    """A hotel: the place, and what is known of it as a hotel."""

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    place = models.OneToOneField(Place, models.PROTECT, related_name="hotel")
    stars = models.FloatField(null=True)
    chosen_for_event = models.CharField(max_length=80, blank=True)
    clinic = models.CharField(max_length=20, blank=True)  # yes, no, unknown


class RoomBlock(Record):
    """Rooms kept for one party in one hotel. check_out is the day of leaving."""

    right: ClassVar[str] = Right.SEE_STAY
    hotel = models.ForeignKey(Place, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="room_blocks")
    rooms = models.IntegerField(null=True)
    suites = models.IntegerField(null=True)
    delegation_office = models.BooleanField(null=True)
    check_in = models.DateField(null=True)
    check_out = models.DateField(null=True)
    hotel_status = models.CharField(max_length=40, blank=True)


class Lodging(models.Model):
    """Which room a member sleeps in. Need-to-know."""

    right: ClassVar[str] = Right.SEE_STAY
    member = models.OneToOneField(Member, models.CASCADE, related_name="lodging", primary_key=True)
    hotel = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    room_no = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"room of {self.member_id}"
