"""Needs, as recorded: who asked, whom, how it stands, and the clock that runs."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.records import Record
from narahubung.kit.said import in_one
from narahubung.kit.scoping import M, Scoped, seen_by
from narahubung.parties.models import Department, Member, Officer, Party


class NeedState(models.TextChoices):
    """Where a need stands. The moves between them: `rules.moving.MOVES`."""

    NEW = "new", _("new")
    ACCEPTED = "accepted", _("accepted")
    IN_PROGRESS = "in_progress", _("in progress")
    WAITING = "waiting", _("waiting for the delegation")
    PART = "part", _("partly fulfilled")
    DONE = "done", _("done")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


OVER = (NeedState.DONE, NeedState.REJECTED, NeedState.WITHDRAWN)


class Priority(models.TextChoices):
    """How urgent."""

    LOW = "low", _("low")
    NORMAL = "normal", _("normal")
    HIGH = "high", _("high")
    CRITICAL = "critical", _("critical")


class Direction(models.TextChoices):
    """Who asks whom."""

    TO_HOST = "to_host", _("the delegation asks us")
    TO_PARTY = "to_party", _("we ask the delegation")


class NeedSet(Scoped["Need"]):
    """Needs. A department sees what it answers, what a part of it supplies, what it can help."""

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return the needs this person may see (or, with `right`, may do that to)."""
        wanted = right or Need.right
        seen = seen_by(by, wanted, department="department_id")
        if wanted in by.at_desk:
            supplied = Need.objects.filter(parts__department__in=by.departments)
            helps = Q(above__in=by.departments) | Q(pk__in=supplied.values("pk"))
            seen |= Q(event_id=by.event_id) & helps
        return self.filter(seen)


class Need(Record):
    """Something a party needs from us, or we need from a party.

    department: who answers it; where we ask the delegation, who asked. None: the coordinator.
    assigned_to: the person named when it was accepted, with `person` where they have a log-in.
    due_at: when the department's clock for this priority runs out. promised_at: what was promised.
    clock_at: when the clock that runs now runs out; then it goes up one rung. None in a list that
    came in: then `due_at`, else `raised_at` counts. above: the department that can help, once it is
    late. passed: departments it went through. answer: the last word to who asked. last: what a slip
    is taken back to. refused_why: the kind of a no (`Why`); refused_reason: ours only. met: the
    wish in which the same was asked and answered before. text: in the words of who asked; of a wish
    without words, as of `kit.said.both_languages`.
    """

    right: ClassVar[str] = Right.SEE_NEEDS
    department_path: ClassVar[str] = "department_id"
    party = models.ForeignKey(Party, models.CASCADE, related_name="needs")
    officer = models.ForeignKey(Officer, models.SET_NULL, related_name="needs", null=True)
    member = models.ForeignKey(Member, models.SET_NULL, related_name="needs", null=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="needs", null=True)
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.TO_HOST.value)
    channel = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    category = models.CharField(max_length=60, blank=True)
    template = models.CharField(max_length=60, blank=True)
    quantity = models.PositiveIntegerField(null=True)
    wanted_at = models.DateTimeField(null=True)
    wanted_until = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.NORMAL.value)
    state = models.CharField(max_length=12, choices=NeedState, default=NeedState.NEW.value)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    assigned_to = models.CharField(max_length=60, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, related_name="+", null=True)
    routed_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    clock_at = models.DateTimeField(null=True, db_index=True)
    rung = models.PositiveSmallIntegerField(default=0)
    above = models.ForeignKey(Department, models.SET_NULL, related_name="+", null=True)
    passed = models.JSONField(default=list)
    last = models.JSONField(null=True)
    refused_why = models.CharField(max_length=20, blank=True)
    refused_reason = models.TextField(blank=True)
    met = models.ForeignKey("needs.Wish", models.SET_NULL, related_name="asked_again", null=True)

    objects: ClassVar = NeedSet.as_manager()

    def label(self) -> str:
        """Return the beginning of the text."""
        return self.words[:60]

    @property
    def words(self) -> str:
        """Return the text as it is read: what no person wrote is in the language in force."""
        return in_one(self.text)

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still waits."""
        return self.state not in OVER

    @property
    def to_confirm(self) -> bool:
        """Tell whether it is said to be done and nobody of the guest's side has seen it yet."""
        return self.state == NeedState.DONE and self.closed_at is None


class OfNeed(Scoped[M]):
    """What hangs on a need: seen by who sees the need."""

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return the rows of the needs this person may see (or, with `right`, may do that to)."""
        return self.filter(need__in=Need.objects.visible_to(by, right))
