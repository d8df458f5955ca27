"""One CAP message, from outside or our own, with its raw text and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.alerts.models.feeds import WarningFeed
from narahubung.alerts.words import STATES
from narahubung.kit.scoping import Scoped


class Origin(models.TextChoices):
    """How it came to be here."""

    FILE = "file", _("a file")
    FEED = "feed", _("a feed")
    OFFICE = "office", _("our own office")


class AlertState(models.TextChoices):
    """What a person decided, or what a later message made of it."""

    NEW = "new", STATES["new"]
    HELD = "held", STATES["held"]
    VERIFIED = "verified", STATES["verified"]
    DISMISSED = "dismissed", STATES["dismissed"]
    ISSUED = "issued", STATES["issued"]
    REPLACED = "replaced", STATES["replaced"]
    CANCELLED = "cancelled", STATES["cancelled"]


OPEN = [each.value for each in (AlertState.NEW, AlertState.HELD)]
IN_FORCE = [each.value for each in (AlertState.VERIFIED, AlertState.ISSUED)]


class Alert(models.Model):
    """One message. raw: as it came, or as it went out; the columns beside it are only read from it.

    mark: digest of (sender, identifier, sent), or of the raw text where one of them is missing:
    the same message is kept once. status, msg_type, severity, urgency, certainty: words of CAP, ""
    where it says none that CAP knows. headlines: language to words. refers: the earlier one that it
    updates or cancels, as far as it is here. place_ids: our places within its area when it came.
    area_is_known: some shape of it can be used. concerns_us: it is real, and a place of ours lies
    in it or nobody knows where it is. relay_id, told: the message by
    which people had it.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.FILE.value)
    warning_feed = models.ForeignKey(WarningFeed, models.SET_NULL, related_name="alerts", null=True)
    mark = models.CharField(max_length=64)
    sender = models.CharField(max_length=200, blank=True)
    identifier = models.CharField(max_length=200, blank=True)
    sent_text = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, blank=True)
    msg_type = models.CharField(max_length=10, blank=True)
    references = models.JSONField(default=list)  # [[sender, identifier, sent], ...]
    refers = models.ForeignKey("self", models.SET_NULL, related_name="followers", null=True)
    topic = models.CharField(max_length=200, blank=True)
    headlines = models.JSONField(default=dict)
    severity = models.CharField(max_length=10, blank=True)
    urgency = models.CharField(max_length=10, blank=True)
    certainty = models.CharField(max_length=10, blank=True)
    begins_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    area_text = models.CharField(max_length=300, blank=True)
    area_is_known = models.BooleanField(default=False)
    place_ids = models.JSONField(default=list)
    concerns_us = models.BooleanField(default=False)
    raw = models.TextField()
    state = models.CharField(max_length=10, choices=AlertState, default=AlertState.NEW.value)
    received_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_why = models.CharField(max_length=300, blank=True)
    relay_id = models.BigIntegerField(null=True)
    told = models.IntegerField(default=0)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "mark"], name="an_alert_once")]
        indexes = [
            models.Index(fields=["event", "state", "received_at"], name="alerts_waiting"),
            models.Index(
                fields=["event", "identifier"], condition=~Q(identifier=""), name="alerts_named"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender} {self.identifier}"

    @property
    def headline(self) -> str:
        """Return it in the language in force, else in the first that it has."""
        wanted = (get_language() or "en").split("-")[0]
        return str(self.headlines.get(wanted) or next(iter(self.headlines.values()), ""))

    @property
    def is_real(self) -> bool:
        """Tell whether it is meant: nothing but Actual ever is."""
        return self.status == "Actual"

    @property
    def is_ours(self) -> bool:
        """Tell whether it went out from here."""
        return self.origin == Origin.OFFICE
