"""A real Chromium for tests: people at screens, each in a browser context of their own.

Fixture `chromium`: the browser. What a page logs as an error, and what the content security policy
stops, is collected in `Seat.trouble`.
"""

import contextlib
import os
import shutil
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.servers import ROOT, missing

WORKBOOK = ROOT / "examples" / "g20-bali-2022.xlsx"
SLUG = "g20-bali-2022"
PASSWORD = "terang bulan di atas laut"
PHONE, SMALL, DESK = (390, 844), (320, 640), (1440, 900)
SWITCHES = [
    f"--{word}"
    for word in (
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    )
]
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The first is the same browser without windows and notices: a quarter less work for the machine.
PROGRAMS = ("chromium-headless-shell", *WHOLE)


def open_chromium(
    playwright: Any, *more: str, home: Path | None = None, programs: Sequence[str] = PROGRAMS
) -> Browser:
    """Start the machine's own Chromium; without one, the one that playwright keeps.

    home: the folder of who runs it, where it looks for the authorities that he trusts.
    """
    found = next((path for name in programs if (path := shutil.which(name))), None)
    env = {**os.environ, "HOME": str(home)} if home else None
    return playwright.chromium.launch(  # type: ignore[no-any-return]
        executable_path=found, args=[*SWITCHES, *more], env=env
    )


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    """What drives browsers: one a session, because a second one cannot start beside it."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Any) -> Iterator[Browser]:
    """A running Chromium."""
    try:
        browser = open_chromium(playwright)
    except Exception:  # playwright says in many words that there is none
        missing("Chromium")
    yield browser
    browser.close()


@dataclass
class Seat:
    """One person at one screen."""

    context: BrowserContext
    page: Page
    url: str
    language: str = "en"
    trouble: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page; below the event, unless the path begins with two slashes."""
        below = path[1:] if path.startswith("//") else f"/e/{SLUG}{path}"
        answer = self.page.goto(self.url + below)
        assert answer is not None
        assert answer.status < 400, f"{below}: {answer.status}"

    def sign_in(self, username: str, password: str = PASSWORD) -> "Seat":
        """Sign in on the page where people do."""
        self.go("//accounts/login/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("form[action*=login] button[type=submit]")
        self.page.wait_for_url(lambda url: "/login" not in url)
        return self

    def speaks(self, language: str) -> None:
        """Press the button of a language."""
        self.page.click(f"button[name=language][value={language}] >> visible=true")
        self.page.wait_for_selector(f"html[lang={language}]")

    def is_live(self) -> None:
        """Wait until this screen is connected to the live feed."""
        self.page.wait_for_selector("html[data-live=on]")

    def close(self) -> None:
        """Leave, and insist that nothing was wrong on the way."""
        self.context.close()
        assert self.trouble == []


def seat(
    browser: Browser,
    url: str,
    size: tuple[int, int] = DESK,
    *,
    theme: str = "light",
    language: str = "en",
) -> Seat:
    """Open a browser context on the server at `url`; a small one is a phone with a touch screen."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=theme,  # type: ignore[arg-type]
        has_touch=size[0] < 700,
        is_mobile=size[0] < 700,
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "nh_language", "value": language, "url": url}])
    made = Seat(context, context.new_page(), url, language)
    listen(made.page, made.trouble)
    return made


def listen(page: Page, trouble: list[str]) -> None:
    """Collect what a page complains about: errors, and what its security policy stopped."""

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and "net::ERR_" not in message.text:
            trouble.append(f"{page.url}: {message.text}")

    page.on("console", heard)
    page.on("pageerror", lambda problem: trouble.append(f"{page.url}: {problem}"))


class Line:
    """A line between a screen and the server that can be cut and mended."""

    def __init__(self, port: int) -> None:
        self._to, self._is_cut = port, False
        self._ends: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._answer, daemon=True).start()

    def cut(self) -> None:
        """Break every connection, and take no new one."""
        self._is_cut = True
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def mend(self) -> None:
        """Let connections through again."""
        self._is_cut = False

    def close(self) -> None:
        """Cut it for good."""
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self.cut()

    def _answer(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            if self._is_cut:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._to))
            self._ends += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass_on(one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while got := one.recv(65536):
                other.sendall(got)
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_WR)
