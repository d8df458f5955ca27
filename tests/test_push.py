"""Word reaches a phone by web push: Chromium's own service worker shows what the house encrypted.

No push service is called: the browser's subscription names the pretended one of tests/fakes.py, and
what that one was given is decrypted with the browser's keys and handed to Chromium as a push
service would.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Error, expect

from tests.browsers import PHONE, WHOLE, Seat, open_chromium, seat
from tests.fakes import Browser as Keys
from tests.fakes import Fake, http_gateway
from tests.servers import Rig, missing, running_rig
from tests.test_relay_banner import send

pytestmark = pytest.mark.browser
OWN = "//account/channels/"
SECRET = "Gate 3 at 15.13 WITA"
WORD = "Ada kabar baru untuk Anda di Narahubung."
# The browser asks its maker's push service for a subscription; this one names ours.
SUBSCRIBES = """
  const given = %s
  let mine = null
  PushManager.prototype.getSubscription = async () => mine
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || applicationServerKey.length !== 65) throw new Error("not so")
    const options = { applicationServerKey: applicationServerKey.buffer }
    mine = { options, toJSON: () => given, unsubscribe: async () => true }
    return mine
  }
"""
REFUSES = """
  PushManager.prototype.getSubscription = async () => null
  PushManager.prototype.subscribe = async () => { throw new DOMException("no", "NotAllowedError") }
"""
COUNTED = """async (wanted) => {
  const here = await navigator.serviceWorker.ready
  return (await here.getNotifications()).length === wanted
}"""
SHOWN = """async () => {
  const here = await navigator.serviceWorker.ready
  return (await here.getNotifications()).map(({ title, body, lang, data, actions, image }) =>
    ({ title, body, lang, data, actions, image }))
}"""
# No finger can tap it in a test, and without one no window may be opened: it is only asked for.
TAPPED = """async () => {
  const opened = []
  self.clients.openWindow = async (address) => void opened.push(address)
  const [notification] = await self.registration.getNotifications()
  const tap = new NotificationEvent("notificationclick", { notification })
  self.dispatchEvent(tap)
  return opened
}"""


@pytest.fixture(scope="module")
def service() -> Iterator[Fake]:
    """A pretended push service."""
    with http_gateway() as fake:
        yield fake


@pytest.fixture(scope="module")
def house(_migrated_home: Path, tmp_path_factory: Any, service: Fake) -> Iterator[Rig]:
    """A server that knows this push service."""
    home = tmp_path_factory.mktemp("push") / "home"
    shutil.copytree(_migrated_home, home)
    with running_rig(home, env={"NARAHUBUNG_PUSH_HOSTS": f"127.0.0.1:{service.port}"}) as rig:
        yield rig


@pytest.fixture(scope="module")
def noticing(playwright: Any) -> Iterator[Browser]:
    """A Chromium that shows notices: the one without windows has none."""
    try:
        browser = open_chromium(playwright, programs=WHOLE)
    except Error:
        missing("Chromium")
    yield browser
    browser.close()


@pytest.fixture
def lia(noticing: Browser, house: Rig) -> Iterator[Seat]:
    """The officer on her phone, in Indonesian."""
    made = seat(noticing, house.server.url, PHONE)
    name, _, value = house.cookie["lia"].partition("=")
    made.context.add_cookies([{"name": name, "value": value, "url": house.server.url}])
    made.go("//account/")
    made.speaks("id")
    yield made
    made.close()


def test_word_comes_by_push_says_nothing_and_leads_to_its_page(
    lia: Seat, house: Rig, service: Fake
) -> None:
    keys = Keys(service.port)
    lia.context.grant_permissions(["notifications"], origin=lia.url)
    lia.context.add_init_script(SUBSCRIBES % keys.subscription)
    turn_on(lia)
    expect(lia.page.locator("ol.nh-rows > li")).to_have_count(1)
    cdp = lia.context.new_cdp_session(lia.page)
    told = cdp.send("Page.getAppManifest")  # without one an iPhone takes no push at all
    assert (told["errors"], json.loads(told["data"])["display"]) == ([], "standalone")

    relay = send(house, SECRET, to="lia")
    payload = keys.read(taken(lia, service, 1)[-1])
    assert set(payload) == {"text", "link", "tag", "lang"}
    assert (payload["text"], payload["lang"]) == (WORD, "id")
    assert payload["link"] == f"/e/arda-2026/relays/{relay}/"

    deliver(lia, cdp, payload)
    lia.page.wait_for_function(COUNTED, arg=1)
    (shown,) = lia.page.evaluate(SHOWN)
    assert (shown["title"], shown["body"], shown["lang"]) == ("Narahubung", WORD, "id")
    assert shown["data"] == {"link": payload["link"]}
    assert not shown["actions"]
    assert SECRET not in json.dumps([payload, shown])

    (worker,) = lia.context.service_workers
    assert worker.evaluate(TAPPED) == [lia.url + payload["link"]]
    lia.page.wait_for_function(COUNTED, arg=0)
    lia.go("/" + payload["link"])
    expect(lia.page.locator("#main")).to_contain_text(SECRET)

    service.mood = "no"  # 410: the browser's maker knows this subscription no more
    send(house, "Again", to="lia")
    lia.go(OWN)
    until(lia, "kedaluwarsa")
    service.mood = "good"
    turn_on(lia)
    expect(lia.page.locator("ol.nh-rows > li")).to_have_count(1)
    expect(lia.page.locator("ol.nh-rows")).not_to_contain_text("kedaluwarsa")


def test_who_said_no_to_the_browser_reads_how_to_say_yes(lia: Seat) -> None:
    lia.context.add_init_script(REFUSES)
    lia.go(OWN)
    lia.page.locator("push-here button").click()
    refused = lia.page.locator("push-here [data-refused]")
    expect(refused).to_contain_text("izinkan notifikasi")
    expect(lia.page.locator("push-here button")).to_be_visible()


def turn_on(someone: Seat) -> None:
    """Press the button; the page says so."""
    someone.go(OWN)
    someone.page.locator("push-here button").click()
    expect(someone.page.get_by_text("Perangkat ini kini menerima kabar.")).to_be_visible()


def taken(someone: Seat, service: Fake, count: int) -> list[bytes]:
    """Wait until the push service was given so many letters; return their bodies."""
    for _ in range(300):
        if len(service.accepted) >= count:
            break
        someone.page.wait_for_timeout(50)
    return [body for _, _, (_, body) in service.accepted]


def deliver(someone: Seat, cdp: CDPSession, payload: dict[str, str]) -> None:
    """Hand the payload to the service worker, as the browser does when a push arrives."""
    found: list[str] = []
    cdp.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(one["registrationId"] for one in told["registrations"]),
    )
    cdp.send("ServiceWorker.enable")
    for _ in range(300):
        if found:
            break
        someone.page.wait_for_timeout(50)
    asked = {"origin": someone.url, "registrationId": found[-1], "data": json.dumps(payload)}
    cdp.send("ServiceWorker.deliverPushMessage", asked)


def until(someone: Seat, words: str) -> None:
    """Load the page until these words stand on it."""
    for _ in range(100):
        if words in someone.page.locator("#main").inner_text():
            return
        someone.page.wait_for_timeout(100)
        someone.page.reload()
    raise AssertionError(words)
