"""Whom an organiser must tell, by when, and that it was done; and what an authority permits."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.crisis.models.incidents import Incident
from narahubung.crisis.notices_words import PERMISSIONS, STATES, WAYS
from narahubung.kit.fields import ToldText
from narahubung.kit.scoping import Scoped


class NoticeState(models.TextChoices):
    """How far it has come."""

    OPEN = "open", STATES["open"]
    TOLD = "told", STATES["told"]
    NOT_NEEDED = "not_needed", STATES["not_needed"]


class NoticeWay(models.TextChoices):
    """How an authority was told."""

    PHONE = "phone", WAYS["phone"]
    LETTER = "letter", WAYS["letter"]
    MAIL = "mail", WAYS["mail"]
    PORTAL = "portal", WAYS["portal"]
    PERSON = "person", WAYS["person"]


class Notice(models.Model):
    """One duty to tell an authority. code: of notices.yaml; "" for one that somebody added.

    known_at: when the organiser knew, where the law's clock begins. letter: what people made of
    the draft; "" while the draft stands as the facts make it. digest: of the file that proves it.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="notices")
    code = models.CharField(max_length=40, blank=True)
    to = models.CharField(max_length=200, blank=True)
    law = models.CharField(max_length=300, blank=True)
    within_min = models.IntegerField()
    known_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.OPEN.value)
    letter = ToldText(blank=True)
    proposed_by = models.CharField(max_length=200)
    overdue_told_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    told_to = models.CharField(max_length=200, blank=True)
    way = models.CharField(max_length=8, choices=NoticeWay, blank=True)
    number = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=60, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "code"], condition=~Q(code=""), name="each_duty_is_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.code or self.to}"

    @property
    def due_at(self) -> datetime:
        """Until when it must be told."""
        return self.known_at + timedelta(minutes=self.within_min)


class PermissionState(models.TextChoices):
    """How far it has come."""

    NEEDED = "needed", PERMISSIONS["needed"]
    ASKED = "asked", PERMISSIONS["asked"]
    GRANTED = "granted", PERMISSIONS["granted"]
    REFUSED = "refused", PERMISSIONS["refused"]
    ENDED = "ended", PERMISSIONS["ended"]
    NOT_NEEDED = "not_needed", PERMISSIONS["not_needed"]


class Permission(models.Model):
    """A permit, or an instruction of an authority, that an action of ours needs."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="permissions")
    what = models.CharField(max_length=200)
    authority = models.CharField(max_length=200)
    law = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=10, choices=PermissionState, default=PermissionState.NEEDED.value
    )
    number = models.CharField(max_length=120, blank=True)
    valid_until = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.incident_id} {self.what}"
