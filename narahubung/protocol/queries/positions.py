"""The position guide: pictures as the officer sees them, each said in words, too."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.plans.positions import Figure, Relation, relation, seen_by
from narahubung.protocol.occasion_library import library, scenes, told
from narahubung.protocol.words import DIRECTIONS, RIDERS, THINGS, WHO

HALF_A_STEP = 0.75
STEP = 20  # units of the drawing to a step
MARGIN = 1.0
LEAST = (8.0, 7.0)  # steps: pictures of few people are not drawn larger than the others
LETTERS = {"second": "2", "third": "3"}
_UNNAMED = {"wall", "line", "carpet"}  # seen without a word, which would lie beneath people


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One figure of the drawing. x, y: its centre; turn: degrees; says: who, how far and where."""

    who: str
    word: str
    letter: str
    x: float
    y: float
    turn: float
    sits: bool
    says: str


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One thing of the drawing. points: as SVG takes them; x, y: where its word stands."""

    what: str
    word: str
    points: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One scene from the officer's own eyes: he stands at the cross and looks up the page.

    where: where he is for his guest, in words. lines: everybody else, as he sees them.
    """

    code: str
    title: str
    rule: str
    never: str
    where: str
    unsure: bool
    box: str
    figures: tuple[Drawn, ...]
    things: tuple[Shape, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Return where everybody else stands."""
        return tuple(one.says for one in self.figures if one.says)


@dataclass(frozen=True, kw_only=True)
class ForOccasion:
    """The pictures of one occasion of the library."""

    code: str
    name: str
    scenes: tuple[tuple[str, str], ...]


def pictures(codes: tuple[str, ...] = ()) -> tuple[Picture, ...]:
    """Return the pictures of these scenes, or all. No query."""
    return tuple(_picture(code) for code in codes or scenes() if code in scenes())


def by_occasion() -> tuple[ForOccasion, ...]:
    """Return which pictures belong to which occasion. No query."""
    return tuple(
        ForOccasion(
            code=one.code,
            name=one.name,
            scenes=scene_titles(one.code),
        )
        for one in library().values()
    )


def scene_titles(occasion: str) -> tuple[tuple[str, str], ...]:
    """Return (code, title) of the pictures of an occasion; nothing for one not known. No query."""
    known = library().get(occasion)
    return tuple((code, told(scenes()[code].title)) for code in known.scenes) if known else ()


def steps_word(steps: float) -> str:
    """Return a distance as an officer counts it."""
    if steps < HALF_A_STEP:
        return _("half a step")
    whole = max(1, round(steps))
    return ngettext("{n} step", "{n} steps", whole).format(n=whole)


def place_word(where: Relation) -> str:
    """Return a place as `two steps behind, on the left`."""
    return _("{steps} {where}").format(
        steps=steps_word(where.steps), where=DIRECTIONS[where.direction]
    )


def _picture(code: str) -> Picture:
    scene = scenes()[code]
    turned = seen_by(scene, "officer")
    officer = turned.figure("officer")
    guest = turned.figure("guest")
    assert officer is not None  # noqa: S101 -- the reader of the file asks for him
    spots = [(one.x, one.y) for one in turned.figures]
    spots += [corner for one in turned.things for corner in one.corners]
    return Picture(
        code=code,
        title=told(scene.title),
        rule=told(scene.rule),
        never=told(scene.never) if scene.never.en else "",
        where=place_word(relation(officer, to=guest)) if guest else "",
        unsure=scene.unsure,
        box=_box(spots),
        figures=tuple(_drawn(one, officer) for one in turned.figures),
        things=tuple(_shape(one.what, one.corners) for one in turned.things),
    )


def _drawn(one: Figure, officer: Figure) -> Drawn:
    word = str(WHO[one.who])
    says = ""
    if one is not officer:
        says = f"{word[:1].upper()}{word[1:]}: {place_word(relation(one, to=officer))}"
    return Drawn(
        who=one.who,
        word=word,
        letter=LETTERS.get(one.who, "") or str(RIDERS.get(one.who, word))[:1].upper(),
        x=round(one.x * STEP, 1),
        y=round(-one.y * STEP, 1),
        turn=one.faces,
        sits=one.sits,
        says=says,
    )


def _shape(what: str, corners: tuple[tuple[float, float], ...]) -> Shape:
    spots = [(round(x * STEP, 1), round(-y * STEP, 1)) for x, y in corners]
    return Shape(
        what=what,
        word="" if what in _UNNAMED else str(THINGS[what]),
        points=" ".join(f"{x},{y}" for x, y in spots),
        x=round(sum(x for x, _y in spots) / len(spots), 1),
        y=round(sum(y for _x, y in spots) / len(spots), 1),
    )


def _box(spots: list[tuple[float, float]]) -> str:
    sides = []
    for values, least in zip(zip(*spots, strict=True), LEAST, strict=True):
        low, high = min(values) - MARGIN, max(values) + MARGIN
        spare = max(0.0, least - (high - low)) / 2
        sides.append((low - spare, high + spare))
    (left, right), (bottom, top) = sides
    sizes = (left, -top, right - left, top - bottom)
    return " ".join(f"{size * STEP:.0f}" for size in sizes)
