"""People who sign in, events, and what ties them together."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from narahubung.kit.said import both_languages


class Person(AbstractUser):
    """Someone who can sign in. Names and numbers of officers stand in `parties.Officer`."""

    full_name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(
        _("language"),
        max_length=8,
        choices=[("id", "Bahasa Indonesia"), ("en", "English")],
        default="id",
    )

    def __str__(self) -> str:
        return self.full_name or self.username


class EventState(models.TextChoices):
    """An event's life: made, live, closed (read only), archived."""

    PREPARING = "preparing", _("being prepared")
    LIVE = "live", _("live")
    CLOSED = "closed", _("closed")
    ARCHIVED = "archived", _("archived")


class Event(models.Model):
    """One summit, congress, games or visit. It is a scope: every right is held in an event."""

    slug = models.SlugField(max_length=60, unique=True)
    name_en = models.CharField(max_length=200)
    name_id = models.CharField(max_length=200, blank=True)
    zone = models.CharField(max_length=60, default="Asia/Jakarta")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=EventState, default=EventState.PREPARING.value)
    facts = models.JSONField(default=dict)  # what the organiser's Event sheet says besides
    policy = models.JSONField(default=dict)  # choices of this event, e.g. positions per party

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the language in force."""
        if (get_language() or "").startswith("id") and self.name_id:
            return self.name_id
        return self.name_en

    def label(self) -> str:
        """Return the name in both languages, for entries."""
        return both_languages(self.name_en, self.name_id)


class TieKind(models.TextChoices):
    """What a person is tied to."""

    EVENT = "event", _("event")
    PARTY = "party", _("party")
    DEPARTMENT = "department", _("department")


class ReachQuerySet(models.QuerySet["Reach"]):
    def in_force(self, at: datetime) -> Self:
        """Return what holds at this moment of the server's clock."""
        return self.filter(Q(since__lte=at) & (Q(until=None) | Q(until__gt=at)))

    def of_event(self, event_id: int | None) -> Self:
        """Return what is held in one event, or (None) in the whole installation."""
        if event_id is None:
            return self.filter(event__isnull=True)
        return self.filter(event_id=event_id)


class Reach(models.Model):
    """A person holds a role, for an event, a party or a department, from a moment until another.

    `event` is None only for the administrator of the whole installation.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="reach")
    event = models.ForeignKey(Event, models.CASCADE, related_name="reach", null=True)
    role = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=TieKind, default=TieKind.EVENT.value)
    object_id = models.BigIntegerField(null=True)  # party or department
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "event"], name="reach_person_event")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.kind} {self.object_id or ''}"


class Invitation(models.Model):
    """A letter with a QR: who opens it sets a password once. Only the token's hash is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation of {self.person_id}"


class GuestPass(models.Model):
    """A link without log-in: it opens one thing, for one purpose, until it ends.

    Only the token's hash is kept. What it opens and what it may do is the table `roles.PURPOSES`.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="passes")
    purpose = models.CharField(max_length=20)
    object_id = models.BigIntegerField()  # of the purpose's table
    name = models.CharField(max_length=120)  # for whom it was made
    language = models.CharField(max_length=8)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, related_name="+", null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)  # the last time
    openings = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["event", "purpose", "object_id"], name="pass_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.object_id} for {self.name}"
