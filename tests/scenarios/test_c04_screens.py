"""C4 at three screens: the sender, one who reads back rightly, one who does not."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browsers import PHONE
from tests.story import Story

pytestmark = pytest.mark.browser
READERS = ["Sari Mandala", "Gilang Jailani"]
# How many inboxes stand right after the answer came: a later renewal would tidy up.
ANSWERED = """() => document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const count = () => document.querySelectorAll("#relays-inbox").length
  if (detail.requestConfig.verb === "post")
    setTimeout(() => { document.documentElement.dataset.inboxes = count() })
})"""


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
    expect(sheet.locator("tr", has_text="Sari")).to_contain_text("read back")
    _repeat(wrong.page, "15.30 gate B")
    expect(sheet.locator("tr.is-alarm")).to_contain_text("15.30")
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


def test_an_answer_that_comes_after_the_page_renewed_itself_changes_it_once(told: Story) -> None:
    sender, reader = told.sits("organiser"), told.sits("officer-jpn", PHONE)
    reader.go("/relays/")
    reader.is_live()
    _write(sender.page, "Motorcade leaves 16:10 WITA from Gate C", sender.url, READERS[1:])
    page, inbox = reader.page, reader.page.locator("#relays-inbox")
    line = inbox.locator("article", has_text="Gate C")
    form = line.locator("form", has=page.locator("textarea[name=text]"))
    expect(form).to_be_visible()
    held: list[Route] = []
    asker = form.element_handle()
    page.route("**/read-back/", lambda it: held.append(it))
    page.evaluate(ANSWERED)
    form.locator("textarea").fill("16.10 gate C")
    with page.expect_request("**/read-back/"):
        form.get_by_role("button", name="Read back").click()
    answer = held[0].fetch()
    asker.evaluate("form => form.remove()")  # as a renewal does that needs this form no longer
    held[0].fulfill(response=answer)
    expect(page.locator("html")).to_have_attribute("data-inboxes", "1")
    expect(inbox).to_contain_text("16.10 gate C")
    sender.close()
    reader.close()


def _write(page: Page, text: str, url: str, readers: list[str] = READERS) -> None:
    page.goto(f"{url}/e/g20-bali-2022/relays/send/")
    page.fill("#id_text", text)
    page.locator("summary", has_text="By name").click()
    for name in readers:
        page.get_by_label(name).check()
    page.select_option("#id_precedence", "segera")
    page.get_by_role("button", name="Look before sending").click()
    expect(page.locator("#before-sending")).to_contain_text(f"Goes to {len(readers)} pe")
    page.get_by_role("button", name="Send", exact=True).click()


def _repeat(page: Page, text: str) -> None:
    form = page.locator("#relays-inbox form", has=page.locator("textarea[name=text]"))
    form.locator("textarea").fill(text)
    form.get_by_role("button", name="Read back").click()
    expect(page.locator("#relays-inbox")).to_contain_text(text)
