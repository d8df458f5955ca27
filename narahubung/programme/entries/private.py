"""What can happen to the private programme: what it is, and apart from it that a party is busy."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.zones import clock_text, zone_label


@dataclass(frozen=True, kw_only=True)
class _OfParty(Entry):
    """An item of one party alone."""

    party_id: int
    item_id: int

    @property
    def party_ids(self) -> list[int]:
        """Return whose programme it is in, as entries of the official one do."""
        return [self.party_id]

    def topics(self) -> list[str]:
        """Name the item, the programme and the party."""
        return [f"item:{self.item_id}", "programme", f"party:{self.party_id}"]


@dataclass(frozen=True, kw_only=True)
class PrivateSet(_OfParty):
    """A private item was planned, changed, cancelled, or is over. what: one of these.

    changes: {field: [old, new]} as people read it; sealed, as the title is.
    """

    kind: ClassVar[str] = "programme.private_set"
    right: ClassVar[str] = Right.SEE_REGISTER
    what: str
    title: str = field(metadata={"seal": "party_id"})

    def sentence(self) -> str:
        """Say what became of it."""
        words = {
            "planned": _("Private: {title} is planned."),
            "begun": _("Private: {title}, on the way."),
            "changed": _("Private: {title} is changed."),
            "cancelled": _("Private: {title} is cancelled."),
            "put_back": _("Private: {title} takes place after all."),
            "over": _("Private: {title} is over."),
        }
        return words[self.what].format(title=self.title)


@dataclass(frozen=True, kw_only=True)
class BusySet(_OfParty):
    """What everybody who sees the party may know of it: busy, where, from when to when."""

    kind: ClassVar[str] = "programme.busy_set"
    right: ClassVar[str] = Right.SEE_PARTY
    party: str
    where: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    is_off: bool = False

    def sentence(self) -> str:
        """Say when and where."""
        told: dict[str, Any] = {
            "party": self.party,
            "start": clock_text(self.starts_at, self.zone),
            "end": clock_text(self.ends_at, self.zone),
            "zone": zone_label(self.zone, self.starts_at),
            "where": self.where,
        }
        if self.is_off:
            return _("{party} is no longer busy {start}-{end} {zone}.").format(**told)
        if not self.where:
            return _("{party} is busy {start}-{end} {zone}.").format(**told)
        return _("{party} is busy {start}-{end} {zone}, {where}.").format(**told)
