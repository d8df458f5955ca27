"""Who asked for a badge for whom, how far it has come, and which zones were given by name."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from narahubung.access.models.zones import Category, Zone
from narahubung.access.words import ACCREDITATIONS, VETTINGS
from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Member, Officer, Party


class AccreditationState(models.TextChoices):
    """How far it has come."""

    ASKED = "asked", ACCREDITATIONS["asked"]
    CHECKED = "checked", ACCREDITATIONS["checked"]
    APPROVED = "approved", ACCREDITATIONS["approved"]
    DECLINED = "declined", ACCREDITATIONS["declined"]
    WITHDRAWN = "withdrawn", ACCREDITATIONS["withdrawn"]


class Vetting(models.TextChoices):
    """What security says. On what ground is neither asked nor kept."""

    NOT_NEEDED = "not_needed", VETTINGS["not_needed"]
    PENDING = "pending", VETTINGS["pending"]
    CLEARED = "cleared", VETTINGS["cleared"]
    REFUSED = "refused", VETTINGS["refused"]


class Accreditation(models.Model):
    """One person who is to have a badge: of a delegation (member), an officer, or anybody else.

    party: whose member it is; none of an officer, whose zones are those of the delegation served,
    while the duty lasts. since, until: days (event's zone). photo: digest of the picture. vetting
    is read by who vets and who approves alone. asked_by: never also who approves (four eyes).
    """

    right: ClassVar[str] = Right.SEE_ACCESS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.IntegerField()
    party = models.ForeignKey(Party, models.CASCADE, related_name="accreditations", null=True)
    member = models.ForeignKey(Member, models.CASCADE, related_name="accreditations", null=True)
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="accreditations", null=True)
    full_name = models.CharField(max_length=200)
    native_name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    function = models.CharField(max_length=200, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="accreditations")
    since = models.DateField()
    until = models.DateField()
    photo = models.CharField(max_length=64, blank=True)
    state = models.CharField(
        max_length=10, choices=AccreditationState, default=AccreditationState.ASKED.value
    )
    vetting = models.CharField(max_length=10, choices=Vetting, default=Vetting.PENDING.value)
    vetted_at = models.DateTimeField(null=True)
    vetted_by_name = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    asked_by_name = models.CharField(max_length=200)
    checked_at = models.DateTimeField(null=True)
    checked_by_name = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_name = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)  # declined or withdrawn
    ended_by_name = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=300, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="number_of_an_accreditation"),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state__in=["asked", "checked", "approved"]),
                name="a_member_is_accredited_once",
            ),
            models.UniqueConstraint(
                fields=["officer"],
                condition=Q(state__in=["asked", "checked", "approved"]),
                name="an_officer_is_accredited_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.full_name}"


class Grant(models.Model):
    """A zone by name, besides those of the category; it counts when the whole is approved."""

    accreditation = models.ForeignKey(Accreditation, models.CASCADE, related_name="grants")
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="grants")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["accreditation", "zone"], name="a_zone_is_given_once")
        ]

    def __str__(self) -> str:
        return f"{self.zone_id} of {self.accreditation_id}"
