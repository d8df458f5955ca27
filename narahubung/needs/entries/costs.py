"""What a need costs: written, struck out, signed."""

from dataclasses import dataclass
from typing import ClassVar

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.needs.entries.answering import OfNeed, said_words


@dataclass(frozen=True, kw_only=True)
class CostWritten(OfNeed):
    """One line of the charges. amount: as a number in text, `1250000.00`."""

    kind: ClassVar[str] = "needs.cost_written"
    cost_id: int
    what: str = said_words()
    amount: str
    currency: str
    payer: str

    def sentence(self) -> str:
        """Say what and how much."""
        return _("Charge for request {code}: {what}, {currency} {amount}").format(
            code=self.code,
            what=self.what,
            currency=self.currency,
            amount=floatformat(self.amount, "-2g"),
        )


@dataclass(frozen=True, kw_only=True)
class CostStruck(OfNeed):
    """A line was written by mistake."""

    kind: ClassVar[str] = "needs.cost_struck"
    cost_id: int
    what: str = said_words()

    def sentence(self) -> str:
        """Say it."""
        return _("Charge for request {code} struck out: {what}").format(
            code=self.code, what=self.what
        )


@dataclass(frozen=True, kw_only=True)
class CostsSigned(Entry):
    """Somebody of the delegation signed its open charges. totals: `IDR 1250000.00`."""

    kind: ClassVar[str] = "needs.costs_signed"
    right: ClassVar[str] = Right.SEE_NEEDS
    party_id: int
    cost_ids: tuple[int, ...]
    name: str = said_words()
    totals: tuple[str, ...]

    def topics(self) -> list[str]:
        """Name the party and the needs."""
        return [f"party:{self.party_id}", "needs"]

    def sentence(self) -> str:
        """Say who signed how much."""
        totals = [total.rpartition(" ") for total in self.totals]
        return _("{n} charges signed by {name}: {totals}").format(
            n=len(self.cost_ids),
            name=self.name,
            totals=", ".join(f"{code} {floatformat(sum_, '-2g')}" for code, _space, sum_ in totals),
        )
