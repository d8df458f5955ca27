"""An event typed by hand, in a real Chromium: no workbook, a delegation and a member, on a desk.

Then the corrections of a phone: a name is put right, looked at, and put back.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsers import PHONE, Seat, seat
from tests.servers import Server
from tests.story import begin

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "assets" / "axe.min.js").read_text()
RUN = "() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"


@pytest.fixture
def empty(new_home: Path) -> Iterator[Server]:
    """A server whose house nobody has begun yet."""
    server = Server(new_home).start()
    yield server
    server.stop()


def test_an_empty_event_is_typed_corrected_and_put_back(
    chromium: Browser, empty: Server, new_home: Path
) -> None:
    desk = seat(chromium, empty.url)
    begin(desk, new_home)
    types_the_first_delegation(desk)
    types_its_first_member(desk.page)
    desk.trouble = [line for line in desk.trouble if "status of 422" not in line]
    desk.close()
    phone = seat(chromium, empty.url, PHONE).sign_in("organiser")
    corrects_a_name_and_puts_it_back(phone)
    phone.close()


def types_the_first_delegation(desk: Seat) -> None:
    page = desk.page
    desk.go("/records/")
    expect(page.get_by_role("heading", name="How to begin")).to_be_visible()
    page.locator("main .nh-btns").get_by_role("link", name="Add a delegation").click()
    page.get_by_label("Name in English").fill("Elrond of Rivendell")
    page.get_by_role("button", name="Add to the event").click()
    expect(page.locator("#wrong-delegation_id")).to_contain_text("it is needed")
    expect(page.get_by_label("Name in English")).to_have_value("Elrond of Rivendell")
    axe_finds_nothing(page)
    page.get_by_label("Code", exact=True).fill("ELR")
    page.get_by_label("Kind of party").select_option(label="single VIP")
    page.get_by_role("button", name="Add to the event").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Elrond of Rivendell")
    expect(page.locator(".nh-toasts")).to_contain_text("is recorded")


def types_its_first_member(page: Page) -> None:
    page.get_by_role("link", name="Add a member").click()
    page.get_by_label("Name", exact=True).fill("Arwen Undomiel")
    page.get_by_role("button", name="Add to the event").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Arwen Undomiel")
    expect(page.get_by_label("Delegation")).to_have_value("ELR")


def corrects_a_name_and_puts_it_back(phone: Seat) -> None:
    page = phone.page
    phone.go("/records/delegates/?q=arwen")
    page.get_by_role("link", name="P-ELR-01").click()
    page.get_by_role("button", name="Save the correction").click()
    said = page.locator("#record > [role=status]")
    expect(said).to_contain_text("Nothing changed")
    page.get_by_label("Name", exact=True).fill("Arwen Undómiel")
    page.get_by_role("button", name="Save the correction").click()
    expect(said.locator("del").first).to_have_text("Arwen Undomiel")
    expect(said.locator("ins").first).to_have_text("Arwen Undómiel")
    expect(said).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text("Arwen Undómiel")
    axe_finds_nothing(page)
    page.get_by_role("button", name="Put back").click()
    expect(said.locator("ins").first).to_have_text("Arwen Undomiel")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Arwen Undomiel")


def axe_finds_nothing(page: Page) -> None:
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
