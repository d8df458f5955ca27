# ruff: noqa: N999, SLF001 -- the benchmark is called so; it looks at where the lock begins
"""The organiser's workbook: rows a second, and how long the import holds the write lock."""

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

ABOUT = "the example workbook: rows/s, and seconds under the write lock (at most 3)"

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3


def run(folder: Path | None, seconds: float | None) -> dict[str, Any]:
    """Import the workbook into an empty database, the median of three; then the same file again.

    folder: where another `g20-bali-2022.xlsx` lies. `seconds` is not used: it ends by itself.
    """
    workbook = (folder or ROOT / "examples") / "g20-bali-2022.xlsx"
    with tempfile.TemporaryDirectory(prefix="narahubung-bench-") as home:
        os.environ["NARAHUBUNG_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "narahubung.config.settings")
        import django

        django.setup()
        return _measured(workbook)


def _measured(workbook: Path) -> dict[str, Any]:
    from django.core.management import call_command

    runs = [_once(workbook, again=False) for _ in range(RUNS)]
    call_command("migrate", verbosity=0)
    again = _once(workbook, again=True)
    middle = sorted(runs, key=lambda one: one["seconds"])[RUNS // 2]
    return {
        **middle,
        "rows_per_s": round(middle["rows"] / middle["seconds"]),
        "lock_s_worst": max(one["lock_s"] for one in runs),
        "seconds_spread": round(statistics.pstdev([one["seconds"] for one in runs]), 2),
        "same_again_s": again["seconds"],
        "same_again_writes": again["entries"],
    }


def _once(workbook: Path, *, again: bool) -> dict[str, Any]:
    from django.core.management import call_command
    from django.db import connection

    from narahubung.intake.comparing import compare
    from narahubung.intake.from_shell import take_in_file
    from narahubung.intake.reading import read_book
    from narahubung.journal import acting, feed
    from narahubung.journal.reading import last_entry_id

    if not again:
        connection.close()
        name = Path(str(connection.settings_dict["NAME"]))
        for path in name.parent.glob(f"{name.name}*"):
            path.unlink()
        call_command("migrate", verbosity=0)
    lock = [0.0, 0.0]
    begin = acting._begin

    def beginning(*given: Any, **named: Any) -> Any:
        lock[0] = time.perf_counter()
        return begin(*given, **named)

    def committed(*_: Any) -> None:
        lock[1] = time.perf_counter()

    acting._begin = beginning
    off = feed.listen(committed)
    entries, begun = last_entry_id(), time.perf_counter()
    try:
        outcome = take_in_file(workbook)
    finally:
        acting._begin = begin
        off()
    seconds = time.perf_counter() - begun
    begun = time.perf_counter()
    book = read_book(workbook.read_bytes())
    read_s = time.perf_counter() - begun
    begun = time.perf_counter()
    compare(book)
    compare_s = time.perf_counter() - begun
    return {
        "rows": outcome.difference.totals()["rows"],
        "lost": outcome.difference.lost,
        "seconds": round(seconds, 2),
        "read_s": round(read_s, 2),
        "compare_s": round(compare_s, 2),
        "lock_s": round(lock[1] - lock[0], 2),
        "entries": last_entry_id() - entries,
    }
