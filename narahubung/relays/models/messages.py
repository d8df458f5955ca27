"""A message, its recipients each in a state of its own, go-between threads, templates."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.fields import ToldText
from narahubung.kit.scoping import Scoped
from narahubung.relays.words import PRECEDENCE


class Precedence(models.TextChoices):
    """How urgent, after ACP 121: Z, O, P, R. Clocks of each: `relays.rules`."""

    KILAT = "kilat", PRECEDENCE["kilat"]
    SEGERA = "segera", PRECEDENCE["segera"]
    PENTING = "penting", PRECEDENCE["penting"]
    BIASA = "biasa", PRECEDENCE["biasa"]


class Lane(models.TextChoices):
    """Separate lanes: what is said in one never shows in another."""

    OPERATIONS = "operations", _("operations")
    VIP = "vip", _("VIP guests")
    MEDIA = "media", _("media")
    SPONSORS = "sponsors", _("sponsors")
    DEPARTMENT = "department", _("department")


class Side(models.TextChoices):
    """Which view of a go-between thread a message belongs to."""

    INSIDE = "inside", _("inside")
    OUTSIDE = "outside", _("outside")


class RecipientState(models.TextChoices):
    """How far a message has come with one person. Seen is never understood."""

    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("delivered")
    SEEN = "seen", _("seen")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    READ_BACK = "read_back", _("read back")
    DIFFERS = "differs", _("read back otherwise")
    CONFIRMED = "confirmed", _("confirmed")
    DONE = "done", _("done")
    REFUSED = "refused", _("cannot comply")
    EXPIRED = "expired", _("expired")
    SUPERSEDED = "superseded", _("replaced")


class ThreadQuerySet(Scoped["Thread"]):
    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return what this person keeps or is on the inside of; all for who oversees messages."""
        if "house" in by.roles or (right or Right.SEE_RELAYS) in by.everywhere:
            return super().visible_to(by, right)
        if by.event_id is None or by.person_id is None:
            return self.none()
        told = Recipient.objects.filter(person_id=by.person_id, relay__side=Side.INSIDE.value)
        inside = Q(pk__in=told.values("relay__thread_id"))
        return self.filter(Q(kept_by_id=by.person_id) | inside, event_id=by.event_id)


class Thread(models.Model):
    """One question between two rooms, an officer in the middle: inside view and outside view."""

    right: ClassVar[str] = Right.SEE_RELAYS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party_id = models.BigIntegerField(null=True)  # parties stand on a floor above
    lane = models.CharField(max_length=12, choices=Lane, default=Lane.OPERATIONS.value)
    subject = models.CharField(max_length=200)
    kept_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = ThreadQuerySet.as_manager()

    def __str__(self) -> str:
        return self.subject


class RelayQuerySet(Scoped["Relay"]):
    """Messages: one's own, sent or received; all of the event with the right to."""

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return what this person sent or must know, or all of the event for who oversees it."""
        if "house" in by.roles or (right or Right.SEE_RELAYS) in by.everywhere:
            return super().visible_to(by, right)
        if by.event_id is None or by.person_id is None:
            return self.none()
        mine = Q(sender_id=by.person_id) | Q(
            pk__in=Recipient.objects.filter(person_id=by.person_id).values("relay_id")
        )
        return self.filter(mine, event_id=by.event_id)


class Relay(models.Model):
    """One message. Text and translation stand side by side; a correction is a new relay.

    facts: what must be read back, as found in the text: {"times": ["15:13 WITA"], "places": […],
    "numbers": […], "names": […], "orders": ["go"]}. said_*: word from outside, as said, by whom.
    spoken: how it was passed on, where not by a page ("aloud", "phone", "radio"). audience: as of
    `kit.said.both_languages`; of older messages, in the sender's language. voice: digest of its
    voice note (`kit.files`). A spoken one may be nothing else: then its text is empty until one of
    the two sides has written it down (written_*).
    """

    right: ClassVar[str] = Right.SEE_RELAYS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    party_id = models.BigIntegerField(null=True)  # whom it is about; parties stand above
    lane = models.CharField(max_length=12, choices=Lane, default=Lane.OPERATIONS.value)
    precedence = models.CharField(max_length=8, choices=Precedence, default=Precedence.BIASA.value)
    text = ToldText()
    language = models.CharField(max_length=8, default="id")
    translation = ToldText(blank=True)
    translation_language = models.CharField(max_length=8, blank=True)
    translated_by = models.CharField(max_length=120, blank=True)
    back_translation = models.TextField(blank=True)
    must_read_back = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)
    audience = models.CharField(max_length=1000, blank=True)  # the words it was sent to
    sender = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="relays_sent", null=True
    )
    sender_name = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    thread = models.ForeignKey(Thread, models.PROTECT, related_name="relays", null=True)
    side = models.CharField(max_length=8, choices=Side, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, related_name="superseded_by", null=True
    )
    struck_at = models.DateTimeField(null=True)  # since when a correction stands in its place
    said_by = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField(null=True)
    said_how = models.CharField(max_length=40, blank=True)
    heard_by = models.CharField(max_length=200, blank=True)
    spoken = models.CharField(max_length=20, blank=True)
    voice = models.CharField(max_length=64, blank=True)
    voice_type = models.CharField(max_length=60, blank=True)
    written_by = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField(null=True)
    link = models.CharField(max_length=200, blank=True)  # where the matter itself stands
    goes_through = models.BooleanField(default=False)  # though the event is quiet

    objects = RelayQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "code"], name="relays_relay_code")]

    def __str__(self) -> str:
        return self.code


class Recipient(models.Model):
    """One person who must know one message, and how far it has come with him.

    why: the words by which he was found ("lead of JPN"), as Relay.audience. rung: how often it was
    passed on because nobody answered. stands_for: the one who did not answer. folded_at: since when
    he chooses what it said, its text folded away; looked: how often he opened it meanwhile.
    read_back_how: empty where typed, else of `words.READ_BACK_HOW`. passed_by: who got it and
    passed it on by hand.
    """

    relay = models.ForeignKey(Relay, models.CASCADE, related_name="recipients")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="relays_got")
    why = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=12, choices=RecipientState, default=RecipientState.SENT.value
    )
    delivered_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    read_back_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    read_back = models.TextField(blank=True)
    read_back_how = models.CharField(max_length=8, blank=True)
    folded_at = models.DateTimeField(null=True)
    looked = models.PositiveSmallIntegerField(default=0)
    differences = models.JSONField(default=list)  # [{"kind", "said", "heard"}]
    note = models.TextField(blank=True)
    rung = models.PositiveSmallIntegerField(default=0)
    answer_due_at = models.DateTimeField(null=True)
    stands_for = models.ForeignKey("self", models.SET_NULL, related_name="passed_to", null=True)
    passed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    passed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["relay", "person"], name="relays_recipient_once")
        ]
        indexes = [
            models.Index(fields=["person", "state"], name="relays_recipient_inbox"),
            models.Index(fields=["answer_due_at"], name="relays_recipient_due"),
        ]

    def __str__(self) -> str:
        return f"{self.relay_id} to {self.person_id}"


class Template(models.Model):
    """A message written beforehand, with fields to fill: {"id": "…{time}…", "en": "…{time}…"}.

    One that is retired is offered no more until it is taken up again.
    """

    right: ClassVar[str] = Right.SEND_RELAY
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    title = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    lane = models.CharField(max_length=12, choices=Lane, default=Lane.OPERATIONS.value)
    precedence = models.CharField(max_length=8, choices=Precedence, default=Precedence.BIASA.value)
    must_read_back = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "code"], name="relays_template_code")
        ]

    def __str__(self) -> str:
        return self.code
