"""Stands, slots, lounges, ramp cars: what there are few of, and who has them when."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from narahubung.accounts.roles import Right
from narahubung.airports.kinds import BookingKind, BookingState, GuestState
from narahubung.kit.records import Record
from narahubung.kit.scoping import Scoped
from narahubung.movements.models import Movement
from narahubung.parties.models import Member, Party, Place

# These hold what they book: two of them on one thing at one time are a clash.
HOLDING = (BookingState.ASKED.value, BookingState.CONFIRMED.value)


class Facility(Record):
    """One stand, lounge, ramp car, or the slots of a runway.

    capacity: how many bookings it takes at once. with_head: how many people a lounge takes besides
    the head of the delegation; None for no limit. limits: what else holds, as a person says it.
    """

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    kind = models.CharField(max_length=12, choices=BookingKind)
    name = models.CharField(max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    capacity = models.PositiveSmallIntegerField(default=1)
    with_head = models.PositiveSmallIntegerField(null=True)
    limits = models.CharField(max_length=200, blank=True)

    def label(self) -> str:
        """Return the name."""
        return self.name


class Booking(models.Model):
    """What is booked for a party around a movement, from when to when, and who sees to it.

    facility: None where nothing scarce is taken ("flowers"). what: in words, what the kind does
    not say. agreed_start, agreed_end: the times for which it was confirmed; when the booking has
    moved since, it is to be confirmed again. reason: why it was refused or cancelled. owner: who
    sees to it, if one of us.
    """

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="bookings", null=True)
    kind = models.CharField(max_length=12, choices=BookingKind)
    what = models.CharField(max_length=200, blank=True)
    party = models.ForeignKey(Party, models.CASCADE, related_name="bookings")
    movement = models.ForeignKey(Movement, models.CASCADE, related_name="bookings", null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=BookingState, default=BookingState.ASKED.value)
    agreed_start = models.DateTimeField(null=True)
    agreed_end = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey("accounts.Person", models.SET_NULL, related_name="+", null=True)
    owner_name = models.CharField(max_length=120, blank=True)
    owner_phone = models.CharField(max_length=40, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["facility", "starts_at"], name="booking_facility_start")]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_at:%H:%M}"

    def label(self) -> str:
        """Return what is booked, as people know it."""
        return self.facility.name if self.facility else self.what or self.get_kind_display()


class LoungeGuest(models.Model):
    """One person on the list of a lounge: a member of the delegation, or somebody named."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    party_path: ClassVar[str] = "booking__party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    booking = models.ForeignKey(Booking, models.CASCADE, related_name="guests")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", null=True)
    name = models.CharField(max_length=200)
    function = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=GuestState, default=GuestState.ASKED.value)
    reason = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "name"], name="once_on_a_lounge_list")
        ]

    def __str__(self) -> str:
        return f"guest {self.pk}"
