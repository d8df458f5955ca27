"""Every ink on every ground it may stand on is readable: WCAG 2.2 contrast, from the tokens."""

import re
from itertools import product
from pathlib import Path

import pytest

CSS = Path(__file__).parent.parent / "narahubung/kit/static/kit/narahubung.css"
GROUNDS = ("paper", "sheet", "press-wash", "alarm-wash", "tight-wash", "done-wash")
# (ink, ground, least ratio): 7 for what is read at 5 a.m. in bad light, 4.5 the rest, 3 edges.
PAIRS = [
    *[("ink", ground, 7.0) for ground in GROUNDS],
    *[("quiet", ground, 4.5) for ground in GROUNDS],
    *[(ink, ground, 4.5) for ink, ground in product(("press", "alarm", "tight"), GROUNDS)],
    *[("done", ground, 4.5) for ground in ("paper", "sheet", "done-wash", "press-wash")],
    ("on-press", "press", 7.0),
    ("on-alarm", "alarm", 4.5),
    ("paper", "ink", 7.0),
    ("paper", "done", 4.5),
    ("line-strong", "paper", 3.0),
    ("line-strong", "sheet", 3.0),
]


def tokens_of(selector: str) -> dict[str, str]:
    """Return the colour tokens that the first rule with this selector sets."""
    block = re.search(re.escape(selector) + r"\s*\{(.*?)\}", CSS.read_text(), re.DOTALL)
    assert block, selector
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", block[1]))


LIGHT = tokens_of(":root")
DARK = tokens_of(':root[data-bs-theme="dark"]')


def luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_ink_stands_out_from_its_ground(
    tokens: dict[str, str], ink: str, ground: str, least: float
) -> None:
    assert ratio(tokens[ink], tokens[ground]) >= least


def test_dark_by_device_and_dark_by_choice_are_the_same() -> None:
    assert tokens_of(':root:not([data-bs-theme="light"])') == DARK
    assert DARK.keys() == LIGHT.keys()


def test_pages_use_no_colour_that_is_not_a_token() -> None:
    screens = CSS.read_text().split("@layer base {")[1].split("@layer print {")[0]
    assert re.findall(r"#[0-9a-f]{3,8}\b(?=[;\s,)])", screens) == ["#fff"]  # paper of a QR code
