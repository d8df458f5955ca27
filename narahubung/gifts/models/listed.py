"""Gifts, as recorded. Values are for the registrar only."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.fields import SealedField
from narahubung.kit.records import Record
from narahubung.parties.models import Party


class Gift(Record):
    """One gift, given or received. value_idr: sealed, whole rupiah as text."""

    right: ClassVar[str] = Right.SEE_GIFTS
    sealed: ClassVar[frozenset[str]] = frozenset({"value_idr"})
    party = models.ForeignKey(Party, models.CASCADE, related_name="gifts")
    direction = models.CharField(max_length=60, blank=True)
    recipient = models.CharField(max_length=60, blank=True)
    item = models.CharField(max_length=200)
    value_idr = SealedField(blank=True)
    state = models.CharField(max_length=40, blank=True)
    decision = models.CharField(max_length=80, blank=True)

    def label(self) -> str:
        """Return what it is."""
        return self.item

    def seal_subject(self) -> str:
        """Return whose key seals the value."""
        return f"gift:{self.event_id}:{self.code}"
