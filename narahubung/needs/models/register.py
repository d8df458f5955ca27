"""What each side expects of the other, what a guest likes, and what is being talked over."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.fields import SealedField
from narahubung.kit.scoping import Scoped
from narahubung.needs.words import EXPECTATION, NEGOTIATION, SIDE
from narahubung.parties.models import Member, Party


class Side(models.TextChoices):
    """Who expects it."""

    THEIRS = "theirs", SIDE["theirs"]
    OURS = "ours", SIDE["ours"]


class ExpectationState(models.TextChoices):
    """Where an expectation stands."""

    OPEN = "open", EXPECTATION["open"]
    ANSWERED = "answered", EXPECTATION["answered"]
    MET = "met", EXPECTATION["met"]
    DROPPED = "dropped", EXPECTATION["dropped"]


class Expectation(models.Model):
    """Something one side hopes for, best written down before arrival. gain: what both win by it."""

    right: ClassVar[str] = Right.SEE_REGISTER
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="expectations")
    side = models.CharField(max_length=6, choices=Side, default=Side.THEIRS.value)
    text = models.TextField()
    gain = models.TextField(blank=True)
    owner = models.CharField(max_length=120, blank=True)
    state = models.CharField(
        max_length=8, choices=ExpectationState, default=ExpectationState.OPEN.value
    )
    answer = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return self.text[:60]


class Preference(models.Model):
    """What a guest likes, with his consent and an end. The text is sealed under a key of its own.

    subject: the name of that key; destroying it forgets the text here and in the journal.
    """

    right: ClassVar[str] = Right.SEE_REGISTER
    party_path: ClassVar[str] = "party_id"
    sealed: ClassVar[frozenset[str]] = frozenset({"text"})
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="preferences")
    member = models.ForeignKey(Member, models.CASCADE, related_name="preferences", null=True)
    subject = models.CharField(max_length=32, unique=True)
    text = SealedField(blank=True)
    consent_by = models.CharField(max_length=120)
    consent_on = models.DateField()
    until = models.DateField()  # the last whole day on which it may be read
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"preference {self.pk}"

    def seal_subject(self) -> str:
        """Return whose key seals the text."""
        return f"preference:{self.subject}"


class NegotiationState(models.TextChoices):
    """How far the talking has come."""

    OPEN = "open", NEGOTIATION["open"]
    AGREED = "agreed", NEGOTIATION["agreed"]
    STOPPED = "stopped", NEGOTIATION["stopped"]


class Negotiation(models.Model):
    """One sheet for one thing that a party talks over with us. about: its topic, `need:12`.

    A meeting has two parties: each has its own sheet, which the other does not see.
    """

    right: ClassVar[str] = Right.SEE_REGISTER
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="negotiations")
    about = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    theirs = models.TextField(blank=True)
    ours = models.TextField(blank=True)
    offers = models.TextField(blank=True)
    agreed = models.TextField(blank=True)
    state = models.CharField(
        max_length=8, choices=NegotiationState, default=NegotiationState.OPEN.value
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "about"], name="negotiation_once_per_thing")
        ]

    def __str__(self) -> str:
        return self.title
