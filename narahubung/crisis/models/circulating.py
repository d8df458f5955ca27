"""An approved report goes out: to whom, with which words, and how far it has come with each."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.crisis.models.facts import Report
from narahubung.kit.actor import Actor
from narahubung.kit.fields import ToldText
from narahubung.kit.scoping import Scoped, seen_by


class Sending(models.Model):
    """One handing out of a report. relay_id: the message that says so.

    common: numbers of the facts that everybody among its readers may know; words: what is said to
    them besides. Who sees the crisis reads the whole report, whatever stands here.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, related_name="sendings")
    common = models.JSONField(default=list)
    words = ToldText(blank=True)
    by_name = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    relay_id = models.BigIntegerField(null=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.report_id} at {self.sent_at:%H:%M}"


class CopyQuerySet(Scoped["Copy"]):
    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return one's own; all with the right to see the crisis."""
        own = Q(event_id=by.event_id or 0, person_id=by.person_id or 0)
        return self.filter(seen_by(by, right or Right.SEE_CRISIS, party="") | own)


class Copy(models.Model):
    """A report with one reader. why: how he was found, as of `kit.said.both_languages`."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    sending = models.ForeignKey(Sending, models.CASCADE, related_name="copies")
    report = models.ForeignKey(Report, models.CASCADE, related_name="copies")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    seen_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    objects = CopyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "person"], name="a_reader_gets_a_report_once")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} to {self.person_id}"
