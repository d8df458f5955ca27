"""What a guest wished for and was answered; and the favours that are nobody's duty."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.fields import SealedField
from narahubung.kit.records import Record
from narahubung.kit.scoping import Scoped, seen_by
from narahubung.movements.models import Vehicle
from narahubung.needs.models.asking import Need
from narahubung.needs.models.limits import Granter, called
from narahubung.parties.models import Department, Party


class Why(models.TextChoices):
    """The kinds of the no."""

    OVER_LIMIT = "over_limit", _("over the limit")
    NOT_AVAILABLE = "not_available", _("not available")
    NOT_IN_TIME = "not_in_time", _("not in time")
    NOT_LAWFUL = "not_lawful", _("not lawful")
    UNSAFE = "unsafe", _("unsafe")
    AGAINST_CUSTOM = "against_custom", _("against custom")
    OUTSIDE_MANDATE = "outside_mandate", _("outside our mandate")


class WishState(models.TextChoices):
    """Where a wish stands."""

    WITHIN = "within", _("within the limit")
    ASKED = "asked", _("waits for a yes or no")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("answered no")
    SETTLED = "settled", _("settled another way")


class WishQuerySet(Scoped["Wish"]):
    """Wishes are seen by who serves the party, and by the department that answers them.

    Not by the delegation itself: the rule and the reason inside are not for its eyes.
    """

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return the wishes this person may see (or, with `right`, may do that to)."""
        if right:
            return super().visible_to(by, right)
        at_desk = seen_by(by, Right.GRANT_LIMIT, party="", department="department_id")
        return self.filter(seen_by(by, Right.SEE_REGISTER) | at_desk)


class Wish(Record):
    """One question of a guest that meets a limit, with the answer. `note`: the reason inside.

    name_*, limit, used, over, rule_*: as they stood when it was asked; limit None where it is never
    given, name_* "" for a thing that the system names.
    first: the answer it meets when the same was asked before. changed: why it was asked anew.
    asked_role: the one who is to answer now; never two at once. told_*: what the guest heard.
    taken, vehicle, taken_from, taken_to: the alternative that was taken instead.
    """

    right: ClassVar[str] = Right.SEE_REGISTER
    department_path: ClassVar[str] = "department_id"
    party = models.ForeignKey(Party, models.CASCADE, related_name="wishes")
    need = models.ForeignKey(Need, models.SET_NULL, related_name="wishes", null=True)
    department = models.ForeignKey(Department, models.SET_NULL, related_name="wishes", null=True)
    thing = models.CharField(max_length=20)
    name_en = models.CharField(max_length=60, blank=True)
    name_id = models.CharField(max_length=60, blank=True)
    quantity = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    category = models.CharField(max_length=8, blank=True)
    limit = models.PositiveSmallIntegerField(null=True)
    used = models.PositiveSmallIntegerField(default=0)
    over = models.PositiveSmallIntegerField(default=0)
    rule_code = models.CharField(max_length=40, blank=True)
    rule_en = models.TextField(blank=True)
    rule_id = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=WishState)
    why = models.CharField(max_length=16, choices=Why, blank=True)
    first = models.ForeignKey("self", models.SET_NULL, related_name="again", null=True)
    changed = models.TextField(blank=True)
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)
    asked_role = models.CharField(max_length=12, choices=Granter, blank=True)
    asked_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=200, blank=True)
    told_language = models.CharField(max_length=8, blank=True)
    told_text = models.TextField(blank=True)
    taken = models.CharField(max_length=8, blank=True)
    vehicle = models.ForeignKey(Vehicle, models.SET_NULL, related_name="+", null=True)
    taken_from = models.DateTimeField(null=True)
    taken_to = models.DateTimeField(null=True)

    objects = WishQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["party", "thing", "starts_at"], name="wish_party_thing")]

    @property
    def name(self) -> str:
        """Return what the thing is called in the language in force."""
        return called(self.thing, self.name_en, self.name_id)

    @property
    def rule(self) -> str:
        """Return the rule in the language in force."""
        here = (get_language() or "").startswith("id")
        return self.rule_id if here and self.rule_id else self.rule_en

    @property
    def waits(self) -> bool:
        """Tell whether somebody still owes an answer."""
        return self.state == WishState.ASKED


class FavourKind(models.TextChoices):
    """What lies outside the duty."""

    MONEY = "money", _("money or a tip")
    GIFT = "gift", _("a gift to me")
    ERRAND = "errand", _("an errand outside the duty")
    FAVOUR = "favour", _("another favour")


class FavourQuerySet(Scoped["Favour"]):
    """A favour is seen by the officer who noted it and by the organiser, by nobody else."""

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return one's own; the organiser's all. No other role holds both these rights."""
        rows = super().visible_to(by, right)
        if right or "house" in by.roles or {Right.MANAGE_EVENT, Right.SEE_GIFTS} <= by.everywhere:
            return rows
        return self.filter(event_id=by.event_id or 0, person_id=by.person_id or 0)


class Favour(models.Model):
    """Somebody was asked for something outside the duty, or offered something. Sealed, private."""

    right: ClassVar[str] = Right.SEE_GIFTS
    sealed: ClassVar[frozenset[str]] = frozenset({"text"})
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="favours")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=FavourKind)
    text = SealedField(blank=True)
    at = models.DateTimeField()

    objects: Any = FavourQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def seal_subject(self) -> str:
        """Return whose key seals the text."""
        return f"favour:{self.event_id}:{self.person_id}"
