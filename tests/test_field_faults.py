"""What may go wrong around a phone: lines cut in the middle, tabs that die, stores that vanish."""

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browsers import Seat
from tests.field_browser import (
    DAY,
    KEPT,
    NOW,
    QUEUE,
    Witness,
    jot,
    on_the_server,
    phone,
    unsent,
    until,
    witness,
)
from tests.liar import Liar
from tests.servers import Demo

__all__ = ["phone", "witness"]  # fixtures
pytestmark = pytest.mark.browser
LETTER = b"POST /field/outbox/"
STEP = 97  # bytes between one cut and the next
DEVICE = "() => localStorage.getItem('nrh-device')"
ANEW = """() => {
  const { sender } = document.querySelector("out-box")
  sender.skew = null // as after ten minutes: it asks who is there
  return sender.now()
}"""


class Cutter(Liar):
    """Lets so many bytes of each letter through, and hangs up. -1: all of them."""

    cut_after = -1

    def _up(self, near: socket.socket, far: socket.socket, swallows: threading.Event) -> None:
        if self.cut_after < 0:
            return super()._up(near, far, swallows)
        left = None
        with contextlib.suppress(OSError):
            while got := near.recv(65536):
                if left is None and got.startswith(LETTER):
                    left = self.cut_after
                if left is not None:
                    got, left = got[:left], left - len(got)
                far.sendall(got)
                if left is not None and left <= 0:
                    break
        self._close(near)
        self._close(far)
        return None


@pytest.fixture
def line(demo: Demo) -> Iterator[Cutter]:
    made = Cutter(demo.server.port)
    yield made
    made.close()


@pytest.mark.slow
def test_a_letter_that_is_cut_anywhere_does_nothing(
    phone: Seat, line: Cutter, witness: Witness
) -> None:
    texts = [f"Cut {number}" for number in range(3)]
    line.cut()
    for text in texts:
        jot(phone.page, text)
    unsent(phone.page, len(texts))
    with phone.page.expect_request("**/field/outbox/") as sent:
        line.mend()
        line.cut_after = 0
        phone.page.evaluate(NOW)
    length = len(sent.value.post_data or "") + sum(
        len(name) + len(value) + 4 for name, value in sent.value.all_headers().items()
    )
    for line.cut_after in range(STEP, length, STEP):
        line.mood = "pass"  # the lines that are open know nothing of this cut
        phone.page.evaluate(NOW)
    assert sum(witness.logged(text) for text in texts) == 0
    assert [each["text"] for each in phone.page.evaluate(QUEUE)] == texts

    line.cut_after = -1
    line.mood = "pass"
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)
    assert [witness.logged(text) for text in texts] == [1] * len(texts)


def test_when_the_tab_that_sends_dies_another_takes_over(
    phone: Seat, line: Liar, witness: Witness
) -> None:
    other = phone.context.new_page()
    other.goto(phone.url + DAY)
    line.cut()
    jot(phone.page, "Its tab died while it was sent.")
    unsent(other, 1)
    line.mood = "dead"  # whoever asks now holds the lock, and waits
    phone.page.evaluate(f"() => void ({NOW})()")
    until(
        other,
        "async () => (await navigator.locks.query()).held.some(({name}) => name === 'nrh-sender')",
    )
    phone.page.close()
    line.mend()
    expect(other.locator("[data-unsent]").first).to_have_text("0", timeout=10_000)
    assert witness.logged("Its tab died while it was sent.") == 1


@pytest.mark.slow
def test_what_went_with_an_erased_store_is_told_to_its_owner_and_the_coordinators(
    phone: Seat, line: Liar, demo: Demo, witness: Witness
) -> None:
    line.cut()
    for number in range(7):
        jot(phone.page, f"Gone {number}")
    unsent(phone.page, 7)
    phone.page.goto("about:blank")
    browser: Any = phone.context.new_cdp_session(phone.page)
    stores = "indexeddb,local_storage,cache_storage,service_workers"
    browser.send("Storage.clearDataForOrigin", {"origin": phone.url, "storageTypes": stores})
    line.mend()
    phone.go("/day/JPN/")
    unsent(phone.page, 0)
    said = on_the_server(
        demo,
        "from narahubung.journal.models import StoredEntry\n"
        "from narahubung.accounts.models import Person\n"
        "one = StoredEntry.objects.filter(kind='field.queue_lost').latest('pk')\n"
        "told = Person.objects.filter(pk__in=one.tell.split()).values_list('username', flat=True)\n"
        "print(one.facts, *told)",
    )
    assert '"number":7' in said
    assert {"officer-jpn", "coordinator"} <= set(said.split())
    page = f"{witness.seat.url}/e/g20-bali-2022/field/phones/"
    assert "7 entries were lost" in witness.seat.context.request.get(page).text()


FORGETS = """
from narahubung.field.models import Carried, Lane, ServerEpoch
Carried.objects.filter(lane__phone__device={device!r}).delete()
Lane.objects.filter(phone__device={device!r}).delete()
ServerEpoch.objects.all().delete()
"""
BROUGHT = """
from narahubung.field.models import Carried
rows = Carried.objects.filter(lane__phone__device={device!r}).order_by("seq")
print(*(f"{{row.seq}}:{{row.status}}" for row in rows))
"""


@pytest.mark.slow
def test_a_restored_server_is_told_everything_again_in_order(
    phone: Seat, line: Liar, demo: Demo, witness: Witness
) -> None:
    device: Any = phone.page.evaluate(DEVICE)
    line.cut()
    jot(phone.page, "First before the restore.")
    value = str(phone.page.locator("#need button[name=step]").first.get_attribute("value"))
    phone.page.evaluate(
        "(it) => document.querySelector(it).value = '0:check'", f'[value="{value}"]'
    )
    phone.page.locator('#need button[value="0:check"]').click()
    unsent(phone.page, 2)
    jot(phone.page, "Third before the restore.")
    unsent(phone.page, 3)
    line.mend()
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)
    expect(phone.page.locator("[data-needs]").first).to_contain_text("needs attention: 1")
    was = on_the_server(demo, BROUGHT.format(device=device))
    assert re.fullmatch(r"1:applied 2:\w+ 3:applied", was)

    on_the_server(demo, FORGETS.format(device=device))
    phone.page.evaluate(ANEW)
    unsent(phone.page, 0)
    expect(phone.page.locator("[data-needs]").first).to_contain_text("needs attention: 1")
    assert on_the_server(demo, BROUGHT.format(device=device)) == was
    assert witness.logged("First before the restore.") == 1
    assert witness.logged("Third before the restore.") == 1


# Without a network: what happened is told to the store as the sender would.
EPOCHS = """async () => {
  const { store } = document.querySelector("out-box")
  const put = (text, lane = "normal") =>
    store.put({ id: crypto.randomUUID(), class: lane, text, files: [] })
  const end = ({ id }, status) => store.settle([{ id, status }])
  const first = await put("a")
  const second = await put("b", "urgent")
  await end(first, "rejected")
  await end(second, "applied")
  await store.newEpoch()
  const third = await put("c")
  await put("d", "urgent")
  await end(third, "applied")
  await store.offerAgain()
  const queue = await store.queue()
  const { epoch } = await store.lanes()
  return queue.map((one) => [one.text, one.class, one.seq, one.epoch === epoch])
}"""


def test_the_order_of_writing_outlives_new_lanes(phone: Seat, line: Liar) -> None:
    line.cut()
    assert phone.page.evaluate(EPOCHS) == [
        ["b", "urgent", 1, True],
        ["d", "urgent", 2, True],
        ["a", "normal", 1, True],
        ["c", "normal", 2, True],
    ]


UNSENT_THERE = """
from narahubung.field.models import Phone
print(sum(Phone.objects.get(device={device!r}).unsent.values()))
"""


@pytest.mark.slow
def test_the_server_hears_that_nothing_waits_any_more(phone: Seat, line: Liar, demo: Demo) -> None:
    device: Any = phone.page.evaluate(DEVICE)
    line.cut()
    jot(phone.page, "The last one.")
    unsent(phone.page, 1)
    line.mend()
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)
    until(phone.page, "async () => (await document.querySelector('out-box').store.meta('heard'))")
    assert on_the_server(demo, UNSENT_THERE.format(device=device)) == "0"


@pytest.mark.slow
def test_a_letter_under_another_name_is_kept_and_said(phone: Seat, line: Liar) -> None:
    phone.context.route(
        "**/field/outbox/",
        lambda route: route.fulfill(
            status=403, json={"proto": 1, "other_person": True}, headers={"Narahubung": "1"}
        ),
    )
    line.cut()
    jot(phone.page, "Whose is it?")
    unsent(phone.page, 1)
    line.mend()
    phone.page.evaluate(NOW)
    expect(phone.page.locator("[data-line]").first).to_contain_text("somebody else is signed in")
    unsent(phone.page, 1)


LINKS = """async () => {
  const { pages } = await (await fetch("/field/keep/")).json()
  return pages.filter((page) => page.includes("%s"))
}"""


@pytest.mark.slow
def test_a_photo_goes_after_what_it_belongs_to(phone: Seat, line: Liar, tmp_path: Path) -> None:
    Image.new("RGB", (40, 30)).save(tmp_path / "small.jpg")
    steps: Any = phone.page.evaluate(LINKS % "/duties/step/")
    phone.page.goto(phone.url + steps[0])
    line.cut()
    note = phone.page.locator("form[action$='/note/']")
    note.locator("textarea, input[type=text]").first.evaluate(
        "it => { for (let part = it; part; part = part.parentElement) part.open = true }"
    )
    note.locator("textarea, input[type=text]").first.fill("As on the photo.")
    note.locator("button[type=submit]").click()
    unsent(phone.page, 1)
    photo = phone.page.locator("form[action$='/photo/']")
    photo.locator("input[type=file]").set_input_files(tmp_path / "small.jpg")
    photo.locator("button[type=submit]").evaluate("it => it.click()")
    unsent(phone.page, 2)
    told: Any = phone.page.evaluate(
        "() => document.querySelector('out-box').items.map(({id, after}) => [id, after])"
    )
    assert told[1][1] == [told[0][0]]

    line.mend()
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)
    expect(phone.page.locator("[data-needs]").first).to_have_text("")


CHANGED = """
from narahubung.airports.models import Clearance
Clearance.objects.filter(aircraft__party__code="JPN", kind="slot").update(number={number!r})
"""


@pytest.mark.slow
def test_a_field_changed_by_another_meanwhile_asks_also_with_a_connection(
    phone: Seat, demo: Demo
) -> None:
    pages: Any = phone.page.evaluate(LINKS % "/airports/")
    for page in pages:
        phone.page.goto(phone.url + page)
        if phone.page.locator("form[action$='/paper/']").count():
            break
    form = phone.page.locator("form[action$='/paper/']:has([name=kind][value=slot])")
    on_the_server(demo, CHANGED.format(number="DESK-1"))
    form.evaluate("it => { for (let part = it; part; part = part.parentElement) part.open = true }")
    form.locator("[name=number]").fill("FIELD-1")
    form.locator("button").last.click()
    unsent(phone.page, 0)
    expect(phone.page.locator("[data-needs]").first).to_contain_text("needs attention: 1")
    phone.go("/field/versions/")
    expect(phone.page.locator("main")).to_contain_text("DESK-1")
    expect(phone.page.locator("main")).to_contain_text("FIELD-1")


TIES = """
from datetime import timedelta
from django.db.models import F
from narahubung.accounts.models import Reach
ties = Reach.objects.filter(person__username="officer-jpn", kind="party")
"""
ENDS = (
    TIES
    + """
print(*(f"{tie.pk}={tie.until and tie.until.isoformat()}" for tie in ties))
ties.update(until=F("since") + timedelta(minutes=1))
"""
)
GOES_ON = (
    TIES
    + """
for said in {was!r}.split():
    pk, _is, until = said.partition("=")
    ties.filter(pk=pk).update(until=None if until == "None" else until)
"""
)


@pytest.mark.slow
def test_what_was_kept_is_erased_when_the_attachment_ends(phone: Seat, demo: Demo) -> None:
    assert phone.page.evaluate(KEPT, DAY)
    was = on_the_server(demo, ENDS)
    try:
        phone.page.evaluate("() => document.querySelector('out-box').keep()")
        until(phone.page, f"async () => !(await ({KEPT})('{DAY}'))")
    finally:
        on_the_server(demo, GOES_ON.format(was=was))


PASSES = """async (day) => {
  for (const name of await caches.keys()) {
    if (!name.startsWith("nrh-pages-")) continue
    const cache = await caches.open(name)
    const told = await (await cache.match("/field/keep/")).json()
    const over = JSON.stringify({ ...told, until: Date.now() - 1 })
    await cache.put("/field/keep/", new Response(over))
  }
}"""


@pytest.mark.slow
def test_nothing_kept_is_shown_after_its_window(phone: Seat, line: Liar) -> None:
    line.cut()
    phone.page.evaluate(PASSES)
    with contextlib.suppress(Exception):  # there is no page to show any more
        phone.page.goto(phone.url + DAY)
    assert phone.page.locator("#now, #day-jot").count() == 0
