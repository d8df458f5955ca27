"""The board stays alive: two tabs over one line, and a row that only asks for itself."""

from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browsers import PHONE
from tests.story import Story

pytestmark = pytest.mark.browser


def test_two_tabs_share_one_line_and_both_hear(told: Story) -> None:
    coordinator, officer = told.sits("coordinator"), told.sits("officer-jpn", PHONE)
    coordinator.is_live()  # the page after signing in has its line: a late one is not counted below
    lines: list[str] = []
    coordinator.context.on("request", lambda it: _note(it, lines))
    coordinator.go("/board/")
    coordinator.is_live()
    second = coordinator.context.new_page()
    second.goto(coordinator.page.url)
    second.wait_for_selector("html[data-live=on]")
    asked_before = len(lines)
    officer.go("/day/")

    with _row_of(coordinator.page), _row_of(second):
        officer.page.locator("#observed .nh-chip").first.click()

    assert asked_before == 1
    coordinator.page.close()  # the tab that held the line goes; the other takes over
    expect(second.locator("html")).to_have_attribute("data-live", "on")
    with _row_of(second):
        officer.page.locator("#observed .nh-chip").nth(1).click()
    officer.close()
    coordinator.close()


def _note(request: Request, lines: list[str]) -> None:
    if request.resource_type == "eventsource":  # receipts of messages go to the same address
        lines.append(request.url)


def _row_of(tab: Page) -> Any:
    """Expect the tab to fetch one row anew, and nothing else of the board."""
    return tab.expect_response("**/board/row/**", timeout=5000)
