"""What an officer should know: the briefing, the local rules, what colleagues answered."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from narahubung.kit.actor import Actor
from narahubung.knowledge.models import Answer, Briefing, Question, Rule
from narahubung.knowledge.rules import may_take_back
from narahubung.plans.suggesting.words import pieces_of, words_of

ALIKE = 0.5  # share of the pieces of the shorter one that two questions have in common
_KEPT, _OFFERED = 400, 3


@dataclass(frozen=True, kw_only=True)
class BriefingSheet:
    """One country's briefing. zone: IANA name of the guest's home, "" where nobody said."""

    country: str
    languages: str
    greeting_native: str
    greeting_latin: str
    form_of_address: str
    do: str
    avoid: str
    food_and_drink: str
    zone: str
    utc_offset: str
    hours_from_host: float | None
    currency: str
    national_day: str
    dialling_code: str
    summary_id: str
    source: str
    synthetic: bool

    @property
    def summary(self) -> str:
        """Return the one line that lists carry in Indonesian; readers of English have the rest."""
        return self.summary_id if (get_language() or "id").startswith("id") else ""


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """One local rule. applies_to: all, LO, delegations, staff, media … as the list says."""

    id: int
    code: str
    topic: str
    text: str
    applies_to: str
    status: str
    source: str


def briefing_of(*, by: Actor, party_id: int) -> BriefingSheet | None:
    """Return a party's briefing, or None where there is none to see. One query."""
    row = Briefing.objects.visible_to(by).filter(party_id=party_id).first()
    if row is None:
        return None
    return BriefingSheet(**{n: getattr(row, n) for n in BriefingSheet.__dataclass_fields__})


def home_zone_of(*, by: Actor, party_id: int) -> str:
    """Return the IANA name of the guest's home zone, "" where it is not known. One query."""
    rows = Briefing.objects.visible_to(by).filter(party_id=party_id)
    return rows.values_list("zone", flat=True).first() or ""


def rules_for(*, by: Actor, whom: str = "", topic: str = "") -> list[RuleLine]:
    """Return the rules for somebody (`LO`, `delegations`; rules for all always), by topic.

    One query.
    """
    rows = Rule.objects.visible_to(by)
    if whom:
        rows = rows.filter(applies_to__in=["", "all", whom])
    if topic:
        rows = rows.filter(topic=topic)
    return [
        RuleLine(
            **{n: getattr(row, "pk" if n == "id" else n) for n in RuleLine.__dataclass_fields__}
        )
        for row in rows.order_by("topic", "code")
    ]


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """What a colleague knows."""

    id: int
    text: str
    by: str
    at: datetime
    may_take_back: bool


@dataclass(frozen=True, kw_only=True)
class QuestionLine:
    """A question with its answers, the first first."""

    id: int
    text: str
    by: str
    at: datetime
    may_take_back: bool
    answers: tuple[AnswerLine, ...]


def questions_of(*, by: Actor) -> list[QuestionLine]:
    """Return what colleagues asked: what waits for an answer first, else the newest first.

    Two queries.
    """
    answers: dict[int, list[AnswerLine]] = defaultdict(list)
    for row in Answer.objects.visible_to(by).filter(removed=False).order_by("pk"):
        answers[row.question_id].append(
            AnswerLine(
                id=row.pk,
                text=row.text,
                by=row.by_name,
                at=row.at,
                may_take_back=may_take_back(row, by),
            )
        )
    rows = Question.objects.visible_to(by).filter(removed=False).order_by("-pk")[:_KEPT]
    found = [
        QuestionLine(
            id=row.pk,
            text=row.text,
            by=row.by_name,
            at=row.at,
            may_take_back=may_take_back(row, by),
            answers=tuple(answers[row.pk]),
        )
        for row in rows
    ]
    return sorted(found, key=lambda line: bool(line.answers))


def answered_before(*, text: str, by: Actor) -> list[QuestionLine]:
    """Return the answered questions that are the likest to a text, at most three. Two queries.

    It compares the words and the pieces they are made of, as the book of the desk does.
    """
    asked = _pieces(text)
    if not asked:
        return []
    near = [(_share(asked, _pieces(line.text)), line) for line in questions_of(by=by)]
    near = [(share, line) for share, line in near if share >= ALIKE and line.answers]
    near.sort(key=lambda pair: (-pair[0], -pair[1].id))
    return [line for _share_of, line in near[:_OFFERED]]


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _pieces(text: str) -> set[str]:
    numbers = re.findall(r"\d{2,}", text)
    return {piece for word in words_of(text) for piece in pieces_of(word)} | set(numbers)
