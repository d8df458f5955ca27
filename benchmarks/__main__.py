"""The one runner: `python -m benchmarks NAME [FOLDER] [--seconds N] --json`; no NAME lists them."""

import argparse
import importlib
import json
import pkgutil
import platform
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import benchmarks

ROOT = Path(__file__).resolve().parent.parent


def names() -> list[str]:
    """Return the benchmarks there are: every module here that does not begin with a `_`."""
    return sorted(
        module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name[0] != "_"
    )


def machine() -> dict[str, Any]:
    """Return where it was measured: processor, cores, memory, Python and commit."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if "model name" in line), "")
    memory = Path("/proc/meminfo")
    kilobytes = int(memory.read_text().split()[1]) if memory.exists() else 0
    asked = subprocess.run(
        ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude=*"],
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        "processor": model or platform.processor(),
        "cores": len(sys_affinity()),
        "memory_gb": round(kilobytes / 1024**2),
        "python": platform.python_version(),
        "commit": asked.stdout.strip(),
    }


def sys_affinity() -> set[int]:
    """Return the cores this process may use."""
    import os

    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else {0}


def load(name: str) -> ModuleType:
    """Return the module of that name; it is made sure that such a benchmark exists."""
    if name not in names():
        raise SystemExit(f"no benchmark is called {name!r}; there are: {', '.join(names())}")
    return importlib.import_module(f"benchmarks.{name}")


def table(rows: list[dict[str, Any]]) -> str:
    """Return the rows as lines of `key value`, one block each, for people."""
    return "\n\n".join("\n".join(f"{key:>16}  {row[key]}" for key in row) for row in rows)


def main(given: list[str] | None = None) -> int:
    """Run one benchmark, or list them all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="?")
    parser.add_argument("folder", nargs="?", type=Path, help="of published instances")
    parser.add_argument("--seconds", type=float, help="how long it may take per instance or part")
    parser.add_argument("--phones", type=int, help="of `relays` and `phones`: how many")
    parser.add_argument("--commands", type=int, help="of `phones`: how many wait on each")
    parser.add_argument("--json", action="store_true", help="one JSON object or list, nothing else")
    asked = parser.parse_args(given)
    if asked.name is None:
        every = {name: str(load(name).ABOUT) for name in names()}
        lines = [f"{name:>12}  {about}" for name, about in every.items()]
        print(json.dumps(every, indent=2) if asked.json else "\n".join(lines))
        return 0
    module, begun = load(asked.name), time.perf_counter()
    given_besides = {"phones": asked.phones, "commands": asked.commands}
    more = {name: number for name, number in given_besides.items() if number}
    result = module.run(asked.folder, asked.seconds, **more)
    if asked.json:
        print(json.dumps(result, indent=2, ensure_ascii=False))
        return 0
    print(table(result if isinstance(result, list) else [result]))
    print(f"\n{time.perf_counter() - begun:.1f} s on {machine()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
