"""Turning a scene, and saying where one figure is for another."""

import math
from dataclasses import replace

from narahubung.plans.positions.shapes import DIRECTIONS, Figure, Relation, Scene

_EIGHTH = 360 / len(DIRECTIONS)


def seen_by(scene: Scene, who: str) -> Scene:
    """Return the scene moved and turned: this figure stands at (0, 0) and faces up the page.

    Raises ValueError when nobody of that kind is in it.
    """
    eyes = scene.figure(who)
    if eyes is None:
        raise ValueError(f"{scene.code}: no {who}")
    figures = tuple(
        replace(one, x=spot[0], y=spot[1], faces=(one.faces - eyes.faces) % 360)
        for one in scene.figures
        for spot in [_turned(one.x, one.y, eyes)]
    )
    things = tuple(
        replace(one, corners=tuple(_turned(x, y, eyes) for x, y in one.corners))
        for one in scene.things
    )
    return replace(scene, figures=figures, things=things)


def relation(one: Figure, to: Figure) -> Relation:
    """Return where `one` is for `to`: as `to` would point while looking straight ahead."""
    x, y = _turned(one.x, one.y, to)
    angle = math.degrees(math.atan2(x, y)) % 360
    place = round(angle / _EIGHTH) % len(DIRECTIONS)
    return Relation(steps=round(math.hypot(x, y), 2), direction=DIRECTIONS[place])


def _turned(x: float, y: float, eyes: Figure) -> tuple[float, float]:
    turn = math.radians(eyes.faces)
    right, up = x - eyes.x, y - eyes.y
    return (
        round(right * math.cos(turn) - up * math.sin(turn), 3),
        round(right * math.sin(turn) + up * math.cos(turn), 3),
    )
