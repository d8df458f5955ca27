"""Programme items, the numbered versions in which they were released, and calendar addresses."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

from narahubung.accounts.roles import Right
from narahubung.kit.records import Record
from narahubung.kit.said import both_languages
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Member, Party, Place


class Item(Record):
    """One item of the programme. kind is set from data (plenary, gala, photo, visit, press …).

    starts_at / ends_at: as planned; actual_…: as it happened. zone: whose clock the list gave.
    participants: the list's own words; `attending` is what was made of them.
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

    @property
    def title(self) -> str:
        """Return the title in the language in force."""
        if (get_language() or "").startswith("id") and self.title_id:
            return self.title_id
        return self.title_en

    def label(self) -> str:
        """Return the title in both languages, for entries."""
        return both_languages(self.title_en, self.title_id)


class Release(models.Model):
    """A numbered version of the programme as it was given out. `items`: the facts of each item."""

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    released_at = models.DateTimeField()
    by_name = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=200, blank=True)
    items = models.JSONField(default=dict)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="release_number_once")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class CalendarFeed(models.Model):
    """A secret address at which a person's calendar fetches the agenda of a party, or of a member.

    party None: of the person's own duties. Only the token's hash is kept. It is worth what the
    person may see at the moment of fetching.
    """

    right: ClassVar[str] = Right.SEE_PARTY
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+", null=True)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", null=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"calendar of {self.party_id or 'duties'} for {self.person_id}"
