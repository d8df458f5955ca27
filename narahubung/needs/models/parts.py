"""Parts of a need (3 of 5 cars by one supplier), and the proof that something was fulfilled."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.needs.models.asking import Need, OfNeed
from narahubung.parties.models import Department


class PartState(models.TextChoices):
    """Where a part stands."""

    ASKED = "asked", _("asked")
    PROMISED = "promised", _("promised")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class NeedPart(models.Model):
    """So many of what a need asks for, from one supplier, with its own clock.

    supplier: a company, a desk or a person; department: the one of ours that supplies it, if any.
    """

    right: ClassVar[str] = Right.SEE_NEEDS
    party_path: ClassVar[str] = "need__party_id"
    department_path: ClassVar[str] = "need__department_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    need = models.ForeignKey(Need, models.CASCADE, related_name="parts")
    quantity = models.PositiveIntegerField(default=1)
    what = models.CharField(max_length=200)
    supplier = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=120, blank=True)
    department = models.ForeignKey(Department, models.SET_NULL, related_name="+", null=True)
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=PartState, default=PartState.ASKED.value)
    due_at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True)
    set_off_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = OfNeed.as_manager()

    def __str__(self) -> str:
        return f"{self.quantity} {self.what}"


class NeedProof(models.Model):
    """That a need, or one part of it, was fulfilled: when, where, by whom, and who signed.

    The photo and a drawn signature are documents about `proof:<id>`.
    """

    right: ClassVar[str] = Right.SEE_NEEDS
    party_path: ClassVar[str] = "need__party_id"
    department_path: ClassVar[str] = "need__department_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    need = models.ForeignKey(Need, models.CASCADE, related_name="proofs")
    part = models.ForeignKey(NeedPart, models.CASCADE, related_name="proofs", null=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    signed_by = models.CharField(max_length=120, blank=True)

    objects = OfNeed.as_manager()

    def __str__(self) -> str:
        return f"proof of {self.need_id}"
