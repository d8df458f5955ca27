"""Every page, in a real Chromium: axe finds nothing, nothing is stopped, nothing sticks out.

The pages are found by walking: from where a person lands, along the links, one address for each
URL pattern; what no link leads to is asked for directly. Fast: each page is measured light on a
desk and dark on a phone, and met by axe in one of the two, by turns. Slow: the whole example, six
people, both languages, light and dark everywhere.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Error, Response

from narahubung.accounts.guards import all_pages
from tests.browsers import DESK, PHONE, SLUG, SMALL, Seat, listen, seat
from tests.servers import Demo
from tests.story import Story

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "assets" / "axe.min.js").read_text()
# Half a megabyte: sent once to a person's screens, where every page then finds it.
BRING = f"window.bringAxe = () => {{ {AXE} }}"
# Of what axe would fetch beforehand only sound and film: stylesheets, which none of the rules that
# run here reads, it copies into the page, and the content security policy stops that.
BEGIN = """() => {
  if (!('axe' in window)) bringAxe()
  const how = {resultTypes: ['violations'], preload: {assets: ['media']}}
  window.axeFound = axe.run(document, how)
}"""
FOUND = "() => window.axeFound.then(found => found.violations)"
WIDE = "document.documentElement.scrollWidth"
# A finger on a phone: what can be pressed, except links inside a sentence and what is hidden.
# 48 px for who is on the way, 44 on the pages of the desks.
SMALL_TARGETS = """() => [...document.querySelectorAll(
  ':is(.nh-phone, .nh-main) :is(' +
  'button, summary, select, input, textarea, .nh-btn, .nh-chip, .nh-bar a)')]
  .filter(it => it.checkVisibility() && !['hidden', 'checkbox', 'radio'].includes(it.type))
  .map(it => [it, it.getBoundingClientRect(), it.closest('.nh-phone') ? 47.5 : 43.5])
  .filter(([it, box, least]) => box.height && (box.height < least || box.width < least))
  .map(([it, box]) => `${it.outerHTML.slice(0, 90)} ${box.width | 0}x${box.height | 0}`)"""
LINKS = "[...document.querySelectorAll('main a[href], nav a[href]')].map(link => link.href)"
# Addresses whose GET does something, or is not a page.
LEFT_OUT = ("/accounts/logout/", "/live/", "/static/")
Look = tuple[str, tuple[int, int]]  # theme and size


@dataclass
class Walk:
    """One person's walk through the house: which patterns were seen, what was wrong there.

    screens: one for each look, by its name. is_quick: each page is opened once, in the look in
    which axe meets it, and only measured in the others.
    """

    here: Seat
    screens: dict[str, Seat]
    seen: set[str] = field(default_factory=set)
    looked_at: set[str] = field(default_factory=set)  # patterns of pages that axe saw
    no_page: set[str] = field(default_factory=set)  # only posted to, or a file: in any event
    wrong: list[str] = field(default_factory=list)
    is_quick: bool = False

    def from_page(self, path: str) -> None:
        """See this page and every page that links lead to, one per pattern."""
        waiting = [path]
        while waiting:
            address = waiting.pop(0)
            pattern = pattern_of(address)
            if pattern is None or pattern in self.seen:
                continue
            self.seen.add(pattern)
            waiting += self._see(address, is_linked=address != path)

    def _see(self, address: str, *, is_linked: bool) -> list[str]:
        pattern, names = str(pattern_of(address)), list(self.screens)
        met = [names[crc32(pattern.encode()) % len(names)]] if self.is_quick else names
        if not is_linked and not self._is_page(address):
            return []
        for name in met:
            answer = opened(self.screens[name], address)
            if answer is None:
                return []
            if (leads_to := urlsplit(answer.url).path) != urlsplit(address).path:
                return [leads_to]
            if answer.status >= 400:
                self.wrong.append(f"{address}: a link leads to {answer.status}")
            if answer.status >= 400 or not is_whole(answer.headers, answer.text()):
                return []
            self.wrong += begin(self.screens[name], f"{address} {name}")
        self.looked_at.add(pattern)
        for name in met:
            self.wrong += found(self.screens[name], f"{address} {name}")
        screen = self.screens[met[-1]]
        page, stands = screen.page, screen.page.viewport_size
        for width, height in (DESK, PHONE, SMALL) if self.is_quick else (SMALL,):
            page.set_viewport_size({"width": width, "height": height})
            self.wrong += measured(screen, f"{address} {width}")
        page.set_viewport_size(stands)  # type: ignore[arg-type]
        return [urlsplit(link).path for link in page.evaluate(LINKS)]

    def _is_page(self, address: str) -> bool:
        """Ask whether there is a page: where there is none, a screen would complain."""
        kind = self.here.context.request.get(self.here.url + address, max_redirects=5)
        is_html = "text/html" in kind.headers.get("content-type", "")
        if kind.status == 405 or (kind.status == 200 and not is_html):
            self.no_page.add(str(pattern_of(address)))
        return kind.status < 400 and is_whole(kind.headers, kind.text())


def is_whole(headers: dict[str, str], text: str) -> bool:
    """Tell whether an answer is a whole page, not a part of one, a file or a table."""
    is_html = "text/html" in headers.get("content-type", "")
    return is_html and "<!doctype" in text[:100].lower()


def opened(screen: Seat, address: str) -> Response | None:
    """Open an address on a screen; None where it hands out a file to be kept."""
    try:
        return screen.page.goto(screen.url + address)
    except Error as problem:
        if "Download is starting" in problem.message or "ERR_ABORTED" in problem.message:
            return None
        raise


def screens(here: Seat, looks: list[Look]) -> dict[str, Seat]:
    """Give a person a screen for each look: axe, which takes the longest, sees all at once."""
    here.context.add_init_script(BRING)
    made: dict[str, Seat] = {}
    for theme, size in looks:
        page = here.context.new_page() if made else here.page
        if made:
            listen(page, here.trouble)
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": size[0], "height": size[1]})
        made[f"{theme} {size[0]}"] = replace(here, page=page)
    return made


def wrong_here(here: Seat, where: str) -> list[str]:
    """Return what is wrong with the page as it stands on the screen at this moment."""
    return begin(here, where) + found(here, where)


def measured(here: Seat, where: str) -> list[str]:
    """Return what sticks out, is too small for a finger, or speaks another language."""
    page, wrong = here.page, []
    width = page.viewport_size["width"] if page.viewport_size else 0
    if page.evaluate(WIDE) > width:
        wrong.append(f"{where}: {page.evaluate(WIDE)} px wide")
    if width == PHONE[0]:
        wrong += [f"{where}: small target {it}" for it in page.evaluate(SMALL_TARGETS)]
    if page.get_attribute("html", "lang") != here.language:
        wrong.append(f"{where}: lang is {page.get_attribute('html', 'lang')}")
    return wrong


def begin(here: Seat, where: str) -> list[str]:
    """Return what can be measured at once, and let axe begin."""
    wrong = measured(here, where)
    if not here.page.evaluate("'bringAxe' in window"):
        here.page.evaluate(BRING)
    here.page.evaluate(BEGIN)
    return wrong


def found(here: Seat, where: str) -> list[str]:
    """Return what axe, once begun, has found."""
    return [
        f"{where}: {one['id']} x{len(one['nodes'])}: "
        + "; ".join(node["html"][:160] for node in one["nodes"][:3])
        for one in here.page.evaluate(FOUND)
    ]


def pattern_of(address: str) -> str | None:
    """Return which URL pattern answers an address; None when it is not ours to open."""
    if address.startswith(LEFT_OUT):
        return None
    try:
        return str(resolve(address).route)
    except Resolver404:
        return None


def every_address() -> list[str]:
    """Return an address of every URL pattern, with likely words and numbers filled in."""
    words = {"slug": SLUG, "code": "JPN", "position": "lead", "move": "close"}
    paths = [path for path, _ in all_pages() if "(?P" not in path]
    return [
        "/" + re.sub(r"<(\w+:)?(\w+)>", lambda it: words.get(it[2], "1"), path) for path in paths
    ]


FAST = [("light", DESK), ("dark", PHONE)]
ALL = [(theme, size) for theme in ("light", "dark") for size in (DESK, PHONE)]


def test_nothing_is_wrong_on_any_page(told: Story, demo: Demo) -> None:
    seen: set[str] = set()
    looked_at: set[str] = set()
    no_page: set[str] = set()
    wrong: list[str] = []

    def walk(here: Seat, start: list[str]) -> None:
        one = Walk(here, screens(here, FAST), seen=seen, is_quick=True)
        for address in start:
            one.from_page(address)
        wrong.extend([*one.wrong, *here.trouble])
        looked_at.update(one.looked_at)
        no_page.update(one.no_page)
        here.context.close()

    organiser = [f"/e/{SLUG}/board/", "/account/", *every_address()]
    walk(told.sits("organiser"), organiser)
    walk(told.sits("officer-jpn"), [f"/e/{SLUG}/day/"])
    walk(seat(told.browser, told.server.url), ["/accounts/login/"])
    # What a young event has nothing to show for stands in the example.
    of_officer = [f"/e/{SLUG}/day/", f"/e/{SLUG}/programme/private/JPN/"]
    for username, start in (("organiser", organiser), ("officer-jpn", of_officer)):
        seen = (looked_at | no_page) - {pattern_of(address) for address in of_officer}
        here = seat(told.browser, demo.server.url).sign_in(username, demo.password)
        walk(here, start)
    assert not wrong, "\n".join(wrong)


PEOPLE = ("organiser", "coordinator", "officer-jpn", "desk-trn", "focal-jpn", "medical", "auditor")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("username", [*PEOPLE, "administrator", ""])
def test_nothing_is_wrong_for_anybody(
    chromium: Browser, demo: Demo, username: str, language: str
) -> None:
    here = seat(chromium, demo.server.url, language=language)
    if username:
        here.sign_in(username, demo.password)
        here.go("//account/")
        here.speaks(language)
    walk = Walk(here, screens(here, ALL))
    for address in ("/" if username else "/accounts/login/", "/account/", *every_address()):
        walk.from_page(address)
    print(f"{username or 'nobody'} {language}: {len(walk.looked_at)} pages, {len(ALL)} looks each")
    wrong = [*walk.wrong, *here.trouble]
    here.context.close()
    assert not wrong, "\n".join(wrong)
