"""Parties, their people, the officers who serve them, departments, contacts and places."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.fields import SealedField
from narahubung.kit.records import Record
from narahubung.kit.said import both_languages


class PartyKind(models.TextChoices):
    """What sort of party it is. Each may be one person."""

    DELEGATION = "delegation", _("delegation")
    VIP = "vip", _("single VIP")
    SPEAKER = "speaker", _("speaker")
    SPONSOR = "sponsor", _("sponsor")
    MEDIA = "media", _("media")
    AGENCY = "agency", _("agency")
    DEPARTMENT = "department", _("department")
    COMPANY = "company", _("company")
    TEAM = "team", _("team of athletes")


class Gender(models.TextChoices):
    """As the person or the list says; empty when nobody said."""

    FEMALE = "F", _("female")
    MALE = "M", _("male")


class Place(Record):
    """A venue, hotel, terminal, hospital: anywhere somebody goes."""

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    accuracy_m = models.FloatField(null=True)
    area = models.CharField(max_length=120, blank=True)

    def label(self) -> str:
        """Return the name."""
        return self.name


class Party(Record):
    """A delegation or another party that officers serve.

    standing: what it is at the event (g20_member, invited_country …). head_category: the rank that
    decides what its officers need (head_of_state, head_of_government, minister …).
    Languages are ISO 639 codes separated by spaces.
    """

    right: ClassVar[str] = Right.SEE_PARTY
    party_path: ClassVar[str] = "pk"
    kind = models.CharField(max_length=12, choices=PartyKind, default=PartyKind.DELEGATION.value)
    standing = models.CharField(max_length=60, blank=True)
    name_en = models.CharField(max_length=200)
    name_id = models.CharField(max_length=200, blank=True)
    name_native = models.CharField(max_length=200, blank=True)
    iso_alpha2 = models.CharField(max_length=2, blank=True)
    iso_alpha3 = models.CharField(max_length=3, blank=True)
    represents = models.CharField(max_length=200, blank=True)
    attendance = models.CharField(max_length=20, default="in_person")  # or "virtual"
    official_languages = models.CharField(max_length=100, blank=True)
    preferred_languages = models.CharField(max_length=100, blank=True)
    relation = models.CharField(max_length=40, blank=True)
    head_name = models.CharField(max_length=200, blank=True)
    head_gender = models.CharField(max_length=1, choices=Gender, blank=True)
    head_office = models.CharField(max_length=200, blank=True)
    head_category = models.CharField(max_length=40, blank=True)
    head_since = models.DateField(null=True)
    head_since_note = models.CharField(max_length=200, blank=True)
    precedence_group = models.IntegerField(null=True)
    precedence_order = models.IntegerField(null=True)
    welcome_order = models.IntegerField(null=True)
    welcome_order_status = models.CharField(max_length=60, blank=True)

    @property
    def name(self) -> str:
        """Return the name in the language in force."""
        if (get_language() or "").startswith("id") and self.name_id:
            return self.name_id
        return self.name_en

    def label(self) -> str:
        """Return the name in both languages, for entries."""
        return both_languages(self.name_en, self.name_id)

    @property
    def languages(self) -> list[str]:
        """Return the ISO codes of the languages it speaks, the preferred first."""
        return [*self.preferred_languages.split(), *self.official_languages.split()]

    @property
    def comes(self) -> bool:
        """Tell whether the party comes in person (a guest by video needs no officer)."""
        return self.attendance != "virtual"


class Member(Record):
    """One person of a party: the head, an aide, security, media …"""

    right: ClassVar[str] = Right.SEE_PEOPLE
    party = models.ForeignKey(Party, models.CASCADE, related_name="members")
    full_name = models.CharField(max_length=200)
    native_name = models.CharField(max_length=200, blank=True)
    say_it = models.CharField(max_length=200, blank=True)
    gender = models.CharField(max_length=1, choices=Gender, blank=True)
    role = models.CharField(max_length=40, blank=True)
    position = models.CharField(max_length=200, blank=True)
    nationality = models.CharField(max_length=3, blank=True)
    languages = models.CharField(max_length=200, blank=True)  # "id:C2; en:B2"
    badge_category = models.CharField(max_length=40, blank=True)
    badge_no = models.CharField(max_length=40, blank=True)
    needs_interpreter = models.BooleanField(null=True)

    def label(self) -> str:
        """Return the name."""
        return self.full_name

    @property
    def is_head(self) -> bool:
        """Tell whether this is the head of the delegation."""
        return self.role == "head_of_delegation"


class MemberPapers(models.Model):
    """How to reach a member, and the passport: apart, because fewer may see it."""

    right: ClassVar[str] = Right.SEE_CONTACTS
    sealed: ClassVar[frozenset[str]] = frozenset({"passport_no"})
    member = models.OneToOneField(Member, models.CASCADE, related_name="papers", primary_key=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=120, blank=True)
    passport_no = SealedField(blank=True)

    def __str__(self) -> str:
        return f"papers of {self.member_id}"

    def seal_subject(self) -> str:
        """Return whose key seals the passport number."""
        return f"member:{self.member_id}"


class Officer(Record):
    """A liaison officer (narahubung): who, how to reach, and when available."""

    right: ClassVar[str] = Right.SEE_OFFICERS
    party_path: ClassVar[str] = ""
    person = models.OneToOneField(
        "accounts.Person", models.SET_NULL, related_name="officer", null=True
    )
    full_name = models.CharField(max_length=200)
    preferred_name = models.CharField(max_length=80, blank=True)
    gender = models.CharField(max_length=1, choices=Gender, blank=True)
    grade = models.CharField(max_length=40, blank=True)  # Coordinator, Senior LO, LO, Reserve
    institution = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    radio_call_sign = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=120, blank=True)
    base = models.ForeignKey(Place, models.SET_NULL, related_name="+", null=True)
    available_from = models.DateField(null=True)
    available_to = models.DateField(null=True)  # the last whole day
    unavailable = models.CharField(max_length=200, blank=True)  # "2022-11-15 06:00-12:00; …"
    max_hours_per_day = models.FloatField(null=True)

    def label(self) -> str:
        """Return the name."""
        return self.full_name

    @property
    def short_name(self) -> str:
        """Return what colleagues call them."""
        return self.preferred_name or self.full_name


class Department(Record):
    """A department of the organiser: its desk, its clocks, to whom it escalates."""

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    name_en = models.CharField(max_length=120)
    name_id = models.CharField(max_length=120, blank=True)
    head = models.CharField(max_length=120, blank=True)
    deputy = models.CharField(max_length=120, blank=True)
    duty_phone = models.CharField(max_length=40, blank=True)
    radio_channel = models.CharField(max_length=20, blank=True)
    hours = models.CharField(max_length=40, blank=True)
    scope = models.CharField(max_length=200, blank=True)
    escalates_to = models.CharField(max_length=40, blank=True)
    sla_low_min = models.IntegerField(null=True)
    sla_normal_min = models.IntegerField(null=True)
    sla_high_min = models.IntegerField(null=True)
    sla_critical_min = models.IntegerField(null=True)

    @property
    def name(self) -> str:
        """Return the name in the language in force."""
        if (get_language() or "").startswith("id") and self.name_id:
            return self.name_id
        return self.name_en

    def label(self) -> str:
        """Return the name in both languages, for entries."""
        return both_languages(self.name_en, self.name_id)


class Contact(Record):
    """A number to call: a department's shift, an embassy, a hospital, an emergency service."""

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    category = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    person = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    department = models.ForeignKey(Department, models.SET_NULL, related_name="shifts", null=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=120, blank=True)
    radio = models.CharField(max_length=20, blank=True)
    hours = models.CharField(max_length=40, blank=True)  # "06:00-14:00" or "24h", event's zone
    language = models.CharField(max_length=60, blank=True)

    def label(self) -> str:
        """Return the name."""
        return self.name
