"""A duty passes from one officer to the next: only when both have acknowledged."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from narahubung.accounts.roles import Right
from narahubung.assignments.models.rostering import Duty, DutyState
from narahubung.kit.fields import SealedField
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Officer, Party


class HandOverState(models.TextChoices):
    """The life of a hand-over."""

    OPEN = "open", pgettext_lazy("hand-over", "waits for both")
    DONE = "done", pgettext_lazy("hand-over", "both acknowledged")
    CANCELLED = "cancelled", pgettext_lazy("hand-over", "cancelled")


class HandOver(models.Model):
    """One passing of the duty with a party. outgoing None: the desk gives it.

    card: what was told, JSON, sealed; kept at the first tap of the two. keys: keys, badges, radios
    handed over. given_*, taken_*: the acknowledgement of each side, by the clock of who tapped;
    *_known_at: when the server learned it. *_code: what one side's phone shows without network,
    for the other side to type. asked_at: since when both are asked; raised_at: when it rose to
    the coordinators.
    """

    right: ClassVar[str] = Right.SEE_OFFICERS
    party_path: ClassVar[str] = "party_id"
    sealed: ClassVar[frozenset[str]] = frozenset({"card", "keys"})
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="hand_overs")
    outgoing = models.ForeignKey(Duty, models.CASCADE, related_name="given", null=True)
    incoming = models.ForeignKey(Duty, models.CASCADE, related_name="taken")
    state = models.CharField(
        max_length=10, choices=HandOverState, default=HandOverState.OPEN.value, db_index=True
    )
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    card = SealedField(blank=True)
    keys = SealedField(blank=True)
    given_at = models.DateTimeField(null=True)
    given_known_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=200, blank=True)
    given_code = models.CharField(max_length=8, blank=True)
    taken_at = models.DateTimeField(null=True)
    taken_known_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=200, blank=True)
    taken_code = models.CharField(max_length=8, blank=True)
    raised_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incoming"], condition=Q(state="open"), name="one_open_hand_over"
            )
        ]

    def __str__(self) -> str:
        return f"hand-over of {self.party_id} at {self.due_at}"

    def seal_subject(self) -> str:
        """Return whose key seals what was told."""
        return f"party:{self.party_id}"

    @property
    def giver(self) -> Officer | None:
        """Return who must tell it; None where the desk gives it, or he goes on himself.

        The desk's side of a first duty is the roster that it adopted.
        """
        duty = self.outgoing
        if (
            duty is None
            or duty.state != DutyState.ON
            or duty.officer_id == self.incoming.officer_id
        ):
            return None
        return duty.officer
