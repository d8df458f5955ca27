"""Proofs that a guard is a second lock: without the others that a question comes by, it holds.

A guard that can be taken away unseen is either needed by nobody, or another one stands in front of
it. It is the second when there are guards S so that a question finds nothing new while S are gone,
and finds something as soon as it is gone, too.
"""

from collections.abc import Iterable

from tests import mutants
from tests.mutants import Place, Question, without


def proven(
    guard: Place, questions: Iterable[Question], pages: dict[str, list[Place]]
) -> tuple[frozenset[Place], str] | None:
    """Return (S, what is found without S and the guard, and not without S alone); None: no proof.

    pages: the guards in front of each question, by its name.
    """
    for question in questions:
        others = _closed(guard, question, pages.get(question.name, []))
        found = _found(question, {*others, guard})
        if not found:
            continue
        only = found - _found(question, others)
        if not only:
            others = _quiet(question, others)
            only = _found(question, {*others, guard}) - _found(question, others)
        if only:
            word = min(only)
            return _fewest(question, guard, others, word), word
    return None


def _found(question: Question, gone: Iterable[Place]) -> set[str]:
    with without(gone):
        return set(mutants.asked(question))


def _closed(guard: Place, question: Question, pages: list[Place]) -> list[Place]:
    """Return all other guards that a question meets, those behind one another, too."""
    others = [place for place in pages if place != guard]
    while True:
        with without([*others, guard]):
            mutants.asked(question)
            more = sorted(mutants.WATCH.passed - {*others, guard})
        if not more:
            return others
        others += more


def _quiet(question: Question, others: list[Place]) -> list[Place]:
    """Return as many of them as can be gone while the question finds nothing."""
    kept: list[Place] = []
    for place in others:
        if not _found(question, [*kept, place]):
            kept.append(place)
    return kept


def _fewest(question: Question, guard: Place, others: list[Place], word: str) -> frozenset[Place]:
    """Return the few of them that must be gone for the guard to be missed."""
    needed = list(others)
    for place in others:
        fewer = [one for one in needed if one != place]
        if word in _found(question, [*fewer, guard]):
            needed = fewer
    assert word not in _found(question, needed), word
    return frozenset(needed)


def is_missed(guard: Place, questions: Iterable[Question]) -> bool:
    """Tell whether a question finds something as soon as this guard alone is gone."""
    with without([guard]):
        return any(mutants.asked(question) for question in questions)
