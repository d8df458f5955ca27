"""A phone that is killed while it writes: what it called stored is there when it opens again."""

import os
import random
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page

from tests.browsers import PHONE, PROGRAMS, SLUG, SWITCHES, Seat
from tests.liar import Liar
from tests.servers import Demo, missing
from tests.test_field_offline import KEPT, until

pytestmark = pytest.mark.browser
DAY = f"/e/{SLUG}/day/JPN/"
# Writes as fast as it can, and tells what it was shown as stored.
WRITES = """async (round) => {
  const form = document.getElementById("day-jot")
  form.closest("details").open = true
  const once = { once: true }
  const stored = () => new Promise((done) => document.addEventListener("toast", done, once))
  for (let number = 0; ; number++) {
    const text = `Round ${round}, line ${number}`
    document.getElementById("day-note").value = text
    const shown = stored()
    form.requestSubmit()
    await shown
    console.log(`STORED ${text}`)
  }
}"""
TEXTS = """async () => {
  const box = document.querySelector("out-box")
  await box.reload()
  return box.items.map(({ seq, text }) => [seq, text])
}"""


@contextmanager
def opened(playwright: Any, folder: Path) -> Iterator[tuple[BrowserContext, Page]]:
    """Open the phone's browser on its own folder."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    try:
        context = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=found,
            args=SWITCHES,
            viewport={"width": PHONE[0], "height": PHONE[1]},
        )
    except Error:
        missing("Chromium")
    try:
        yield context, context.pages[0]
    finally:
        with suppress(Error):  # it was killed, and that is heard now at the latest
            context.close()


def kill(folder: Path) -> None:
    """Kill every process of the browser that runs on the folder, as an empty battery would."""
    for process in Path("/proc").iterdir():
        if not process.name.isdecimal():
            continue
        try:
            words = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if f"--user-data-dir={folder}".encode() in words:
            os.kill(int(process.name), signal.SIGKILL)


def rounds(playwright: Any, demo: Demo, tmp_path: Path, number: int) -> None:
    """Write and kill so often; insist each time that nothing that was shown is gone."""
    line, folder, chance = Liar(demo.server.port), tmp_path / "phone", random.Random(number)
    shown: set[str] = set()

    def heard(said: ConsoleMessage) -> None:
        if said.text.startswith("STORED "):
            shown.add(said.text[7:])

    with opened(playwright, folder) as (context, page):
        me = Seat(context, page, line.url)
        me.sign_in("officer-jpn", demo.password)
        me.go("/day/JPN/")
        until(page, KEPT, f"{DAY}more/")
        until(page, "() => Boolean(localStorage.getItem('nrh-forms'))")
    line.cut()
    for round_ in range(number + 1):
        with opened(playwright, folder) as (_context, page):
            page.goto(line.url + DAY)
            until(page, "() => Boolean(document.querySelector('out-box')?.settled)")
            found: Any = page.evaluate(TEXTS)
            assert shown <= {text for _, text in found}
            assert [seq for seq, _ in found] == list(range(1, len(found) + 1))
            if round_ == number:
                break
            page.on("console", heard)
            page.evaluate(f"() => void ({WRITES})({round_})")
            page.wait_for_timeout(chance.uniform(300, 1500))
            kill(folder)
    assert shown
    print(f"\nF35: {number} kills, {len(shown)} lines shown as stored, none of them gone")
    line.close()


def test_what_was_called_stored_outlives_being_killed(
    playwright: Any, demo: Demo, tmp_path: Path
) -> None:
    rounds(playwright, demo, tmp_path, 4)


@pytest.mark.slow
def test_what_was_called_stored_outlives_fifty_kills(
    playwright: Any, demo: Demo, tmp_path: Path
) -> None:
    rounds(playwright, demo, tmp_path, 50)
