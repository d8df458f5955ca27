"""Where warnings are fetched from. None is listed until an administrator lists one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped


class FeedShape(models.TextChoices):
    """What stands at the address."""

    RSS = "rss", _("list of warnings (RSS), each a CAP file")
    CAP = "cap", _("one CAP file")
    QUAKES = "quakes", _("quakes as BMKG writes them (JSON)")


class WarningFeed(models.Model):
    """One address. asked_at: when it was last asked; fetched_at: when it last answered rightly.

    trouble: why it did not, in words of the fetcher; silent_since: told to who lists feeds.
    """

    right: ClassVar[str] = Right.MANAGE_EVENT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    url = models.CharField(max_length=500)
    shape = models.CharField(max_length=8, choices=FeedShape, default=FeedShape.RSS.value)
    every_min = models.IntegerField(default=3)
    listed_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "url"], name="a_feed_once")]

    def __str__(self) -> str:
        return self.name
