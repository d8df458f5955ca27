"""Photos and voice notes. The file lies in the installation's folder under its own digest."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Party


class DocumentKind(models.TextChoices):
    """What sort of file it is."""

    PHOTO = "photo", _("photo")
    VOICE = "voice", _("voice note")


class Document(models.Model):
    """One file. about: the topic it belongs to, such as `step:12`."""

    right: ClassVar[str] = Right.SEE_DUTIES
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="documents", null=True)
    kind = models.CharField(max_length=10, choices=DocumentKind)
    about = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    size = models.IntegerField()
    digest = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = Scoped.as_manager()

    class Meta:
        indexes = [models.Index(fields=["about"], name="document_about")]

    def __str__(self) -> str:
        return self.name
