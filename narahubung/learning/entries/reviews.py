"""What can happen to reviews, in the calendar of exercises, and to what drills showed."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one
from narahubung.learning.words import KINDS, MEASURES, POINTS


@dataclass(frozen=True, kw_only=True)
class OfReview(Entry):
    """review_id: the row; incident: the number of what is reviewed."""

    right: ClassVar[str] = Right.SEE_CRISIS
    review_id: int
    incident: int

    def topics(self) -> list[str]:
        """Name the review."""
        return [f"review:{self.review_id}", "reviews"]


@dataclass(frozen=True, kw_only=True)
class ReviewBegun(OfReview):
    """Somebody began it."""

    kind: ClassVar[str] = "learning.review_begun"

    def sentence(self) -> str:
        """Say of what."""
        return _("Review of incident {number} begun").format(number=self.incident)


@dataclass(frozen=True, kw_only=True)
class ObjectiveRated(OfReview):
    """An objective was rated P, S, M or U."""

    kind: ClassVar[str] = "learning.rated"
    objective: str
    rating: str
    why: str

    def sentence(self) -> str:
        """Say which, how, and why."""
        return _("Rated {rating}: {objective}. {why}").format(
            rating=self.rating, objective=MEASURES[self.objective], why=self.why
        )


@dataclass(frozen=True, kw_only=True)
class PointNoted(OfReview):
    """What went well or less well was noted."""

    kind: ClassVar[str] = "learning.point_noted"
    side: str
    text: str

    def sentence(self) -> str:
        """Say what."""
        return _("Review, {side}: {text}").format(side=POINTS[self.side], text=self.text)


@dataclass(frozen=True, kw_only=True)
class ReviewSigned(OfReview):
    """It stands as it is."""

    kind: ClassVar[str] = "learning.review_signed"
    name: str

    def sentence(self) -> str:
        """Say who."""
        words = _("Review of incident {number} signed by {name}")
        return words.format(number=self.incident, name=self.name)


@dataclass(frozen=True, kw_only=True)
class OfExercise(Entry):
    """exercise_id: the row of the calendar."""

    right: ClassVar[str] = Right.SEE_CRISIS
    exercise_id: int
    title: str

    def topics(self) -> list[str]:
        """Name the calendar."""
        return ["exercises"]


@dataclass(frozen=True, kw_only=True)
class ExercisePlanned(OfExercise):
    """It stands in the calendar."""

    kind: ClassVar[str] = "learning.exercise_planned"
    sort: str

    def sentence(self) -> str:
        """Say which, and of what kind."""
        return _("Exercise planned: {title} ({kind})").format(
            title=self.title, kind=KINDS[self.sort]
        )


@dataclass(frozen=True, kw_only=True)
class ExerciseHeld(OfExercise):
    """It took place."""

    kind: ClassVar[str] = "learning.exercise_held"

    def sentence(self) -> str:
        """Say which."""
        return _("Exercise held: {title}").format(title=self.title)


@dataclass(frozen=True, kw_only=True)
class ExerciseCalledOff(OfExercise):
    """It does not take place."""

    kind: ClassVar[str] = "learning.exercise_called_off"
    why: str

    def sentence(self) -> str:
        """Say which, and why."""
        return _("Exercise called off: {title}. {why}").format(title=self.title, why=self.why)


@dataclass(frozen=True, kw_only=True)
class ResultSigned(Entry):
    """Somebody brought back what a drill showed, and answers for it."""

    kind: ClassVar[str] = "learning.result_signed"
    right: ClassVar[str] = Right.SEE_CRISIS
    result_id: int
    code: str
    title: str
    met: bool
    seal: str
    lesson_id: int | None = None

    def topics(self) -> list[str]:
        """Name the calendar, and the lesson it was made from."""
        return ["exercises", "lessons", *([f"lesson:{self.lesson_id}"] if self.lesson_id else [])]

    def sentence(self) -> str:
        """Say which, and whether the target was met."""
        words = (
            _("Result of drill {code} signed: {title}, target met")
            if self.met
            else _("Result of drill {code} signed: {title}, target not met")
        )
        return words.format(code=self.code, title=in_one(self.title))
