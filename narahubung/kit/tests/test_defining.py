"""A data class that is defined quickly is the one that the library makes."""

import dataclasses
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

import pytest

from narahubung.kit.defining import define_quickly

MADE = """
from dataclasses import FrozenInstanceError, dataclass, field, replace
@dataclass(frozen=True, kw_only=True)
class Pot:
    tea: str
    cups: int = 2
    note: str = field(default="", repr=False, compare=False)
@dataclass(frozen=True)
class Lid(Pot):
    size: int = 1
    knob: bool = field(default=True, kw_only=True)
@dataclass(frozen=True)
class Empty:
    pass
@dataclass(frozen=True, order=True, slots=True)
class Shelf:
    height: int
@dataclass
class Tray:
    pots: list = field(default_factory=list)
def refused(do):
    try:
        do()
    except (FrozenInstanceError, TypeError) as problem:
        return f"{type(problem).__name__}: {problem}"
one, other = Pot(tea="mint"), Pot(tea="mint", note="hot")
ring = Tray(); ring.pots.append(ring)
class Loose(Pot):
    pass
loose = Loose(tea="mint"); loose.extra = 1; del loose.extra
for told in (
    one, other, one == other, hash(one) == hash(other), one == Pot(tea="jade"), one == loose,
    one.__eq__(3), Lid(3, tea="mint"), Lid(3, tea="mint") == Lid(3, tea="mint", knob=False),
    replace(one, cups=3), Empty(), Empty() == Empty(), hash(Empty()) == hash(()),
    hash(one) == hash(("mint", 2)), hash(Shelf(2)) == hash((2,)), Shelf(2) == Shelf(2),
    Shelf(1) < Shelf(2), sorted([Shelf(3), Shelf(1)]), refused(lambda: hash(Tray())), ring,
    refused(lambda: setattr(one, "cups", 3)), refused(lambda: delattr(one, "cups")),
    refused(lambda: setattr(one, "else", 3)), refused(lambda: setattr(loose, "cups", 3)),
    refused(lambda: delattr(loose, "cups")), Pot.__eq__.__qualname__, Pot.__hash__.__qualname__,
    Pot.__repr__.__qualname__, Pot.__setattr__.__qualname__, loose,
):
    print(told)
"""
QUICKLY = "import narahubung\n"


def told(code: str) -> str:
    words = [sys.executable, "-c", code]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout  # noqa: S603


def test_it_says_and_does_the_same() -> None:
    plainly = told(MADE)

    assert len(plainly.splitlines()) == 30
    assert told(QUICKLY + MADE) == plainly
    if sys.version_info < (3, 13):
        assert dataclasses._repr_fn.__module__ == "narahubung.kit.defining"  # type: ignore[attr-defined]


def test_another_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    plain: Any = lambda fields: None  # noqa: E731
    monkeypatch.setattr(dataclasses, "_hash_fn", plain, raising=False)

    assert not define_quickly()
    assert dataclasses._hash_fn is plain  # type: ignore[attr-defined]

    @dataclass(eq=False)
    class Cup:
        tea: str = field(default="mint")

    assert Cup().tea == "mint"
