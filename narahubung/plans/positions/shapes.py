"""What a picture of people around a guest is made of. All lengths are steps (about 0.7 m)."""

from dataclasses import dataclass

from narahubung.plans.procedures import Text

# Clockwise from straight ahead, an eighth of a turn each.
DIRECTIONS = (
    "ahead",
    "ahead_right",
    "right",
    "behind_right",
    "behind",
    "behind_left",
    "left",
    "ahead_left",
)
WHO = (
    *("officer", "guest", "second", "third", "host", "interpreter", "aide", "protection"),
    *("driver", "photographer", "spouse", "delegation"),
)
THINGS = (
    *("door", "wall", "table", "car", "stairs", "lift", "carpet", "line", "camera", "plane"),
    *("wreath", "flag", "chair", "line_of_sight"),
)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Somebody seen from above. x: to the right, y: up the page; faces: degrees, clockwise."""

    who: str
    x: float
    y: float
    faces: float = 0.0
    sits: bool = False


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something with corners: a table, a door, a line on the floor."""

    what: str
    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One situation. rule: where the officer belongs; never: what he does not do; source: whence.

    unsure: no article says it; custom of those who train protocol officers.
    """

    code: str
    title: Text
    rule: Text
    never: Text
    source: str
    unsure: bool
    figures: tuple[Figure, ...]
    things: tuple[Thing, ...] = ()

    def figure(self, who: str) -> Figure | None:
        """Return the first figure of this kind."""
        return next((one for one in self.figures if one.who == who), None)


@dataclass(frozen=True, kw_only=True)
class Relation:
    """Where one is for another: so many steps, in one of DIRECTIONS."""

    steps: float
    direction: str
