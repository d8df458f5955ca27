"""Photos and voice notes, and the papers a person needs. A file lies under its own digest."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.fields import SealedField
from narahubung.kit.scoping import Scoped, seen_by
from narahubung.parties.models import Member, Party


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


class PaperKind(models.TextChoices):
    """What a person may have to bring."""

    VISA = "visa", _("visa")
    NOTE_VERBALE = "note_verbale", _("note verbale")
    PHOTO = "photo", _("photo")
    WEAPONS_PERMIT = "weapons_permit", _("weapons permit")
    MEDICINES_LETTER = "medicines_letter", _("medicines letter")


class PaperState(models.TextChoices):
    """How far it has come."""

    NEEDED = "needed", _("needed")
    ASKED = "asked", _("asked for")
    RECEIVED = "received", _("received")
    CHECKED = "checked", _("checked")
    NOT_NEEDED = "not_needed", _("not needed")


class Papers(Scoped["Paper"]):
    """Papers, cut to one person."""

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return the papers of people he may see; who is armed is for those who serve them."""
        armed = seen_by(by, Right.SEE_CONTACTS, party="member__party_id")
        return super().visible_to(by, right).filter(~Q(kind=PaperKind.WEAPONS_PERMIT) | armed)


class Paper(models.Model):
    """What was done about one paper of one person. Without a row, the rules say what is needed.

    since: when it came to its state. valid_until: the last day it is good for. document: a scan.
    """

    right: ClassVar[str] = Right.SEE_PEOPLE
    party_path: ClassVar[str] = "member__party_id"
    sealed: ClassVar[frozenset[str]] = frozenset({"number"})
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=PaperKind)
    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.NEEDED.value)
    number = SealedField(blank=True)
    valid_until = models.DateField(null=True)
    document = models.ForeignKey(Document, models.SET_NULL, related_name="+", null=True)
    since = models.DateTimeField()
    by_name = models.CharField(max_length=200, blank=True)

    objects = Papers.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "kind"], name="paper_of_a_person_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.member_id}"

    def seal_subject(self) -> str:
        """Return whose key seals the number."""
        return f"member:{self.member_id}"
