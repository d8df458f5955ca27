"""A page opened cold: what is kept stands at once, and the server's own takes its place."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import Seat
from tests.field_browser import (
    DAY,
    KEPT,
    SOON_MS,
    Witness,
    line,
    on_the_server,
    phone,
    until,
    witness,
)
from tests.liar import Liar
from tests.servers import Demo

__all__ = ["line", "phone", "witness"]
pytestmark = pytest.mark.browser
ENDED = """
from django.contrib.sessions.models import Session
for one in Session.objects.all():
    if one.get_decoded().get("_auth_user_id") == "{person}":
        one.delete()
"""
LOG = "/e/g20-bali-2022/duties/JPN/log/"


def cold(phone: Seat) -> Page:
    """Close the page and stop the worker; return an empty tab."""
    page = phone.context.new_page()
    phone.page.close()
    worker = phone.context.new_cdp_session(page)
    worker.send("ServiceWorker.enable")
    worker.send("ServiceWorker.stopAllWorkers")
    worker.detach()
    return page


def write(witness: Witness, text: str) -> None:
    """Let the coordinator write a line on the server."""
    seat = witness.seat
    seat.go("/duties/JPN/log/")
    form = seat.page.locator("form:has([name=text])").first
    form.evaluate("it => { const around = it.closest('details'); if (around) around.open = true }")
    form.locator("[name=text]").fill(text)
    form.locator("button[type=submit]").click()
    expect(seat.page.locator("main")).to_contain_text(text)


def is_renewed(page: Page) -> None:
    expect(page.locator("html[data-kept]")).to_have_count(0, timeout=2 * SOON_MS)
    expect(page.locator("[data-asof]").first).to_be_hidden()


@pytest.mark.parametrize("path", ["/", DAY])
def test_a_silent_network_shows_what_is_kept_and_the_page_renews_itself(
    phone: Seat, line: Liar, witness: Witness, path: str
) -> None:
    page = cold(phone)
    line.mood = "dead"
    page.goto(phone.url + path)
    assert page.url.endswith(DAY)
    expect(page.locator("html[data-kept]")).to_have_count(1)
    expect(page.locator("[data-asof]").first).to_contain_text("as of")
    page.evaluate("window.opened = true")
    page.locator("details:has(#day-jot)").evaluate("it => (it.open = true)")
    page.locator("#day-note").press_sequentially("Half a sen")

    line.mend()
    is_renewed(page)
    assert page.evaluate("window.opened")  # the same page: nothing was loaded anew
    expect(page.locator("#day-note")).to_have_value("Half a sen")
    expect(page.locator("#day-note")).to_be_focused()
    expect(page.locator("details:has(#day-jot)")).to_have_attribute("open", "")
    expect(page.locator("out-box")).to_have_count(1)


def test_on_a_good_network_what_stands_in_the_end_is_the_servers(
    phone: Seat, witness: Witness, line: Liar
) -> None:
    until(phone.page, KEPT, LOG)
    page = cold(phone)
    text = "Written while the phone was in the pocket."
    write(witness, text)
    line.rate = 20_000  # slower than the phone's patience, so that what is kept comes first
    page.goto(phone.url + LOG)
    expect(page.locator("html[data-kept]")).to_have_count(1)
    line.rate = 0
    is_renewed(page)
    expect(page.locator("main")).to_contain_text(text)


def test_who_was_signed_out_meanwhile_comes_to_the_log_in_and_nothing_is_kept(
    phone: Seat, line: Liar, demo: Demo
) -> None:
    assert phone.page.evaluate(KEPT, DAY)
    page = cold(phone)
    line.mood = "dead"
    page.goto(phone.url + DAY)
    expect(page.locator("html[data-kept]")).to_have_count(1)
    on_the_server(demo, ENDED.format(person=page.locator("out-box").get_attribute("person")))
    line.mend()
    page.wait_for_url("**/accounts/login/**", timeout=2 * SOON_MS)
    assert not page.evaluate(KEPT, DAY)


def test_another_persons_kept_page_goes_as_soon_as_the_server_answers(
    phone: Seat, line: Liar, demo: Demo
) -> None:
    mine = phone.context.cookies()
    phone.context.clear_cookies(name="sessionid")
    other = phone.context.browser.new_context()  # type: ignore[union-attr]
    seat = Seat(other, other.new_page(), phone.url).sign_in("officer-aus", demo.password)
    theirs = [one for one in other.cookies() if one["name"] == "sessionid"]
    seat.context.close()
    assert mine != theirs
    page = cold(phone)
    phone.context.add_cookies(theirs)  # type: ignore[arg-type]
    line.mood = "dead"
    page.goto(phone.url + DAY)
    expect(page.locator("html[data-kept]")).to_have_count(1)
    line.mend()
    expect(page.locator("html[data-kept]")).to_have_count(0, timeout=2 * SOON_MS)
    assert not page.evaluate(KEPT, DAY)
