"""The book of a desk that guests walk up to: requests, keys, tickets, lost and found, wake-up."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.needs.models.asking import Need
from narahubung.needs.words import BOOK
from narahubung.parties.models import Department, Party


class BookKind(models.TextChoices):
    """What a line of the book is about."""

    REQUEST = "request", BOOK["request"]
    KEY = "key", BOOK["key"]
    TICKET = "ticket", BOOK["ticket"]
    LOST = "lost", BOOK["lost"]
    FOUND = "found", BOOK["found"]
    WAKE_UP = "wake_up", BOOK["wake_up"]
    LUGGAGE = "luggage", BOOK["luggage"]


class BookEntry(models.Model):
    """One line. who: the guest or room as given at the desk. tries: calls nobody answered.

    match: of something lost, the line where it was found; the found line ends with it.
    """

    right: ClassVar[str] = Right.SEE_NEEDS
    party_path: ClassVar[str] = "party_id"
    department_path: ClassVar[str] = "department_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="book")
    party = models.ForeignKey(Party, models.CASCADE, related_name="book", null=True)
    kind = models.CharField(max_length=8, choices=BookKind)
    text = models.CharField(max_length=500)
    who = models.CharField(max_length=120, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)
    match = models.ForeignKey("self", models.SET_NULL, related_name="matches", null=True)
    need = models.ForeignKey(Need, models.SET_NULL, related_name="book", null=True)
    removed = models.BooleanField(default=False)

    objects = Scoped.as_manager()

    class Meta:
        indexes = [models.Index(fields=["department", "ended_at"], name="book_open_lines")]

    def __str__(self) -> str:
        return self.text[:60]
