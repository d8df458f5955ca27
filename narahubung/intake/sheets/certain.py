"""How sure a list says a fact is, in its own words, and what that means to us."""

from narahubung.intake.cells import Bad, Cell, Context, Reader, text

TENTATIVE, CONFIRMED, CANCELLED = "tentative", "confirmed", "cancelled"

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
    "cancelled": CANCELLED,
}
TRIP = {
    "planned": CONFIRMED,
    "": CONFIRMED,
    "confirmed": CONFIRMED,
    "tentative": TENTATIVE,
    "requested": TENTATIVE,
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
    "cancelled": CANCELLED,
}


def certainty(words: dict[str, str]) -> Reader:
    """Return a reader of a list's word for how sure it is."""

    def read(ctx: Context, cell: Cell) -> str:
        said = text(ctx, cell)
        if said.casefold() not in words:
            raise Bad("not_one_of", cell, value=said, words=", ".join(w for w in words if w))
        return words[said.casefold()]

    return read


def note_and_word(words: dict[str, str]) -> Reader:
    """Return a reader of note and status: the note keeps a status that `certainty` cannot tell.

    The first word of each certainty in the table is what the certainty itself says.
    """
    plain = {next(w for w in words if words[w] == sure) for sure in words.values()} | {""}

    def read(ctx: Context, note: Cell, status: Cell) -> str:
        said = text(ctx, status)
        more = "" if said.casefold() in plain else f"{status.column}: {said}"
        return "\n".join(part for part in (text(ctx, note), more) if part)

    return read


def note_and_mark(ctx: Context, note: Cell, synthetic: Cell) -> str:
    """Return the note, with what `synthetic` says besides yes and no."""
    said = text(ctx, synthetic)
    more = "" if said.casefold() in {"", "yes", "no"} else f"{synthetic.column}: {said}"
    return "\n".join(part for part in (text(ctx, note), more) if part)
