"""Without a mouse: what has the focus can be seen, nothing holds it, and it is never lost."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browsers import DESK, PHONE, Seat, seat
from tests.servers import Demo

pytestmark = pytest.mark.browser

# Where the focus is: nowhere, or what is wrong with how it shows.
FOCUS = """() => {
  const it = document.activeElement
  if (!it || it === document.body) return null
  const drawn = (part) => part && getComputedStyle(part).outlineStyle !== "none"
  const box = it.getBoundingClientRect()
  const top = document.elementFromPoint(box.x + Math.min(box.width, 20) / 2, box.y + box.height / 2)
  const wrong = []
  if (!drawn(it) && !drawn(it.closest(".nh-search"))) wrong.push("no ring")
  if (!it.checkVisibility() || box.width < 2) wrong.push("not to be seen")
  if (top && !it.contains(top) && !top.contains(it) && !top.closest("label")) wrong.push("covered")
  return wrong.map((word) => `${word}: ${it.outerHTML.slice(0, 120)}`)
}"""
STOPS = 300


@pytest.mark.parametrize(
    ("username", "size", "paths"),
    [
        ("organiser", DESK, ["/board/", "/party/JPN/", "/assignments/", "/import/"]),
        ("organiser", DESK, ["/movements/", "/records/delegations/of/JPN/"]),
        ("officer-jpn", PHONE, ["/day/JPN/", "/programme/"]),
    ],
)
def test_the_focus_shows_and_goes_through(
    chromium: Browser, demo: Demo, username: str, size: tuple[int, int], paths: list[str]
) -> None:
    here = _sits(chromium, demo, username, size)
    wrong = []
    for path in paths:
        here.go(path)
        for _stop in range(STOPS):
            here.page.keyboard.press("Tab")
            found = here.page.evaluate(FOCUS)
            if found is None:  # past the last one
                break
            wrong += [f"{path} {it}" for it in found]
        else:
            wrong.append(f"{path} holds the focus")
    here.close()
    assert not wrong, "\n".join(wrong)


def test_an_organiser_needs_no_mouse(chromium: Browser, demo: Demo) -> None:
    here = seat(chromium, demo.server.url)
    page = here.page
    here.go("//accounts/login/")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.name") != "login":
        page.keyboard.press("Tab")
    page.keyboard.type("organiser")
    page.keyboard.press("Tab")
    page.keyboard.type(demo.password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/board/")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.href") != first
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(first)
    for path in ("/movements/", "/duties/JPN/"):
        here.go(path)
        page.keyboard.press("j")
        opener = page.evaluate("document.activeElement.href")
        _opens_and_leaves_the_side(page)
        assert page.evaluate("document.activeElement.href") == opener
    here.close()


def test_the_menu_of_a_phone_gives_the_focus_back(chromium: Browser, demo: Demo) -> None:
    here = _sits(chromium, demo, "organiser", PHONE)
    here.go("/board/")
    menu = here.page.locator("[data-menu]")
    menu.focus()
    here.page.keyboard.press("Enter")
    here.page.keyboard.press("Tab")
    expect(here.page.locator("#nh-nav a").first).to_be_focused()
    here.page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    here.close()


def test_an_officer_checks_and_takes_back_without_a_mouse(chromium: Browser, demo: Demo) -> None:
    here = _sits(chromium, demo, "officer-jpn", PHONE)
    page = here.page
    here.go("/day/JPN/")
    step = page.locator("#need button[name=step]").first
    value = step.get_attribute("value")
    acts: list[Route] = []
    page.route("**/look/", lambda it: acts.append(it))
    step.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement === document.body")  # it rests meanwhile
    acts.pop().continue_()
    back = page.locator(".day__slip button")
    expect(page.locator(f'#need button[value="{value}"]')).to_have_count(0)
    expect(page.locator("#day-now :focus")).to_have_count(1)
    back.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f'button[value="{value}"]')).to_have_count(1)
    expect(page.locator("#day-now :focus")).to_have_count(1)
    page.locator("a.day__text >> visible=true").first.focus()
    opener = page.evaluate("document.activeElement.href")
    _opens_and_leaves_the_side(page)
    assert page.evaluate("document.activeElement.href") == opener
    here.close()


def _opens_and_leaves_the_side(page: Page) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("#nh-side > *")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#nh-side :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#nh-side > *")).to_have_count(0)


def _sits(chromium: Browser, demo: Demo, username: str, size: tuple[int, int]) -> Seat:
    return seat(chromium, demo.server.url, size).sign_in(username, demo.password)
