"""What a visit is entitled to, as data: the categories of visit, and the limit of each thing."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.said import both_languages
from narahubung.kit.scoping import Scoped
from narahubung.needs.limits.reading import thing_name
from narahubung.parties.models import Department


class Per(models.TextChoices):
    """For how long a quantity holds."""

    STAY = "stay", _("per stay")
    DAY = "day", _("per day")
    TIME = "time", _("at one time")


class Granter(models.TextChoices):
    """Who may say yes over the limit."""

    DESK = "desk", _("the department")
    COORDINATOR = "coordinator", _("the coordinator")
    ORGANISER = "organiser", _("the organiser")
    NOBODY = "", _("nobody")


class VisitCategory(models.Model):
    """A category of visit (A, B, C), and which parties belong to it.

    matches: words separated by spaces; a party whose code, head's category or standing is among
    them belongs here; `*` takes every party. The first category in `order` that matches counts.
    ended_at: since when it takes nobody any more.
    """

    right: ClassVar[str] = Right.SEE_REGISTER
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    code = models.CharField(max_length=8)
    name_en = models.CharField(max_length=120)
    name_id = models.CharField(max_length=120, blank=True)
    matches = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=1)
    ended_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "code"], name="needs_category_once")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """Return the name in the language in force."""
        return _in_force(self.name_en, self.name_id)


class Entitlement(models.Model):
    """How much of a thing a category of visit gets, by what rule, and who may grant more.

    quantity: None where it is never given. rule_code: of knowledge.Rule; else the own text stands.
    answer_min: until when the granter answers. paid_price: whole units of the event's currency for
    the same thing at the guest's expense, None where it cannot be had; paid_per: an hour, a day.
    name_*: what the event calls the thing, the same in every category; "" for one that comes with
    the system. ended_at: since when it is no longer offered.
    """

    right: ClassVar[str] = Right.SEE_REGISTER
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    category = models.ForeignKey(VisitCategory, models.CASCADE, related_name="entitlements")
    thing = models.CharField(max_length=20)
    name_en = models.CharField(max_length=60, blank=True)
    name_id = models.CharField(max_length=60, blank=True)
    quantity = models.PositiveSmallIntegerField(null=True)
    per = models.CharField(max_length=4, choices=Per, default=Per.STAY.value)
    rule_code = models.CharField(max_length=40, blank=True)
    rule_en = models.CharField(max_length=300, blank=True)
    rule_id = models.CharField(max_length=300, blank=True)
    department = models.ForeignKey(Department, models.SET_NULL, related_name="+", null=True)
    granted_by = models.CharField(max_length=12, choices=Granter, blank=True)
    answer_min = models.PositiveSmallIntegerField(default=15)
    paid_price = models.PositiveIntegerField(null=True)
    paid_per = models.CharField(max_length=8, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["category", "thing"], name="needs_entitlement_once")
        ]

    def __str__(self) -> str:
        return f"{self.category_id} {self.thing}"

    @property
    def name(self) -> str:
        """Return what the thing is called in the language in force."""
        return called(self.thing, self.name_en, self.name_id)

    @property
    def rule(self) -> str:
        """Return the own text of the rule in the language in force."""
        return _in_force(self.rule_en, self.rule_id)

    @property
    def grantable(self) -> bool:
        """Tell whether anybody may say yes over the limit."""
        return bool(self.granted_by)


def called(thing: str, name_en: str, name_id: str) -> str:
    """Return what a thing is called in the language in force: by the event, else the system."""
    return _in_force(name_en, name_id) or thing_name(thing)


def label_of(thing: str, name_en: str, name_id: str) -> str:
    """Return its name in both languages, for entries; its code for what the system names."""
    return both_languages(name_en, name_id) if name_en else thing


def _in_force(english: str, indonesian: str) -> str:
    here = (get_language() or "").startswith("id")
    return indonesian if here and indonesian else english
