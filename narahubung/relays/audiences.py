"""Whom a message is for: words such as `role:coordinator`, resolved to people at that second.

A room above registers its own kind with `@audience`, in its `audiences.py`.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from narahubung.accounts.models import Person, Reach, TieKind
from narahubung.accounts.roles import ROLES, Right
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both, in_one

# Person and why: the words by which he was found, in both languages (`kit.said.in_both`).
Found = list[tuple[int, str]]
Resolver = Callable[[int, str, datetime], Found]
Choices = Callable[[Actor, datetime], list[tuple[str, str]]]
Told = Callable[[list[str]], str]
Named = Callable[[Collection[str]], dict[str, str]]
LONGEST = 490  # letters of an audience's words in each language
LISTED = 300  # people offered by name; others are reached by role, desk or delegation


@dataclass(frozen=True, kw_only=True)
class Audience:
    """One kind of audience. choices: what a person may address, as (argument, words).

    may: tells whether a person may address an argument; by default what is among his choices.
    told: several arguments together as people say them, from the words of `choices`; by default
    with commas between them. named: what people call these arguments, where that is less to ask
    than all of the choices.
    """

    kind: str
    name: str | Promise
    resolve: Resolver
    choices: Choices
    may: Callable[[Actor, str, datetime], bool] | None = None
    told: Told = ", ".join
    named: Named | None = None

    def open_to(self, by: Actor, argument: str, at: datetime) -> bool:
        """Tell whether this person may address it."""
        if "house" in by.roles:
            return True
        if self.may is not None:
            return self.may(by, argument, at)
        return argument in dict(self.choices(by, at))

    def called(self, arguments: Collection[str], by: Actor, at: datetime) -> dict[str, str]:
        """Return what people call them, as far as known; the person may address them all."""
        return self.named(arguments) if self.named else dict(self.choices(by, at))


_KINDS: dict[str, Audience] = {}


def audience(
    kind: str,
    *,
    name: str | Promise,
    choices: Choices,
    may: Callable[[Actor, str, datetime], bool] | None = None,
    told: Told = ", ".join,
    named: Named | None = None,
) -> Callable[[Resolver], Resolver]:
    """Register a resolver of (event_id, argument, at) to a list of (person id, why)."""

    def keep(resolve: Resolver) -> Resolver:
        _KINDS[kind] = Audience(
            kind=kind,
            name=name,
            resolve=resolve,
            choices=choices,
            may=may,
            told=told,
            named=named,
        )
        return resolve

    return keep


def resolve(words: Iterable[str], *, event_id: int, at: datetime) -> Found:
    """Return everybody whom the words mean at this moment, each once, by the first that found him.

    A word nobody registered, or that names nothing, means nobody.
    """
    found: dict[int, str] = {}
    for word in words:
        kind, _colon, argument = word.partition(":")
        if kind in _KINDS:
            for person_id, why in _KINDS[kind].resolve(event_id, argument, at):
                found.setdefault(person_id, why)
    return list(found.items())


def open_to(by: Actor, word: str, at: datetime) -> bool:
    """Tell whether this person may address such an audience."""
    kind, _colon, argument = word.partition(":")
    return kind in _KINDS and _KINDS[kind].open_to(by, argument, at)


def choices(by: Actor, at: datetime) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return whom this person may address: groups of (word, what people call it)."""
    groups = []
    for kind in _KINDS.values():
        offered = [
            (f"{kind.kind}:{argument}" if argument else kind.kind, words)
            for argument, words in kind.choices(by, at)
        ]
        if offered:
            groups.append((str(kind.name), offered))
    return groups


def words_of(words: Iterable[str], by: Actor, at: datetime) -> str:
    """Return what people call these audiences, in both languages: `Lead officers of JPN, KOR`.

    For somebody who may address them.
    """
    arguments: dict[str, list[str]] = {}
    for word in words:
        kind, _colon, argument = word.partition(":")
        arguments.setdefault(kind, []).append(argument)

    def told() -> str:
        parts = []
        for kind, wanted in arguments.items():
            known = _KINDS[kind].called(wanted, by, at) if kind in _KINDS else {}
            names = [known.get(argument) or argument or kind for argument in wanted]
            parts.append(_KINDS[kind].told(names) if kind in _KINDS else ", ".join(names))
        return "; ".join(parts)[:LONGEST]

    return in_both(told)


def together(found: Found) -> str:
    """Return the words by which people were found, each once, in both languages."""
    every = list(dict.fromkeys(why for _person, why in found))
    return in_both(lambda: ", ".join(map(in_one, every))[:LONGEST])


def wide(words: str | Promise) -> Choices:
    """Return the choices of an audience without argument that only who steers may address."""

    def offered(by: Actor, _at: datetime) -> list[tuple[str, str]]:
        return [("", str(words))] if by.may(Right.WATCH_BOARD) else []

    return offered


def ties(event_id: int, at: datetime) -> QuerySet[Reach]:
    """Return who holds what in an event at that moment, without those who cannot sign in."""
    return Reach.objects.in_force(at).filter(event_id=event_id, person__is_active=True)


def _people(by: Actor, at: datetime) -> QuerySet[Reach]:
    """Return the ties of those a person may address by name: his own parties' and the house's."""
    rows = ties(by.here, at)
    if Right.SEE_OFFICERS in by.everywhere:
        return rows
    house = ~Q(kind=TieKind.PARTY)
    return rows.filter(house | Q(kind=TieKind.PARTY, object_id__in=by.own))


def _roles(by: Actor, at: datetime) -> list[tuple[str, str]]:
    held = set(ties(by.here, at).values_list("role", flat=True).distinct())
    steers = by.may(Right.WATCH_BOARD)
    return [
        (code, str(role.name))
        for code, role in ROLES.items()
        if code in held and (steers or role.scope == "event")
    ]


def _named(by: Actor, at: datetime) -> list[tuple[str, str]]:
    # Ties first and joined once: asked the other way round, PostgreSQL without figures of its own
    # walks everybody for everybody.
    rows = _people(by, at).exclude(person_id=by.person_id or 0)
    rows = rows.order_by("person__full_name", "person__username")
    first = list(rows.values_list("person_id", flat=True).distinct()[:LISTED])
    people = Person.objects.in_bulk(first)
    return [(str(pk), str(people[pk])) for pk in first]


@audience("all", name=gettext_lazy("Everybody"), choices=wide(gettext_lazy("Everybody")))
def _all(event_id: int, _argument: str, at: datetime) -> Found:
    why = in_both(lambda: gettext("everybody"))
    rows = ties(event_id, at).values_list("person_id", flat=True).distinct()
    return [(person_id, why) for person_id in rows]


@audience("role", name=gettext_lazy("By role"), choices=_roles)
def _role(event_id: int, argument: str, at: datetime) -> Found:
    role = ROLES.get(argument)
    rows = ties(event_id, at).filter(role=argument).values_list("person_id", flat=True)
    if role is None:
        return []
    why = in_both(lambda: role.name)
    return [(person_id, why) for person_id in rows.distinct()]


def _may_name(by: Actor, argument: str, at: datetime) -> bool:
    person_id = number(argument)
    return _people(by, at).filter(person_id=person_id).exists() if person_id else False


def _people_named(arguments: Collection[str]) -> dict[str, str]:
    people = Person.objects.in_bulk([pk for each in arguments if (pk := number(each))])
    return {str(pk): str(person) for pk, person in people.items()}


@audience(
    "person",
    name=gettext_lazy("By name"),
    choices=_named,
    may=_may_name,
    named=_people_named,
)
def _person(event_id: int, argument: str, at: datetime) -> Found:
    person_id = number(argument)
    here = person_id and ties(event_id, at).filter(person_id=person_id).exists()
    return [(person_id, in_both(lambda: gettext("by name")))] if person_id and here else []


def at_desk(event_id: int, department_id: int, at: datetime) -> list[int]:
    """Return who works at a department's desk at that moment."""
    rows = ties(event_id, at).filter(kind=TieKind.DEPARTMENT, object_id=department_id)
    return list(rows.values_list("person_id", flat=True).distinct())


def number(argument: str) -> int | None:
    """Return the number an audience's word carries, or None where it carries none."""
    return int(argument) if argument.isdecimal() and len(argument) < 19 else None
