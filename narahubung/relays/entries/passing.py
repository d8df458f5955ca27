"""A message goes on by hand; a voice note is written down."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.relays.entries.sending import NAMED, OfRelay, inboxes


@dataclass(frozen=True, kw_only=True)
class RelayHandedOn(OfRelay):
    """Somebody who got a message passed it on by hand, as it stands. person_id, name: who did."""

    kind: ClassVar[str] = "relays.handed_on"
    precedence: str
    person_id: int | None
    name: str
    to_ids: tuple[int, ...]
    to_names: str

    def topics(self) -> list[str]:
        """Name the message, the screens of who passed it on, and of not too many who get it."""
        names = [*super().topics(), "relays", *inboxes(self.person_id)]
        return names + (inboxes(*self.to_ids) if len(self.to_ids) <= NAMED else [])

    def sentence(self) -> str:
        """Say who, and to whom."""
        said = _("{code}: passed on by {name} to {to}.")
        return said.format(code=self.code, name=self.name, to=self.to_names)


@dataclass(frozen=True, kw_only=True)
class RelayWrittenDown(OfRelay):
    """One of the two sides wrote down what the voice note says. name: who did."""

    kind: ClassVar[str] = "relays.written_down"
    text: str = field(metadata={"seal": "relay_id"})
    name: str
    person_ids: tuple[int, ...]

    def topics(self) -> list[str]:
        """Name the lists, and the screens of not too many who heard it."""
        names = [*super().topics(), "relays"]
        return names + (inboxes(*self.person_ids) if len(self.person_ids) <= NAMED else [])

    def sentence(self) -> str:
        """Say who wrote what."""
        said = _("{code}: written down by {name}: {text}")
        return said.format(code=self.code, name=self.name, text=self.text)
