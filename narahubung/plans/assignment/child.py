"""The solver in a process of its own, with limits: `python -m narahubung.plans.assignment`.

It reads one JSON object on standard input, {"problem", "effort", "seed", "wall_guard_s",
"memory_mb"}, and writes {"plan"} or {"refused"} on standard output. So a web process never loads
OR-Tools, and a solver that runs away harms nobody.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import narahubung
from narahubung.plans.assignment.assigning import assign
from narahubung.plans.assignment.codec import from_json, to_json
from narahubung.plans.assignment.terms import BadProblemError, Plan, Problem

P = TypeVar("P")
T = TypeVar("T")
SIGNS_OF_NO_MEMORY = (b"MemoryError", b"bad_alloc", b"failed to map segment", b"allocate memory")
START_S = 20.0  # what a slow machine may take to start the child and load the solver


class PlanningFailedError(RuntimeError):
    """The child gave no plan; the text says why, without paths or traces."""


def run_in_child(
    problem: Problem,
    *,
    effort: float = 30.0,
    seed: int = 0,
    wall_guard_s: float = 60.0,
    memory_mb: int = 2048,
) -> Plan:
    """Do what `assign` does, in a child process of at most `memory_mb` of address space.

    Raises
    ------
    BadProblemError
        The problem contradicts itself.
    PlanningFailedError
        The child took too long, ran out of memory or broke.
    """
    return in_child(
        "narahubung.plans.assignment",
        Plan,
        problem,
        effort=effort,
        seed=seed,
        wall_guard_s=wall_guard_s,
        memory_mb=memory_mb,
    )


def in_child(
    module: str,
    kind: type[T],
    problem: object,
    *,
    effort: float,
    seed: int,
    wall_guard_s: float,
    memory_mb: int,
) -> T:
    """Let `python -m module` answer the problem with a plan of this kind; raises as above."""
    task = json.dumps(
        {
            "problem": json.loads(to_json(problem)),
            "effort": effort,
            "seed": seed,
            "wall_guard_s": wall_guard_s,
            "memory_mb": memory_mb,
        }
    )
    try:
        done = subprocess.run(  # noqa: S603 - this very package, by name
            [sys.executable, "-m", module],
            input=task.encode(),
            capture_output=True,
            timeout=START_S + 2 * wall_guard_s,
            check=False,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": _path()},
        )
    except subprocess.TimeoutExpired as late:
        raise PlanningFailedError("the solver did not answer in time") from late
    return _plan_of(kind, done)


def _path() -> str:
    """Return a PYTHONPATH with which the child finds this very package from any folder."""
    root = str(Path(narahubung.__file__).resolve().parents[1])
    return os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)


def _plan_of(kind: type[T], done: "subprocess.CompletedProcess[bytes]") -> T:
    if done.returncode != 0 or not done.stdout:
        if any(sign in done.stderr for sign in SIGNS_OF_NO_MEMORY):
            raise PlanningFailedError("the solver ran out of the memory it may use")
        raise PlanningFailedError(f"the solver ended with code {done.returncode}")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise BadProblemError(answer["refused"])
    return from_json(kind, json.dumps(answer["plan"]))


def main() -> int:
    """Answer one task."""
    return answer(Problem, assign)


def answer(kind: type[P], plan: Callable[..., Any]) -> int:
    """Answer one task of this kind; the memory limit is set before `plan` loads its solver."""
    task = json.load(sys.stdin.buffer)
    most = int(task["memory_mb"]) << 20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    try:
        found = plan(
            from_json(kind, json.dumps(task["problem"])),
            effort=task["effort"],
            seed=task["seed"],
            wall_guard_s=task["wall_guard_s"],
        )
    except BadProblemError as refused:
        told = json.dumps({"refused": str(refused)})
    else:
        told = f'{{"plan":{to_json(found)}}}'
    sys.stdout.write(told)
    return 0
