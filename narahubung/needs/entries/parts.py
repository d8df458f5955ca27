"""What happens to the parts of a need, and the proof that something was fulfilled."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.needs.entries.answering import OfNeed, said_words


@dataclass(frozen=True, kw_only=True)
class OfPart(OfNeed):
    """What every entry about a part carries."""

    part_id: int
    quantity: int
    what: str = said_words()
    supplier: str = said_words()

    def _fill(self, words: str, **more: str) -> str:
        return words.format(
            code=self.code, n=self.quantity, what=self.what, supplier=self.supplier, **more
        )


@dataclass(frozen=True, kw_only=True)
class PartGiven(OfPart):
    """A supplier was asked for a part."""

    kind: ClassVar[str] = "needs.part_given"
    due_at: datetime

    def sentence(self) -> str:
        """Say how many, by whom, until when."""
        return self._fill(
            _("Request {code}: {n} {what} from {supplier}, due {when}"),
            when=self.when(self.due_at),
        )


@dataclass(frozen=True, kw_only=True)
class PartPromised(OfPart):
    """The supplier promised a time."""

    kind: ClassVar[str] = "needs.part_promised"
    until: datetime

    def sentence(self) -> str:
        """Say until when."""
        return self._fill(
            _("Request {code}: {supplier} promises {n} {what} by {when}"),
            when=self.when(self.until),
        )


@dataclass(frozen=True, kw_only=True)
class PartDelivered(OfPart):
    """A part is there."""

    kind: ClassVar[str] = "needs.part_delivered"

    def sentence(self) -> str:
        """Say it."""
        return self._fill(_("Request {code}: {n} {what} from {supplier} fulfilled"))


@dataclass(frozen=True, kw_only=True)
class PartDropped(OfPart):
    """A supplier does not do it; the part belongs to the remainder again."""

    kind: ClassVar[str] = "needs.part_dropped"

    def sentence(self) -> str:
        """Say it."""
        return self._fill(_("Request {code}: {n} {what} no longer from {supplier}"))


@dataclass(frozen=True, kw_only=True)
class NeedProved(OfNeed):
    """Proof was put to it: time, place, who signed."""

    kind: ClassVar[str] = "needs.proved"
    proof_id: int
    signed_by: str = said_words()

    def sentence(self) -> str:
        """Say it, and who signed."""
        if not self.signed_by:
            return _("Request {code}: proof recorded").format(code=self.code)
        return _("Request {code}: proof recorded, signed by {name}").format(
            code=self.code, name=self.signed_by
        )
