"""What was declared of a gift: the case, and its texts, of which none is ever changed."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.gifts.models.listed import Gift
from narahubung.gifts.models.terms import Employment
from narahubung.gifts.words import (
    BASES,
    DECISIONS,
    DIRECTIONS,
    KINDS,
    OUTCOMES,
    RECIPIENTS,
    SETTINGS,
    STATES,
)
from narahubung.kit.actor import Actor
from narahubung.kit.fields import SealedField
from narahubung.kit.scoping import Scoped, seen_by
from narahubung.parties.models import Party


class Direction(models.TextChoices):
    """From whom to whom."""

    RECEIVED = "received", DIRECTIONS["received"]
    GIVEN = "given", DIRECTIONS["given"]


class GiftKind(models.TextChoices):
    """What it is, as far as a rule asks."""

    OBJECT = "object", KINDS["object"]
    MONEY = "money", KINDS["money"]
    VOUCHER = "voucher", KINDS["voucher"]
    FOOD = "food", KINDS["food"]
    KIT = "kit", KINDS["kit"]
    PLAQUE = "plaque", KINDS["plaque"]
    LOGO = "logo", KINDS["logo"]
    FLOWERS = "flowers", KINDS["flowers"]
    PRIZE = "prize", KINDS["prize"]
    ALLOWANCE = "allowance", KINDS["allowance"]
    SERVICE = "service", KINDS["service"]
    ERRAND = "errand", KINDS["errand"]


class Setting(models.TextChoices):
    """An occasion with a limit of its own."""

    ORDINARY = "ordinary", SETTINGS["ordinary"]
    CEREMONY = "ceremony", SETTINGS["ceremony"]
    COLLEAGUE = "colleague", SETTINGS["colleague"]
    FAREWELL = "farewell", SETTINGS["farewell"]


class RecipientKind(models.TextChoices):
    """For whom it is meant."""

    PERSON = "person", RECIPIENTS["person"]
    INSTITUTION = "institution", RECIPIENTS["institution"]


class Outcome(models.TextChoices):
    """What was done when it was offered."""

    ACCEPTED = "accepted", OUTCOMES["accepted"]
    REFUSED = "refused", OUTCOMES["refused"]
    HARM = "harm", OUTCOMES["harm"]


class Basis(models.TextChoices):
    """How the value is known."""

    UNKNOWN = "unknown", BASES["unknown"]
    ESTIMATE = "estimate", BASES["estimate"]
    PRICE = "price", BASES["price"]
    RECEIPT = "receipt", BASES["receipt"]
    APPRAISAL = "appraisal", BASES["appraisal"]


class Whereabout(models.TextChoices):
    """Where the thing is, and whose it is."""

    HELD = "held", STATES["held"]
    KEPT = "kept", STATES["kept"]
    DISPLAY = "display", STATES["display"]
    RETURNED = "returned", STATES["returned"]
    HANDED = "handed", STATES["handed"]
    UPG = "upg", STATES["upg"]
    STATE = "state", STATES["state"]
    OWNER = "owner", STATES["owner"]
    REFUSED = "refused", STATES["refused"]
    USED = "used", STATES["used"]


class Decision(models.TextChoices):
    """What the KPK decided."""

    OPEN = "", DECISIONS[""]
    STATE = "state", DECISIONS["state"]
    OWNER = "owner", DECISIONS["owner"]
    NONE = "none", DECISIONS["none"]


class Declarations(Scoped["Declaration"]):
    """Declarations, cut to one person."""

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return one's own, also after the attachment, and what one is to take into custody;

        of a party that one serves what is for an institution or given; the whole event with
        SEE_GIFTS for it. With `right`: what one may do that to.
        """
        if right or "house" in by.roles or Right.SEE_GIFTS in by.everywhere:
            return super().visible_to(by, right)
        if by.person_id is None or by.event_id is None:
            return self.none()
        shared = seen_by(by, Right.SEE_GIFTS) & Q(personal=False)
        taking = Q(pk__in=_offered_to(by.person_id))
        mine = Q(event_id=by.event_id) & (Q(person_id=by.person_id) | taking)
        return self.filter(shared | mine)


def _offered_to(person_id: int) -> "models.QuerySet[Any, int]":
    from narahubung.gifts.models.keeping import Custody  # noqa: PLC0415 -- it names this module

    rows = Custody.objects.filter(to_person_id=person_id, ended_at=None)
    return rows.values_list("declaration_id", flat=True)


class Declaration(models.Model):
    """One gift, tip or errand that was declared: its number, where it is, how far its report is.

    person: who received it, or gives it, and declared it; the only one besides the registrar who
    reads its value. personal: for the person, not for an institution: then nobody else of the
    party's officers sees it. gift: the line of the organiser's list that it is about. holder: who
    has it now; none with a name: somebody outside. reminded: the last working day of which word
    was left.
    """

    right: ClassVar[str] = Right.SEE_GIFTS
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.IntegerField()
    party = models.ForeignKey(Party, models.SET_NULL, related_name="declarations", null=True)
    gift = models.ForeignKey(Gift, models.SET_NULL, related_name="declarations", null=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=200)
    personal = models.BooleanField(default=False)
    direction = models.CharField(max_length=8, choices=Direction)
    state = models.CharField(max_length=8, choices=Whereabout, default=Whereabout.HELD.value)
    holder = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    holder_name = models.CharField(max_length=200, blank=True)
    upg_on = models.DateField(null=True)
    upg_number = models.CharField(max_length=80, blank=True)
    kpk_on = models.DateField(null=True)
    kpk_number = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    decision_number = models.CharField(max_length=80, blank=True)
    reminded = models.IntegerField(default=0)
    declared_at = models.DateTimeField()

    objects = Declarations.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="number_of_a_declaration")
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def code(self) -> str:
        """Return its number as people write it."""
        return f"GR-{self.number:03}"


class DeclarationText(models.Model):
    """What was told of it. A correction is a new text with the next version; none is changed.

    The database refuses to change or delete one (migration 0003). value: as it was told, digits
    with a point, sealed; basis: how it is known. photo: digest of a JPEG (`kit.files`).
    employment: of the receiver on that day: it decides which rule holds. why: of a correction.
    """

    sealed: ClassVar[frozenset[str]] = frozenset({"value", "basis_note", "chronology"})
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="texts")
    version = models.IntegerField()
    why = models.CharField(max_length=300, blank=True)
    item = models.CharField(max_length=200)
    quantity = models.IntegerField(default=1)
    kind = models.CharField(max_length=10, choices=GiftKind)
    setting = models.CharField(max_length=10, choices=Setting, default=Setting.ORDINARY.value)
    is_general = models.BooleanField(default=False)
    occasion = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()
    witness = models.CharField(max_length=200, blank=True)
    giver = models.CharField(max_length=200)
    giver_capacity = models.CharField(max_length=200, blank=True)
    giver_relation = models.CharField(max_length=200, blank=True)
    giver_address = models.CharField(max_length=300, blank=True)
    recipient_kind = models.CharField(max_length=12, choices=RecipientKind)
    recipient = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.ACCEPTED.value)
    reason = models.CharField(max_length=300, blank=True)
    value = SealedField(blank=True)
    currency = models.CharField(max_length=3, default="IDR")
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.UNKNOWN.value)
    basis_note = SealedField(blank=True)
    chronology = SealedField(blank=True)
    employment = models.CharField(max_length=16, choices=Employment, blank=True)
    photo = models.CharField(max_length=64, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "version"], name="version_of_a_declaration"
            )
        ]

    def __str__(self) -> str:
        return f"{self.declaration_id}.{self.version}"

    def seal_subject(self) -> str:
        """Return whose key seals the value."""
        return f"declaration:{self.declaration_id}"
