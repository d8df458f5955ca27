"""The shapes a room may have, and drawing one."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from narahubung.plans.rooms import rows, tables
from narahubung.plans.rooms.terms import Layout, Number, Shape

MOST_SEATS = 1500
_ACROSS = Number(name="seats", least=1, most=60, usual=12)


class UnknownShape(ValueError):  # noqa: N818 -- says what is wrong
    """No room is called so."""


class TooMany(ValueError):  # noqa: N818 -- says what is wrong
    """A number is outside what the shape takes. Its arguments: name, least, most."""


def _audience(
    code: str, *, most: int, usual: int, across: Number, make: Callable[[Mapping[str, int]], Layout]
) -> Shape:
    """Return a shape of rows that look at a stage."""
    return Shape(
        code=code,
        numbers=(
            Number(name="rows", least=1, most=most, usual=usual),
            across,
            Number(name="aisles", least=0, most=3, usual=1),
        ),
        make=make,
    )


SHAPES = {
    shape.code: shape
    for shape in (
        _audience("theatre", most=40, usual=5, across=_ACROSS, make=rows.theatre),
        _audience(
            "classroom",
            most=30,
            usual=4,
            across=replace(_ACROSS, most=40, usual=8),
            make=rows.classroom,
        ),
        Shape(
            code="u",
            numbers=(
                Number(name="base", least=1, most=25, usual=5),
                Number(name="arm", least=1, most=40, usual=8),
            ),
            make=tables.u_shape,
        ),
        Shape(
            code="square",
            numbers=(
                Number(name="base", least=1, most=30, usual=11),
                Number(name="arm", least=0, most=30, usual=10),
            ),
            make=tables.hollow_square,
        ),
        Shape(
            code="banquet",
            numbers=(
                Number(name="tables", least=1, most=120, usual=10),
                Number(name="seats", least=2, most=16, usual=10),
            ),
            make=tables.banquet,
        ),
        Shape(code="head", numbers=(replace(_ACROSS, most=50, usual=9),), make=rows.head_table),
        Shape(
            code="bilateral",
            numbers=(
                replace(_ACROSS, most=25, usual=7),
                Number(name="behind", least=0, most=2, usual=1),
            ),
            make=tables.bilateral,
        ),
        Shape(
            code="signing",
            numbers=(Number(name="witnesses", least=0, most=30, usual=4),),
            make=tables.signing,
        ),
        Shape(code="stage", numbers=(replace(_ACROSS, most=30, usual=5),), make=rows.stage),
        *(
            Shape(
                code=code,
                numbers=(
                    Number(name="rows", least=1, most=10, usual=3),
                    Number(name="front", least=1, most=60, usual=11),
                    Number(name="more", least=0, most=3, usual=1),
                ),
                make=make,
                stands=True,
            )
            for code, make in (("stairs", rows.stairs), ("photo", rows.photo))
        ),
        Shape(
            code="carpet",
            numbers=(
                Number(name="hosts", least=0, most=6, usual=1),
                Number(name="guests", least=1, most=80, usual=20),
            ),
            make=tables.red_carpet,
            stands=True,
        ),
    )
}


def usual(shape: str) -> dict[str, int]:
    """Return the numbers a shape begins with. Raises UnknownShape."""
    return {one.name: one.usual for one in _known(shape).numbers}


def draw(shape: str, given: Mapping[str, int]) -> Layout:
    """Return the room. given: a number for each that the shape needs; others are not looked at.

    Raises UnknownShape, TooMany.
    """
    known = _known(shape)
    numbers = {}
    for one in known.numbers:
        value = given.get(one.name, one.usual)
        if not one.least <= value <= one.most:
            raise TooMany(one.name, one.least, one.most)
        numbers[one.name] = value
    found = known.make(numbers)
    if len(found.seats) > MOST_SEATS:
        raise TooMany("seats", 1, MOST_SEATS)
    return replace(found, shape=shape)


def _known(shape: str) -> Shape:
    if shape not in SHAPES:
        raise UnknownShape(shape)
    return SHAPES[shape]
