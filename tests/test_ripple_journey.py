"""A delay is typed once: seen before it is told, followed on another screen, and taken back."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browsers import PHONE, seat
from tests.servers import Demo

pytestmark = pytest.mark.browser


def test_what_a_delay_does_is_seen_before_told_once_and_taken_back(
    chromium: Browser, demo: Demo
) -> None:
    url, password = demo.server.url, demo.password
    teller = seat(chromium, url, PHONE).sign_in("coordinator", password)
    desk = seat(chromium, url).sign_in("desk-trn", password)
    desk.go("/ripple/")
    desk.is_live()
    waves = desk.page.locator("#waves tr[id^=wave-]")
    before = waves.count()

    teller.go("/movements/?day=all&direction=departure")
    flights = teller.page.locator("#movements tr", has_text="KOR")
    flights.filter(has_text="Head of delegation").get_by_role("link").first.click()
    panel = teller.page.locator("#movement-panel")
    panel.get_by_label("New time").fill("+95")
    seen = panel.locator("[id^=ripple-preview-]")
    expect(seen).to_contain_text("hear nothing")
    drive = seen.locator("li", has=teller.page.locator("a[href*='/trips/']")).first
    expect(drive.locator("del")).to_be_visible()
    expect(seen).to_contain_text("Transport")  # the desk that will be told
    expect(waves).to_have_count(before)  # nobody knows of it yet

    panel.get_by_role("button", name="Tell the new time").click()
    expect(waves).to_have_count(before + 1)
    expect(waves.first).to_contain_text("KOR")
    word = desk.page.locator(".nh-words", has_text="KOR")
    word.get_by_role("button", name="Acknowledge").first.click()
    waves.first.get_by_role("link").first.click()
    followed = desk.page.locator("#wave")
    expect(followed).to_contain_text("acknowledged")

    last = panel.get_by_role("link", name="KOR, departure").first
    last.click()
    mine = teller.page.locator("#wave")
    expect(mine).to_contain_text("acknowledged")  # who of them has heard
    teller.is_live()
    mine.get_by_role("button", name="Take everything back").click()
    for screen in (mine, followed):
        expect(screen.locator("header .nh-state")).to_have_text("taken back")
    for one in (teller, desk):
        one.close()
