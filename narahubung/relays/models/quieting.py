"""For a while only what is urgent goes out."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped


class Quiet(models.Model):
    """From `since` until `lifted_at` ordinary messages and notices of an event wait.

    why: as of `kit.said.both_languages`. held: how many messages had waited when it ended.
    """

    right: ClassVar[str] = Right.SEE_EVENT
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.CASCADE, related_name="+")
    since = models.DateTimeField()
    why = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)
    held = models.IntegerField(default=0)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(lifted_at=None), name="relays_one_quiet_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"quiet of {self.event_id} since {self.since:%Y-%m-%d %H:%M}"
