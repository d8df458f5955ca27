"""C11 at five screens: who leads, who confirms, three officers (one without a network), the press.

On a copy of the example, for a crisis changes every screen of it. The press says only what is
confirmed: a fact falls or grows old, and the screen in front of it shows that by itself.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsers import DESK, PHONE, Seat, seat
from tests.field_browser import KEPT, unsent, until
from tests.liar import Liar
from tests.servers import Demo, Server

pytestmark = pytest.mark.browser
ROLL = "/e/g20-bali-2022/crisis/roll/"
OFFICERS = ("jpn", "esp", "ind")


@pytest.fixture
def alone(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The example, served once more from a folder of its own."""
    home = demo.copied(tmp_path_factory.mktemp("crisis") / "home")
    server = Server(home).start()
    try:
        yield Demo(server, demo.password)
    finally:
        server.stop()


def test_one_switch_reaches_everybody_and_everybody_is_counted(
    chromium: Browser, alone: Demo
) -> None:
    url = alone.server.url
    with closing(Liar(alone.server.port)) as line:
        lead = seat(chromium, url, DESK).sign_in("crisis-lead", alone.password)
        liaison = seat(chromium, url, DESK).sign_in("crisis-liaison", alone.password)
        press = seat(chromium, url, DESK).sign_in("media", alone.password)
        officers = {
            code: seat(chromium, line.url if code == "jpn" else url, PHONE).sign_in(
                f"officer-{code}", alone.password
            )
            for code in OFFICERS
        }
        for one in (press, *officers.values()):
            one.go("/")
            one.is_live()

        _reported(liaison)
        _switched(liaison, lead)
        _told(press, officers)
        _counted(officers, lead, line)
        _first_report(lead)
        _passed_on(officers["esp"], press)
        text = _published(lead, press)
        _grown_old(alone.server.home, press, text)
        _fallen(lead, press)
        for one in (lead, liaison, press, *officers.values()):
            one.context.close()


def _reported(liaison: Seat) -> None:
    page = liaison.page
    liaison.go("/incidents/report/")
    page.select_option("[name=kind]", "quake")
    page.fill("[name=what]", "Quake, 6.1, felt in every hotel")
    page.click("main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("Quake, 6.1")
    liaison.go("/incidents/1/")


def _switched(liaison: Seat, lead: Seat) -> None:
    """Two persons: the first asks and cannot confirm; the second does."""
    asks = liaison.page.locator("form[action$='/crisis/']")
    asks.locator("[name=why]").fill("Nobody knows yet who is hurt")
    asks.locator("button").click()
    expect(liaison.page.get_by_role("button", name="Yes, it is a crisis")).to_have_count(0)
    lead.go("/incidents/1/")
    lead.page.get_by_role("button", name="Yes, it is a crisis").click()
    expect(lead.page.get_by_role("heading", name="Switched to crisis")).to_be_visible()


def _told(press: Seat, officers: dict[str, Seat]) -> None:
    """It comes to their screens as they stand; the press takes its card, and sees no heads."""
    banner = press.page.locator("relay-banner")
    expect(banner).to_contain_text("CRISIS, incident 1", timeout=15_000)
    for one in officers.values():
        expect(one.page.locator("relay-banner")).to_be_visible(timeout=15_000)
    heads = press.context.request.get(f"{press.url}/e/g20-bali-2022/incidents/1/roll/")
    assert heads.status == 404


def _counted(officers: dict[str, Seat], lead: Seat, line: Liar) -> None:
    lead.go("/incidents/1/roll/")
    lead.is_live()
    unreached = lead.page.locator("#roll-unreached")
    before = _number(unreached.inner_text())
    offline = officers["jpn"].page
    for one in officers.values():
        one.page.goto(f"{one.url}{ROLL}")
    until(offline, KEPT, ROLL)
    line.cut()
    own = {code: _number(_all_safe(one.page).inner_text()) for code, one in officers.items()}
    for one in officers.values():
        _all_safe(one.page).click()
    unsent(offline, 1)
    there = before - own["esp"] - own["ind"]
    expect(unreached).to_contain_text(f"{there} people", timeout=15_000)
    line.mend()
    unsent(offline, 0)
    expect(unreached).to_contain_text(f"{there - own['jpn']} people", timeout=15_000)


def _first_report(lead: Seat) -> None:
    """Drafted by the house; approving it sets nothing that was not said."""
    lead.go("/incidents/1/reports/")
    expect(lead.page.get_by_role("heading", name="Report 1")).to_be_visible()
    lead.page.get_by_role("button", name="Approve").click()
    expect(lead.page.locator("main")).to_contain_text("approved")


def _passed_on(officer: Seat, press: Seat) -> None:
    """One tap, and a receipt that says who takes care of it."""
    press.go("/media/questions/")
    press.is_live()
    officer.go("/press/")
    officer.is_live()
    officer.page.fill("[name=text]", "Is anybody hurt?")
    officer.page.get_by_role("button", name="Pass it on to the media desk").click()
    receipts = officer.page.locator("section[aria-labelledby=press-receipts]")
    expect(receipts).to_contain_text("the media desk has it")
    asked = press.page.locator("#questions li", has_text="Is anybody hurt?")
    expect(asked).to_be_visible()
    asked.get_by_role("button", name="I take care of it").click()
    expect(receipts).not_to_contain_text("the media desk has it")


FACTS = ("The hotel was checked", "The airport is open")


def _published(lead: Seat, press: Seat) -> str:
    """From two confirmed facts by four signatures to two receivers; return where it stands."""
    for text in FACTS:
        lead.go("/incidents/1/facts/")
        told = lead.page.locator("form[action$='/facts/tell/']")
        told.locator("[name=text]").fill(text)
        told.locator("[name=source]").fill("BPBD")
        told.locator("[name=is_authority]").check()
        told.get_by_role("button", name="Note it").click()
        expect(lead.page.locator("#facts")).to_contain_text(text)
    press.go("/media/")
    page = press.page
    page.get_by_role("button", name="Draft it").click()
    for number, words in enumerate(("Hotel sudah diperiksa", "Bandara dibuka"), 1):
        one = page.locator(f"#sentence-{number}")
        one.get_by_text("Write it otherwise").click()
        one.locator("[name=text_id]").fill(words)
        one.get_by_role("button", name="Store").click()
        expect(page.locator(f"#sentence-{number} p[lang=id]")).to_have_text(words)
    page.get_by_role("button", name="Hand on to the fact check").click()
    where = page.url.removeprefix(f"{press.url}/e/g20-bali-2022")
    lead.go(where)
    for _step in range(3):
        signs = lead.page.locator("section[aria-labelledby=text-chain] li")
        done = signs.count()
        lead.page.get_by_role("button", name="I checked it: sign").click()
        expect(signs).to_have_count(done + 1)
    page.fill("[name=receivers]", "Antara\nReuters")
    page.get_by_role("button", name="Hand it out").click()
    expect(page.locator("section[aria-labelledby=text-receivers] li")).to_have_count(2)
    return where


def _grown_old(home: Path, press: Seat, where: str) -> None:
    """A fact's time ends while its sentence is looked at, and nobody does anything."""
    soon = "SELECT datetime(max(published_at), '+5 seconds') FROM media_statement"
    with closing(sqlite3.connect(home / "narahubung.sqlite3", timeout=15)) as db, db:
        (moment,) = db.execute(soon).fetchone()  # of the example's clock
        db.execute("UPDATE crisis_fact SET holds_until = ? WHERE text = ?", [moment, FACTS[1]])
    press.go(where)
    press.is_live()
    sentence = press.page.locator("#sentence-2")
    expect(sentence).to_have_class("media-red", timeout=15_000)
    expect(sentence.locator(".nh-tag.is-old")).to_be_visible()
    expect(press.page.locator("#sentence-1")).not_to_have_class("media-red")


def _fallen(lead: Seat, press: Seat) -> None:
    """It is withdrawn: red at the desk without reloading, the correction names who had the text."""
    lead.go("/incidents/1/facts/")
    fact = lead.page.locator("#facts > ul > li", has_text=FACTS[0])
    fact.get_by_text("Work on it").click()
    fact.locator("[name=why]").fill("It was another hotel")
    fact.get_by_role("button", name="It is not so: withdraw").click()
    expect(press.page.locator("#sentence-1")).to_have_class("media-red", timeout=15_000)
    main = press.page.locator("main")
    expect(main).to_contain_text("This is not so; we take it back.", timeout=15_000)
    expect(main).to_contain_text("The correction goes to: Antara, Reuters")
    press.page.get_by_role("link", name="Open the correction").click()
    expect(main).to_contain_text(
        "It goes to all who received the text it corrects: Antara, Reuters"
    )


def _all_safe(page: Page) -> Locator:
    return page.locator("form[action*='/crisis/roll/'] button.is-main").first


def _number(text: str) -> int:
    return int(next(word for word in text.split() if word.isdecimal()))
