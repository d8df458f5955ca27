"""The occasion chosen for an item of the programme, and what it brought, to be edited."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.fields import ToldChar
from narahubung.programme.models import CueRole, Item
from narahubung.protocol.models.attended import OfItems
from narahubung.protocol.words import TEXT_KINDS


class TextKind(models.TextChoices):
    """What a text is for."""

    ANNOUNCEMENT = "announcement", TEXT_KINDS["announcement"]
    ADDRESS = "address", TEXT_KINDS["address"]
    NOTE = "note", TEXT_KINDS["note"]


class Occasions(OfItems["Occasion"]):
    """Occasions, cut to one person."""


class Occasion(models.Model):
    """What an item is, protocol-wise: one of the library, with room shape and usual order.

    code, version: of the library when it was chosen. order: the code of a rule set. cues: the lines
    it wrote into the run of show, {cue id: its text then}, so that undoing spares edited ones.
    """

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    item = models.OneToOneField(Item, models.CASCADE, related_name="occasion")
    code = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    shape = models.CharField(max_length=20)
    order = models.CharField(max_length=60, blank=True)
    seats = models.CharField(max_length=400, blank=True)
    cues = models.JSONField(default=dict)
    chosen_at = models.DateTimeField()
    chosen_by_name = models.CharField(max_length=200)

    objects = Occasions.as_manager()

    def __str__(self) -> str:
        return f"{self.code} of {self.item_id}"


class Texts(OfItems["OccasionText"]):
    """Texts, cut to one person."""


class OccasionText(models.Model):
    """Words that are said at an occasion, in both languages. unsure: to be confirmed."""

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    item_path: ClassVar[str] = "occasion__item_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="texts")
    kind = models.CharField(max_length=12, choices=TextKind, default=TextKind.NOTE.value)
    text_id = ToldChar(max_length=400)
    text_en = ToldChar(max_length=400)
    unsure = models.BooleanField(default=False)

    objects = Texts.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text_en


class Checks(OfItems["OccasionCheck"]):
    """Checks, cut to one person."""


class OccasionCheck(models.Model):
    """Something looked at twice before (or in) an item, by two people or at two times.

    minutes: from the start of the item, negative before it: the check goes along when it moves.
    """

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    item_path: ClassVar[str] = "occasion__item_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="checks")
    minutes = models.IntegerField()
    role = models.CharField(max_length=12, choices=CueRole, default=CueRole.PROTOCOL.value)
    text_id = ToldChar(max_length=200)
    text_en = ToldChar(max_length=200)
    unsure = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True)
    checked_by_name = models.CharField(max_length=200, blank=True)
    rechecked_at = models.DateTimeField(null=True)
    rechecked_by_name = models.CharField(max_length=200, blank=True)

    objects = Checks.as_manager()

    class Meta:
        ordering = ("minutes", "pk")

    def __str__(self) -> str:
        return self.text_en
