"""The phone in a real Chromium, behind a line that can be cut: fixtures and small words for tests.

`line`: tests/liar.py, outside of the browser, so that its service worker and its streams meet it
too. `phone`: an officer's, which keeps what it needs. `witness`: who reads the log on the server.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsers import PHONE, Seat, seat
from tests.liar import Liar
from tests.servers import ROOT, Demo, environment

DAY = "/e/g20-bali-2022/day/JPN/"
SOON_MS = 45_000  # the sender looks every 20 s, and waits at most a minute between tries
KEPT = """async (path) => {
  for (const name of await caches.keys())
    if (name.startsWith("nrh-pages-") && await (await caches.open(name)).match(path)) return true
  return false
}"""
QUEUE = """async () => {
  const box = document.querySelector("out-box")
  await box.reload()
  return box.items.map(({ id, seq, kind, text }) => ({ id, seq, kind, text }))
}"""
PHOTO = """async () => {
  const box = document.querySelector("out-box")
  const [{ blob, size }] = (await box.store.queue()).flatMap(({ files }) => files)
  const { width, height } = await createImageBitmap(blob)
  return { size, sides: [width, height], head: await blob.slice(0, 4096).text() }
}"""
# This Chromium does not heed the quota that a test sets: the store itself says how much it takes.
FULL = """() => {
  const put = IDBObjectStore.prototype.put
  const isFull = (store) => store.name === "queue" && (%s)
  IDBObjectStore.prototype.put = function (...what) {
    if (isFull(this)) throw new DOMException("full", "QuotaExceededError")
    return put.apply(this, what)
  }
}"""
FULL_ONCE = FULL % "!self.wasFull && (self.wasFull = true)"
FULL = FULL % "true"
RESERVED = """async () => Boolean(
  await document.querySelector("out-box").store.db.getKey("meta", "reserve")
)"""
OLDER = """async (minutes) => {
  const box = document.querySelector("out-box")
  const at = new Date(Date.now() - minutes * 60_000).toISOString()
  for (const { id } of box.items) await box.store.setQueued(id, { at })
  await box.reload()
}"""
NOW = "() => document.querySelector('out-box').sender.now()"


@pytest.fixture
def line(demo: Demo) -> Iterator[Liar]:
    made = Liar(demo.server.port)
    yield made
    made.close()


@pytest.fixture
def phone(chromium: Browser, demo: Demo, line: Liar) -> Iterator[Seat]:
    """The officer of Japan on her phone; it keeps what it needs."""
    made = seat(chromium, line.url, PHONE, language="en")
    made.sign_in("officer-jpn", demo.password)
    made.go("/day/JPN/")
    until(made.page, KEPT, "/e/g20-bali-2022/party/JPN/")
    until(made.page, "() => Boolean(localStorage.getItem('nrh-forms'))")
    yield made
    line.mend()
    made.context.close()


def until(page: Page, asks: str, arg: Any = None) -> None:
    """Ask the page until it says yes. (Its own waiting takes a promise for a yes.)"""
    for _ in range(SOON_MS // 250):
        if page.evaluate(asks, arg):
            return
        page.wait_for_timeout(250)
    raise AssertionError(asks)


def jot(page: Page, text: str) -> None:
    """Write a line for the log."""
    details = page.locator("details:has(#day-jot)")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    page.fill("#day-note", text)
    page.locator("#day-jot button[type=submit]").click()
    expect(page.locator("#day-note")).to_have_value("")
    expect(details).not_to_have_attribute("open", "")


@dataclass
class Witness:
    """The coordinator, who reads the log of Japan on the server."""

    seat: Seat

    def logged(self, text: str) -> int:
        """Return how often a line stands in it."""
        answer = self.seat.context.request.get(f"{self.seat.url}/e/g20-bali-2022/duties/JPN/log/")
        assert answer.ok
        return answer.text().count(text)


@pytest.fixture(scope="module")
def witness(chromium: Browser, demo: Demo) -> Iterator[Witness]:
    made = seat(chromium, demo.server.url)
    made.sign_in("coordinator", demo.password)
    yield Witness(made)
    made.close()


def unsent(page: Page, count: int) -> None:
    """Wait until the head says so."""
    expect(page.locator("[data-unsent]").first).to_have_text(str(count), timeout=SOON_MS)


def on_the_server(demo: Demo, code: str) -> str:
    """Run a few lines in the server's own folder; return what they print."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        cwd=ROOT,
        env=environment(demo.server.home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
