"""Country briefings, local rules, and what colleagues asked and answered."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

from narahubung.accounts.roles import Right
from narahubung.kit.records import Record
from narahubung.kit.said import both_languages
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Party


class Briefing(Record):
    """What is polite, and what to avoid, with one party's country. Stays with the officer."""

    right: ClassVar[str] = Right.SEE_BRIEFING
    party = models.OneToOneField(Party, models.CASCADE, related_name="briefing")
    country = models.CharField(max_length=120, blank=True)
    languages = models.CharField(max_length=120, blank=True)
    greeting_native = models.CharField(max_length=120, blank=True)
    greeting_latin = models.CharField(max_length=120, blank=True)
    form_of_address = models.CharField(max_length=200, blank=True)
    do = models.TextField(blank=True)
    avoid = models.TextField(blank=True)
    food_and_drink = models.TextField(blank=True)
    zone = models.CharField(max_length=60, blank=True)
    utc_offset = models.CharField(max_length=10, blank=True)
    hours_from_host = models.FloatField(null=True)
    currency = models.CharField(max_length=10, blank=True)
    national_day = models.CharField(max_length=60, blank=True)
    dialling_code = models.CharField(max_length=12, blank=True)
    summary_id = models.TextField(blank=True)


class Rule(Record):
    """A local rule a guest or an officer must know."""

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    topic = models.CharField(max_length=60)
    text_en = models.TextField()
    text_id = models.TextField(blank=True)
    applies_to = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=60, blank=True)

    @property
    def text(self) -> str:
        """Return the rule in the language in force."""
        if (get_language() or "").startswith("id") and self.text_id:
            return self.text_id
        return self.text_en

    def label(self) -> str:
        """Return the beginning of the text."""
        return both_languages(self.text_en[:80], self.text_id[:80])


class _Said(models.Model):
    """What one colleague wrote for all: everybody who may send messages reads it."""

    right: ClassVar[str] = Right.SEND_RELAY
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    by_person_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    removed = models.BooleanField(default=False)

    objects = Scoped.as_manager()

    class Meta:
        abstract = True


class Question(_Said):
    """A worry that one officer asked the others; with its answers it stays for the next shift."""

    text = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["event", "-at"], name="question_event_at")]

    def __str__(self) -> str:
        return self.text


class Answer(_Said):
    """What a colleague knows about it."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    text = models.CharField(max_length=1000)

    def __str__(self) -> str:
        return self.text
