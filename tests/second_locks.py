"""Proofs that a guard is a second lock: without the others that a question comes by, it holds.

A guard that can be taken away unseen is either needed by nobody, or another one stands in front of
it. It is the second when there are guards S so that a question finds nothing new while S are gone,
and finds something as soon as it is gone, too.
"""

import re
from collections.abc import Iterable

from tests import mutants
from tests.mutants import Place, Question, without

# What each question finds when every guard it meets is gone, and those guards: asked once.
_bare: dict[str, tuple[list[Place], set[str]]] = {}
_LONG_TRIES = 6  # questions whose guards are also taken away one after another


def is_missed(guard: Place, questions: Iterable[Question]) -> bool:
    """Tell whether a question finds something as soon as this guard alone is gone."""
    with without([guard]):
        return any(mutants.asked(question) for question in questions)


def proven(
    guard: Place, questions: Iterable[Question], pages: dict[str, list[Place]]
) -> frozenset[Place] | None:
    """Return S and the guard: gone together something is found that none of them alone lets out.

    As no smaller part of them lets it out, each of them is a second lock by the same proof. None:
    there is no proof. pages: the guards in front of each question, by its name.
    """
    many = []
    for question in questions:
        if question.name not in _bare:
            _bare[question.name] = _all_gone(question, pages.get(question.name, []))
        gone, found = _bare[question.name]
        others = [place for place in gone if place != guard]
        if only := found and found - _found(question, others):
            return _fewest(question, guard, others, min(only))
        if found:
            many.append((question, others))
    for question, others in many[:_LONG_TRIES]:
        others = _quiet(question, others)
        if only := _found(question, [*others, guard]):
            return _fewest(question, guard, others, min(only))
    return None


def further(guard: Place) -> set[str]:
    """Return the names of the questions that were seen to meet it once others were gone."""
    return {name for name, (gone, _found) in _bare.items() if guard in gone}


def _found(question: Question, gone: Iterable[Place]) -> set[str]:
    """Return what a question finds; how a page answers or what it writes is one thing."""
    with without(gone):
        return {
            re.sub(r"(answers|wrote).*", r"\1", said, flags=re.S)
            for said in mutants.asked(question)
        }


def _all_gone(question: Question, pages: list[Place]) -> tuple[list[Place], set[str]]:
    """Return all guards that a question meets, those behind one another, too, and what it finds."""
    gone = list(pages)
    while True:
        found = _found(question, gone)
        more = sorted(mutants.WATCH.passed - {*gone})
        if not more:
            return gone, found
        gone += more


def _quiet(question: Question, others: list[Place]) -> list[Place]:
    """Return as many of them as can be gone while the question finds nothing."""
    kept: list[Place] = []
    for place in others:
        if not _found(question, [*kept, place]):
            kept.append(place)
    return kept


def _fewest(question: Question, guard: Place, others: list[Place], word: str) -> frozenset[Place]:
    """Return the guard, and the few of them that must be gone for it to be missed."""
    needed = list(others)
    for place in others:
        fewer = [one for one in needed if one != place]
        if word in _found(question, [*fewer, guard]):
            needed = fewer
    assert word not in _found(question, needed), word
    return frozenset([*needed, guard])
