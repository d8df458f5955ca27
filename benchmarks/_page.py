"""Write docs/reference/benchmarks.md: every benchmark run once, with machine and commit.

`python -m benchmarks._page` (about ten minutes on two cores; keep the machine quiet meanwhile);
with names, only these are run anew and the others stay as they stand. Published instances are no
part of the project: `nrp=FOLDER` names where they lie, and without it their figures stay.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.__main__ import load, machine, names

PUBLISHED = {"gap", "nrp", "mdvsp", "darp", "pdptw"}
PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "benchmarks.md"


def main() -> int:
    """Run all or those named, write the page."""
    where = machine()
    parts = dict(_parts(PAGE.read_text()))
    wanted = sys.argv[1:] or names()
    for asked in wanted:
        name, _equals, folder = asked.partition("=")
        if name in PUBLISHED and not folder:
            print(f"{name}: no folder named, its figures stay")
            continue
        print(name, flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks", name, *filter(None, [folder]), "--json"],
            capture_output=True,
            text=True,
            check=False,
        )
        lines = [f"{load(name).ABOUT[0].upper()}{load(name).ABOUT[1:]}.", ""]
        lines += _table(json.loads(done.stdout)) if done.returncode == 0 else ["Failed."]
        parts[name] = "\n".join([*lines, "", f"Commit {where['commit']}."])
    head = (
        f"On {where['processor']}, {where['cores']} cores, {where['memory_gb']} GB, Python "
        f"{where['python']}. Each row is what one run printed: `python -m benchmarks NAME --json`. "
        "Written by `python -m benchmarks._page`."
    )
    said = [f"## {name}\n\n{parts[name]}" for name in names() if name in parts]
    PAGE.write_text("\n\n".join(["# Measured", head, *said]) + "\n")
    return 0


def _parts(text: str) -> list[tuple[str, str]]:
    """Return each benchmark's name with what stands below it."""
    pieces = text.split("\n## ")[1:]
    return [(name, rest.strip()) for name, _line, rest in (it.partition("\n") for it in pieces)]


def _table(result: Any) -> list[str]:
    rows = result if isinstance(result, list) else [result]
    keys = list(dict.fromkeys(key for row in rows for key in row))
    return [
        "| " + " | ".join(keys) + " |",
        "|" + "---|" * len(keys),
        *["| " + " | ".join(str(row.get(key, "")) for key in keys) + " |" for row in rows],
    ]


if __name__ == "__main__":
    sys.exit(main())
