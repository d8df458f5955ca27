"""What a phone must fetch the first time it opens the officer's day: at most 200 kB, all told."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browsers import PHONE, SLUG, Seat, seat
from tests.servers import Demo

pytestmark = pytest.mark.browser
MOST_KB = 200


@pytest.fixture
def phone(chromium: Browser, demo: Demo) -> Iterator[Seat]:
    made = seat(chromium, demo.server.url, PHONE, language="id")
    made.sign_in("officer-jpn", demo.password)
    yield made
    made.close()


def test_the_first_visit_of_the_officers_day_is_light(phone: Seat) -> None:
    """Signing in fetched the shell already, so the browser's cache is emptied first."""
    wire = phone.context.new_cdp_session(phone.page)
    wire.send("Network.enable")
    wire.send("Network.clearBrowserCache")
    names: dict[str, str] = {}
    sizes: dict[str, float] = {}
    wire.on(
        "Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]})
    )
    wire.on(
        "Network.loadingFinished",
        lambda e: sizes.update({names.get(e["requestId"], "?"): e["encodedDataLength"]}),
    )

    phone.page.goto(f"{phone.url}/e/{SLUG}/day/")
    phone.page.wait_for_selector("html[data-live=on]")
    phone.page.wait_for_selector("#changes")

    fetched = sum(sizes.values()) / 1000
    heaviest = sorted(sizes.items(), key=lambda pair: -pair[1])
    table = "\n".join(f"{size / 1000:7.1f} kB  {name}" for name, size in heaviest)
    print(f"{fetched:.1f} kB in {len(sizes)} answers\n{table}")
    assert any(name.endswith("/day/") for name in sizes)
    assert fetched <= MOST_KB, f"{fetched:.0f} kB\n{table}"
