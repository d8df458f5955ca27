"""What takes place: when, where, and who attends."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.records import Record
from narahubung.kit.said import both_languages
from narahubung.kit.scoping import Scoped, seen_by
from narahubung.parties.models import Party, Place


class Items(Scoped["Item"]):
    """Items, cut to one person: that a party is busy is known to who may see the party."""

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return the programme of everybody, and the private items of parties he may see."""
        seen = Q(private_of=None) | seen_by(by, Right.SEE_PARTY, party="private_of")
        return super().visible_to(by, right).filter(seen)


class Item(Record):
    """One item of the programme. kind is set from data (plenary, gala, photo, visit, press …).

    starts_at / ends_at: as planned; actual_…: as it happened. zone: whose clock the list gave.
    participants: the list's own words; `attending` is what was made of them.
    private_of: the party whose private item it is; it is called "Busy" here, and what it is stands
    in its PrivateItem alone.
    """

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    title_en = models.CharField(max_length=200)
    title_id = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, default="other")
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=60)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    room = models.CharField(max_length=120, blank=True)
    participants = models.CharField(max_length=200, blank=True)
    dress = models.CharField(max_length=200, blank=True)
    actual_start_at = models.DateTimeField(null=True)
    actual_end_at = models.DateTimeField(null=True)
    attending = models.ManyToManyField(Party, related_name="items")
    private_of = models.ForeignKey(Party, models.CASCADE, related_name="+", null=True)

    objects: ClassVar[Any] = Items.as_manager()

    @property
    def title(self) -> str:
        """Return the title in the language in force."""
        if (get_language() or "").startswith("id") and self.title_id:
            return self.title_id
        return self.title_en

    def label(self) -> str:
        """Return the title in both languages, for entries."""
        return both_languages(self.title_en, self.title_id)
