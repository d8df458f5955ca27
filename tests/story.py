"""The example event brought up by page, as an organiser does on the first evening.

Fixture `told`: first run, the organiser's list, a plan adopted, a coordinator and an officer
invited. Told once, by page and with a stopwatch; the journeys and axe go on from there.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browsers import DESK, PASSWORD, PHONE, SLUG, WORKBOOK, Seat, seat
from tests.servers import Server

STANDS_AT = "2022-11-15T17:30:00+08:00"
COMING = 43  # delegations that come in person


@dataclass
class Story:
    """What was told so far: the server, and how many seconds each part took."""

    server: Server
    browser: Browser
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Tell one part, by the stopwatch."""
        began = time.monotonic()
        yield
        self.seconds[name] = round(time.monotonic() - began, 1)

    def sits(self, username: str, size: tuple[int, int] = DESK, url: str = "") -> Seat:
        """Let somebody sit down and sign in; over another line when its `url` is given."""
        made = seat(self.browser, url or self.server.url, size)
        return made.sign_in(username)


@pytest.fixture(scope="session")
def told(
    chromium: Browser, _migrated_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    """The event is up: 45 delegations, staffed; `organiser`, `coordinator`, `officer-jpn` exist."""
    home = tmp_path_factory.mktemp("story") / "home"
    shutil.copytree(_migrated_home, home)
    story = Story(Server(home, env={"NARAHUBUNG_STANDS_AT": STANDS_AT}).start(), chromium)
    try:
        organiser = seat(chromium, story.server.url)
        with story.part("first run"):
            begin(organiser, home)
        with story.part("list"):
            bring_the_list(organiser)
        with story.part("plan"):
            plan_and_adopt(organiser)
        with story.part("invitations"):
            invite(story, organiser, "coordinator", "Sari Mandala", "coordinator")
            invite(story, organiser, "officer-jpn", "Gilang Jailani", "officer", "JPN")
        with story.part("duties, laid out meanwhile"):
            wait_for_duties(organiser)
        organiser.close()
        yield story
    finally:
        story.server.stop()


def begin(organiser: Seat, home: Path) -> None:
    """Make the first account and the event with the code that the server keeps."""
    page = organiser.page
    organiser.go("//")
    page.fill("[name=code]", (home / "keys" / "first-run").read_text().strip())
    for name, value in {
        "full_name": "Rini Maharani",
        "username": "organiser",
        "password": PASSWORD,
        "again": PASSWORD,
        "name_id": "KTT G20",
        "name_en": "G20 Summit",
        "slug": SLUG,
        "zone": "Asia/Makassar",
        "starts_on": "2022-11-15",
        "ends_on": "2022-11-16",
    }.items():
        page.fill(f"[name={name}]", value)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/accounts/login/**")
    organiser.sign_in("organiser")


def bring_the_list(organiser: Seat) -> None:
    """Bring the workbook, look at what it would change, take it in."""
    page = organiser.page
    organiser.go("/import/")
    page.set_input_files("input[type=file]", str(WORKBOOK))
    page.get_by_role("button", name="Read and compare").click()
    page.get_by_role("button", name="Take in", exact=True).click(timeout=40_000)
    expect(page.get_by_text("Taken in:")).to_be_visible(timeout=40_000)


def plan_and_adopt(organiser: Seat) -> None:
    """Ask for officers, look, adopt."""
    page = organiser.page
    organiser.go("/assignments/")
    page.get_by_role("button", name="Propose officers").click()
    adopt = page.get_by_role("button", name="Adopt the proposal")
    adopt.wait_for(timeout=40_000)
    expect(page.locator("#proposal")).to_contain_text("86 of 86 places filled")
    adopt.click()
    expect(page.get_by_text("The proposal is in force")).to_be_visible()


def invite(
    story: Story, organiser: Seat, username: str, full_name: str, role: str, code: str = ""
) -> None:
    """Add somebody; the letter's address is opened on the own device, and a password set."""
    page = organiser.page
    organiser.go("/people/add/")
    page.fill("[name=full_name]", full_name)
    page.fill("[name=username]", username)
    page.select_option("select[name=language]", "en")
    page.select_option("select[name=role]", role)
    if code:
        named = page.locator("select[name=party] option", has_text=code).first.get_attribute(
            "value"
        )
        page.select_option("select[name=party]", named)
    page.get_by_role("button", name="Add").click()
    page.get_by_role("button", name="Invite with a QR").click()
    address = page.locator("[data-copy]").get_attribute("data-copy")
    assert address is not None
    own = seat(story.browser, story.server.url, PHONE if code else DESK)
    own.page.goto(story.server.url + "/" + address.split("/", 3)[3])
    own.page.fill("[name=password]", PASSWORD)
    own.page.fill("[name=again]", PASSWORD)
    own.page.click("main button.is-main")
    own.page.wait_for_url("**/account/**")
    own.close()


def wait_for_duties(organiser: Seat) -> None:
    """Look at the board until every delegation that comes has its lists."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        organiser.go("/board/")
        if organiser.page.locator(".nh-ready").count() >= COMING:
            return
        organiser.page.wait_for_timeout(500)
    raise AssertionError("the duties were not laid out")
