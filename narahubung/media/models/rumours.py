"""What the public says, how far it is checked, and what to say if asked."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Fact
from narahubung.kit.fields import ToldChar
from narahubung.kit.scoping import Scoped
from narahubung.media.words import CHANNELS, REACHES, RISKS, RUMOURS, TONES
from narahubung.parties.models import Party


class RumourState(models.TextChoices):
    """How far it has come."""

    NEW = "new", RUMOURS["new"]
    TRIAGED = "triaged", RUMOURS["triaged"]
    CHECKING = "checking", RUMOURS["checking"]
    TRUE = "true", RUMOURS["true"]
    FALSE = "false", RUMOURS["false"]
    PARTLY = "partly", RUMOURS["partly"]
    UNVERIFIABLE = "unverifiable", RUMOURS["unverifiable"]
    ANSWERED = "answered", RUMOURS["answered"]
    CLOSED = "closed", RUMOURS["closed"]


class Channel(models.TextChoices):
    """Where it is said."""

    STREET = "street", CHANNELS["street"]
    CHAT = "chat", CHANNELS["chat"]
    SOCIAL = "social", CHANNELS["social"]
    NEWS = "news", CHANNELS["news"]
    BROADCAST = "broadcast", CHANNELS["broadcast"]
    PHONE = "phone", CHANNELS["phone"]
    OTHER = "other", CHANNELS["other"]


class Tone(models.TextChoices):
    """In what tone."""

    CALM = "calm", TONES["calm"]
    WORRIED = "worried", TONES["worried"]
    ANGRY = "angry", TONES["angry"]
    MOCKING = "mocking", TONES["mocking"]
    HATEFUL = "hateful", TONES["hateful"]


class Spread(models.TextChoices):
    """How far it reaches."""

    FEW = "few", REACHES["few"]
    LOCAL = "local", REACHES["local"]
    NATIONAL = "national", REACHES["national"]
    WORLD = "world", REACHES["world"]


class Risk(models.TextChoices):
    """What it may do."""

    LOW = "low", RISKS["low"]
    MEDIUM = "medium", RISKS["medium"]
    HIGH = "high", RISKS["high"]


class Rumour(models.Model):
    """One thing that is said. sightings: how often it was met; tone: as it was met last; spread:
    the farthest.

    line_id, line_en: what to say if asked; relay_id: the message that took it to all officers.
    verdict: what the check found, kept when it is answered and closed. proof_text: who or what
    shows it, by name, where no incident is open and so no facts are.
    """

    right: ClassVar[str] = Right.SEE_MEDIA
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.IntegerField()
    text = models.CharField(max_length=500)
    language = models.CharField(max_length=8, blank=True)
    channel = models.CharField(max_length=9, choices=Channel, default=Channel.OTHER.value)
    place_text = models.CharField(max_length=200, blank=True)
    sightings = models.IntegerField(default=1)
    tone = models.CharField(max_length=8, choices=Tone, default=Tone.CALM.value)
    spread = models.CharField(max_length=8, choices=Spread, default=Spread.FEW.value)
    touches = models.ForeignKey(Party, models.SET_NULL, related_name="+", null=True)
    risk = models.CharField(max_length=6, choices=Risk, blank=True)
    state = models.CharField(max_length=12, choices=RumourState, default=RumourState.NEW.value)
    verdict = models.CharField(max_length=12, choices=RumourState, blank=True)
    verifier = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    proof = models.ManyToManyField(Fact, related_name="+")
    proof_text = models.CharField(max_length=300, blank=True)
    line_id = ToldChar(max_length=300, blank=True)
    line_en = ToldChar(max_length=300, blank=True)
    line_by_name = models.CharField(max_length=200, blank=True)
    line_sent_at = models.DateTimeField(null=True)
    relay_id = models.BigIntegerField(null=True)
    heard_at = models.DateTimeField()
    heard_by_name = models.CharField(max_length=200)
    answered_at = models.DateTimeField(null=True)
    answered_where = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="number_of_a_rumour")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:40]}"


class Sighting(models.Model):
    """One time that a rumour was met: where, in what tone, how far it reached there."""

    rumour = models.ForeignKey(Rumour, models.CASCADE, related_name="met")
    channel = models.CharField(max_length=9, choices=Channel, default=Channel.OTHER.value)
    place_text = models.CharField(max_length=200, blank=True)
    tone = models.CharField(max_length=8, choices=Tone, default=Tone.CALM.value)
    spread = models.CharField(max_length=8, choices=Spread, default=Spread.FEW.value)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.rumour_id} {self.channel}"
