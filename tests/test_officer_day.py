"""The officer's day in a real Chromium: told, checked, taken back, in a few taps and at once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browsers import DESK, PHONE, SMALL, Seat, seat
from tests.servers import Demo

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(chromium: Browser, demo: Demo) -> Iterator[Seat]:
    made = seat(chromium, demo.server.url, PHONE, language="en")
    made.sign_in("officer-jpn", demo.password)
    made.go("/day/JPN/")
    yield made
    made.close()


def test_one_tap_tells_the_status_and_everybody_sees_it(
    phone: Seat, chromium: Browser, demo: Demo
) -> None:
    other = seat(chromium, demo.server.url, DESK)
    other.sign_in("coordinator", demo.password)
    other.go("/day/JPN/")
    other.is_live()
    phone.is_live()
    now = phone.page.locator("#now .is-main")
    said = now.inner_text()

    now.click()
    expect(phone.page.locator("#now .is-main")).not_to_have_text(said)
    expect(other.page.locator("#now .is-main")).not_to_have_text(said)
    phone.page.click(".day__slip button")
    expect(phone.page.locator("#now .is-main")).to_have_text(said)
    expect(other.page.locator("#now .is-main")).to_have_text(said)
    other.close()


def test_a_check_leaves_the_list_at_once_and_can_be_taken_back(phone: Seat) -> None:
    button = phone.page.locator("#need button[name=step]").first
    value = button.get_attribute("value")

    button.click()
    expect(phone.page.locator(f'#need button[value="{value}"]')).to_have_count(0)
    phone.page.click(".day__slip button")
    expect(phone.page.locator(f'button[value="{value}"]')).to_have_count(1)


def test_a_tick_elsewhere_changes_one_row_of_the_long_list(
    phone: Seat, chromium: Browser, demo: Demo
) -> None:
    desk = seat(chromium, demo.server.url, DESK, language="en")
    desk.sign_in("coordinator", demo.password)
    desk.go("/duties/JPN/")
    desk.is_live()
    step = phone.page.locator("#need button[name=step]").first.get_attribute("value")
    assert step
    number = step.split(":")[0]
    row = desk.page.locator(f"#step-{number}")
    said = row.inner_text()
    rows = desk.page.locator("#duties-list .nh-line > li").count()
    button = desk.page.locator(f"#duties-list .nh-line button:not(#step-{number} *)").first
    button.focus()
    button.evaluate("(it) => { it.dataset.kept = 'yes' }")

    with desk.page.expect_response(lambda answer: "after=" in answer.url) as found:
        phone.page.click(f'button[value="{step}"]')
    expect(row).not_to_have_text(said)

    assert len(found.value.body()) < 30_000
    assert abs(desk.page.locator("#duties-list .nh-line > li").count() - rows) <= 1
    assert desk.page.locator("li[data-same]").count() == 0
    assert desk.page.evaluate("document.activeElement.dataset.kept") == "yes"
    phone.page.click(".day__slip button")
    expect(row).to_have_text(said)
    desk.close()


def test_what_is_open_and_typed_survives_a_change_elsewhere(
    phone: Seat, chromium: Browser, demo: Demo
) -> None:
    phone.is_live()
    phone.page.click("text=In your own words")
    phone.page.fill("#day-text", "Prefers the left seat")
    other = seat(chromium, demo.server.url, PHONE)
    other.sign_in("deputy-jpn", demo.password)
    other.go("/day/JPN/")
    other.page.click("#observed .nh-chips button >> nth=1")
    expect(other.page.locator("#observed .nh-rows li")).to_have_count(1)

    expect(phone.page.locator("#observed .nh-rows li")).to_have_count(1)
    expect(phone.page.locator("#day-text")).to_have_value("Prefers the left seat")
    phone.page.click("text=Keep it for my colleague")
    expect(phone.page.locator("#observed .nh-rows li")).to_have_count(2)
    expect(phone.page.locator("#day-text")).to_have_value("")
    other.close()


def test_a_request_is_on_record_in_three_taps(phone: Seat) -> None:
    phone.page.click(".nh-bar >> text=Ask")
    phone.page.fill("textarea[name=text]", "Two bottles of water in the second car")
    phone.page.click("#ask-form button[type=submit]")

    expect(phone.page.locator("#day-ask .nh-rows li").first).to_contain_text("Two bottles")


def test_every_page_of_the_phone_fits_a_small_screen_and_a_thumb(
    chromium: Browser, demo: Demo
) -> None:
    for theme, language in (("light", "id"), ("dark", "en")):
        small = seat(chromium, demo.server.url, SMALL, theme=theme, language=language)
        small.sign_in("officer-jpn", demo.password)
        for path in ("/day/JPN/", "/day/JPN/ask/", "/who/", "/day/JPN/more/"):
            small.go(path)
            wide = small.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= SMALL[0], f"{path}: {wide} px"
            assert small.page.evaluate(TOO_SMALL) == [], path
        small.close()


def test_the_day_works_without_a_script(chromium: Browser, demo: Demo) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]}
    )
    context.add_cookies([{"name": "nh_language", "value": "en", "url": demo.server.url}])
    plain = Seat(context, context.new_page(), demo.server.url)
    plain.sign_in("deputy-jpn", demo.password)
    plain.go("/day/JPN/")
    said = plain.page.locator("#now .is-main").inner_text()

    plain.page.click("#now .is-main")
    assert re.search(r"/day/JPN/", plain.page.url)
    assert plain.page.locator("#now .is-main").inner_text() != said
    plain.page.click(".day__slip button")
    assert plain.page.locator("#now .is-main").inner_text() == said
    plain.close()


TOO_SMALL = """() => [...document.querySelectorAll(
    "main a, main button, main summary, main select, main input:not([type=hidden]), .nh-bar a")]
  .filter((part) => part.offsetParent)
  .map((part) => [part, part.getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && box.height < 47.5)
  .map(([part, box]) => `${part.outerHTML.slice(0, 90)}: ${Math.round(box.height)} px`)"""
