"""The proposal: department, urgency and time of a sentence, each with what it was seen in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from narahubung.plans.suggesting.learning import Example, Labeller
from narahubung.plans.suggesting.times import time_in
from narahubung.plans.suggesting.words import hider, words_of

SURE = 0.2  # below it a department is "not sure"
URGENT_SURE = 0.05
URGENT_SAW = 2  # words that an urgency is told with


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """The trade's own words. departments: what each is asked for; urgency: how each is said.

    A phrase weighs `weight` sentences: it is short, and what an event asked for is often alike.
    """

    departments: Mapping[str, Sequence[str]]
    urgency: Mapping[str, Sequence[str]]
    weight: float = 4.0


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One sentence and what became of it: the department that did it, and how urgent it was."""

    text: str
    department: str
    urgency: str


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What to confirm. department or urgency "": not sure. due_at None: no time was named.

    saw: the words it was seen in, without a word twice.
    """

    department: str = ""
    urgency: str = ""
    due_at: datetime | None = None
    saw: tuple[str, ...] = ()


class Suggester:
    """Proposes from what was asked before and the lexicon. hidden: names that tell nothing."""

    def __init__(
        self, *, asked: Iterable[Asked], lexicon: Lexicon, hidden: Iterable[str] = ()
    ) -> None:
        self._hidden = hider(hidden)
        weight = lexicon.weight
        self._departments = Labeller(self._seeds(lexicon.departments, weight))
        self._urgency = Labeller(self._seeds(lexicon.urgency, weight))
        self.learn(asked)

    def learn(self, asked: Iterable[Asked]) -> None:
        """Take in what was asked and who did it."""
        for one in asked:
            department, urgency = self._examples(one)
            self._departments.learn([department])
            self._urgency.learn([urgency])

    def unlearn(self, asked: Iterable[Asked]) -> None:
        """Take out again what was learned."""
        for one in asked:
            department, urgency = self._examples(one)
            self._departments.unlearn([department])
            self._urgency.unlearn([urgency])

    def propose(self, text: str, *, at: datetime, sure: float = SURE) -> Proposal:
        """Return the proposal. at: now, in the event's zone. sure: what a department must reach."""
        words = words_of(text, self._hidden)
        department, urgency = self._departments.guess(words), self._urgency.guess(words)
        is_urgency_seen = urgency is not None and urgency.sure >= URGENT_SURE
        when = time_in(text, at=at)
        saw: list[str] = []
        if department and department.sure >= sure:
            saw += department.saw
        if urgency and is_urgency_seen:
            saw += urgency.saw[:URGENT_SAW]
        if when:
            saw += when.saw
        return Proposal(
            department=department.label if department and department.sure >= sure else "",
            urgency=urgency.label if urgency and is_urgency_seen else "",
            due_at=when.at if when else None,
            saw=tuple(dict.fromkeys(saw)),
        )

    def _seeds(self, seeds: Mapping[str, Sequence[str]], weight: float) -> list[Example]:
        return [
            Example(words=tuple(words_of(phrase)), label=label, weight=weight)
            for label, phrases in seeds.items()
            for phrase in phrases
        ]

    def _examples(self, one: Asked) -> tuple[Example, Example]:
        words = tuple(words_of(one.text, self._hidden))
        return Example(words=words, label=one.department), Example(words=words, label=one.urgency)
