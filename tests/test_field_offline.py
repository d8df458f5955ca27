"""The phone without a network, in a real Chromium: what it shows, takes and sends, and claims."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browsers import Seat
from tests.field_browser import (
    DAY,
    FULL,
    FULL_ONCE,
    KEPT,
    NOW,
    OLDER,
    PHOTO,
    QUEUE,
    RESERVED,
    SOON_MS,
    Witness,
    jot,
    line,
    phone,
    unsent,
    until,
    witness,
)
from tests.liar import Liar
from tests.servers import Demo

__all__ = [  # fixtures, and what others look for here
    "DAY",
    "KEPT",
    "NOW",
    "SOON_MS",
    "Witness",
    "jot",
    "line",
    "phone",
    "unsent",
    "until",
    "witness",
]
pytestmark = pytest.mark.browser


def test_it_opens_without_a_network_and_says_since_when(phone: Seat, line: Liar) -> None:
    phone.page.close()
    line.cut()
    page = phone.context.new_page()
    page.goto(phone.url + "/")
    expect(page.locator("#now, .nh-empty").first).to_be_visible()
    assert page.url.endswith(DAY)
    expect(page.locator("[data-asof]").first).to_contain_text("as of")

    page.click(".nh-bar >> text=Delegation")
    expect(page.locator(".nh-id h1")).to_contain_text("JPN")
    page.goto(f"{phone.url}/e/g20-bali-2022/party/AUS/")
    expect(page.locator("kept-pages [data-asked]")).to_be_visible()
    page.fill("kept-pages input", "Japan")
    expect(page.locator("kept-pages li").first).to_be_visible()


def test_what_is_written_without_a_network_is_there_once_when_it_returns(
    phone: Seat, line: Liar, witness: Witness
) -> None:
    line.cut()
    jot(phone.page, "The lift to the basement stands still.")
    mark = phone.page.locator("[data-outbox]")
    expect(mark).to_contain_text("Stored on the phone")
    unsent(phone.page, 1)
    expect(phone.page.locator("#day-note")).to_have_value("")

    phone.page.reload()
    expect(phone.page.locator("html[data-kept]")).to_have_count(1)
    expect(phone.page.locator("[data-outbox]")).to_contain_text("Stored on the phone")
    phone.page.click(".field-unsent")
    expect(phone.page.locator("[data-part=unsent] li")).to_have_count(1)

    line.mend()
    phone.page.click("[data-send-now]")
    expect(phone.page.locator("[data-part=received] li")).to_have_count(1, timeout=SOON_MS)
    unsent(phone.page, 0)
    assert witness.logged("The lift to the basement stands still.") == 1


def test_a_step_checked_without_a_network_says_so_where_it_was_tapped(
    phone: Seat, line: Liar
) -> None:
    button = phone.page.locator("#need button[name=step]").first
    value = button.get_attribute("value")
    line.cut()
    button.click()
    mark = phone.page.locator("#need [data-outbox]")
    expect(mark).to_contain_text("Stored on the phone")
    expect(phone.page.locator(f'#need button[value="{value}"]')).to_be_hidden()

    line.mend()
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)
    expect(phone.page.locator(f'#need button[value="{value}"]')).to_have_count(0, timeout=SOON_MS)
    phone.page.click(".day__slip button")
    expect(phone.page.locator(f'button[value="{value}"]')).to_have_count(1)


def test_an_answer_that_is_lost_does_nothing_twice(
    phone: Seat, line: Liar, witness: Witness
) -> None:
    line.drop, line.drops = b"POST /e/g20-bali-2022/day/JPN/log/", 1
    jot(phone.page, "The answer to this was lost.")
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)

    line.cut()
    jot(phone.page, "And to this one, too.")
    unsent(phone.page, 1)
    line.drop, line.drops = b"POST /field/outbox/", 2
    line.mend()
    for _ in range(3):
        phone.page.evaluate(NOW)
    unsent(phone.page, 0)
    assert line.drops == 0
    for text in ("The answer to this was lost.", "And to this one, too."):
        assert witness.logged(text) == 1


@pytest.mark.parametrize("mood", ["html", "511", "json", "redirect", "dead"])
def test_a_network_that_lies_acknowledges_nothing(
    phone: Seat, line: Liar, witness: Witness, mood: str
) -> None:
    text = f"Written behind a portal ({mood})."
    line.mood = mood
    jot(phone.page, text)
    expect(phone.page.locator("[data-outbox]")).to_contain_text(re.compile("Stored|Sending"))
    unsent(phone.page, 1)
    if mood in ("html", "511", "json"):
        expect(phone.page.locator("[data-line]").first).to_contain_text(
            "wants a log-in", timeout=SOON_MS
        )
    phone.page.reload()
    expect(phone.page.locator("html[data-kept]")).to_have_count(1)
    unsent(phone.page, 1)
    assert witness.logged(text) == 0

    line.mend()
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)
    assert witness.logged(text) == 1


def test_two_tabs_send_one_queue_once(phone: Seat, line: Liar, witness: Witness) -> None:
    other = phone.context.new_page()
    other.goto(phone.url + DAY)
    expect(other.locator("[data-unsent]").first).to_have_text("0")
    line.cut()
    texts = [f"Line {number} of two tabs" for number in range(6)]
    for number, text in enumerate(texts):
        jot((phone.page, other)[number % 2], text)
        unsent(phone.page, number + 1)
        unsent(other, number + 1)
    queue: Any = phone.page.evaluate(QUEUE)
    assert [command["text"] for command in queue] == texts
    assert len({command["seq"] for command in queue}) == len(texts)

    line.mend()
    for page in (phone.page, other):
        page.evaluate(NOW)
    unsent(phone.page, 0)
    unsent(other, 0)
    assert [witness.logged(text) for text in texts] == [1] * len(texts)


def test_a_session_that_ended_keeps_the_queue_and_another_person_never_sends_it(
    phone: Seat, line: Liar, demo: Demo, witness: Witness
) -> None:
    text = "Written before the session ended."
    line.cut()
    jot(phone.page, text)
    unsent(phone.page, 1)
    phone.context.clear_cookies(name="sessionid")
    line.mend()
    phone.page.evaluate(NOW)
    expect(phone.page.locator("[data-line]").first).to_contain_text("sign in", timeout=SOON_MS)
    unsent(phone.page, 1)

    phone.sign_in("officer-aus", demo.password)
    phone.go("/day/AUS/")
    unsent(phone.page, 0)
    phone.page.evaluate(NOW)
    assert not phone.page.evaluate(KEPT, DAY)
    assert witness.logged(text) == 0

    phone.context.clear_cookies(name="sessionid")
    phone.sign_in("officer-jpn", demo.password)
    phone.go("/day/JPN/")
    unsent(phone.page, 0)
    for _ in range(40):
        if witness.logged(text):
            break
        phone.page.wait_for_timeout(500)
    assert witness.logged(text) == 1


def test_signing_out_with_a_queue_asks_and_erases_what_was_kept(
    phone: Seat, line: Liar, demo: Demo, witness: Witness
) -> None:
    line.cut()
    jot(phone.page, "First of two that wait.")
    jot(phone.page, "Second of two that wait.")
    unsent(phone.page, 2)
    phone.page.goto(f"{phone.url}{DAY}more/")
    phone.page.click("form[action*=logout] button >> visible=true")
    expect(phone.page.locator("dialog[open]")).to_contain_text("needs a connection")
    phone.page.click("dialog[open] [data-close]")

    line.mend()
    line.drop, line.drops = b"POST /field/outbox/", 99  # it cannot be sent just now
    phone.go("/day/JPN/more/")
    unsent(phone.page, 2)
    phone.page.click("form[action*=logout] button >> visible=true")
    dialog = phone.page.locator("dialog[open]")
    expect(dialog).to_contain_text("2")
    dialog.locator("summary").click()
    dialog.locator("input").fill("3")
    expect(dialog.locator("[data-destroy]")).to_be_disabled()
    dialog.locator("[data-keep]").click()
    phone.page.wait_for_url("**/accounts/**")
    assert not phone.page.evaluate(KEPT, DAY)

    line.drop, line.drops = b"", 0
    phone.sign_in("officer-jpn", demo.password)
    phone.go("/day/JPN/")
    unsent(phone.page, 0)
    assert (
        witness.logged("First of two that wait.") == witness.logged("Second of two that wait.") == 1
    )


def test_what_the_server_refuses_needs_attention_until_somebody_has_seen_it(
    phone: Seat, line: Liar, witness: Witness
) -> None:
    step = phone.page.locator("#need button[name=step]").first
    value = str(step.get_attribute("value"))
    line.cut()
    phone.page.evaluate(
        "(it) => document.querySelector(it).value = '0:check'", f'[value="{value}"]'
    )
    phone.page.locator('#need button[value="0:check"]').click()
    unsent(phone.page, 1)
    line.mend()
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)
    expect(phone.page.locator("[data-needs]").first).to_contain_text("needs attention: 1")

    phone.page.click(".field-unsent")
    row = phone.page.locator("[data-part=attention] li")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Needs attention")
    row.locator("[data-aside]").click()
    expect(row).to_have_count(0)
    expect(phone.page.locator("[data-needs]").first).to_have_text("")


def test_words_find_room_on_a_full_phone_and_else_come_back_to_who_wrote_them(
    phone: Seat, line: Liar, witness: Witness
) -> None:
    until(phone.page, RESERVED)
    line.cut()
    phone.page.evaluate(FULL_ONCE)
    jot(phone.page, "The reserve is for words.")
    unsent(phone.page, 1)
    assert not phone.page.evaluate(RESERVED)

    phone.page.evaluate(FULL)
    text = "It must not vanish."
    phone.page.locator("details:has(#day-jot)").evaluate("it => (it.open = true)")
    phone.page.fill("#day-note", text)
    phone.page.locator("#day-jot button[type=submit]").click()
    dialog = phone.page.locator("dialog[open]")
    expect(dialog).to_contain_text("NOT stored")
    expect(dialog.locator("textarea")).to_have_value(text)
    expect(phone.page.locator("#day-note")).to_have_value(text)
    line.mend()
    phone.page.reload()
    unsent(phone.page, 0)  # no number was left out
    assert witness.logged("The reserve is for words.") == 1


def test_a_photo_is_shrunk_bare_and_sent_when_the_line_is_back(
    phone: Seat, line: Liar, tmp_path: Path
) -> None:
    picture = Image.effect_noise((2400, 1800), 60).convert("RGB")
    exif = picture.getexif()
    exif[0x010F] = "Secret Camera"
    picture.save(tmp_path / "large.jpg", quality=95, exif=exif)
    phone.go("/duties/JPN/log/")
    form = phone.page.locator("form:has(input[name=photo])")
    line.cut()
    form.locator("[name=text]").fill("With a photo")
    form.locator("input[name=photo]").set_input_files(tmp_path / "large.jpg")
    form.locator("button[type=submit]").click()
    unsent(phone.page, 1)
    told: Any = phone.page.evaluate(PHOTO)
    assert told["size"] < (tmp_path / "large.jpg").stat().st_size
    assert max(told["sides"]) <= 1600
    assert "Secret" not in told["head"]

    line.drop, line.drops = b"POST /field/photo/", 2  # answers to parts are lost on the way
    line.mend()
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)
    assert line.drops == 0
    phone.go("/duties/JPN/log/")
    expect(phone.page.locator("main")).to_contain_text("With a photo")


def test_what_is_urgent_and_not_sent_for_five_minutes_asks_for_a_call(
    phone: Seat, line: Liar
) -> None:
    line.cut()
    tap = phone.page.locator("#now .is-main")
    said = tap.inner_text()
    tap.click()
    expect(phone.page.locator("#now [data-outbox]")).to_contain_text("Stored on the phone")
    phone.page.evaluate(OLDER, 6)
    alarm = phone.page.locator("dialog.field-alarm")
    expect(alarm).to_contain_text("NOT SENT")
    expect(alarm).to_contain_text(said)
    expect(alarm.locator("a[href^='tel:']")).to_have_count(1)
    expect(phone.page.locator("[data-oldest]").first).to_have_text(", oldest 6 min")
    alarm.locator("[data-called]").click()
    expect(alarm).to_have_count(0)

    line.mend()
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)
    phone.page.click(".day__slip button")  # it was a test
    expect(phone.page.locator("#now .is-main")).to_have_text(said)


@pytest.mark.parametrize("begun", [False, True])
def test_what_is_next_goes_by_the_clock_without_a_network(
    phone: Seat, line: Liar, begun: bool
) -> None:
    said = phone.page.locator("#now h2").inner_text()
    line.cut()
    if begun:  # what was begun half a day ago and never told on is no longer next
        phone.page.add_init_script(
            "document.addEventListener('readystatechange', () =>"
            " document.getElementById('now').setAttribute('data-begun', ''), { once: true })"
        )
    phone.page.add_init_script("const now = Date.now; Date.now = () => now() + 14 * 3600_000")
    phone.page.reload()
    expect(phone.page.locator("#now[data-of]")).to_be_visible()
    assert phone.page.locator("#now h2").inner_text() != said


def test_a_draft_is_there_again_and_gone_when_it_is_sent(phone: Seat, line: Liar) -> None:
    phone.page.locator("details:has(#day-jot)").evaluate("it => (it.open = true)")
    phone.page.locator("#day-note").press_sequentially("Half a sen")
    expect(phone.page.locator("#day-jot [data-draft]")).to_contain_text("Draft")
    line.cut()
    phone.page.reload()
    expect(phone.page.locator("#day-note")).to_have_value("Half a sen")
    jot(phone.page, "A whole sentence.")
    unsent(phone.page, 1)
    phone.page.reload()
    unsent(phone.page, 1)
    expect(phone.page.locator("#day-note")).to_have_value("")


def test_a_file_on_the_server_ends_the_worker_and_what_waits_stays(
    phone: Seat, line: Liar, demo: Demo
) -> None:
    line.cut()
    jot(phone.page, "It stays, whatever becomes of the worker.")
    unsent(phone.page, 1)
    line.drop, line.drops = b"POST /field/outbox/", 99
    ends = demo.server.home / "no-worker"
    ends.touch()
    try:
        line.mend()
        phone.page.reload()
        until(phone.page, "async () => !(await caches.keys()).length")
        phone.page.reload()
        until(phone.page, "() => !navigator.serviceWorker.controller")
        unsent(phone.page, 1)
    finally:
        ends.unlink()
    line.drop, line.drops = b"", 0
    phone.page.reload()
    unsent(phone.page, 0)


def test_the_scripts_of_the_phone_are_small() -> None:
    scripts = Path("narahubung/field/static/field").glob("*.js")
    sizes = {script.name: len(gzip.compress(script.read_bytes())) for script in scripts}
    assert sum(sizes.values()) <= 60_000, sizes
