"""Meetings between parties."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.records import Record
from narahubung.kit.scoping import Scoped, seen_by
from narahubung.parties.models import Party, Place


class MeetingQuerySet(Scoped["Meeting"]):
    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return meetings of which the person may see at least one side."""
        wanted = right or Meeting.right
        return self.filter(
            Q(seen_by(by, wanted, party="party_a_id")) | Q(seen_by(by, wanted, party="party_b_id"))
        )


NOT_HELD = ("declined", "cancelled")


class Meeting(Record):
    """A bilateral. on: its day; starts_at / ends_at stay empty until a clock time is known."""

    right: ClassVar[str] = Right.SEE_MEETINGS
    kind = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=40, blank=True)
    party_a = models.ForeignKey(Party, models.CASCADE, related_name="meetings_a")
    party_b = models.ForeignKey(Party, models.CASCADE, related_name="meetings_b")
    on = models.DateField(null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=60)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    room = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=40, blank=True)
    requested_by = models.CharField(max_length=60, blank=True)
    requested_at = models.DateTimeField(null=True)
    interpretation = models.CharField(max_length=120, blank=True)

    objects = MeetingQuerySet.as_manager()  # type: ignore[misc]

    @property
    def party_ids(self) -> list[int]:
        """Return both sides: each is told of the meeting."""
        return [self.party_a_id, self.party_b_id]

    def label(self) -> str:
        """Return both sides."""
        return f"{self.party_a.code} - {self.party_b.code}"
