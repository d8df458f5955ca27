"""Proof that the journal is whole: the chain recomputed, and compared with the anchors."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from narahubung.journal.chain import START, mark_of
from narahubung.journal.models import StoredEntry


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a check of the chain found. `bad_entry` is the first entry that does not fit."""

    entries: int
    head: str
    bad_entry: int | None = None
    why: str = ""

    @property
    def whole(self) -> bool:
        """Tell whether nothing was found amiss."""
        return self.bad_entry is None and not self.why


def verify(*, anchors: Path | None = None) -> Verdict:
    """Walk the whole chain and name the first entry that is missing, changed or out of order.

    anchors: a file of `id mark` lines written elsewhere while the system ran; it finds a cut tail,
    which the chain alone cannot.
    """
    expected, mark = 1, START
    promised = dict(_anchors(anchors)) if anchors else {}
    rows = StoredEntry.objects.select_related("act").order_by("id")
    for row in rows.iterator(chunk_size=2000):
        if row.id != expected:
            return Verdict(entries=expected - 1, head=mark, bad_entry=expected, why="missing")
        if mark_of(row, row.act, mark) != row.mark:
            return Verdict(entries=expected - 1, head=mark, bad_entry=row.id, why="changed")
        mark = row.mark
        if promised.pop(row.id, mark) != mark:
            return Verdict(entries=expected, head=mark, bad_entry=row.id, why="not as anchored")
        expected += 1
    if promised:
        return Verdict(entries=expected - 1, head=mark, bad_entry=expected, why="cut off")
    return Verdict(entries=expected - 1, head=mark)


def anchor(path: Path) -> None:
    """Append the chain's head to the anchor file, once per new head."""
    last = StoredEntry.objects.order_by("-id").values_list("id", "mark").first()
    if last is None or (path.exists() and path.read_text().rstrip().endswith(last[1])):
        return
    with path.open("a") as file:
        file.write(f"{last[0]} {last[1]}\n")


def _anchors(path: Path) -> Iterator[tuple[int, str]]:
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        number, _, mark = line.partition(" ")
        yield int(number), mark
