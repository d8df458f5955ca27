"""Channels and addresses of people, and the table of deliveries: the truth about what went out."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.fields import SealedField
from narahubung.kit.scoping import Scoped
from narahubung.relays.models.messages import Relay
from narahubung.relays.words import CHANNELS


class Channel(models.TextChoices):
    """How word reaches a person. The last three are worked by people."""

    PAGE = "page", CHANNELS["page"]
    PUSH = "push", CHANNELS["push"]
    MAIL = "mail", CHANNELS["mail"]
    SMS = "sms", "SMS"
    WHATSAPP = "whatsapp", "WhatsApp"
    PRINT = "print", CHANNELS["print"]
    PHONE = "phone", CHANNELS["phone"]
    RADIO = "radio", CHANNELS["radio"]
    ADDRESS = "pa", CHANNELS["pa"]


class Address(models.Model):
    """Where one person is reached by one channel, in which order, and when not.

    value: number, mail address, call sign, or a push subscription as JSON. quiet_*: local times of
    the event between which only FLASH and IMMEDIATE go this way.
    """

    sealed: ClassVar[frozenset[str]] = frozenset({"value"})
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="addresses")
    channel = models.CharField(max_length=10, choices=Channel)
    value = SealedField(blank=True)
    value_hash = models.CharField(max_length=64, blank=True)  # finds it again without reading it
    order = models.PositiveSmallIntegerField(default=1)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    works = models.BooleanField(default=True)  # False since it was refused for good
    checked_at = models.DateTimeField(null=True)  # last time word demonstrably arrived

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "channel", "value_hash"], name="relays_address_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} of {self.person_id}"

    def seal_subject(self) -> str:
        """Return whose key seals the address."""
        return f"person:{self.person_id}"


class Gateway(models.Model):
    """How an event sends by one channel. settings: host, URL, templates; secret: its token."""

    right: ClassVar[str] = Right.MANAGE_EVENT
    party_path: ClassVar[str] = ""
    sealed: ClassVar[frozenset[str]] = frozenset({"secret"})
    event = models.ForeignKey("accounts.Event", models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    shape = models.CharField(max_length=20)  # "smtp", "webpush", "http", "twilio", "whatsapp_cloud"
    settings = models.JSONField(default=dict)
    secret = SealedField(blank=True)
    on = models.BooleanField(default=True)
    hook_hash = models.CharField(max_length=64, blank=True)  # of the secret in its address
    failures = models.PositiveSmallIntegerField(default=0)  # in a row, since it worked last
    closed_until = models.DateTimeField(null=True)  # it is down: nothing is tried before
    worked_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "channel"], name="relays_gateway_once")
        ]

    def __str__(self) -> str:
        return f"{self.channel} by {self.shape}"

    def seal_subject(self) -> str:
        """Return whose key seals the token."""
        return f"event:{self.event_id}"


class DeliveryState(models.TextChoices):
    """What became of one attempt to reach one person by one channel."""

    QUEUED = "queued", _("queued")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("delivered")
    UNCERTAIN = "uncertain", _("uncertain")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("expired")
    DROPPED = "dropped", _("no longer needed")


class ChannelTest(models.Model):
    """One round of asking everybody by every channel: who was reached, who was not.

    resting: how many were off duty and not asked.
    """

    right: ClassVar[str] = Right.SEE_RELAYS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    resting = models.IntegerField(default=0)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"channel test of {self.begun_at:%Y-%m-%d}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries: of messages one may see; of channel tests with the right to see all messages."""

    def visible_to(self, by: Actor) -> Self:
        """Return those of this person's messages, and of tests he may see."""
        relays, tests = Relay.objects.visible_to(by), ChannelTest.objects.visible_to(by)
        return self.filter(Q(relay__in=relays) | Q(test__in=tests))


class Delivery(models.Model):
    """One text to one person by one channel. Sent once: `dedupe` is unique, `token` is the fence.

    relay: the message it announces (the text outside the page carries none of it); None for a
    notice of another room, whose link it carries, and for a channel test.
    """

    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    relay = models.ForeignKey(Relay, models.CASCADE, related_name="deliveries", null=True)
    test = models.ForeignKey(ChannelTest, models.CASCADE, related_name="deliveries", null=True)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    address = models.ForeignKey(Address, models.SET_NULL, related_name="+", null=True)
    dedupe = models.CharField(max_length=120, unique=True)
    link = models.CharField(max_length=200, blank=True)
    precedence = models.CharField(max_length=8, default="biasa")
    state = models.CharField(
        max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED.value
    )
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)  # without those while the gateway was down
    doubts = models.PositiveSmallIntegerField(default=0)  # handed over, but never answered
    token = models.CharField(max_length=40, blank=True)  # who holds it; fences a zombie out
    held_until = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    receipt_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=20, blank=True)  # what a caller tapped (rules.ANSWERS)
    trouble = models.CharField(max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="relays_delivery_queue"),
            models.Index(fields=["person", "state"], name="relays_delivery_person"),
            models.Index(fields=["message_id"], name="relays_delivery_receipt"),
        ]

    def __str__(self) -> str:
        return self.dedupe
