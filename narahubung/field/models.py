"""Phones, what they brought, and what people must still decide about it."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Event, Person
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.fields import SealedField
from narahubung.kit.scoping import Scoped


class ServerEpoch(models.Model):
    """The life of this database: one row, made at first need. No copy of the database carries it.

    So a phone that meets another one knows that the server may have forgotten what it confirmed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    only = models.BooleanField(default=True, unique=True)  # there is one

    def __str__(self) -> str:
        return str(self.id)


class Phone(models.Model):
    """One device in the hands of one person. It names itself; that is no proof of anything.

    unsent: of each class, how many commands it had not got rid of when it was last heard.
    """

    device = models.UUIDField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120, blank=True)  # what the browser says it is
    first_seen_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    unsent = models.JSONField(default=dict)
    oldest_at = models.DateTimeField(null=True)  # since when its oldest unsent command waits
    persisted = models.BooleanField(null=True)  # whether the browser promised to keep its store
    installed = models.BooleanField(null=True)  # on the home screen
    destroyed = models.PositiveIntegerField(default=0)  # commands that its owner threw away
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=200, blank=True)
    wiped_at = models.DateTimeField(null=True)  # when it was told to erase everything
    lost = models.PositiveIntegerField(default=0)  # commands that went with an erased store

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "person"], name="a_phone_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.person_id}"


class PhoneKey(models.Model):
    """The public half of a key that a phone signs with: so what others carry is known to be its.

    id: SHA-256 (hex) of the point. A phone whose store was erased makes another; old ones stay,
    since what they signed may still be on its way.
    """

    id = models.CharField(primary_key=True, max_length=64)
    phone = models.ForeignKey(Phone, models.CASCADE, related_name="keys")
    point = models.BinaryField()  # on P-256, uncompressed
    made_known_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.id[:12]} of {self.phone_id}"


class Parcel(models.Model):
    """One sealed queue that somebody else brought: who, when, how much; nothing of what it said.

    commands: how many were in it; ended: how many of them have ended.
    """

    id = models.CharField(primary_key=True, max_length=64)  # SHA-256 (hex) of its bytes
    phone = models.ForeignKey(Phone, models.CASCADE, related_name="parcels")
    carried_by = models.ForeignKey(Person, models.SET_NULL, related_name="+", null=True)
    commands = models.PositiveIntegerField()
    ended = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.ended} of {self.commands}"


class LaneClass(models.TextChoices):
    """What is sent first, and what last."""

    URGENT = "urgent", _("urgent")
    NORMAL = "normal", _("normal")
    MEDIA = "media", _("photos and sound")


class Lane(models.Model):
    """One class of commands of one epoch of a phone, in the order in which they were written.

    next_seq: the number that is awaited. highest_seq: the highest that the phone said it has given.
    last_at: when the newest was done. stumbled: the command that broke the server, and how often.
    """

    phone = models.ForeignKey(Phone, models.CASCADE, related_name="lanes")
    epoch = models.UUIDField()
    sort = models.CharField(max_length=10, choices=LaneClass)
    next_seq = models.PositiveBigIntegerField(default=1)
    highest_seq = models.PositiveBigIntegerField(default=0)
    last_at = models.DateTimeField(null=True)
    stumbled_over = models.UUIDField(null=True)
    stumbles = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # the phone has begun another epoch
    lost = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phone", "epoch", "sort"], name="a_lane_once")
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.epoch}"


class Status(models.TextChoices):
    """How a command ended."""

    APPLIED = "applied", _("received")
    MERGED = "merged", _("it stood already")
    CONFLICT = "conflict", _("needs attention")
    REJECTED = "rejected", _("refused")
    HELD = "held", _("put aside for the coordinator")


class CarriedQuerySet(Scoped["Carried"]):
    def held(self) -> Self:
        """Return what waits for a coordinator's word."""
        return self.filter(status=Status.HELD, settled_at=None)


class Carried(models.Model):
    """One command that a phone brought, and how it ended. Its id is also the id of its act.

    at: when it was done, as the server believes; between at_lo and at_hi for certain; device_at:
    what the phone's own clock said, word for word. body: what was written, kept only where the
    journal does not hold it. says: the sentence its author was told.
    """

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = ""
    id = models.UUIDField(primary_key=True)
    event = models.ForeignKey(Event, models.CASCADE, related_name="+", null=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    carried_by = models.ForeignKey(Person, models.SET_NULL, related_name="+", null=True)
    lane = models.ForeignKey(Lane, models.CASCADE, related_name="carried")
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=80)
    path = models.CharField(max_length=300)
    hash = models.CharField(max_length=71)
    body = SealedField(blank=True)
    status = models.CharField(max_length=10, choices=Status)
    code = models.CharField(max_length=80, blank=True)
    says = SealedField(blank=True)
    go = models.CharField(max_length=300, blank=True)
    device_at = models.CharField(max_length=40)
    at = models.DateTimeField()
    at_lo = models.DateTimeField()
    at_hi = models.DateTimeField()
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)  # of a held one: when somebody decided
    settled_by = models.CharField(max_length=200, blank=True)
    taken = models.BooleanField(null=True)  # of a held one: taken over, or put away

    objects = CarriedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lane", "seq"], name="a_number_once_a_lane")]
        indexes = [models.Index(fields=["event", "status"], name="carried_event_status")]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"

    def seal_subject(self) -> str:
        """Return whose key seals what was written."""
        return f"carried:{self.person_id}"


class Photo(models.Model):
    """The bytes of a file that is on its way, in parts. Erased when its command has come."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    have = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.have} of {self.size}"


class PhotoPart(models.Model):
    """Bytes of a photo, from a place in it."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="parts")
    start = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["photo", "start"], name="a_part_once")]

    def __str__(self) -> str:
        return f"from {self.start}"


class TwoVersionsQuerySet(Scoped["TwoVersions"]):
    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return the questions of the event for who coordinates, and for both authors.

        An author who serves the delegation no more sees none of it.
        """
        rows = self.filter(event_id=by.event_id)
        if Right.PLAN_OFFICERS in by.everywhere or "house" in by.roles:
            return rows
        if by.person_id is None:  # a link without log-in wrote nothing; an unknown other is nobody
            return rows.none()
        own = Q(author_id=by.person_id) | Q(other_id=by.person_id)
        return rows.filter(own, party_id__in=by.own)

    def open(self) -> Self:
        """Return those nobody has settled."""
        return self.filter(settled_at=None)


class TwoVersions(models.Model):
    """Two people wrote different values into one field: theirs stands until somebody chooses.

    path, kind, field: the form and the field. ours: what the phone brought; theirs: what stood when
    it came; other: who had written that, where it is known.
    """

    right: ClassVar[str] = Right.PLAN_OFFICERS
    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    party = models.ForeignKey("parties.Party", models.CASCADE, related_name="+")
    carried_id = models.UUIDField()
    kind = models.CharField(max_length=80)
    path = models.CharField(max_length=300)
    about = models.CharField(max_length=200)
    field = models.CharField(max_length=60)
    words = models.CharField(max_length=200)  # what the field is called
    fixed = models.JSONField(default=list)  # what else the form must send to name the thing
    ours = SealedField(blank=True)
    theirs = SealedField(blank=True)
    author = models.ForeignKey(Person, models.CASCADE, related_name="+")
    author_name = models.CharField(max_length=200)
    other = models.ForeignKey(Person, models.SET_NULL, related_name="+", null=True)
    other_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    chosen = models.CharField(max_length=10, blank=True)  # ours, theirs

    objects = TwoVersionsQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.field} of {self.path}"

    def seal_subject(self) -> str:
        """Return whose key seals both values."""
        return f"party_id:{self.party_id}"
