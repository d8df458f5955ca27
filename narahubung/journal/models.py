"""The journal's own tables. Only this room imports them."""

import uuid

from django.conf import settings
from django.db import models


class Act(models.Model):
    """One gesture of one person. Its id is made on their device, so a resend changes nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    by_name = models.CharField(max_length=200)
    command = models.CharField(max_length=80)
    door = models.CharField(max_length=20)
    body = models.CharField(max_length=64)  # SHA-256 of what was asked, to know a false resend
    at = models.DateTimeField()  # when the person did it; may be hours before it reached us
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.command} by {self.by_name}"


class StoredEntry(models.Model):
    """One thing that happened. Appended, never edited, never deleted.

    Ids have no holes and commit in order. `facts` is canonical JSON text, because the chain runs
    over its bytes; sensitive facts in it are sealed. `mark` = SHA-256 over the mark before it and
    everything of this entry and its act.
    """

    id = models.BigIntegerField(primary_key=True)
    act = models.ForeignKey(Act, models.PROTECT, related_name="entries")
    event_id = models.BigIntegerField(null=True)
    party_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    right = models.CharField(max_length=40)  # who may read the facts (accounts.roles.Right)
    facts = models.TextField()
    topics = models.TextField()  # names, separated by spaces; the table Topic is its index
    tell = models.TextField(blank=True)  # person ids, separated by spaces
    mark = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "id"], name="entry_kind_then_id"),
            models.Index(fields=["event_id", "id"], name="entry_event_then_id"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"


class Topic(models.Model):
    """The name of something an entry changed on screens, such as `party:42`."""

    entry = models.ForeignKey(StoredEntry, models.PROTECT, related_name="named")
    name = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["name", "entry"], name="topic_name_then_entry")]

    def __str__(self) -> str:
        return self.name


class Cursor(models.Model):
    """How far one reaction has read."""

    name = models.CharField(max_length=120, primary_key=True)
    entry_id = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.name} at #{self.entry_id}"


class Parked(models.Model):
    """An entry a reaction could not digest in five tries, put aside with an alarm."""

    name = models.CharField(max_length=120)
    entry_id = models.BigIntegerField()
    trouble = models.TextField()
    parked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} stumbled over #{self.entry_id}"


class Turn(models.Model):
    """The due moment of a timetable's function that was begun last."""

    name = models.CharField(max_length=120, primary_key=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.due_at}"


class Beat(models.Model):
    """A worker's sign of life while it does a job. `beats_at` is the machine's time, in seconds."""

    worker = models.CharField(max_length=120, primary_key=True)
    beats_at = models.FloatField()

    def __str__(self) -> str:
        return self.worker
