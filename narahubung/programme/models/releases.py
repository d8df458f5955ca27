"""The numbered versions in which the programme was released, and calendar addresses."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Member, Party


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
