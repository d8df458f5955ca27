"""What can happen to limits, wishes and favours."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one
from narahubung.needs.limits.reading import thing_name


def _named(thing: str) -> str:
    """Return a thing's name: one of the event's own is told in both languages, else by its code."""
    return thing_name(in_one(thing))


@dataclass(frozen=True, kw_only=True)
class LimitChanged(Entry):
    """A limit of a category of visit is another one. quantity None: never given."""

    kind: ClassVar[str] = "needs.limit_changed"
    right: ClassVar[str] = Right.SEE_REGISTER

    category: str
    thing: str
    old: int | None
    quantity: int | None

    def topics(self) -> list[str]:
        """Name the table of limits."""
        return ["limits"]

    def sentence(self) -> str:
        """Say old and new."""
        return _("Limit of category {category}, {thing}: {old} is now {new}").format(
            category=self.category,
            thing=_named(self.thing),
            old=pgettext("limit", "never") if self.old is None else self.old,
            new=pgettext("limit", "never") if self.quantity is None else self.quantity,
        )


@dataclass(frozen=True, kw_only=True)
class CategoryChanged(Entry):
    """Other parties belong to a category of visit."""

    kind: ClassVar[str] = "needs.category_changed"
    right: ClassVar[str] = Right.SEE_REGISTER

    category: str
    matches: str

    def topics(self) -> list[str]:
        """Name the table of limits."""
        return ["limits"]

    def sentence(self) -> str:
        """Say which words count now."""
        words = _("Category {category} now holds: {matches}")
        return words.format(category=self.category, matches=self.matches)


@dataclass(frozen=True, kw_only=True)
class ThingSet(Entry):
    """A thing stands in the table with these numbers. numbers: `A 2, B 1`; "-" where never."""

    kind: ClassVar[str] = "needs.thing_set"
    right: ClassVar[str] = Right.SEE_REGISTER
    thing: str
    numbers: str
    is_new: bool

    def topics(self) -> list[str]:
        """Name the table of limits."""
        return ["limits"]

    def sentence(self) -> str:
        """Say the numbers."""
        words = _("New in the table of limits: {thing}, {numbers}")
        if not self.is_new:
            words = _("Limits of {thing} are now {numbers}")
        return words.format(thing=_named(self.thing), numbers=self.numbers)


@dataclass(frozen=True, kw_only=True)
class ThingEnded(Entry):
    """A thing is no longer offered, or (back) is again."""

    kind: ClassVar[str] = "needs.thing_ended"
    right: ClassVar[str] = Right.SEE_REGISTER
    thing: str
    back: bool

    def topics(self) -> list[str]:
        """Name the table of limits."""
        return ["limits"]

    def sentence(self) -> str:
        """Say which way."""
        words = _("Offered again: {thing}") if self.back else _("No longer offered: {thing}")
        return words.format(thing=_named(self.thing))


@dataclass(frozen=True, kw_only=True)
class CategoryAdded(Entry):
    """There is another category of visit."""

    kind: ClassVar[str] = "needs.category_added"
    right: ClassVar[str] = Right.SEE_REGISTER
    category: str
    name: str
    matches: str

    def topics(self) -> list[str]:
        """Name the table of limits."""
        return ["limits"]

    def sentence(self) -> str:
        """Say whom it holds."""
        words = _("New category of visit {category}, {name}: {matches}")
        name = in_one(self.name)
        return words.format(category=self.category, name=name, matches=self.matches)


@dataclass(frozen=True, kw_only=True)
class CategoryEnded(Entry):
    """A category takes nobody any more, or (back) does again."""

    kind: ClassVar[str] = "needs.category_ended"
    right: ClassVar[str] = Right.SEE_REGISTER
    category: str
    back: bool

    def topics(self) -> list[str]:
        """Name the table of limits."""
        return ["limits"]

    def sentence(self) -> str:
        """Say which way."""
        words = _("Category {category} ended")
        if self.back:
            words = _("Category {category} holds again")
        return words.format(category=self.category)


@dataclass(frozen=True, kw_only=True)
class _OfWish(Entry):
    right: ClassVar[str] = Right.SEE_REGISTER
    wish_id: int
    party_id: int
    department_id: int | None
    code: str
    thing: str
    quantity: int

    def topics(self) -> list[str]:
        """Name the wish, its party, the waiting wishes and the department's queue."""
        names = [f"wish:{self.wish_id}", f"party:{self.party_id}", "wishes"]
        return [*names, f"department:{self.department_id}"] if self.department_id else names

    def what(self) -> str:
        """Return `W-3: 1 car`."""
        return f"{self.code}: {self.quantity} {_named(self.thing)}"


@dataclass(frozen=True, kw_only=True)
class WishRecorded(_OfWish):
    """A guest wished for something that has a limit. first: the answer that it met, if any."""

    kind: ClassVar[str] = "needs.wish_recorded"
    text: str = field(metadata={"seal": "party_id"})
    state: str
    over: int
    first: int | None = None
    changed: str = field(default="", metadata={"seal": "party_id"})

    def sentence(self) -> str:
        """Say how it stands against the limit."""
        if self.first is not None:
            return _("Wish {what}; it was answered before").format(what=self.what())
        if self.state == "refused":
            return _("Wish {what}, not grantable").format(what=self.what())
        if self.over:
            return _("Wish {what}, over the limit by {over}").format(
                what=self.what(), over=self.over
            )
        return _("Wish {what}").format(what=self.what())


@dataclass(frozen=True, kw_only=True)
class WishGranted(_OfWish):
    """Who may said yes."""

    kind: ClassVar[str] = "needs.wish_granted"

    def sentence(self) -> str:
        """Say it."""
        return _("Granted: wish {what}").format(what=self.what())


@dataclass(frozen=True, kw_only=True)
class WishRefused(_OfWish):
    """The answer is no; the reason inside is sealed."""

    kind: ClassVar[str] = "needs.wish_refused"
    reason: str = field(default="", metadata={"seal": "party_id"})

    def sentence(self) -> str:
        """Say it."""
        return _("Answered no: wish {what}").format(what=self.what())


@dataclass(frozen=True, kw_only=True)
class AnswerTakenBack(_OfWish):
    """A yes or no was a slip; it waits again."""

    kind: ClassVar[str] = "needs.wish_answer_taken_back"

    def sentence(self) -> str:
        """Say it."""
        return _("Answer taken back: wish {what}").format(what=self.what())


@dataclass(frozen=True, kw_only=True)
class WishPassedUp(_OfWish):
    """Another one is to answer now. to: desk, coordinator or organiser."""

    kind: ClassVar[str] = "needs.wish_passed_up"
    to: str
    answer_by: datetime

    def sentence(self) -> str:
        """Say who is asked now."""
        whom = {
            "desk": _("the department"),
            "coordinator": _("the coordinator"),
            "organiser": _("the organiser"),
        }
        words = _("Wish {what}: {whom} is asked now")
        return words.format(what=self.what(), whom=whom.get(self.to, self.to))


@dataclass(frozen=True, kw_only=True)
class GuestTold(_OfWish):
    """The guest heard the answer, in these words."""

    kind: ClassVar[str] = "needs.wish_told"
    language: str
    words: str = field(metadata={"seal": "party_id"})

    def sentence(self) -> str:
        """Say that the guest knows."""
        words = _("The guest was told ({language}): wish {what}")
        return words.format(language=self.language, what=self.what())


@dataclass(frozen=True, kw_only=True)
class OfferTaken(_OfWish):
    """The guest took something else instead. offer: share, paid, taxi or desk."""

    kind: ClassVar[str] = "needs.wish_settled"
    offer: str

    def sentence(self) -> str:
        """Say it."""
        return _("Settled another way: wish {what}").format(what=self.what())


@dataclass(frozen=True, kw_only=True)
class FavourNoted(Entry):
    """Something outside the duty was asked or offered. What, only its note says."""

    kind: ClassVar[str] = "needs.favour_noted"
    right: ClassVar[str] = Right.SEE_GIFTS
    favour_id: int
    person_id: int

    def readable_with(self) -> str:
        """Return both rights that only the organiser holds together."""
        return f"{Right.MANAGE_EVENT} {Right.SEE_GIFTS}"

    def topics(self) -> list[str]:
        """Name the officer's own notes."""
        return [f"favours:{self.person_id}"]

    def sentence(self) -> str:
        """Say no more than that."""
        return _("Something outside the duty was noted")
