"""The officer's day on a phone without a network: how long until its first screen stands.

The page that the phone keeps, opened cold (worker stopped, page closed), by a Chromium whose
pages run at a quarter of this machine's speed (its worker's thread does not: `worker_ms` is its
part). first_screen: the largest thing on the screen is painted; ready: it takes words. cut: there
is no network at all; dead: there seems to be one, and nothing answers.
"""

import gzip
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, sync_playwright

from benchmarks._phones import percentile
from tests.browsers import PHONE, open_chromium, seat
from tests.liar import Liar
from tests.servers import Demo, running_demo
from tests.test_field_offline import DAY, KEPT, until

ABOUT = "a kept page opened cold without a network, at a quarter of the speed; size of all scripts"
OPENS, SLOWER = 30, 4
READY = "() => Boolean(document.querySelector('out-box')?.settled)"
WATCH = """
new PerformanceObserver((list) => { window.largest = list.getEntries().at(-1).startTime })
  .observe({ type: "largest-contentful-paint", buffered: true })
"""
TIMES = """() => {
  const [page] = performance.getEntriesByType("navigation")
  const paint = performance.getEntriesByName("first-contentful-paint")[0]
  return {
    first_screen: window.largest, paint: paint.startTime, ready: performance.now(),
    worker: page.responseStart,
  }
}"""


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Open it so often in both kinds of silence."""
    del folder, seconds
    with (
        tempfile.TemporaryDirectory(prefix="narahubung-bench-") as name,
        running_demo(Path(name) / "home") as demo,
    ):
        line = Liar(demo.server.port)
        try:
            return [_measure(demo, line, mood) for mood in ("cut", "dead")]
        finally:
            line.close()


def _measure(demo: Demo, line: Liar, mood: str) -> dict[str, Any]:
    line.mend()
    with sync_playwright() as playwright:
        browser = open_chromium(playwright)
        phone = seat(browser, line.url, PHONE)
        phone.sign_in("officer-jpn", demo.password)
        phone.go("/day/JPN/")
        until(phone.page, KEPT, f"{DAY}more/")
        scripts = _scripts(phone.context, demo.server.url, phone.page.evaluate(LOADED))
        idle = phone.context.new_page()
        phone.page.close()
        line.mood = mood
        found = [_open(phone.context, idle, phone.url + DAY) for _ in range(OPENS)]
        browser.close()
    return {
        "silence": mood,
        "opens": len(found),
        **{
            f"{name}_p{which}_ms": percentile([one[name] for one in found], which)
            for name in ("first_screen", "ready", "worker")
            for which in (50, 95)
        },
        "target_p95_ms": 1000,
        "scripts_gzip_kb": round(sum(scripts.values()) / 1000, 1),
        "field_gzip_kb": round(sum(v for k, v in scripts.items() if "/field/" in k) / 1000, 1),
        "limit_gzip_kb": 60,
    }


LOADED = """async () => {
  const cache = await caches.open("nrh-files")
  const all = (await cache.keys()).map(({ url }) => new URL(url).pathname)
  return [...all.filter((path) => path.endsWith(".js")), "/service-worker.js"]
}"""


def _scripts(context: BrowserContext, url: str, paths: list[str]) -> dict[str, int]:
    """Return the size of each script that the phone keeps, as it goes over the line."""
    return {path: len(gzip.compress(context.request.get(url + path).body())) for path in paths}


def _open(context: BrowserContext, idle: Any, url: str) -> dict[str, float]:
    """Open the page once, with nothing warm."""
    worker = context.new_cdp_session(idle)
    worker.send("ServiceWorker.enable")
    worker.send("ServiceWorker.stopAllWorkers")
    worker.detach()
    page = context.new_page()
    page.add_init_script(WATCH)
    slow = context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="commit")
    page.locator("html[data-kept]").wait_for(state="attached")
    page.wait_for_function(READY)
    page.wait_for_function("() => window.largest")
    found: dict[str, float] = page.evaluate(TIMES)
    page.close()
    return found
