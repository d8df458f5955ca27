"""Guards taken away one at a time, and the questions that must then find something.

A mutant is one place in the code: a `.visible_to(by)` that shows every row, a `.for_change` that
takes any, a `.may` of a rule that says yes, a `@guard` that lets in whoever has any part in the
event, or does not ask whether it is closed. Nothing is written to disk: the place is known by the
line that calls.

A question is what the role matrix and the canaries ask: one persona at one address, one query, one
command. Asked once of the whole house, each notes the places it came by; a mutant is asked only
those.
"""

import ast
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import manager

import narahubung
from narahubung.accounts.actors import actor_of
from narahubung.accounts.guards import all_pages, guard
from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.desks.queries import board
from narahubung.kit.actor import Actor
from narahubung.kit.scoping import Scoped
from tests import test_canaries as canaries
from tests import test_role_matrix as matrix
from tests.commanded import tries
from tests.oracle import ELSEWHERE, OTHER, OWN, WRITTEN, Persona, personas
from tests.world import World, person_for, tell_all

HOUSE = Path(narahubung.__file__).parent
CALLS = ("visible_to", "for_change")
ASKS = ("may", "may_for")  # in rules and commands: elsewhere they only choose what is shown
# Who holds what another persona holds: asked by the matrix, not again for each mutant.
ALIKE = ("anonymous", "nobody", "gate", "interpreter", "crisis_liaison", "dpo")
_MANAGER = str(manager.__file__)


@dataclass(frozen=True, order=True)
class Place:
    """One guard: `duties/pages.py steps 1 visible_to` (the first in it), or `… steps guard`."""

    file: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.file} {self.where} {self.what}"


@dataclass(frozen=True)
class Question:
    """One try. ask: returns what is wrong; nothing where all is well."""

    first: int  # the likeliest to find something are asked first
    name: str
    ask: Callable[[], list[str]]
    compared: bool = False  # what it is told is noted where there is no other event, first


@dataclass
class Watch:
    """What the patched guards know: the places that are taken away, and those that were passed."""

    gone: frozenset[Place] = frozenset()
    passed: set[Place] = field(default_factory=set)
    quiet: bool = False  # templates are not rendered
    alone: bool = False  # there is no other event


WATCH = Watch()


@lru_cache(maxsize=1)
def _calls() -> dict[str, list[tuple[int, int, Place]]]:
    """Return every call of CALLS and ASKS by file: its lines, and the place."""
    found: dict[str, list[tuple[int, int, Place]]] = defaultdict(list)
    for path in sorted(HOUSE.rglob("*.py")):
        if "tests" in path.parts or "migrations" in path.parts or path.name == "scoping.py":
            continue
        name, seen = str(path.relative_to(HOUSE)), Counter[tuple[str, str]]()
        for where, node in _within(ast.parse(path.read_text()), ""):
            rules = bool({"rules", "commands"} & {*path.parts, path.stem})
            if isinstance(node.func, ast.Attribute) and node.func.attr in CALLS + ASKS * rules:
                seen[where, node.func.attr] += 1
                number = seen[where, node.func.attr]
                place = Place(name, f"{where} {number}", node.func.attr)
                found[str(path)].append((node.lineno, node.end_lineno or node.lineno, place))
    return dict(found)


def _within(node: ast.AST, where: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call below a node with the name of the function it stands in."""
    for child in ast.iter_child_nodes(node):
        named = isinstance(child, ast.FunctionDef | ast.ClassDef)
        inside = f"{where}.{child.name}".strip(".") if named else where
        if isinstance(child, ast.Call):
            yield where, child
        yield from _within(child, inside)


def places() -> list[Place]:
    """Return every place there is: calls, guards of pages, and their question for closed events."""
    found = {place for calls in _calls().values() for _first, _last, place in calls}
    for _path, cells in _guards():
        if {*cells["rights"].cell_contents} != {*Right}:  # else without it the same people come in
            found.add(_place_of(cells, "guard"))
        if cells["writes"].cell_contents:
            found.add(_place_of(cells, "writes"))
    return sorted(found)


def plain(address: str) -> str:
    """Return an address as the matrix writes it: without converters."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", address)


def _guards() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each guarded page's address, and the variables its guard holds."""
    for path, pattern in all_pages():
        page = pattern.callback
        while page is not None:
            code = getattr(page, "__code__", None)
            if code is not None and code.co_filename == guard.__code__.co_filename:
                cells = dict(zip(code.co_freevars, page.__closure__ or (), strict=True))
                if {"rights", "writes", "page"} <= set(cells):
                    yield path, cells
                    break
            page = getattr(page, "__wrapped__", None)


def _place_of(cells: dict[str, Any], what: str) -> Place:
    page = cells["page"].cell_contents
    while hasattr(page, "__wrapped__"):
        page = page.__wrapped__
    name = Path(page.__code__.co_filename).relative_to(HOUSE)
    return Place(str(name), page.__name__, what)


def _caller() -> Place | None:
    frame: Any = sys._getframe(2)
    while frame.f_code.co_filename == _MANAGER:  # `Model.objects.visible_to` goes through it
        frame = frame.f_back
    line = frame.f_lineno
    around = [
        (last - first, place)
        for first, last, place in _calls().get(frame.f_code.co_filename, [])
        if first <= line <= last
    ]
    return min(around)[1] if around else None


def _kinds() -> set[type]:
    """Return every queryset of the house that says itself who may see its rows."""
    sets = {type(model._default_manager.all()) for model in apps.get_models()}
    return {kind for one in sets for kind in one.__mro__ if "visible_to" in kind.__dict__}


@contextmanager
def watched(monkeypatch: Any) -> Iterator[None]:
    """Let every guard tell that it was passed, and look away while it is the one that is gone."""
    for kind in _kinds():
        honest = kind.__dict__["visible_to"]

        def visible_to(self: Any, *args: Any, honest: Any = honest, **kwargs: Any) -> Any:
            place = _caller()
            if place:
                WATCH.passed.add(place)
            return self.all() if place in WATCH.gone else honest(self, *args, **kwargs)

        monkeypatch.setattr(kind, "visible_to", visible_to)
    honest_change = Scoped.for_change

    def for_change(self: Any, by: Any, pk: int, right: str = "") -> Any:
        place = _caller()
        if place:
            WATCH.passed.add(place)
        if place in WATCH.gone:
            return self.select_for_update(of=("self",)).get(pk=pk)
        return honest_change(self, by, pk, right)

    monkeypatch.setattr(Scoped, "for_change", for_change)
    for name in ASKS:
        strict = getattr(Actor, name)

        def may(self: Actor, *args: Any, strict: Any = strict) -> bool:
            place = _caller()
            if place:
                WATCH.passed.add(place)
            return place in WATCH.gone or bool(strict(self, *args))

        monkeypatch.setattr(Actor, name, may)
    template = "django.template.backends.django.Template.render"
    from django.template.backends.django import Template

    render = Template.render
    monkeypatch.setattr(
        template, lambda *args, **kwargs: "" if WATCH.quiet else render(*args, **kwargs)
    )
    yield


@contextmanager
def without(gone: Iterable[Place]) -> Iterator[None]:
    """Take guards away."""
    cells = [(_cells_of(place), place.what) for place in gone if place.what in _INSTEAD]
    kept = [found[_INSTEAD[what][0]].cell_contents for found, what in cells]
    WATCH.gone = frozenset(gone)
    for found, what in cells:
        name, instead = _INSTEAD[what]
        found[name].cell_contents = instead
    try:
        yield
    finally:
        WATCH.gone = frozenset()
        for (found, what), before in zip(cells, kept, strict=True):
            found[_INSTEAD[what][0]].cell_contents = before


_INSTEAD: dict[str, tuple[str, Any]] = {
    "guard": ("rights", tuple(Right)),
    "writes": ("writes", False),
}


@cache
def _cells_of(place: Place) -> dict[str, Any]:
    return next(cells for _path, cells in _guards() if _place_of(cells, place.what) == place)


def questions(world: World) -> Iterator[tuple[str, Question]]:
    """Yield (address as in the matrix, or "", question): all that is asked of roles in force."""
    tell_all(world)
    for persona in [one for one in personas() if one.name not in ALIKE and not one.ended]:
        client = matrix._client(world, persona)
        for path, page in WRITTEN["below_event"].items():
            yield from _of_page(world, persona, client, path, page)
        if persona.role:
            yield "", _live(world, persona)
    yield from _calendars(world)
    for persona in canaries.IN_FORCE:
        for tie in (OTHER, ELSEWHERE, OWN):
            for query in canaries.queries():
                yield "", _direct(world, persona, tie, query)
    for name, ask in tries(world, [one for one in canaries.IN_FORCE if one.name not in ALIKE]):
        yield "", _bare(1, name, ask)


def _of_page(
    world: World, persona: Persona, client: Any, path: str, page: dict[str, Any]
) -> Iterator[tuple[str, Question]]:
    for tie, address in matrix._tries(world, path, page, persona):
        for method in ("get", "post") if page.get("post") else ("get",):
            yield (
                path,
                _bare(
                    2 if tie == OWN else 1,
                    f"{persona.name} {method} {address}",
                    lambda m=method, t=tie, a=address: matrix._try(client, persona, page, t, m, a),
                ),
            )
    for tie, address, body in matrix._sendings(world, path, page, persona):
        yield (
            path,
            _bare(
                1 if tie != OWN else 2,
                f"{persona.name} sends {body} to {address}",
                lambda t=tie, a=address, b=body: matrix._send(client, persona, page, t, a, b),
            ),
        )
    if persona.role and page.get("post"):
        yield path, _bare(3, f"{persona.name} {path} closed", _closed(world, client, persona, path))
    if persona.role and "mine" in page:
        ask = lambda: matrix.try_mine(world, client, persona, path, page)  # noqa: E731
        yield path, _bare(1, f"{persona.name} {path} of his own", ask)
    if persona.role:
        for address in canaries._open_to(world, persona, path):
            if matrix.BELOW + path in matrix.addresses() and _is_of(path, address, world):
                yield path, _reads(world, persona, client, address)


def _is_of(path: str, address: str, world: World) -> bool:
    """Tell whether an address is of this very path, not of a longer one that begins the same."""
    bare = address.partition("?")[0]
    page = WRITTEN["below_event"][path]
    ties = (OWN, OTHER)
    return bare in {
        "/" + matrix._filled(matrix.BELOW + path, matrix._words(world, page, tie)) for tie in ties
    }


def _bare(first: int, name: str, ask: Callable[[], list[str]]) -> Question:
    def quietly() -> list[str]:
        WATCH.quiet = True
        try:
            return ask()
        finally:
            WATCH.quiet = False

    return Question(first, name, quietly)


def _closed(world: World, client: Any, persona: Persona, path: str) -> Callable[[], list[str]]:
    def ask() -> list[str]:
        event = Event.objects.filter(pk=world.event.pk)
        event.update(state="closed")
        try:
            return matrix.try_closed(world, client, persona, path, WRITTEN["below_event"][path])
        finally:
            event.update(state="live")

    return ask


def _live(world: World, persona: Persona) -> Question:
    return Question(0, f"{persona.name} listens", lambda: canaries.heard_too_much(world, persona))


def _reads(world: World, persona: Persona, client: Any, address: str) -> Question:
    name = f"{persona.name} reads {address}"

    def ask() -> list[str]:
        answer = client.get(address)
        leaks = canaries.leaks_told(world, persona, address, canaries._told(answer))
        is_text = not answer.streaming and not answer.content.startswith((b"PK", b"%PDF"))
        return leaks + (_unlike_alone(name, answer.content.decode()) if is_text else [])

    return Question(0, name, ask, compared=persona.name in _COMPARED)


def _direct(world: World, persona: Persona, tie: str, query: Callable[..., Any]) -> Question:
    name = f"{persona.name} asks {query.__module__}.{query.__name__} of {tie}"

    def ask() -> list[str]:
        told = canaries.answer_of(world, persona, tie, query)
        leaks = canaries.leaks_answered(world, persona, tie, query, told)
        return leaks + (_unlike_alone(name, told) if tie != ELSEWHERE else [])

    return Question(0, name, ask, compared=persona.name in _COMPARED and tie != ELSEWHERE)


# Numbers and names of statuses tell of another event, too: no canary stands in them. What these
# personas are told is compared with what they are told where there is no other event.
_COMPARED = ("organiser", "coordinator", "officer", "desk", "protocol")
_CHANCE = re.compile(
    matrix._PASSING.pattern + r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|0x[0-9a-f]+|data-live-[^ >]*"
)


def _unlike_alone(name: str, told: str) -> list[str]:
    told = _CHANCE.sub("", told)
    if WATCH.alone:
        ALONE[name] = told
    same = ALONE.get(name, told) == told
    return [] if same else [f"{name}: it is told otherwise where there is no other event"]


ALONE: dict[str, str] = {}


def note_alone(world: World, asked_of: Iterable[Question]) -> None:
    """Note what questions are told where there are no things of another event."""
    before = transaction.savepoint()
    for row in world.rows[ELSEWHERE].values():
        type(row)._base_manager.filter(pk=row.pk)._raw_delete(row._state.db)
    WATCH.alone = True
    for question in asked_of:
        if question.compared:
            asked(question)
    WATCH.alone = False
    transaction.savepoint_rollback(before)


def _calendars(world: World) -> Iterator[tuple[str, Question]]:
    for persona in canaries.IN_FORCE:
        person = person_for(world, persona)
        by = actor_of(person, event_id=world.event.pk, at=canaries.NOON)
        for tie in (OWN, OTHER):
            for member, token in canaries.calendars_of(world, persona, tie, by):
                yield (
                    "",
                    Question(
                        0,
                        f"{persona.name} calendar {tie} {member or ''}",
                        lambda p=persona, t=token: canaries.leaks_in_calendar(world, p, t),
                    ),
                )


def asked(question: Question) -> list[str]:
    """Ask it anew, without what screens keep; nothing it writes stays. A crash finds nothing."""
    board.forget()
    WATCH.passed = set()
    before = transaction.savepoint()
    try:
        return list(question.ask())
    except Exception as broken:
        CRASHES[question.name] = type(broken).__name__
        return []
    finally:
        transaction.savepoint_rollback(before)


CRASHES: dict[str, str] = {}
