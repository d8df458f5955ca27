"""Complement naive Bayes (Rennie et al., ICML 2003), which bears few and uneven examples.

A label's weights come from what was given to it and from all that was NOT given to it. Learning is
one pass over the examples, deterministic; so is unlearning, which the benchmark does for each.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, tanh

from narahubung.plans.suggesting.words import features_of, pieces_of

SMOOTH = 0.1
DOUBT = 20  # features: about two words' worth, so that one word alone is not enough
MOST_SEEN = 4  # words that are shown as the reason


@dataclass(frozen=True, kw_only=True)
class Example:
    """Words that people gave to a label before. weight: a sentence counts 1."""

    words: tuple[str, ...]
    label: str
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Guess:
    """The best label, how sure (0 to 1), and the words that spoke for it, strongest first."""

    label: str
    sure: float
    saw: tuple[str, ...]


class Labeller:
    """Learns the labels of sentences, and can unlearn them again."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self._of: defaultdict[str, defaultdict[str, float]] = defaultdict(_numbers)
        self._all: defaultdict[str, float] = _numbers()
        self._size: defaultdict[str, float] = _numbers()
        self.learn(examples)

    def learn(self, examples: Iterable[Example]) -> None:
        """Take examples in."""
        for example in examples:
            self._count(example, example.weight)

    def unlearn(self, examples: Iterable[Example]) -> None:
        """Take examples out that were learned before."""
        for example in examples:
            self._count(example, -example.weight)

    def guess(self, words: Sequence[str]) -> Guess | None:
        """Return the best label; None where nothing in the words was ever seen."""
        features = features_of(words)
        known = {f: n for f, n in features.items() if self._all.get(f, 0.0) > 0}
        labels = [label for label, size in self._size.items() if size > 0]
        if not known or len(labels) < 2:
            return None
        weights = {label: self._weights(label, known) for label in labels}
        length = sum(features.values()) + DOUBT  # what was never seen makes less sure
        scores = {
            label: sum(n * weights[label][f] for f, n in known.items()) / length for label in labels
        }
        best, second = sorted(labels, key=lambda label: (-scores[label], label))[:2]
        return Guess(
            label=best,
            sure=tanh(scores[best] - scores[second]),
            saw=_saw(words, weights[best], weights[second]),
        )

    def _count(self, example: Example, weight: float) -> None:
        own = self._of[example.label]
        for feature, number in features_of(example.words).items():
            own[feature] += weight * number
            self._all[feature] += weight * number
            self._size[example.label] += weight * number

    def _weights(self, label: str, known: Counter[str] | Mapping[str, int]) -> dict[str, float]:
        own, inside = self._of[label], self._size[label]
        outside, smooth = sum(self._size.values()) - inside, SMOOTH * len(self._all)
        return {
            f: log((own.get(f, 0.0) + SMOOTH) / (inside + smooth))
            - log((self._all[f] - own.get(f, 0.0) + SMOOTH) / (outside + smooth))
            for f in known
        }


def _numbers() -> defaultdict[str, float]:
    return defaultdict(float)


def _saw(
    words: Sequence[str], best: Mapping[str, float], second: Mapping[str, float]
) -> tuple[str, ...]:
    spoke = {word: sum(best[f] - second[f] for f in pieces_of(word) if f in best) for word in words}
    strongest = sorted(spoke, key=lambda word: -spoke[word])
    return tuple(word for word in strongest if spoke[word] > 0)[:MOST_SEEN]
