"""What a walk along the links does not meet: open panels and dialogs, forms with errors, refusals.

Fast: light on a desk and dark on a phone, in English. Slow: both themes, sizes and languages.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils import translation
from playwright.sync_api import Browser, Page

from narahubung.accounts.tests.test_signing_in import totp
from narahubung.kit.web import Busy
from tests.browsers import DESK, SLUG, Seat, seat
from tests.servers import Demo, environment
from tests.test_axe import ALL, FAST, begin, found, screens, wrong_here

pytestmark = pytest.mark.browser

Act = Callable[[Page], None]
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# A passkey as it lies in the table; which device holds it does not matter to a page.
PASSKEY = """
import django, sys; django.setup()
from allauth.mfa.models import Authenticator
from narahubung.accounts.models import Person
made = Authenticator.objects.create(
    user=Person.objects.get(username=sys.argv[1]), type="webauthn",
    data={"name": "Phone", "credential": {"clientExtensionResults": {"credProps": {"rk": True}}}})
print(made.pk)
"""


def in_the_side(page: Page) -> None:
    """Open the first row beside the list."""
    page.locator("main [hx-target='#nh-side'] >> visible=true").first.click()
    page.wait_for_selector("#nh-side > *")


def the_first_step(page: Page) -> None:
    """Open a step of the officer's day."""
    page.locator("a.day__text >> visible=true").first.click()
    page.wait_for_selector("#nh-side > *")


def a_dialog(page: Page) -> None:
    """Open the person's page and ask to reset the access."""
    page.locator("#people [data-open]").first.click()
    page.locator("[data-dialog]").click()
    page.wait_for_selector("dialog[open]")


def the_menu(page: Page) -> None:
    """Open the menu and what is folded in it; on a desk it stands open."""
    if page.locator("[data-menu]").is_visible():
        page.locator("[data-menu]").click()
    page.locator(".nh-me summary").click()


def all_folds(page: Page) -> None:
    """Unfold whatever is folded."""
    page.evaluate("for (const it of document.querySelectorAll('main details')) it.open = true")


def the_change_of_an_item(page: Page) -> None:
    """Ask for a change of the programme that cannot be read."""
    page.locator("#programme a[href*='/items/']:not([href$='/run/'])").first.click()
    page.fill("[name=start]", "99.99")
    page.locator("#item form button.is-main").click()
    page.wait_for_selector(".nh-error")


def nothing_filled_in(page: Page) -> None:
    """Send the empty form."""
    page.locator("main form[method=post] button.is-main").click()
    page.wait_for_selector("[role=alert], .nh-error")


def the_same_again(page: Page) -> None:
    """Save a record as it stands."""
    page.locator("#record form button.is-main").first.click()
    page.wait_for_selector("#record > [role=status]")


def an_empty_request(page: Page) -> None:
    """Ask for nothing at all; the browser's own check is not asked."""
    page.evaluate("document.querySelector('#ask-form').noValidate = true")
    page.locator("#ask-form button[type=submit]").last.click()
    page.wait_for_selector(".nh-error, .nh-note.is-alarm")


def a_toast(page: Page) -> None:
    """Let the server say something."""
    for word in ("done", "alarm"):
        said = {"text": "The change is made and told.", "is": word}
        page.evaluate(
            "detail => document.dispatchEvent(new CustomEvent('toast', {detail}))",
            said,
        )
    page.wait_for_selector(".nh-toast")


def a_refusal(page: Page) -> None:
    """Send what must be refused, as a form without htmx does."""
    token = page.evaluate("JSON.parse(document.body.getAttribute('hx-headers'))['x-csrftoken']")
    _send(page, "report/", csrfmiddlewaretoken=token, status="?")
    page.wait_for_selector("[data-refusal]")


def a_stale_form(page: Page) -> None:
    """Send a form whose secret is gone."""
    _send(page, "report/")


def _send(page: Page, to: str, **fields: str) -> None:
    with page.expect_navigation():
        page.evaluate(
            """([to, fields]) => {
              const form = document.createElement("form")
              form.method = "post"
              form.action = to
              for (const [name, value] of Object.entries(fields)) {
                const field = document.createElement("input")
                field.name = name
                field.value = value
                form.append(field)
              }
              document.body.append(form)
              form.submit()
            }""",
            [to, fields],
        )


def nothing(page: Page) -> None:
    """Only look."""


def a_duty_beside(page: Page) -> None:
    """Open a duty that can be moved beside the timeline."""
    page.locator(".nh-roster .bar[data-can=move]").last.click()
    page.wait_for_selector("#nh-side #roster-panel")


def somebody_else(page: Page) -> None:
    """Ask who may take that duty, and who may not."""
    a_duty_beside(page)
    page.locator("#nh-side a[href*='/replace/']").click()
    page.wait_for_selector("#replace")
    all_folds(page)


def a_swap(page: Page) -> None:
    """Offer one's next duty to somebody else."""
    page.locator("#mine a[href*='/swap/']").first.click()
    page.wait_for_selector("#swap")


def a_page_of_a_driver(page: Page) -> None:
    """Make the link of a driver for the last trip, and open it as he does."""
    trip = page.locator("main a[href*='/trips/']").last.get_attribute("href")
    page.goto(urljoin(page.url, f"{trip}driver/"))
    page.fill("main [name=name]", "Ketut")
    page.select_option("main [name=language]", page.get_attribute("html", "lang"))
    page.locator("main form[method=post] button.is-main").click()
    link = page.locator("[data-copy]").get_attribute("data-copy")
    page.goto(urljoin(page.url, urlsplit(link).path))


STATES: list[tuple[str, str, str, Act]] = [
    ("movement beside", "organiser", "/movements/", in_the_side),
    ("trip beside", "organiser", "/trips/", in_the_side),
    ("page of a driver", "organiser", "/trips/", a_page_of_a_driver),
    ("step beside", "organiser", "/duties/JPN/", in_the_side),
    ("step of the day", "officer-jpn", "/day/JPN/", the_first_step),
    ("folds of the day", "officer-jpn", "/day/JPN/", all_folds),
    ("folds of the sheet", "organiser", "/party/JPN/", all_folds),
    ("folds of the programme", "organiser", "/programme/", all_folds),
    ("dialog", "organiser", "/people/?q=officer", a_dialog),
    ("menu", "organiser", "/board/", the_menu),
    ("toasts", "organiser", "/board/", a_toast),
    ("empty record", "organiser", "/records/delegates/add/", nothing_filled_in),
    ("same record", "organiser", "/records/delegations/of/JPN/", the_same_again),
    ("unreadable time", "organiser", "/programme/", the_change_of_an_item),
    ("empty request", "officer-jpn", "/day/JPN/ask/", an_empty_request),
    ("folds of a request", "organiser", "/needs/1/", all_folds),
    ("folds of the limits", "organiser", "/limits/party/FIFA/", all_folds),
    ("folds of a message", "organiser", "/relays/send/", all_folds),
    ("folds of who knew", "organiser", "/relays/knew/", all_folds),
    ("folds of the channels", "organiser", "/channels/", all_folds),
    ("folds of asking", "officer-jpn", "/day/JPN/ask/", all_folds),
    ("folds of the expectations", "officer-jpn", "/register/party/JPN/", all_folds),
    ("refusal", "organiser", "/movements/", a_refusal),
    ("403", "organiser", "/movements/", a_stale_form),
    ("404", "organiser", "/no-such-room/", nothing),
    # The walk's event has no roster yet.
    ("duty beside", "organiser", "/roster/", a_duty_beside),
    ("somebody for a duty", "organiser", "/roster/?days=0", somebody_else),
    ("coverage of a delegation", "organiser", "/roster/coverage/JPN/", nothing),
    ("own roster", "officer-jpn", "/roster/mine/", all_folds),
]
MORE: list[tuple[str, str, str, Act]] = [
    ("roster by officers", "organiser", "/roster/?view=officers", nothing),
    ("roster of all days", "organiser", "/roster/?days=0", nothing),
    ("roster as a table", "organiser", "/roster/?as=table", nothing),
    ("folds of planning", "organiser", "/roster/plan/", all_folds),
    ("folds of the rules", "organiser", "/roster/rules/", all_folds),
    ("coverage", "organiser", "/roster/coverage/", nothing),
    ("hours", "organiser", "/roster/hours/", nothing),
    ("folds of the hand-overs", "organiser", "/hand-overs/", all_folds),
    ("folds of being away", "officer-jpn", "/roster/mine/away/", all_folds),
    ("folds of a note", "officer-jpn", "/help/", all_folds),
    ("swap", "officer-jpn", "/roster/mine/", a_swap),
]


def test_nothing_is_wrong_in_any_state(chromium: Browser, demo: Demo) -> None:
    wrong: list[str] = []
    for turn, look in enumerate(FAST):  # each state in one of the two, as on the walk
        wrong += _looked(chromium, demo, "en", [look], STATES[turn::2])
    assert not wrong


@pytest.mark.slow
@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_is_wrong_in_any_state_anywhere(
    chromium: Browser, demo: Demo, language: str
) -> None:
    assert not _looked(chromium, demo, language, ALL, [*STATES, *MORE])


def _looked(
    chromium: Browser,
    demo: Demo,
    language: str,
    looks: list[Any],
    states: list[tuple[str, str, str, Act]],
) -> list[str]:
    wrong: list[str] = []
    for username in ("organiser", "officer-jpn"):
        here = _sits(chromium, demo, username, language)
        on = screens(here, looks)
        for name, who, path, act in states:
            if who != username:
                continue
            for look, screen in on.items():
                screen.page.goto(f"{here.url}/e/{SLUG}{path}")
                act(screen.page)
                wrong += begin(screen, f"{name} {look}")
            for look, screen in on.items():
                wrong += found(screen, f"{name} {look}")
        here.context.close()
        wrong += [it for it in here.trouble if "the server responded with a status" not in it]
    return wrong


@pytest.mark.parametrize("name", ["400.html", "429.html", "500.html", "503.html"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_is_wrong_when_the_house_is(
    chromium: Browser, demo: Demo, name: str, language: str
) -> None:
    here = seat(chromium, demo.server.url, language=language)
    with override_settings(STORAGES=PLAIN_FILES), translation.override(language):
        body = render_to_string(name, {"refusal": Busy()})
    here.page.route("**/broken/", lambda route: route.fulfill(body=body, content_type="text/html"))
    wrong = []
    for theme, size in ALL:
        _stands(here, theme, size)
        here.page.goto(here.url + "/broken/")
        assert here.page.evaluate("document.styleSheets[0].cssRules.length")
        wrong += wrong_here(here, f"{name} {theme} {size[0]}")
    here.context.close()
    assert [*wrong, *here.trouble] == []


@pytest.mark.parametrize("language", ["id", pytest.param("en", marks=pytest.mark.slow)])
def test_nothing_is_wrong_with_the_second_step(
    chromium: Browser, demo: Demo, language: str
) -> None:
    """The pages of who has an authenticator app, codes for a rainy day and a passkey."""
    username = {"id": "gifts", "en": "interpreter"}[language]
    here = _sits(chromium, demo, username, language)
    page = here.page
    wrong: list[str] = []
    here.go("//accounts/2fa/totp/activate/")
    if "reauthenticate" in page.url:
        wrong += _seen(here, "/accounts/reauthenticate/")
        page.fill("[name=password]", demo.password)
        page.locator("main form button.is-main").click()
        page.wait_for_url(lambda address: "activate" in address)
    wrong += _seen(here, "/accounts/2fa/totp/activate/")
    page.fill("[name=code]", totp(page.locator("dd code").inner_text(), time.time()))
    page.locator("main form button.is-main").click()
    page.wait_for_url(lambda address: "activate" not in address)
    made = subprocess.run(
        [sys.executable, "-c", PASSKEY, username],
        env=environment(demo.server.home),
        capture_output=True,
        text=True,
        check=True,
    )
    key = int(made.stdout)
    for path in (
        "recovery-codes/",
        "totp/deactivate/",
        "",
        "recovery-codes/generate/",
        "webauthn/",
        f"webauthn/keys/{key}/edit/",
        f"webauthn/keys/{key}/remove/",
    ):
        wrong += _seen(here, f"/accounts/2fa/{path}")
    wrong += _seen(here, "/accounts/2fa/reauthenticate/")
    wrong += here.trouble
    here.context.close()
    assert not wrong


def _seen(here: Seat, path: str) -> list[str]:
    if path not in here.page.url:
        here.page.goto(here.url + path)
    wrong = [] if path in here.page.url else [f"{path} leads to {here.page.url}"]
    for theme, size in ALL:
        _stands(here, theme, size)
        wrong += wrong_here(here, f"{path} {theme} {size[0]}")
    return wrong


def _sits(chromium: Browser, demo: Demo, username: str, language: str) -> Seat:
    here = seat(chromium, demo.server.url, DESK, language=language)
    here.sign_in(username, demo.password)
    here.go("//account/")
    here.speaks(language)
    return here


def _stands(here: Seat, theme: str, size: tuple[int, int]) -> None:
    here.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    here.page.set_viewport_size({"width": size[0], "height": size[1]})
