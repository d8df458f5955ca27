"""An order of precedence: for what, by which rule sets, who takes part, what people decided."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.said import both_languages
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Party
from narahubung.programme.models import Item
from narahubung.protocol.models.standings import Standing


class Purpose(models.TextChoices):
    """What the order is for."""

    SEATS = "seats", _("seats")
    WALK_IN = "walk_in", _("walk-in")
    WELCOME = "welcome", _("welcome line")
    PHOTO = "photo", _("family photo")
    SPEAKING = "speaking", _("speaking order")
    CARS = "cars", pgettext_lazy("purpose of an order", "cars")
    OTHER = "other", pgettext_lazy("purpose of an order", "something else")


class RankOrder(models.Model):
    """An order. chain: the codes of its rule sets, each asked where the one before leaves a tie.

    item: of the programme; none: an occasion with a name only. removed_at: made by mistake.
    shown_at: since when the officers of those who take part see it, as it stands; none: a draft.
    """

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.IntegerField()
    title_id = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160, blank=True)
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.SEATS.value)
    item = models.ForeignKey(Item, models.SET_NULL, related_name="+", null=True)
    chain = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    shown_by_name = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="number_of_an_order")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Return the title in the language in force."""
        english = not (get_language() or "").startswith("id")
        return self.title_en if english and self.title_en else self.title_id

    def label(self) -> str:
        """Return the title in both languages, for entries."""
        return both_languages(self.title_en or self.title_id, self.title_id)


class Taking(models.Model):
    """Somebody who takes part in an order: the head of a party, or another person's standing.

    absent: does not come; the place stays empty. stand_in: who comes instead, ranked by what he is.
    """

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    order = models.ForeignKey(RankOrder, models.CASCADE, related_name="takings")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+", null=True)
    standing = models.ForeignKey(Standing, models.CASCADE, related_name="+", null=True)
    absent = models.BooleanField(default=False)
    absent_why = models.CharField(max_length=200, blank=True)
    stand_in = models.ForeignKey(Standing, models.SET_NULL, related_name="+", null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "party"], name="a_head_once_in_an_order"),
            models.UniqueConstraint(fields=["order", "standing"], name="somebody_once_in_an_order"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """Return by what an order names this person; the same in every order."""
        return f"party:{self.party_id}" if self.party_id else f"standing:{self.standing_id}"


class HandMove(models.Model):
    """Somebody was put before or after somebody else by a person, for a reason."""

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    order = models.ForeignKey(RankOrder, models.CASCADE, related_name="moves")
    taking = models.ForeignKey(Taking, models.CASCADE, related_name="+")
    anchor = models.ForeignKey(Taking, models.CASCADE, related_name="+")
    after = models.BooleanField()
    why = models.CharField(max_length=300)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"move:{self.pk}"


class TieSettled(models.Model):
    """A person settled a tie for a reason. keys: the people, as an order names them, in order."""

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    order = models.ForeignKey(RankOrder, models.CASCADE, related_name="settlements")
    keys = models.JSONField(default=list)
    why = models.CharField(max_length=300)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"settled:{self.pk}"
