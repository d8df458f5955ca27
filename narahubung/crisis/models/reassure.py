"""What guests and staff may read: cleared words with an hour until which they hold."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.crisis.models.incidents import Incident
from narahubung.kit.fields import ToldChar
from narahubung.kit.scoping import Scoped
from narahubung.relays.words import LANGUAGES


class AssuranceSort(models.TextChoices):
    """A word of our own, or the answer to what people ask."""

    NEWS = "news", _("what we can say")
    QUESTION = "question", _("question and answer")


class AssuranceState(models.TextChoices):
    """How far it has come."""

    DRAFT = "draft", _("draft")
    CLEARED = "cleared", _("cleared, everybody may read it")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Assurance(models.Model):
    """One word to guests and staff. Public once who leads has cleared it, until `holds_until`.

    is_unknown: "we do not know yet" is the answer; the page says it in the reader's language.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="assurances")
    sort = models.CharField(max_length=8, choices=AssuranceSort)
    state = models.CharField(
        max_length=9, choices=AssuranceState, default=AssuranceState.DRAFT.value
    )
    is_unknown = models.BooleanField(default=False)
    written_by = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    cleared_by = models.CharField(max_length=200, blank=True)
    cleared_at = models.DateTimeField(null=True)
    holds_until = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.incident_id} {self.sort} {self.state}"


class AssuranceText(models.Model):
    """The same in one language. asks: the question, or a headline."""

    assurance = models.ForeignKey(Assurance, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    asks = ToldChar(max_length=200, blank=True)
    says = ToldChar(max_length=1000, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assurance", "language"], name="an_assurance_in_a_language_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assurance_id} {self.language}"


class Follower(models.Model):
    """Somebody who asked to be told of new words, by the channels of their own."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.CASCADE, related_name="+")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    since = models.DateTimeField()

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="each_follows_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class GuestFollower(models.Model):
    """A guest without an account who asked to be told of new words, by mail or SMS.

    language: of the page that the link opens. noted_by: who heard the guest ask for it. Once it is
    stopped the address is gone, and the name.
    """

    right: ClassVar[str] = Right.RAISE_NEED
    event = models.ForeignKey("accounts.Event", models.CASCADE, related_name="+")
    party = models.ForeignKey("parties.Party", models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    channel = models.CharField(max_length=8)
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    address = models.ForeignKey("relays.Address", models.SET_NULL, related_name="+", null=True)
    noted_by = models.CharField(max_length=200)
    since = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.party_id} {self.pk}"
