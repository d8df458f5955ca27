"""C5 at three screens: who asks, who may grant it, and the next officer who is asked the same."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browsers import DESK, PHONE, Seat, seat
from tests.servers import Demo

pytestmark = pytest.mark.browser
LIMITS = "/limits/party/WTO/"  # category B: two cars, and it has them
INSIDE = "The pool is kept for the gala"


def test_a_no_is_said_once_and_met_by_everybody(chromium: Browser, demo: Demo) -> None:
    seats = {"officer-wto": PHONE, "deputy-wto": PHONE, "desk-trn": DESK}
    officer, following, desk = (
        seat(chromium, demo.server.url, size).sign_in(name, demo.password)
        for name, size in seats.items()
    )
    desk.go("/wishes/")
    desk.is_live()

    _asks_for_a_car(officer, "A third car for the aides")
    sheet = officer.page.locator("#wish-sheet")
    _shows_what_can_be_said(sheet)
    number = officer.page.url.rstrip("/").rsplit("/", 1)[1]

    # Whoever may grant it has it before him, and says no.
    asked = desk.page.locator(f"#wish-{number}")
    expect(asked).to_contain_text("over the limit by 1")
    asked.get_by_role("link", name="Say yes or no").click()
    desk.page.get_by_label("Reason, for us only").fill(INSIDE)
    desk.page.get_by_role("button", name="Answer no").click()
    expect(desk.page.locator("#wish-sheet")).to_contain_text("answered no")

    # The officer's screen follows; the reason stays between us.
    expect(sheet).to_contain_text("answered no")
    expect(sheet).to_contain_text(INSIDE)
    said = sheet.locator("#wish-said")
    expect(said).not_to_be_empty()
    for hidden in (INSIDE, "Transport"):
        expect(said).not_to_contain_text(hidden)
    officer.page.get_by_role("button", name="The guest knows").click()
    expect(sheet).to_contain_text("The guest was told")

    # The next officer sees it, and whoever is asked again meets the first answer.
    following.go(LIMITS)
    expect(following.page.locator(f"#wish-{number}")).to_contain_text("answered no")
    _asks_for_a_car(following, "Only to the hotel and back")
    expect(following.page.locator("#wish-sheet")).to_contain_text("Give the same answer.")
    following.page.get_by_role("link", name="Open the first answer").click()
    following.page.wait_for_url(f"**/wishes/{number}/")
    expect(following.page.locator("#wish-sheet")).to_contain_text(INSIDE)
    following.page.get_by_role("button", name="Talk it over").click()
    expect(following.page.locator("#negotiation")).to_contain_text("World Trade")
    for one in (officer, following, desk):
        one.close()


def _asks_for_a_car(who: Seat, text: str) -> None:
    who.go(LIMITS)
    form = who.page.locator("#wish-form")
    form.get_by_text("car", exact=True).click()
    form.locator("[name=text]").fill(text)
    form.get_by_role("button", name="See what we can say").click()
    who.page.wait_for_url("**/wishes/*/")
    who.is_live()


def _shows_what_can_be_said(sheet: Locator) -> None:
    """See before any promise: how much over, the rule, who may grant it by when, what is free."""
    expect(sheet.get_by_role("heading", name="Over the limit by 1")).to_be_visible()
    expect(sheet).to_contain_text("Category B: 2; 2 given already")
    expect(sheet).to_contain_text("Rules of hospitality, art. 2")
    granter = sheet.locator("dt:has-text('Who may grant it') + dd")
    expect(granter).to_contain_text("Transport")
    expect(granter.locator("time").first).to_be_visible()
    expect(sheet.locator("[aria-labelledby=wish-offers] li")).not_to_have_count(0)
    expect(sheet.get_by_role("button", name="Grant it")).to_have_count(0)  # the desk's to say
