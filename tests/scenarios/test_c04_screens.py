"""C4 at three screens: the sender, one who reads back rightly, one who does not."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import PHONE
from tests.story import Story

pytestmark = pytest.mark.browser
TOLD_MS = 2000  # the sender is told within two seconds


def test_a_wrong_read_back_is_seen_at_once_and_corrected_everywhere(told: Story) -> None:
    sender = told.sits("organiser")
    right, wrong = told.sits("coordinator"), told.sits("officer-jpn", PHONE)
    for seat in (right, wrong):
        seat.go("/relays/")
        seat.is_live()

    _write(sender.page, "Motorcade leaves 15:13 WITA from Gate B", sender.url)
    sheet = sender.page.locator("#relay-sheet")
    sender.is_live()
    expect(sheet).to_contain_text("confirmed 0/2")
    for seat in (right, wrong):
        expect(seat.page.locator("#relays-inbox")).to_contain_text("15:13 WITA from Gate B")

    _repeat(right.page, "1513 gate b")
    expect(sheet.locator("tr", has_text="Sari")).to_contain_text("read back", timeout=TOLD_MS)
    _repeat(wrong.page, "15.30 gate B")
    expect(sheet.locator("tr.is-alarm")).to_contain_text("15.30", timeout=TOLD_MS)
    alarm = wrong.page.locator("#relays-inbox .nh-note.is-alarm")
    expect(alarm).to_contain_text("You repeated something else than was said.")
    expect(wrong.page.locator("#relays-inbox").get_by_role("button", name="Done")).to_have_count(0)

    sheet.get_by_role("button", name="Confirm 1 that is right").click()
    expect(sheet).to_contain_text("confirmed 1/2")

    sender.page.get_by_role("link", name="Correct").click()
    sender.page.fill("#id_text", "Motorcade leaves 15:20 WITA from Gate B")
    sender.page.get_by_role("button", name="Look before sending").click()
    sender.page.get_by_role("button", name="Correct it everywhere").click()
    for seat in (right, wrong):
        inbox = seat.page.locator("#relays-inbox")
        expect(inbox.locator("del").first).to_contain_text("15:13")
        expect(inbox).to_contain_text("15:20 WITA from Gate B")
        _repeat(seat.page, "15.20 Gate B")
    sheet.get_by_role("button", name="Confirm 2 that are right").click()
    expect(sheet).to_contain_text("confirmed 2/2")
    for seat in (sender, right, wrong):
        seat.close()


def _write(page: Page, text: str, url: str) -> None:
    page.goto(f"{url}/e/g20-bali-2022/relays/send/")
    page.fill("#id_text", text)
    page.locator("summary", has_text="By name").click()
    for name in ("Sari Mandala", "Gilang Jailani"):
        page.get_by_label(name).check()
    page.select_option("#id_precedence", "segera")
    page.get_by_role("button", name="Look before sending").click()
    expect(page.locator("#before-sending")).to_contain_text("Goes to 2 people")
    page.get_by_role("button", name="Send", exact=True).click()


def _repeat(page: Page, text: str) -> None:
    form = page.locator("#relays-inbox form", has=page.locator("textarea[name=text]"))
    form.locator("textarea").fill(text)
    form.get_by_role("button", name="Read back").click()
    expect(page.locator("#relays-inbox")).to_contain_text(text)
