"""What a batch needs to be looked up once, and what a phone is told of each command."""

from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from narahubung.accounts.models import Event
from narahubung.field.envelope import Batch
from narahubung.field.models import Carried, Status
from narahubung.journal.reading import doers_of


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the phone is told of one command. need: the number that its lane awaits."""

    id: UUID
    hash: str
    status: str
    seq: int
    need: int
    code: str = ""
    says: str = ""
    go: str = ""

    @property
    def stops(self) -> bool:
        """Tell whether what follows in the lane must wait as well."""
        return self.status not in Status

    def told(self) -> dict[str, Any]:
        """Return it for the phone."""
        return {
            "id": str(self.id),
            "hash": self.hash,
            "status": self.status,
            "seq": self.seq,
            "need": self.need,
            "code": self.code,
            "says": self.says,
            "go": self.go,
        }


@dataclass
class Seen:
    """What is looked up once for all commands of a batch.

    known: those that came before. doers: whose acts have their ids, where there is no row: they
    were posted directly. Who may is not here: that is asked for each.
    """

    known: dict[UUID, Carried]
    doers: dict[UUID, int]
    events: dict[str, Event | None] = field(default_factory=dict)

    @classmethod
    def of(cls, batch: Batch) -> Self:
        """Look it up."""
        ids = [command.id for command in batch.commands]
        return cls(known=Carried.objects.in_bulk(ids), doers=doers_of(ids))

    def event(self, slug: str) -> Event | None:
        """Return the event of an address."""
        if slug not in self.events:
            self.events[slug] = Event.objects.filter(slug=slug).first()
        return self.events[slug]
