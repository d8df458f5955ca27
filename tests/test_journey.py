"""Journeys in a real Chromium: from an empty house to a tick on a phone that the board shows."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browsers import PHONE, SLUG, Line
from tests.story import Story

pytestmark = pytest.mark.browser


def test_a_tick_on_the_phone_is_on_the_board_within_a_second(told: Story) -> None:
    """The list came in, the plan was adopted, all by page (see `told`); now the day begins."""
    coordinator, officer = told.sits("coordinator"), told.sits("officer-jpn", PHONE)
    coordinator.go("/board/")
    coordinator.is_live()
    coordinator.page.evaluate("window.sameDocument = true")
    row = coordinator.page.locator("tr[data-nh-row]", has_text="JPN")
    expect(row).to_contain_text("0/7")
    officer.go("/day/")
    officer.page.locator("#need summary").click()
    tick = officer.page.get_by_role("button", name=re.compile("I have checked J1 "))
    took = []
    for _ in range(3):  # the best of three: others may work on the machine
        tick.click()
        began = time.monotonic()
        expect(row).to_contain_text("1/7")
        took.append(time.monotonic() - began)
        expect(officer.page.locator("#day-now [role=status]")).to_contain_text("Checked: J1")
        officer.page.get_by_role("button", name="Take back").click()
        expect(row).to_contain_text("0/7")
    tick.click()
    expect(row).to_contain_text("1/7")

    assert coordinator.page.evaluate("window.sameDocument")
    coordinator.go("/party/JPN/#history")
    told_of = coordinator.page.locator(".nh-history li").first
    expect(told_of).to_contain_text("J1")
    expect(told_of).to_contain_text("Gilang Jailani")
    expect(told_of.locator("time").first).to_have_attribute(
        "datetime", re.compile("^2022-11-15T(09|17):[345]")
    )
    officer.close()
    coordinator.close()
    assert min(took) < 1, took


def test_a_broken_line_is_mended_and_tells_what_was_missed(told: Story) -> None:
    line = Line(told.server.port)
    coordinator = told.sits("coordinator", url=line.url)
    officer = told.sits("officer-jpn", PHONE)
    coordinator.go("/board/")
    coordinator.is_live()
    row = coordinator.page.locator("tr[data-nh-row]", has_text="JPN")
    expect(row).to_contain_text("late")
    coordinator.page.evaluate("window.sameDocument = true")
    line.cut()
    coordinator.page.wait_for_selector("html[data-live=off]")
    expect(coordinator.page.get_by_text("Not connected")).to_be_visible()

    officer.go("/day/")
    for word in ("cars ready", "principal in the car", "under way"):
        officer.page.locator(".nh-now .nh-btn.is-big").click()
        expect(officer.page.locator("#day-now [role=status]")).to_contain_text(
            word, ignore_case=True
        )
    expect(row).not_to_contain_text("on the road")
    line.mend()

    coordinator.is_live()
    expect(row).to_contain_text("on the road")
    assert coordinator.page.evaluate("window.sameDocument")
    officer.close()
    coordinator.close()
    line.close()


def test_theme_and_language_stay_chosen(told: Story) -> None:
    person = told.sits("coordinator")
    page = person.page
    person.go("/board/")
    page.click("details.nh-me summary")
    page.click("[data-theme-to=dark]")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    person.speaks("id")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    person.go("/journal/")
    expect(page.locator("html")).to_have_attribute("lang", "id")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.click("details.nh-me summary")
    page.click("[data-theme-to=light]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    person.speaks("en")
    person.close()


def test_the_board_needs_no_mouse(told: Story) -> None:
    person = told.sits("coordinator")
    page = person.page
    person.go("/board/")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("Jepang")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    expect(page.get_by_role("link", name=re.compile("Kishida")).first).to_be_visible()

    person.go("/board/")
    for key in "jjk":
        page.keyboard.press(key)
    code = page.evaluate(
        "document.activeElement.closest('[data-nh-row]').querySelector('.nh-code').textContent"
    )
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/e/{SLUG}/party/{code}/")
    person.close()


def test_paper_has_no_navigation(told: Story) -> None:
    person = told.sits("coordinator")
    page = person.page
    person.go("/party/JPN/")
    page.emulate_media(media="print")
    for gone in (".nh-nav", ".nh-search", ".nh-anchors", ".nh-btns"):
        assert not page.locator(gone).locator("visible=true").count(), gone
    expect(page.locator(".nh-printed")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    person.close()
