"""The first person comes in, adds a passkey, and signs in with it alone: a real Chromium with a
virtual authenticator, under the product's content security policy.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.servers import Server

PASSWORD = "ginger tea at seven"
FIRST = {
    "full_name": "Dewi Lestari",
    "username": "dewi",
    "password": PASSWORD,
    "again": PASSWORD,
    "name_id": "KTT Arda",
    "name_en": "Summit of Arda",
    "slug": "arda-2026",
    "zone": "WITA",
    "starts_on": "2026-11-20",
    "ends_on": "2026-11-22",
}
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
# A passkey belongs to a name, not to a number.
pytestmark = pytest.mark.browser


@pytest.fixture
def server(new_home: Path) -> Iterator[Server]:
    running = Server(new_home, env={"DJANGO_SETTINGS_MODULE": "tests.passkey_settings"}).start()
    yield running
    running.stop()


def test_a_passkey_is_added_and_opens_the_door_alone(server: Server, chromium: Browser) -> None:
    at = f"http://localhost:{server.port}"
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda problem: trouble.append(str(problem)))
    line = context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    key = line.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    _begin(page, at, server)
    _sign_in(page, at)

    page.goto(at + "/accounts/2fa/webauthn/add/")
    _say_the_password_again(page)
    page.fill("input[name=name]", "Telepon")
    if page.query_selector("input[name=passwordless]"):
        page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda address: "webauthn/add" not in address)
    kept: Any = line.send("WebAuthn.getCredentials", {"authenticatorId": key["authenticatorId"]})
    assert len(kept["credentials"]) == 1

    _sign_out(page, at)
    page.goto(at + "/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url(lambda address: "/accounts/login" not in address)
    page.goto(at + "/account/")
    expect(page.locator("main")).to_contain_text("Dewi Lestari")

    _sign_out(page, at)
    _sign_in(page, at, until="/accounts/2fa/authenticate/")  # the password alone is not enough
    assert not trouble
    context.close()


def _begin(page: Page, at: str, server: Server) -> None:
    page.goto(at + "/")
    assert page.url == at + "/start/"
    code = (server.home / "keys" / "first-run").read_text()
    assert code in server.said()  # whoever runs the server reads it there
    for name, value in {"code": code, **FIRST}.items():
        page.fill(f"[name={name}]", value)
    page.click("main form.nh-form button")
    page.wait_for_url(at + "/accounts/login/")


def _sign_in(page: Page, at: str, until: str = "/e/arda-2026/") -> None:
    page.goto(at + "/accounts/login/")
    page.fill("input[name=login]", "dewi")
    page.fill("input[name=password]", PASSWORD)
    page.click("form[action*=login] button:not([form])")
    page.wait_for_url(lambda address: until in address)


def _sign_out(page: Page, at: str) -> None:
    page.goto(at + "/accounts/logout/")
    page.click("main form button")
    page.wait_for_url(lambda address: "/logout" not in address)


def _say_the_password_again(page: Page) -> None:
    if "reauthenticate" in page.url:
        page.fill("input[name=password]", PASSWORD)
        page.click("main form button")
        page.wait_for_url(lambda address: "reauthenticate" not in address)
