"""An import from upload to its end."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped


class ImportState(models.TextChoices):
    """The life of an import."""

    READING = "reading", _("being read")
    READY = "ready", _("ready to apply")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    FAILED = "failed", _("failed")
    DISMISSED = "dismissed", _("dismissed")


class Said(models.Model):
    """What a list last said of a record, digests by field: a list that repeats itself is no news.

    What people told the house since (a delay, a need that is done) stands against a repetition,
    and yields to a list that says something else than before.
    """

    event = models.ForeignKey("accounts.Event", models.CASCADE, related_name="+")
    model = models.CharField(max_length=40)
    code = models.CharField(max_length=80)
    digests = models.JSONField(default=dict)  # keyed digests: a diet cannot be guessed from one

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "model", "code"], name="said_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.code}"


class Import(models.Model):
    """One file somebody brought: what was read and compared (staging), and what became of it.

    staging: the difference as people look at it (see `difference.staged`); no sealed value, and not
    what is stored: that is read again from the file, which lies sealed beside the database.
    """

    right: ClassVar[str] = Right.TAKE_IN_LISTS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+", null=True)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.IntegerField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING.value)
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    doing = models.CharField(max_length=80, blank=True)
    staging = models.JSONField(default=dict)
    trouble = models.TextField(blank=True)
    applied_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)  # the job's last sign of life

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return self.file_name
