"""One change and what followed: the wave, its lines, its notices, and who agrees to a repair."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.kit.scoping import Scoped, seen_by
from narahubung.parties.models import Party

READS = (
    Right.SEE_MOVEMENTS,
    Right.SEE_ROUTES,
    Right.SEE_MEETINGS,
    Right.SEE_OFFICERS,
    Right.SEE_DUTIES,
    Right.SEE_STAY,
    Right.SEE_EVENT,
)
"""The rights that a line may ask for: each kind of thing is seen with its own room's right."""


class WaveQuerySet(Scoped["Wave"]):
    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return the waves of parties whose movements one may see, and those one was told of, or
        asked about a repair of.
        """
        seen = Q(seen_by(by, right or Wave.right))
        if not by.may_for(Right.SEE_MEETINGS, None) and "house" not in by.roles:
            seen &= ~Q(thing__startswith=OF_MEETING)
        if by.person_id is not None and by.event_id is not None and not right:
            told = Notice.objects.filter(person_id=by.person_id).values("wave_id")
            asked = Consent.objects.filter(person_id=by.person_id)
            seen |= Q(pk__in=told, event_id=by.event_id)
            seen |= Q(pk__in=asked.values("wave_id"), event_id=by.event_id)
        return self.filter(seen)


OF_MEETING = "meeting:"


class Wave(models.Model):
    """What one change did. party None: it concerns no single party, as a session moved.

    cause_id: the journal's number of the entry that told the change. cause: as people read it
    (kit.said). outcome: frozen as it was found: {"untouched": parties that nothing touched,
    "repairs": [...] (see repairs.as_data)}; of what follows a repair also "repair": [wave, number],
    "swaps" (as in RepairAdopted) and "reads": [[right, party]] that its words ask for. kept: after
    the undo, what could not be brought back and why, [{"thing", "label", "why"}].
    """

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="waves", null=True)
    movement = models.ForeignKey(
        "movements.Movement", models.CASCADE, related_name="waves", null=True
    )
    thing = models.CharField(max_length=60)  # what was changed: "movement:12"
    cause_id = models.BigIntegerField()
    cause = models.CharField(max_length=1000)
    old = models.DateTimeField(null=True)
    new = models.DateTimeField(null=True)
    zone = models.CharField(max_length=60)
    at = models.DateTimeField()
    by_person = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    outcome = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)
    kept = models.JSONField(default=list)

    objects = WaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "cause_id", "thing"], name="one_wave_per_cause"
            )
        ]
        indexes = [models.Index(fields=["event", "at"], name="wave_event_at")]

    def __str__(self) -> str:
        return f"wave {self.pk} of {self.thing}"

    def cause_for(self, by: Actor) -> str:
        """Return the change as this person may know it: who meets whom is not for everybody whose
        car goes later by it.
        """
        parties = self.outcome.get("parties", [])
        if "house" in by.roles:
            return in_one(self.cause)
        if not all(by.may_for(*one) for one in self.outcome.get("reads", ())):
            return str(_("A repair was taken."))
        if not self.thing.startswith(OF_MEETING):
            return in_one(self.cause)
        if any(by.may_for(Right.SEE_MEETINGS, party_id) for party_id in parties):
            return in_one(self.cause)
        return str(_("An appointment was moved."))


class ShiftState(models.TextChoices):
    """What became of a thing."""

    MOVED = "moved", _("moved")
    TIGHT = "tight", pgettext_lazy("ripple", "tight")
    BROKEN = "broken", pgettext_lazy("ripple", "late")
    EASED = "eased", pgettext_lazy("ripple", "in time again")
    FINE = "fine", pgettext_lazy("ripple", "in time")
    AGAIN = "again", pgettext_lazy("step", "check again")
    UNKNOWN = "unknown", pgettext_lazy("ripple", "not known yet")
    OTHER = "other", pgettext_lazy("ripple", "with another car or escort")
    STAYS = "stays", pgettext_lazy("ripple", "stays")


TOLD = (
    *(ShiftState.BROKEN, ShiftState.UNKNOWN, ShiftState.OTHER, ShiftState.MOVED),
    *(ShiftState.EASED, ShiftState.STAYS, ShiftState.AGAIN),
)
"""What people are told of, in this order. That something is tight is seen, not sent."""


class ShiftQuerySet(Scoped["Shift"]):
    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return the lines one may see with the right of each, and those one was told."""
        if "house" in by.roles:
            return super().visible_to(by, right)
        seen = Q(pk__in=[])
        for reads in READS:
            seen |= Q(seen_by(by, reads), reads=reads)
        if by.person_id is not None and by.event_id is not None:
            told = Notice.shifts.through.objects.filter(notice__person_id=by.person_id)
            seen |= Q(pk__in=told.values("shift_id"), event_id=by.event_id)
        return self.filter(seen)


class Shift(models.Model):
    """One line of a wave: a thing that went along, or got tight, late, or in time again.

    thing: its name, as "trip:12" or "booking:4"; kind: of words.KINDS. label: how people know it
    (kit.said). slack_min: minutes left, negative when late. why: what kept it from going along.
    reads: the right that shows it. owners: whom it concerns, [{"person", "name", "as"}]. stood,
    stands: what was stored before and what this wave stored ({field: value}; empty where nothing
    was stored), for taking it back.
    """

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="shifts")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+", null=True)
    thing = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=420)
    zone = models.CharField(max_length=60)
    old = models.DateTimeField(null=True)
    new = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=ShiftState)
    slack_min = models.IntegerField(null=True)
    why = models.CharField(max_length=420, blank=True)
    reads = models.CharField(max_length=40, default=Right.SEE_MOVEMENTS.value)
    owners = models.JSONField(default=list)
    stood = models.JSONField(default=dict)
    stands = models.JSONField(default=dict)

    objects = ShiftQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.thing} {self.state}"


class NoticeState(models.TextChoices):
    """Whether the word still stands."""

    TOLD = "told", pgettext_lazy("ripple", "told")
    REPLACED = "replaced", pgettext_lazy("ripple", "replaced by newer word")
    TAKEN_BACK = "taken_back", pgettext_lazy("ripple", "taken back")


class Notice(models.Model):
    """The one message of a wave to one person, with all lines that concern him.

    relay_id: the message (relays keep who acknowledged it). why: as whom he was told (kit.said).
    back_id: the message that took it back.
    """

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    party_path: ClassVar[str] = "wave__party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="notices")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    why = models.CharField(max_length=200, blank=True)
    relay_id = models.BigIntegerField(null=True)
    back_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.TOLD.value)
    shifts = models.ManyToManyField(Shift, related_name="notices")

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "person"], name="one_notice_per_person")
        ]

    def __str__(self) -> str:
        return f"notice to {self.person_id} of wave {self.wave_id}"


class ConsentState(models.TextChoices):
    """What somebody said who was asked."""

    ASKED = "asked", pgettext_lazy("ripple", "asked")
    AGREED = "agreed", pgettext_lazy("ripple", "agrees")
    REFUSED = "refused", pgettext_lazy("ripple", "does not agree")


class Consent(models.Model):
    """One person asked by one message whether a repair may be taken.

    number: which repair of the wave; owner: for whom he is asked ("officers:5", "desk:3").
    relay_id: the message that asks; None for who asks the others himself. why: the reason of who
    does not agree.
    """

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    party_path: ClassVar[str] = "wave__party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="consents")
    number = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=40)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    relay_id = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ConsentState, default=ConsentState.ASKED.value)
    answered_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "number", "owner", "person"], name="asked_once_for_a_repair"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state} repair {self.number} of wave {self.wave_id}"
