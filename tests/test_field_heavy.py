"""The pocket's heavy faults in a real Chromium: hours offline, wrong clocks, versions that differ.

What these runs found stands in docs/reference/faults-phone.md.
"""

import json
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from narahubung.kit import clock
from tests.browsers import PHONE, Seat, seat
from tests.liar import Liar
from tests.servers import ROOT, Demo, Server
from tests.test_field_offline import DAY, KEPT, NOW, jot, unsent, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LOG = "/e/g20-bali-2022/duties/JPN/log/"
MBIT = 125_000  # bytes a second
WRITES, PHOTOS, HOURS = 500, 50, 6
TEXT_S, PHOTOS_S = 60, 900  # within which what waited must be confirmed
# Writes so many lines, and one with a photo, as a person would: by the page's own form.
WRITE = """async ({ from, count, photo }) => {
  const once = { once: true }
  const stored = () => new Promise((done, fail) => {
    document.addEventListener("toast", done, once)
    const why = () => document.querySelector("dialog[open]")?.innerText || location.href
    setTimeout(() => fail(new Error(`not stored: ${why()}`)), 60_000)
  })
  const write = async (text, file) => {
    const form = document.getElementById("log-form")
    form.elements.text.value = text
    if (file) {
      const carried = new DataTransfer()
      carried.items.add(file)
      form.elements.photo.files = carried.files
    }
    const shown = stored()
    form.requestSubmit()
    await shown
  }
  const sceneOf = (canvas) => {
    const pen = canvas.getContext("2d")
    const picture = pen.createImageData(canvas.width, canvas.height)
    for (let at = 0; at < picture.data.length; at++)
      picture.data[at] = at % 4 === 3 ? 255 : ((at >> 14) % 200) + Math.random() * 60
    pen.putImageData(picture, 0, 0)
    pen.font = "40px sans-serif"
    return canvas
  }
  for (let number = from; number < from + count; number++) await write(`Offline line ${number}`)
  if (!photo) return
  const canvas = (window.scene ||= sceneOf(new OffscreenCanvas(2400, 1800)))
  canvas.getContext("2d").fillText(`Photo ${photo}`, 100, 50 + photo * 30)
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 })
  await write(`Offline photo ${photo}`, new File([blob], "camera.jpg", { type: "image/jpeg" }))
}"""
WAITING = """async () => {
  const box = document.querySelector("out-box")
  const all = await box.store.queue()
  const bytes = all.flatMap(({ files }) => files).reduce((sum, { size }) => sum + size, 0)
  return { bytes, queue: all.map(({ id, class: lane, seq, text }) => ({ id, lane, seq, text })) }
}"""
LEFT = """async (lanes) => {
  const all = await document.querySelector("out-box").store.queue()
  return all.filter((command) => lanes.includes(command.class)).length
}"""
READY = "() => Boolean(document.querySelector('out-box')?.settled)"


@pytest.fixture
def line(demo: Demo) -> Iterator[Liar]:
    made = Liar(demo.server.port)
    yield made
    made.close()


@contextmanager
def phone_of(chromium: Browser, demo: Demo, line: Liar, *, keeps: str = DAY) -> Iterator[Seat]:
    """Open the phone of the officer of Japan, and let it keep what it needs."""
    made = seat(chromium, line.url, PHONE)
    made.context.set_default_timeout(30_000)
    made.sign_in("officer-jpn", demo.password)
    made.go("/day/JPN/")
    until(made.page, KEPT, keeps)
    until(made.page, "() => Boolean(localStorage.getItem('nrh-forms'))")
    try:
        yield made
    finally:
        line.rate = 0
        line.mend()
        made.context.close()


def carried(home: Path, ids: list[str]) -> list[dict[str, Any]]:
    """Return what the server has of these commands, in the order in which it took them."""
    wanted = {each.replace("-", "") for each in ids}
    with closing(sqlite3.connect(f"file:{home}/narahubung.sqlite3?mode=ro", uri=True)) as base:
        base.row_factory = sqlite3.Row
        rows = base.execute("SELECT * FROM field_carried ORDER BY rowid")
        return [dict(row) for row in rows if row["id"] in wanted]


def moment(text: str) -> datetime:
    """Read a time as the database writes it."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def within(page: Page, lanes: list[str], seconds: float) -> float:
    """Wait until nothing of these lanes waits; return after how many seconds that was."""
    began = time.monotonic()
    while left := page.evaluate(LEFT, lanes):
        assert time.monotonic() - began < seconds, f"{left} of {lanes} still wait"
        page.wait_for_timeout(250)
    return time.monotonic() - began


def test_six_hours_of_words_and_photos_drain_over_a_narrow_line(
    chromium: Browser, demo: Demo, line: Liar
) -> None:
    with phone_of(chromium, demo, line, keeps=LOG) as phone:
        page = phone.page
        page.clock.install()
        phone.go("/duties/JPN/log/")
        page.wait_for_function(READY)
        line.cut()
        phone.context.set_offline(True)
        each = WRITES // PHOTOS
        for turn in range(PHOTOS):
            if turn == PHOTOS // 2:
                page.goto(phone.url + LOG)  # opened anew, at half of the time
                page.wait_for_function(READY)
            page.evaluate(WRITE, {"from": turn * each, "count": each, "photo": turn + 1})
            page.clock.fast_forward(HOURS * 3_600_000 // PHOTOS)
        told: Any = page.evaluate(WAITING)
        queue = told["queue"]
        words = [command for command in queue if command["lane"] == "normal"]
        photos = [command for command in queue if command["lane"] == "media"]
        assert [command["text"] for command in words] == [
            f"Offline line {number}" for number in range(WRITES)
        ]
        assert len(photos) == PHOTOS

        busy = demo.server.busy_s()
        line.rate = MBIT
        line.mend()
        phone.context.set_offline(False)
        text_s = within(page, ["urgent", "normal"], TEXT_S)
        busy = demo.server.busy_s() - busy
        photo_s = text_s + within(page, ["media"], PHOTOS_S - text_s)
        print(f"\nF34: {WRITES} lines in {text_s:.1f} s (the server's processor: {busy:.1f} s)")
        print(f"F34: {PHOTOS} photos, {told['bytes'] // 1000} kB, in {photo_s:.1f} s")

    for lane in (words, photos):
        rows = carried(demo.server.home, [command["id"] for command in lane])
        assert [row["id"] for row in rows] == [command["id"].replace("-", "") for command in lane]
        assert {row["status"] for row in rows} == {"applied"}
        told_at = [moment(row["at"]) for row in rows]
        assert told_at == sorted(told_at)


# ---- clocks ------------------------------------------------------------------------------


class Watch:
    """The clock of a phone: the server's, and so much ahead."""

    def __init__(self, seat: Seat, demo: Demo) -> None:
        self.page = seat.page
        self.off = self._server(demo) - clock.world()
        self.zone = seat.context.new_cdp_session(seat.page)

    @staticmethod
    def _server(demo: Demo) -> datetime:
        with urlopen(demo.server.url + "/field/proto/") as answer:
            return datetime.fromisoformat(json.load(answer)["now"])

    def true(self) -> datetime:
        """Return the server's own time."""
        return clock.world() + self.off

    def shows(self, ahead: timedelta) -> None:
        """Set it, so much ahead of the true time; it goes on from there."""
        self.page.clock.set_system_time(self.true() + ahead)

    def stands_in(self, zone: str) -> None:
        """Bring the phone to another zone."""
        self.zone.send("Emulation.setTimezoneOverride", {"timezoneId": zone})


NIGHT = datetime(2022, 11, 6, 5, 59, 55, tzinfo=UTC)  # New York: 01:59:55, and soon 01:00 again
CLOCKS = {
    "three days ahead": (timedelta(days=3), timedelta(days=3), "", ""),
    "six hours behind": (timedelta(hours=-6), timedelta(hours=-6), "", ""),
    "jumps three days ahead": (timedelta(0), timedelta(days=3), "", ""),
    "jumps six hours back": (timedelta(0), timedelta(hours=-6), "", ""),
    "is put right": (timedelta(hours=5), timedelta(0), "", ""),
    "flies to another zone": (timedelta(0), timedelta(0), "Asia/Makassar", "Asia/Tokyo"),
}


@pytest.mark.parametrize("name", [*CLOCKS, "the night when summer time ends"])
def test_a_clock_that_is_wrong_refuses_nothing_and_hides_no_true_time(
    chromium: Browser, demo: Demo, line: Liar, name: str
) -> None:
    with phone_of(chromium, demo, line) as phone:
        watch, page = Watch(phone, demo), phone.page
        night = NIGHT - watch.true()
        first, second, here, there = CLOCKS.get(
            name, (night, night + timedelta(seconds=10), "America/New_York", "America/New_York")
        )
        page.clock.install(time=watch.true() + first)
        if here:
            watch.stands_in(here)
        page.goto(phone.url + DAY)
        page.wait_for_function(READY)
        watch.shows(first)
        page.evaluate("() => document.querySelector('out-box').sender.skew = null")
        page.evaluate(NOW)
        line.cut()
        phone.context.set_offline(True)
        written = []
        for number in range(6):
            if number == 3:
                watch.shows(second)
                if there:
                    watch.stands_in(there)
            began = watch.true()
            jot(page, f"By a clock that {name}, {number}.")
            unsent(page, number + 1)
            written.append((began, watch.true()))
        queue: Any = page.evaluate(WAITING)
        ids = [command["id"] for command in queue["queue"]]
        line.mend()
        phone.context.set_offline(False)
        page.evaluate(NOW)
        unsent(page, 0)

    rows = carried(demo.server.home, ids)
    assert [row["seq"] for row in rows] == sorted(row["seq"] for row in rows)
    assert [row["status"] for row in rows] == ["applied"] * 6
    ends = [(moment(row["at_lo"]), moment(row["at_hi"])) for row in rows]
    told = [moment(row["at"]) for row in rows]
    assert told == sorted(told)
    for (lo, hi), at, (began, ended) in zip(ends, told, written, strict=True):
        assert lo <= ended, (lo, ended)
        assert began <= hi, (began, hi)
        assert lo <= at <= hi
    print(f"\nF41 {name}: widest {max(hi - lo for lo, hi in ends)}")


# ---- versions ----------------------------------------------------------------------------

Changes = dict[str, tuple[str, str]]
STATIC = "narahubung/field/static/field/"
NEXT: Changes = {
    f"{STATIC}field.css": ("", "\n/* next */"),
    f"{STATIC}field-outbox.js": ("", "\n// next"),
    f"{STATIC}field-store.js": ("", "\n// next"),
    f"{STATIC}field-keep.js": ("", "\n// next"),
    "narahubung/kit/static/kit/live-feed.js": ("", "\n// next"),
}
BEFORE: Changes = {
    "narahubung/field/envelope.py": ("PROTO = 1\nOLDEST = 1", "PROTO = 0\nOLDEST = 0"),
    f"{STATIC}field-sender.js": ("const PROTO = 1", "const PROTO = 0"),
    f"{STATIC}field-keep.js": ("told.proto !== 1", "told.proto !== 0"),
}
LOADED = """() => performance.getEntriesByType("resource")
  .map(({ name }) => new URL(name).pathname).filter((path) => path.startsWith("/static/"))"""
WORKER = """async () => {
  const { active } = await navigator.serviceWorker.ready
  const script = await fetch(active.scriptURL)
  return active.state === "activated" ? (await script.text()).split("\\n")[0] : ""
}"""


def version(folder: Path, changes: Changes) -> dict[str, str]:
    """Make a copy of the program with these changes; return the environment in which it runs."""
    leaves = shutil.ignore_patterns("__pycache__", "tests")
    shutil.copytree(ROOT / "narahubung", folder / "narahubung", ignore=leaves)
    for name, (old, new) in changes.items():
        text = (folder / name).read_text()
        assert old in text, f"{name} has changed: say anew how another version of it looks"
        (folder / name).write_text(text.replace(old, new) if old else text + new)
    return {"PYTHONPATH": str(folder), "PYTHONSAFEPATH": "1"}


def names(home: Path) -> set[str]:
    """Return the addresses of the static files of the version that was served last."""
    told = json.loads((home / "static" / "staticfiles.json").read_text())
    return {f"/static/{path}" for path in told["paths"].values()}


def loaded(page: Page) -> set[str]:
    """Return which static files the page that is open has fetched."""
    found: Any = page.evaluate(LOADED)
    return set(found)


def test_an_old_worker_gives_way_and_no_page_is_of_two_versions(  # noqa: PLR0915 -- one story
    chromium: Browser, demo: Demo, tmp_path: Path
) -> None:
    home = demo.copied(tmp_path / "home")
    server = Server(home).start()
    line = Liar(server.port)
    with phone_of(chromium, Demo(server, demo.password), line) as phone:
        page = phone.page
        page.goto(phone.url + DAY)
        page.wait_for_function(READY)
        before = names(home)
        line.cut()
        jot(page, "Written by the version before.")
        unsent(page, 1)
        server.stop()

        server = Server(home, port=server.port, env=version(tmp_path / "next", NEXT)).start()
        after = names(home)
        old, new = before - after, after - before
        assert len(new) >= len(NEXT)
        line.mend()
        page.goto(phone.url + DAY)
        page.wait_for_function(READY)
        assert loaded(page) & new
        assert not loaded(page) & old
        unsent(page, 0)
        keeper = next(path for path in new if "field-keep" in path)
        until(page, f"async () => (await ({WORKER})()).includes('{keeper}')")
        page.evaluate("() => document.querySelector('out-box').keep()")
        until(page, KEPT, DAY)

        line.cut()
        failed: list[str] = []
        page.on("requestfailed", lambda it: failed.append(it.url))
        for path in (DAY, f"{DAY}more/", "/e/g20-bali-2022/party/JPN/", LOG):
            page.goto(phone.url + path)
            expect(page.locator("html[data-kept]")).to_have_count(1)
            page.wait_for_function(READY)
            assert not (loaded(page) & old and loaded(page) & new), path
        assert not [url for url in failed if "/static/" in url]

        (home / "no-worker").touch()
        line.mend()
        page.goto(phone.url + DAY)
        until(page, "async () => !(await caches.keys()).length")
        page.goto(phone.url + DAY)
        until(page, "() => !navigator.serviceWorker.controller")
        assert not loaded(page) & old
    line.close()
    server.stop()


def test_a_client_too_old_keeps_its_queue_and_offers_the_new_one(
    chromium: Browser, demo: Demo, tmp_path: Path
) -> None:
    home = demo.copied(tmp_path / "home")
    server = Server(home, env=version(tmp_path / "before", BEFORE)).start()
    line = Liar(server.port)
    with phone_of(chromium, Demo(server, demo.password), line) as phone:
        page = phone.page
        page.goto(phone.url + DAY)
        page.wait_for_function(READY)
        line.cut()
        for number in range(5):
            jot(page, f"Written by a client of the past, {number}.")
            unsent(page, number + 1)
        queue: Any = page.evaluate(WAITING)
        ids = [command["id"] for command in queue["queue"]]
        server.stop()

        server = Server(home, port=server.port).start()
        line.mend()
        page.evaluate(NOW)
        expect(page.locator("[data-line]").first).to_contain_text("load the page anew")
        unsent(page, 5)
        assert carried(home, ids) == []
        page.reload()
        unsent(page, 0)
        assert [row["status"] for row in carried(home, ids)] == ["applied"] * 5
    line.close()
    server.stop()
