"""Every reason and every rule of the engine has a sentence, in both languages."""

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.utils import translation

from narahubung.places.saying import WISH, faults_said, pair_said, reasons_said
from narahubung.plans import seating as engine
from narahubung.plans.seating import explaining, judging, reseating, shapes

NAMES = {"1": "Aragorn", "2": "Boromir"}
FACTS: dict[str, Any] = {
    "guest": "1",
    "other": "2",
    "holder": "2",
    "absent": "2",
    "guests": "1, 2",
    "kind": shapes.APART_SEATS,
    "rank": 3,
    "other_rank": 4,
    "honour": 5,
    "steps": 6,
    "seat": "T1-7",
    "points": 8,
    "language": "en",
    "by": "Erestor",
}
KINDS = {
    value
    for name, value in vars(shapes).items()
    if name.isupper() and isinstance(value, str) and name not in {"TABLE", "ROW", "BEHIND", "STAND"}
} - {shapes.TOGETHER, shapes.AT_ONE_TABLE, shapes.NOT_BESIDE, shapes.AS_IT_COMES}


def codes_of(module: ModuleType, made: str, argument: str = "code") -> set[str]:
    """Return every code with which a module makes these. Fails on a way that it cannot read."""
    tree = ast.parse(inspect.getsource(module))
    told = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    given = [
        word.value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == made
        for word in call.keywords
        if word.arg == argument
    ]
    assert given
    return {code for one in given for code in values(one, told)}


def values(one: ast.expr, told: dict[str, ast.expr]) -> Iterator[str]:
    if isinstance(one, ast.Constant):
        yield str(one.value)
    elif isinstance(one, ast.IfExp):
        yield from values(one.body, told)
        yield from values(one.orelse, told)
    elif isinstance(one, ast.JoinedStr):  # f"wish_{kind}"
        yield from (WISH + kind for kind in KINDS)
    elif isinstance(one, ast.Attribute):  # rule.kind, s.FILLED
        yield from {getattr(shapes, one.attr)} if one.attr.isupper() else ()
    elif isinstance(one, ast.Name) and one.id in told:
        yield from values(told[one.id], told)
    else:
        assert isinstance(one, ast.Name), ast.dump(one)
        assert one.id in {"kind"}, one.id  # a kind of wish: all of KINDS are looked at


HELD = {  # kinds of rules that `explaining` names as a reason of their own
    shapes.ACCESSIBLE,
    shapes.AISLE,
    shapes.SIDE,
    shapes.RIGHT_OF,
    shapes.NEXT_TO,
    shapes.SAME_TABLE,
}
OF_PAIRS = {"tie", "ranks_before", "common_language", "spouses", "interprets", "no_order"}


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_reason_of_the_engine_has_a_sentence(language: str) -> None:
    codes = codes_of(explaining, "Reason") | codes_of(reseating, "Reason") | HELD | {"by_hand"}
    assert {"in_order", "one_of_tie", "would_cost", "interpreter_follows", "filled"} <= codes
    with translation.override(language):
        for code in codes:
            if code in OF_PAIRS or code.startswith(WISH):
                pair = engine.Pair(
                    left="1", right="2", reasons=(engine.Reason(code=code, facts=FACTS),)
                )
                said = pair_said(pair, NAMES)
            else:
                said = " ".join(reasons_said([{"code": code, "facts": FACTS}], NAMES))
            assert said.strip(), code
            assert "{" not in said, code


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_rule_and_fault_of_the_engine_has_words(language: str) -> None:
    codes = (codes_of(judging, "Fault") | KINDS | codes_of(judging, "Broken", "kind")) - {"kind"}
    assert {"unknown_seat", "seat_twice", "diet", "sexes"} <= codes
    with translation.override(language):
        for code in codes:
            (said,) = faults_said([engine.Fault(code=code, guests=("1", "2"))], NAMES)
            assert said.startswith("Aragorn, Boromir"), code
            assert not said.endswith(f": {code}"), code
