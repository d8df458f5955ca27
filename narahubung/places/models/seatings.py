"""Who is where, for one item of the programme."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Member, Party
from narahubung.places.models.rooms import DrawnMark, DrawnSeat, RoomPlan
from narahubung.places.words import ROLES, RULES, STATES
from narahubung.programme.models import Item


class SeatingState(models.TextChoices):
    """How far a seating has come."""

    DRAFT = "draft", STATES["draft"]
    PROPOSED = "proposed", STATES["proposed"]
    ADOPTED = "adopted", STATES["adopted"]
    CANCELLED = "cancelled", STATES["cancelled"]


class GuestRole(models.TextChoices):
    """As what somebody is there."""

    PRINCIPAL = "principal", ROLES["principal"]
    HOST = "host", ROLES["host"]
    SPOUSE = "spouse", ROLES["spouse"]
    INTERPRETER = "interpreter", ROLES["interpreter"]
    COMPANION = "companion", ROLES["companion"]


class RuleKind(models.TextChoices):
    """What a rule about two guests asks."""

    APART_SEATS = "apart_seats", RULES["apart_seats"]
    APART_TABLE = "apart_table", RULES["apart_table"]
    SAME_TABLE = "same_table", RULES["same_table"]
    NEXT_TO = "next_to", RULES["next_to"]
    RIGHT_OF = "right_of", RULES["right_of"]


class Seating(models.Model):
    """The places for one item of the programme in one room; several items may have several.

    order_by: the name of the rule set by which the guests rank, and whether it is to be confirmed.
    instead_of: the cancelled one that this stands for. why: of a cancelled one. before: who sat
    where before the last change, for taking it back: guest id to seat id. judged: what the engine
    said of the plan as it is. entry_at, entry_seconds: when the first walks in, and how far apart.
    """

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.IntegerField()
    item = models.ForeignKey(Item, models.CASCADE, related_name="seatings")
    plan = models.ForeignKey(RoomPlan, models.PROTECT, related_name="seatings")
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=9, choices=SeatingState, default=SeatingState.DRAFT.value)
    why = models.CharField(max_length=300, blank=True)
    instead_of = models.ForeignKey("self", models.SET_NULL, related_name="instead", null=True)
    order_by = models.CharField(max_length=600, blank=True)
    adopted_at = models.DateTimeField(null=True)
    adopted_by_name = models.CharField(max_length=200, blank=True)
    before = models.JSONField(default=dict)
    judged = models.JSONField(default=dict)
    entry_at = models.DateTimeField(null=True)
    entry_seconds = models.IntegerField(default=20)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="number_of_a_seating")
        ]

    def __str__(self) -> str:
        return self.name


class Guest(models.Model):
    """Somebody who has a place, or waits for one.

    rank: in the order of the seating, equal ones are a tie; rank_why: what says so. of: whose
    spouse, interpreter or companion. seat: as it stands in the plan now. told: the number of the
    seat of which the officer had word, when the plan was adopted last; was: the one before, while
    the change is news. relay: the message that asks to be acknowledged. why: reasons of the engine.
    enters_at: when they walk in; cued_s: the last call, in seconds before.
    """

    right: ClassVar[str] = Right.SEE_PLACES
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    seating = models.ForeignKey(Seating, models.CASCADE, related_name="guests")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+", null=True)
    member = models.ForeignKey(Member, models.SET_NULL, related_name="+", null=True)
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=11, choices=GuestRole, default=GuestRole.PRINCIPAL.value)
    of = models.ForeignKey("self", models.SET_NULL, related_name="with_them", null=True)
    rank = models.IntegerField(default=1)
    rank_why = models.CharField(max_length=900, blank=True)
    languages = models.CharField(max_length=60, blank=True)
    wheelchair = models.BooleanField(default=False)
    is_absent = models.BooleanField(default=False)
    seat = models.ForeignKey(DrawnSeat, models.SET_NULL, related_name="+", null=True)
    is_pinned = models.BooleanField(default=False)
    why = models.JSONField(default=list)
    told = models.CharField(max_length=10, blank=True)
    was = models.CharField(max_length=10, blank=True)
    relay = models.ForeignKey("relays.Relay", models.SET_NULL, related_name="+", null=True)
    enters_at = models.DateTimeField(null=True)
    door = models.ForeignKey(DrawnMark, models.SET_NULL, related_name="+", null=True)
    cued_s = models.IntegerField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seating", "seat"],
                condition=Q(seat__isnull=False),
                name="one_guest_on_a_seat",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SeatRule(models.Model):
    """A rule about two guests of one seating. is_wish: it may be broken where nothing else goes."""

    right: ClassVar[str] = Right.PLAN_PLACES
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    seating = models.ForeignKey(Seating, models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=11, choices=RuleKind)
    first = models.ForeignKey(Guest, models.CASCADE, related_name="+")
    second = models.ForeignKey(Guest, models.CASCADE, related_name="+")
    is_wish = models.BooleanField(default=False)
    why = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.first_id} {self.kind} {self.second_id}"
