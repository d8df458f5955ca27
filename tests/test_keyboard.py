"""Without a mouse: what has the focus can be seen, nothing holds it, and it is never lost."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

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
  if (top && !it.contains(top) && !top.contains(it) && !top.closest("label"))
    wrong.push(`covered by ${top.cloneNode(false).outerHTML}`)
  return wrong.map((word) => `${word}: ${it.outerHTML.slice(0, 120)}`)
}"""
STOPS = 300
COUNTED = "li:has(#count-room)"
MISSING = "tr:has-text('missing: visa')"


@pytest.mark.parametrize(
    ("username", "size", "paths"),
    [
        ("organiser", DESK, ["/board/", "/party/JPN/", "/assignments/", "/import/"]),
        ("organiser", DESK, ["/movements/", "/records/delegations/of/JPN/"]),
        ("organiser", DESK, ["/ripple/", "/airports/desk/", "/papers/JPN/", "/transport/pooled/"]),
        ("officer-jpn", PHONE, ["/day/JPN/", "/programme/", "/programme/private/JPN/"]),
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
    while not acts:  # what is on its way is told while the page is asked something
        page.evaluate("0")
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


# Address, part of the page, the main act there, what undoes it, what is counted before and after.
ACTS = {
    "run of show": (
        "/programme/items/{dinner}/run/",
        "#run",
        "Cue given",
        "Take back",
        "Take back",
    ),
    "papers": ("/papers/JPN/", MISSING, "Received", "One step back visa", "Received"),
    "departure": ("/departures/{departure}/", "#leaving", "Done", "Take back", "Take back"),
    "luggage": ("/airports/movements/{arrival}/", COUNTED, "Counted", "Take back", "Take back"),
    "motorcade": (
        "/transport/motorcades/{motorcade}/",
        "#motorcade",
        "All",
        "Take back",
        "Take back",
    ),
}


@pytest.fixture(scope="module")
def numbers(chromium: Browser, demo: Demo) -> dict[str, str]:
    """The numbers of a few things of Japan, as addresses name them."""
    here = _sits(chromium, demo, "coordinator", DESK)
    found = {}
    for name, path, link in (
        ("dinner", "/programme/", "a[href*='/programme/items/']:has-text('dinner')"),
        ("departure", "/departures/", "a[href*='/departures/']:has-text('JPN')"),
        (
            "arrival",
            "/airports/?direction=arrival&day=all",
            "a[href*='/airports/']:has-text('JPN')",
        ),
        ("motorcade", "/transport/motorcades/", "main a[href*='/transport/motorcades/']"),
    ):
        here.go(path)
        address = here.page.locator(link).first.get_attribute("href") or ""
        number = re.search(r"/(\d+)/", address)
        assert number, name
        found[name] = number[1]
    here.close()
    return found


@pytest.mark.parametrize("name", ACTS)
def test_what_moves_is_told_and_taken_back_without_a_mouse(
    chromium: Browser, demo: Demo, numbers: dict[str, str], name: str
) -> None:
    path, part, act, undo, changes = ACTS[name]
    here = _sits(chromium, demo, "coordinator", DESK)
    here.go(path.format(**numbers))
    told = _button(here.page, part, changes)
    before = told.count()
    _presses(here.page, _button(here.page, part, act).first)
    expect(told).not_to_have_count(before)
    _is_somewhere(here.page)
    _presses(here.page, _button(here.page, part, undo).last)
    expect(told).to_have_count(before)
    _is_somewhere(here.page)
    here.close()


def test_a_delay_is_told_and_taken_back_without_a_mouse(chromium: Browser, demo: Demo) -> None:
    here = _sits(chromium, demo, "coordinator", DESK)
    page = here.page
    here.go("/movements/?day=all&direction=departure")
    leads = page.locator("#movements tr", has_text="NLD").get_by_role("link").first
    here.page.goto(here.url + str(leads.get_attribute("href")))
    wave = page.locator("#movement-panel a[href*='/ripple/']").first
    last = wave.get_attribute("href") if wave.count() else ""
    _tabs_to(page, page.get_by_label("New time"))
    page.keyboard.type("+20")
    expect(page.locator("[id^=ripple-preview-]")).to_contain_text("told", timeout=15_000)
    _presses(page, page.get_by_role("button", name="Tell the new time"))
    expect(wave).not_to_have_attribute("href", str(last))
    _is_somewhere(page)
    _presses(page, wave)
    page.wait_for_url("**/ripple/*/")
    _presses(page, page.get_by_role("button", name="Take everything back"))
    expect(page.locator("#wave header .nh-state").first).to_have_text("taken back")
    _is_somewhere(page)
    here.close()


def test_a_car_is_given_and_taken_back_without_a_mouse(chromium: Browser, demo: Demo) -> None:
    here = _sits(chromium, demo, "coordinator", DESK)
    page = here.page
    here.go("/transport/")
    trip = page.locator("[id^=bar-0-]").first  # it has no car yet
    lacking = page.locator("[id^=bar-0-]").count()
    _tabs_to(page, trip)
    hint = page.locator("#roster-hint [data-allowed]")
    for _row in range(STOPS):
        page.keyboard.press("ArrowDown")
        expect(page.locator(".is-ghost:is(.may-yes, .may-no)")).to_have_count(1)
        if hint.get_attribute("data-allowed") == "yes":
            break
    page.keyboard.press("Enter")
    expect(page.locator("[id^=bar-0-]")).to_have_count(lacking - 1)
    _is_somewhere(page)
    page.locator(".nh-skip").focus()
    _presses(page, page.locator("#roster-moved").get_by_role("button", name="Take it back"))
    expect(page.locator("[id^=bar-0-]")).to_have_count(lacking)
    _is_somewhere(page)
    here.close()


def test_an_officer_goes_out_and_comes_back_without_a_mouse(chromium: Browser, demo: Demo) -> None:
    here = _sits(chromium, demo, "officer-nld", PHONE)
    page = here.page
    here.go("/programme/private/NLD/")
    _tabs_to(page, page.get_by_label("Where to"))
    page.keyboard.type("Jimbaran")
    _tabs_to(page, page.get_by_label("Back at"))
    page.keyboard.type("23.30")
    with page.expect_navigation():
        _presses(page, page.get_by_role("button", name="We are going out"))
    with page.expect_navigation():
        _presses(page, page.get_by_role("button", name="We are back"))
    expect(page.get_by_role("button", name="We are going out")).to_be_visible()
    here.close()


def _presses(page: Page, button: Locator) -> None:
    _tabs_to(page, button)
    page.keyboard.press("Enter")


def _is_somewhere(page: Page) -> None:
    expect(page.locator("body :focus")).to_have_count(1)


def _button(page: Page, part: str, words: str) -> Locator:
    return page.locator(f"main {part} button:visible").filter(has_text=words)


def _tabs_to(page: Page, goal: Locator) -> None:
    """Press Tab until the focus is there; it shows."""
    for _stop in range(STOPS):
        page.keyboard.press("Tab")
        if goal.evaluate("it => it === document.activeElement"):
            break
    expect(goal).to_be_focused()
    assert page.evaluate(FOCUS) == []


def _opens_and_leaves_the_side(page: Page) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("#nh-side > *")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#nh-side :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#nh-side > *")).to_have_count(0)


def _sits(chromium: Browser, demo: Demo, username: str, size: tuple[int, int]) -> Seat:
    return seat(chromium, demo.server.url, size).sign_in(username, demo.password)
