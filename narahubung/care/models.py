"""Health data: sealed at rest, need-to-know from the first day."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.fields import SealedField
from narahubung.parties.models import Member


class CareRecord(models.Model):
    """Diet, allergy, accessibility (for the officer), and the medical note (for medical staff).

    Empty text is "not known"; `none_known` says that somebody asked and there is none.
    """

    right: ClassVar[str] = Right.SEE_CARE
    sealed: ClassVar[frozenset[str]] = frozenset(
        {"diet", "allergy", "medical_note", "accessibility"}
    )
    member = models.OneToOneField(Member, models.CASCADE, related_name="care", primary_key=True)
    diet = SealedField(blank=True)
    allergy = SealedField(blank=True)
    medical_note = SealedField(blank=True)
    accessibility = SealedField(blank=True)
    none_known = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"care of {self.member_id}"

    def seal_subject(self) -> str:
        """Return whose key seals the record."""
        return f"member:{self.member_id}"
