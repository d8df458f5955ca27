"""What a phone's letters say, and how they go over a narrow line, in a real Chromium."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browsers import Seat
from tests.field_browser import DAY, NOW, jot, line, on_the_server, phone, unsent
from tests.liar import Liar
from tests.servers import Demo
from tests.test_field_heavy import LEFT, LOG, READY, WRITE, phone_of

__all__ = ["line", "phone"]  # fixtures
pytestmark = pytest.mark.browser
NARROW = 64_000 / 8  # bytes a second
LONGEST_S = 300  # nothing is claimed here: how long it took is printed
# What the server had heard of its lanes before: it is what would be called lost.
HEARD = """
from narahubung.field.models import Lane, Phone
for name, seq in {next}.items():
    told = dict(phone=Phone.objects.get(device="{device}"), epoch="{epoch}", sort=name)
    row, _ = Lane.objects.get_or_create(**told, defaults=dict(begun_at=told["phone"].seen_at))
    Lane.objects.filter(pk=row.pk).update(highest_seq=seq - 1)
"""
STANDS = """
from narahubung.field.models import Phone
row = Phone.objects.get(device="{device}")
print([row.lost, row.destroyed, sum(row.unsent.values())])
"""


def test_what_its_owner_threw_away_is_told_at_once_and_not_called_lost(
    phone: Seat, line: Liar, demo: Demo
) -> None:
    box = "document.querySelector('out-box')"
    jot(phone.page, "The phone is known.")
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)
    line.cut()
    jot(phone.page, "First of two thrown away.")
    jot(phone.page, "Second of two thrown away.")
    unsent(phone.page, 2)
    lanes: Any = phone.page.evaluate(f"() => {box}.store.lanes()")
    device = phone.page.evaluate(f"() => {box}.sender.device")
    on_the_server(demo, HEARD.format(**lanes, device=device))

    phone.page.evaluate(f"() => {box}.store.destroy()")
    line.mend()
    phone.page.evaluate(f"() => {box}.sender.now()")

    assert json.loads(on_the_server(demo, STANDS.format(device=device))) == [0, 2, 0]


@pytest.mark.slow
def test_a_hundred_and_fifty_entries_go_over_a_narrow_line_packed(
    chromium: Browser, demo: Demo, line: Liar
) -> None:
    """C10: under ten seconds on 64 kbit/s. Everything else the phone fetches shares the line."""
    with phone_of(chromium, demo, line, keeps=DAY) as phone:
        page = phone.page
        page.goto(phone.url + LOG)
        page.wait_for_function(READY)
        line.cut()
        page.evaluate(WRITE, {"from": 0, "count": 150, "photo": 0})
        letters: list[Any] = []
        page.on("request", lambda sent: "outbox" in sent.url and letters.append(sent))
        busy = demo.server.busy_s()
        line.rate = NARROW
        line.mend()
        took: Any = page.evaluate(
            """async (most) => {
              const began = performance.now()
              const box = document.querySelector("out-box")
              const left = async () => (await box.store.queue()).length
              box.sender.now()
              while (await left()) {
                if (performance.now() - began > most * 1000) break
                await new Promise((done) => setTimeout(done, 50))
              }
              return performance.now() - began
            }""",
            LONGEST_S,
        )
        busy = demo.server.busy_s() - busy
        assert page.evaluate(LEFT, ["urgent", "normal", "media"]) == 0
        heads = [each.all_headers() for each in letters]
        sizes = [int(each.get("content-length", 0)) for each in heads]
        print(f"\nC10: 150 entries over 64 kbit/s in {took / 1000:.1f} s; letters of {sizes} bytes")
        print(f"(the server's processor: {busy:.1f} s)")
    assert all(each.get("content-encoding") == "gzip" for each in heads[:3])
