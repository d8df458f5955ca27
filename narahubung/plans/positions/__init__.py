"""Where people stand around a guest, turned into what one of them sees with his own eyes.

A *scene* is a picture from above: figures that face somewhere, and things. `seen_by` turns it so
that one figure stands at the bottom and looks up the page; `relation` says where one figure is for
another one, in steps and in one of eight directions. Plain geometry, no clock, no randomness.
"""

from narahubung.plans.positions.geometry import relation, seen_by
from narahubung.plans.positions.reading import BadSceneError, load_scenes
from narahubung.plans.positions.shapes import DIRECTIONS, Figure, Relation, Scene, Thing

__all__ = [
    "DIRECTIONS",
    "BadSceneError",
    "Figure",
    "Relation",
    "Scene",
    "Thing",
    "load_scenes",
    "relation",
    "seen_by",
]
