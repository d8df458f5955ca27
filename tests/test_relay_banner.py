"""A message finds its reader on whatever page is open, and its sender sees it arrive."""

import json
import re
import urllib.request
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browsers import DESK, PHONE, Seat, seat
from tests.servers import Rig
from tests.test_axe import wrong_here

pytestmark = pytest.mark.browser
BOARD = "//e/arda-2026/board/"
LIVE = re.compile(r"/live/\?")
LOW = "document.activeElement.getBoundingClientRect().bottom"


@pytest.fixture
def rig_on_sqlite(rig: Rig) -> Rig:
    """One database is enough for what a browser does."""
    if rig.server.database:
        pytest.skip("seen on SQLite")
    return rig


@pytest.fixture
def sari(chromium: Browser, rig_on_sqlite: Rig) -> Iterator[Seat]:
    made = signed_in(chromium, rig_on_sqlite, DESK)
    yield made
    made.close()


def signed_in(chromium: Browser, rig: Rig, size: tuple[int, int]) -> Seat:
    """Sit down as sari, on a session of her own device."""
    _, body = rig.server.post("/rig/sign-in/", person_id=rig.ids["sari"])
    name, _, value = json.loads(body)["cookie"].partition("=")
    made = seat(chromium, rig.server.url, size)
    made.context.add_cookies([{"name": name, "value": value, "url": rig.server.url}])
    made.go(BOARD)
    made.is_live()
    return made


def send(rig: Rig, text: str, to: str = "sari", precedence: str = "kilat") -> int:
    """Let the organiser rini send a message, a FLASH unless told otherwise, to somebody."""
    body: dict[str, Any] = {"precedence": precedence}
    body |= {"text": text, "audience": [f"person:{rig.ids[to]}"], "key": str(uuid4())}
    asked = urllib.request.Request(
        f"{rig.server.url}/e/arda-2026/rig/relay/",
        data=json.dumps(body).encode(),
        headers={"cookie": rig.cookie["rini"], "content-type": "application/json"},
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return int(json.load(answer)["relay"])


def state(rig: Rig, relay: int) -> str:
    asked = f"{rig.server.url}/e/arda-2026/rig/relay/?relay={relay}"
    cookie = {"cookie": rig.cookie["rini"]}
    with urllib.request.urlopen(urllib.request.Request(asked, headers=cookie)) as answer:
        return str(json.load(answer)["sari"])


def test_it_stands_above_the_page_until_it_is_answered_anywhere(
    sari: Seat, chromium: Browser, rig_on_sqlite: Rig
) -> None:
    rig = rig_on_sqlite
    phone = signed_in(chromium, rig, PHONE)
    beside = sari.context.new_page()  # a second tab of the same browser, over the same stream
    beside.goto(sari.url + BOARD[1:])
    beside.wait_for_selector("html[data-live=on]")

    relay = send(rig, "Stand by <script>alert(1)</script>")
    words = [page.locator(f'[data-relay="{relay}"]') for page in (sari.page, beside, phone.page)]
    for word in words:
        expect(word).to_contain_text("FLASH")
        expect(word).to_contain_text("Stand by <script>")
        expect(word).to_have_attribute("role", "alert")
    expect_state(sari, rig, relay, "seen")

    assert wrong_here(sari, "desk") + wrong_here(phone, "phone") == []

    words[0].get_by_role("button", name="Later").click()
    expect(words[0]).to_have_count(0)
    sari.page.reload()
    sari.is_live()
    expect(words[0]).to_have_count(0)  # put aside in this tab
    expect(words[1]).to_be_visible()  # not answered, so it stands in the other

    beside.goto(f"{sari.url}/e/arda-2026/relays/{relay}/")
    expect(words[1]).to_be_attached()
    expect(words[1]).to_be_hidden()  # its own page shows it, or asks for it to be repeated
    beside.goto(sari.url + BOARD[1:])
    expect(words[1]).to_be_visible()

    beside.locator("#main").evaluate("main => main.append(document.createElement('input'))")
    beside.locator("#main input").last.focus()
    expect(beside.locator("relay-banner")).to_have_css("position", "static")  # makes way

    words[2].get_by_role("button", name="Acknowledge").click()
    for word in words:
        expect(word).to_have_count(0)
    assert state(rig, relay) == "acknowledged"
    sari.page.reload()
    sari.is_live()
    expect(words[0]).to_have_count(0)
    phone.close()


def test_what_comes_while_a_page_loads_shows_and_what_waited_before_is_a_number(
    sari: Seat, rig_on_sqlite: Rig
) -> None:
    page, lines = sari.page, list[Route]()
    page.goto("about:blank")
    waited = send(rig_on_sqlite, "The band plays at 18.00", precedence="biasa")
    page.route(LIVE, lambda line: lines.append(line))  # the page stands, and does not listen yet
    with page.expect_request(LIVE):
        page.goto(sari.url + BOARD[1:])
    new = send(rig_on_sqlite, "The band plays at 19.00", precedence="biasa")
    page.unroute(LIVE)
    for line in lines:
        line.continue_()

    words = page.locator(f'[data-relay="{new}"]')
    expect(words).to_be_visible()
    expect(page.locator(f'[data-relay="{waited}"]')).to_have_count(0)  # the older comes first
    expect(page.locator("nav a[href$='/relays/'] span")).to_have_text(re.compile("[1-9]"))
    words.get_by_role("button", name="Acknowledge").click()
    expect(words).to_have_count(0)


def test_a_word_does_not_push_what_has_the_focus_out_of_sight(
    sari: Seat, rig_on_sqlite: Rig
) -> None:
    page = sari.page
    for _stop in range(8):
        page.keyboard.press("Tab")
    page.set_viewport_size({"width": DESK[0], "height": int(page.evaluate(LOW)) + 4})
    new = send(rig_on_sqlite, "The band plays at 20.00", precedence="biasa")
    expect(page.locator(f'[data-relay="{new}"]')).to_be_visible()
    assert int(page.evaluate(LOW)) <= page.evaluate("innerHeight")


def expect_state(someone: Seat, rig: Rig, relay: int, wanted: str) -> None:
    """Wait until what the screens told is booked: half a second after they told it."""
    for _ in range(50):
        if state(rig, relay) == wanted:
            return
        someone.page.wait_for_timeout(100)
    assert state(rig, relay) == wanted
