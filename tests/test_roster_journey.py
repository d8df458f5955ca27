"""The roster at a desk: a gap is filled, a duty moved by mouse and keys; a no changes nothing."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.story import Story

pytestmark = pytest.mark.browser
DAY = "/roster/?on=2022-11-16"


def drag(page: Page, bar: Locator, *, dx: float = 0, dy: float = 0, at_end: bool = False) -> None:
    """Take a duty, or its end, and bring it somewhere; it is not let go."""
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box is not None
    x = box["x"] + (box["width"] - 3 if at_end else box["width"] / 2)
    y = box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2)
    page.mouse.move(x + dx, y + dy)


def test_a_duty_is_given_moved_and_moved_back(told: Story) -> None:
    seat = told.sits("coordinator")
    page = seat.page
    seat.go(f"{DAY}&text=MEX")
    seat.is_live()
    page.locator(".nh-roster .gap").first.click()
    page.locator("#roster-panel").get_by_role("button", name="Give the duty").first.click()
    bar = page.locator(".nh-roster .bar")
    expect(bar).to_have_count(1)
    own = f"#{bar.get_attribute('id')}"
    stood = bar.get_attribute("title") or ""
    hint, moved = page.locator("#roster-hint"), page.locator("#roster-moved")

    drag(page, bar, dx=200, at_end=True)
    expect(page.locator(".is-ghost.may-no")).to_have_count(1)
    expect(hint).to_contain_text("on duty in 24 hours")
    page.mouse.up()
    expect(page.locator(".is-ghost")).to_have_count(0)
    expect(page.locator(own)).to_have_attribute("title", stood)

    drag(page, bar, dx=60)
    expect(page.locator(".is-ghost.may-yes")).to_have_count(1)
    expect(hint).to_contain_text("Nobody would be with MEX")
    page.mouse.up()
    expect(moved).to_contain_text("Moved.")
    expect(page.locator(own)).not_to_have_attribute("title", stood)
    moved.get_by_role("button", name="Move back").click()
    expect(page.locator(own)).to_have_attribute("title", stood)

    _moves_by_keys(page, own, stood)
    seat.go(f"{DAY}&view=officers")
    seat.is_live()
    drag(page, page.locator(own), dy=30)
    expect(page.locator(".is-ghost.may-yes")).to_have_count(1)
    page.mouse.up()
    expect(moved.locator("del bdi")).to_have_count(1)
    expect(page.locator(own)).to_have_count(0)
    seat.close()


def _moves_by_keys(page: Page, own: str, stood: str) -> None:
    page.locator(own).focus()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator(".is-ghost.may-yes")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".is-ghost")).to_have_count(0)
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(own)).not_to_have_attribute("title", stood)
    page.locator(own).press("Enter")
    expect(page.locator("#roster-panel")).to_contain_text("MEX")
