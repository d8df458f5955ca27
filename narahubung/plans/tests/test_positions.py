"""Scenes turned to the eyes of one figure, and places said in eight directions."""

from pathlib import Path

import pytest

from narahubung.plans.positions import (
    DIRECTIONS,
    BadSceneError,
    Figure,
    Scene,
    load_scenes,
    relation,
    seen_by,
)
from narahubung.plans.procedures import Text

NOTHING = Text(id="-", en="-")


def scene(*figures: Figure) -> Scene:
    return Scene(
        code="test",
        title=NOTHING,
        rule=NOTHING,
        never=NOTHING,
        source="test",
        unsure=False,
        figures=figures,
    )


@pytest.mark.parametrize("faces", [0, 45, 90, 180, 270])
def test_turning_keeps_who_is_where_for_whom(faces: float) -> None:
    officer = Figure(who="officer", x=2, y=1, faces=faces)
    guest = Figure(who="guest", x=-1, y=3, faces=30)
    before = relation(guest, to=officer), relation(officer, to=guest)
    turned = seen_by(scene(officer, guest), "officer")
    mine, his = turned.figures

    assert (mine.x, mine.y, mine.faces) == (0, 0, 0)
    assert (relation(his, to=mine), relation(mine, to=his)) == before


def test_the_directions_go_round_clockwise() -> None:
    me = Figure(who="officer", x=0, y=0)
    spots = [(0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1)]
    found = [relation(Figure(who="guest", x=x, y=y), to=me).direction for x, y in spots]
    assert tuple(found) == DIRECTIONS


def test_right_is_the_right_of_who_looks() -> None:
    me = Figure(who="officer", x=0, y=0, faces=180)
    assert relation(Figure(who="guest", x=-1, y=0), to=me).direction == "right"


def test_a_file_tells_all_its_faults(tmp_path: Path) -> None:
    path = tmp_path / "scenes.yaml"
    path.write_text(
        "- {code: A, title: {id: a, en: a}, rule: {id: a, en: a}, source: x,"
        " figures: [[nobody, 0, 0]]}\n"
        "- {code: b, title: {id: a, en: a}, rule: {id: a, en: a}, source: x,"
        " figures: [[guest, 0, 0]]}\n"
    )
    with pytest.raises(BadSceneError) as bad:
        load_scenes(path)
    assert any("nobody" in fault for fault in bad.value.faults)
    assert "b: the officer is not in it" in bad.value.faults
