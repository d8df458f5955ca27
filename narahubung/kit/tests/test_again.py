"""A part of a page is fetched anew when the first thing on it grows old."""

from datetime import timedelta

from conftest import NOON
from narahubung.kit.again import again_at

MINUTE = timedelta(minutes=1)


def test_the_first_that_is_still_to_come_counts() -> None:
    found = again_at([NOON - MINUTE, NOON + 9 * MINUTE, NOON + MINUTE], at=NOON)
    assert found is not None
    assert (found.wait_s, found.second) == (61, int((NOON + MINUTE).timestamp()))


def test_what_is_past_fetches_nothing() -> None:
    assert again_at([NOON - MINUTE, NOON], at=NOON) is None
