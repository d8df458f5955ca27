"""How sure a list says a fact is, in its own words, and what that means to us."""

from collections.abc import Mapping
from dataclasses import dataclass

from narahubung.intake.cells import Cell, Context, OneOf, text
from narahubung.intake.sheets.shapes import take

TENTATIVE, CONFIRMED, CANCELLED = "tentative", "confirmed", "cancelled"
CHANGED = "changed"

# For lists that say nothing of it: a column of its own, which a workbook may have and a form has.
CERTAINTY = take(
    "certainty",
    read=OneOf(
        {"confirmed": CONFIRMED, "tentative": TENTATIVE, "changed": CHANGED,
         "cancelled": CANCELLED, "": CONFIRMED, "pasti": CONFIRMED, "tentatif": TENTATIVE,
         "berubah": CHANGED, "batal": CANCELLED, "dibatalkan": CANCELLED}
    ),
)  # fmt: skip

PROGRAMME = {
    "published": CONFIRMED,
    "": CONFIRMED,
    "confirmed": CONFIRMED,
    "final": CONFIRMED,
    "synthetic": CONFIRMED,
    "tentative": TENTATIVE,
    "draft": TENTATIVE,
    "assumed": TENTATIVE,
    "tba": TENTATIVE,
    "changed": CHANGED,
    "cancelled": CANCELLED,
}
TRIP = {
    "planned": CONFIRMED,
    "": CONFIRMED,
    "confirmed": CONFIRMED,
    "tentative": TENTATIVE,
    "requested": TENTATIVE,
    "changed": CHANGED,
    "cancelled": CANCELLED,
}
TRAVEL = {  # how the time of an arrival or departure is known
    "published": CONFIRMED,
    "": CONFIRMED,
    "confirmed": CONFIRMED,
    "synthetic": CONFIRMED,
    "assumed": TENTATIVE,
    "order_known": TENTATIVE,
    "day_known": TENTATIVE,
    "tentative": TENTATIVE,
    "changed": CHANGED,
    "cancelled": CANCELLED,
}
MEETING = {
    "held": CONFIRMED,
    "approved": CONFIRMED,
    "confirmed": CONFIRMED,
    "": TENTATIVE,
    "requested": TENTATIVE,
    "waiting for reply": TENTATIVE,
    "tentative": TENTATIVE,
    "declined": CANCELLED,
    "changed": CHANGED,
    "cancelled": CANCELLED,
}


@dataclass(frozen=True, eq=False)
class NoteAndWord:
    """Reads note and status: the note keeps a status that how sure it is cannot tell.

    The first word of each certainty in the table is what the certainty itself says.
    """

    words: Mapping[str, str]

    def __call__(self, ctx: Context, note: Cell, status: Cell) -> str:
        """Return the note, with the status in a line of its own."""
        said = text(ctx, status)
        plain = {first_word(self.words, sure) for sure in self.words.values()} | {""}
        more = "" if said.casefold() in plain else f"{status.column}: {said}"
        return "\n".join(part for part in (text(ctx, note), more) if part)


def first_word(words: Mapping[str, str], meant: str) -> str:
    """Return how a list says what is meant: the first word of it; empty where it has none."""
    return next((word for word, means in words.items() if word and means == meant), "")


def note_and_mark(ctx: Context, note: Cell, synthetic: Cell) -> str:
    """Return the note, with what `synthetic` says besides yes and no."""
    said = text(ctx, synthetic)
    more = "" if said.casefold() in {"", "yes", "no"} else f"{synthetic.column}: {said}"
    return "\n".join(part for part in (text(ctx, note), more) if part)
