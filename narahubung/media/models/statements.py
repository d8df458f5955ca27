"""Statements: their sentences, their versions, who signed what, and who received them."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Fact, Incident
from narahubung.kit.fields import ToldChar
from narahubung.kit.scoping import Scoped
from narahubung.media.models.planning import PlanLine
from narahubung.media.words import KINDS, PARTS, STATES, STEPS


class StatementKind(models.TextChoices):
    """What sort of text."""

    HOLDING = "holding", KINDS["holding"]
    STATEMENT = "statement", KINDS["statement"]
    RELEASE = "release", KINDS["release"]
    CORRECTION = "correction", KINDS["correction"]


class StatementState(models.TextChoices):
    """How far it has come in the chain: for what it waits."""

    DRAFT = "draft", STATES["draft"]
    FACTS = "facts", STATES["facts"]
    REVIEW = "review", STATES["review"]
    RELEASE = "release", STATES["release"]
    CLEARED = "cleared", STATES["cleared"]
    PUBLISHED = "published", STATES["published"]
    WITHDRAWN = "withdrawn", STATES["withdrawn"]


class Part(models.TextChoices):
    """What a sentence of a statement is for."""

    CONFIRMED = "confirmed", PARTS["confirmed"]
    HEADLINE = "headline", PARTS["headline"]
    ANNOUNCED = "announced", PARTS["announced"]
    QUOTE = "quote", PARTS["quote"]
    CONCERN = "concern", PARTS["concern"]
    DONE = "done", PARTS["done"]
    NEXT = "next", PARTS["next"]
    CONTACT = "contact", PARTS["contact"]
    TAKEN_BACK = "taken_back", PARTS["taken_back"]


class Step(models.TextChoices):
    """What somebody did in the chain."""

    DRAFT = "draft", STEPS["draft"]
    FACTS = "facts", STEPS["facts"]
    REVIEW = "review", STEPS["review"]
    RELEASE = "release", STEPS["release"]
    PUBLISHED = "published", STEPS["published"]
    BACK = "back", STEPS["back"]


class Statement(models.Model):
    """One text for the public, in both languages.

    incident: of which it speaks; none for a press release of ordinary days. version: counted up
    each time it goes back to be written again. embargo_until: nobody outside the chain reads it
    before. fallen: what it hangs on and carries it no more, as number of the sentence -> [[number
    of the fact or of the key message, its worth]]; brought up to date by `check_statement`.
    corrects: the statement that this one puts right.
    """

    right: ClassVar[str] = Right.SEE_MEDIA
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.IntegerField()
    kind = models.CharField(max_length=10, choices=StatementKind)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="+", null=True)
    state = models.CharField(
        max_length=9, choices=StatementState, default=StatementState.DRAFT.value
    )
    version = models.IntegerField(default=1)
    drafted_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    drafted_by_name = models.CharField(max_length=200)
    drafted_at = models.DateTimeField()
    embargo_until = models.DateTimeField(null=True)
    fallen = models.JSONField(default=dict)
    corrects = models.ForeignKey("self", models.PROTECT, related_name="corrections", null=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="number_of_a_statement")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Sentence(models.Model):
    """One sentence in both languages, and what it hangs on.

    Of an incident: facts. On ordinary days: an approved key message, or a source by name, who may
    take the word back (source_gone_at). from_template: the house's own words, which claim nothing
    and need neither. takes_back: the sentence of another text that this one puts right.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="sentences")
    order = models.IntegerField()
    part = models.CharField(max_length=10, choices=Part)
    text_id = ToldChar(max_length=1000)
    text_en = ToldChar(max_length=1000)
    facts = models.ManyToManyField(Fact, related_name="+")
    message = models.ForeignKey(PlanLine, models.PROTECT, related_name="+", null=True)
    source = models.CharField(max_length=200, blank=True)
    source_gone_at = models.DateTimeField(null=True)
    source_gone_why = models.CharField(max_length=300, blank=True)
    takes_back = models.ForeignKey("self", models.SET_NULL, related_name="+", null=True)
    from_template = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.statement_id}.{self.order}"


class StatementVersion(models.Model):
    """The sentences as they were handed on to be checked: what was signed can be read for ever."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="versions")
    number = models.IntegerField()
    sentences = models.JSONField(default=list)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "number"], name="number_of_a_statements_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} v{self.number}"


class SignOff(models.Model):
    """Who did which step of the chain, when, of which version."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="signs")
    version = models.IntegerField()
    step = models.CharField(max_length=9, choices=Step)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.statement_id} {self.step}"


class Mandate(models.Model):
    """The crisis lead lets somebody hand out cleared texts: which, by which channel, until when."""

    right: ClassVar[str] = Right.SEE_MEDIA
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    scope = models.CharField(max_length=300)
    channel = models.CharField(max_length=200)
    until = models.DateTimeField()
    given_by_name = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.person_id} {self.scope}"


class Handout(models.Model):
    """One receiver of a published statement. recall: word that it was withdrawn reached him."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="handouts")
    receiver = models.CharField(max_length=200)
    channel = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+", null=True)
    recalled_at = models.DateTimeField(null=True)
    recalled_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "receiver"], name="a_receiver_gets_a_statement_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.receiver}"
