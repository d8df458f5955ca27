"""The pocket over `serve --tls`: a phone that trusts the laptop's own authority, and no other.

The phone is a Chromium with a home of its own, whose NSS store holds the authority: nothing about
certificates is switched off. The laptop's name leads to the loopback address, and nothing else is
made up.
"""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, expect

from narahubung.config import tls
from narahubung.kit import clock
from tests.browsers import PHONE, Seat, open_chromium, seat
from tests.liar import Liar
from tests.servers import Demo, Server, free_port, missing
from tests.test_field_offline import DAY, KEPT, NOW, jot, unsent, until

pytestmark = pytest.mark.browser
NAME = next(name for name in tls.own_names() if name.endswith(".local"))


@pytest.fixture(scope="module")
def laptop(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The example once more, served as an organiser would to phones on his network."""
    home = demo.copied(tmp_path_factory.mktemp("laptop") / "home")
    words = ("--tls", "--host", "0.0.0.0", "--trust-port", str(free_port()))  # noqa: S104
    server = Server(home, words=words, scheme="https").start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def trusting(
    playwright: Any, laptop: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A browser whose owner has done what the page /trust/ says."""
    if not shutil.which("certutil"):
        missing("certutil (libnss3-tools)")
    home = tmp_path_factory.mktemp("phone")
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    authority = str(tls.authority_file(laptop.home))
    for words in (
        ("-N", "--empty-password"),
        ("-A", "-n", "Narahubung", "-t", "C,,", "-i", authority),
    ):
        subprocess.run(["certutil", "-d", f"sql:{store}", *words], check=True)
    rules = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
    browser = open_chromium(playwright, rules, home=home)
    yield browser
    browser.close()


@pytest.fixture
def line(laptop: Server) -> Iterator[Liar]:
    made = Liar(laptop.port)
    yield made
    made.close()


@pytest.fixture
def phone(trusting: Browser, demo: Demo, line: Liar) -> Iterator[Seat]:
    """The officer of Japan; her phone keeps what it needs, over https, under the laptop's name."""
    made = seat(trusting, f"https://{NAME}:{line.port}", PHONE)
    made.sign_in("officer-jpn", demo.password)
    made.go("/day/JPN/")
    until(made.page, KEPT, DAY)
    until(made.page, "() => Boolean(localStorage.getItem('nrh-forms'))")
    yield made
    line.mend()
    made.context.close()


def test_a_phone_that_trusts_the_laptop_opens_without_a_network_and_sends_later(
    phone: Seat, line: Liar
) -> None:
    assert phone.page.evaluate("window.isSecureContext && location.protocol") == "https:"
    assert all(cookie.get("secure") for cookie in phone.context.cookies())
    phone.page.close()
    line.cut()
    page = phone.context.new_page()
    page.goto(phone.url + "/")
    expect(page.locator("#now, .nh-empty").first).to_be_visible()
    expect(page.locator("[data-asof]").first).to_contain_text("as of")
    jot(page, "Written over a line of our own.")
    unsent(page, 1)
    line.mend()
    page.evaluate(NOW)
    unsent(page, 0)
    page.goto(f"{phone.url}/e/g20-bali-2022/duties/JPN/log/")
    expect(page.locator("main")).to_contain_text("Written over a line of our own.")


def test_who_does_not_trust_it_reaches_nothing(chromium: Browser, laptop: Server) -> None:
    page = chromium.new_page()
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        page.goto(laptop.url + "/")
    page.close()


def false_papers(
    kind: str, laptop: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path]:
    """Make a certificate that must not do: run out, for another host, or of another authority."""
    (folder / "tls").mkdir()
    if kind != "strange":
        for name in ("ca.crt", "ca.key"):
            shutil.copy(laptop.home / "tls" / name, folder / "tls" / name)
    if kind == "expired":
        then = clock.world() - timedelta(days=500)
        monkeypatch.setattr(clock, "world", lambda: then)
    if kind == "elsewhere":
        monkeypatch.setattr(tls, "own_names", lambda: ["elsewhere.local"])
        monkeypatch.setattr(tls, "own_addresses", lambda: ["192.0.2.7"])
    return tls.server_files(folder)


LONG = pytest.mark.slow
KINDS = ["expired", pytest.param("elsewhere", marks=LONG), pytest.param("strange", marks=LONG)]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_told_to_who_cannot_prove_his_name(
    phone: Seat,
    line: Liar,
    laptop: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    line.pretends = false_papers(kind, laptop, tmp_path, monkeypatch)
    line.mood = "tls"
    jot(phone.page, f"Not for strangers ({kind}).")
    unsent(phone.page, 1)
    phone.page.evaluate(NOW)
    expect(phone.page.locator("html:not([data-kept])")).to_have_count(1)
    phone.page.reload()
    expect(phone.page.locator("html[data-kept]")).to_have_count(1)
    unsent(phone.page, 1)
    assert line.refused
    assert line.leaked == b""

    line.mend()
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)
