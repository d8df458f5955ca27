"""What one of the people does with a message, and what its sender says to that."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from narahubung.relays.entries.sending import OfRecipient, OfRelay, inboxes
from narahubung.relays.words import READ_BACK_HOW


@dataclass(frozen=True, kw_only=True)
class RelayAcknowledged(OfRecipient):
    """Received, and known to be so. Not yet understood where it must be read back."""

    kind: ClassVar[str] = "relays.acknowledged"

    def sentence(self) -> str:
        """Say who."""
        return _("{code}: {name} acknowledged.").format(code=self.code, name=self.name)


@dataclass(frozen=True, kw_only=True)
class RelayReadBack(OfRecipient):
    """Repeated, and nothing that must not be misheard differs. how: of `words.READ_BACK_HOW`."""

    kind: ClassVar[str] = "relays.read_back"
    said: str = field(metadata={"seal": "relay_id"})
    how: str = ""

    def sentence(self) -> str:
        """Say who repeated what."""
        said = _("{code}: {name} read back: {said}")
        return said.format(code=self.code, name=self.name, said=self.said) + _how(self.how)


@dataclass(frozen=True, kw_only=True)
class ReadBackDiffered(OfRecipient):
    """Repeated otherwise than said. differences: [{"kind", "said", "heard"}]."""

    kind: ClassVar[str] = "relays.read_back_differed"
    said: str = field(metadata={"seal": "relay_id"})
    differences: list[dict[str, Any]] = field(metadata={"seal": "relay_id"})
    how: str = ""

    def sentence(self) -> str:
        """Say what was said and what was heard."""
        parts = [
            _("{said}, heard as {heard}").format(
                said=one["said"] or _("nothing"), heard=one["heard"] or _("nothing")
            )
            for one in self.differences
        ]
        said = _("{code}: {name} read back otherwise: {parts}")
        told = said.format(code=self.code, name=self.name, parts="; ".join(parts))
        return told + _how(self.how)


def _how(how: str) -> str:
    return f" ({READ_BACK_HOW[how]})" if how else ""


@dataclass(frozen=True, kw_only=True)
class RelayConfirmed(OfRelay):
    """The sender confirmed what these people read back."""

    kind: ClassVar[str] = "relays.confirmed"
    person_ids: tuple[int, ...]
    names: str

    def topics(self) -> list[str]:
        """Name the screens of those who are confirmed besides."""
        return [*super().topics(), *inboxes(*self.person_ids)]

    def sentence(self) -> str:
        """Say whose."""
        return _("{code}: the read-back of {names} is right.").format(
            code=self.code, names=self.names
        )


@dataclass(frozen=True, kw_only=True)
class RelayRefused(OfRecipient):
    """Cannot comply, and why."""

    kind: ClassVar[str] = "relays.refused"
    why: str = field(metadata={"seal": "relay_id"})

    def sentence(self) -> str:
        """Say who and why."""
        said = _("{code}: {name} cannot comply: {why}")
        return said.format(code=self.code, name=self.name, why=self.why)


@dataclass(frozen=True, kw_only=True)
class RelayDone(OfRecipient):
    """What the message asks for is done."""

    kind: ClassVar[str] = "relays.done"

    def sentence(self) -> str:
        """Say who."""
        return _("{code}: done by {name}.").format(code=self.code, name=self.name)
