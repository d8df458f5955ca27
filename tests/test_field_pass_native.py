"""Phones whose browser reads codes and shares files itself, stood in for by small stubs."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browsers import Seat
from tests.field_browser import SOON_MS, jot, unsent, witness
from tests.liar import Liar
from tests.test_field_pass import CARRY, author, codes_of, lines, neighbour

__all__ = ["author", "lines", "neighbour", "witness"]  # the fixtures
pytestmark = [pytest.mark.browser, pytest.mark.slow]
# It sees what the test holds before it.
DETECTOR = """
window.before = []
window.BarcodeDetector = class {
  static getSupportedFormats = async () => ["ean_13", "qr_code"]
  detect = async () => window.before.splice(0, 1).map((rawValue) => ({ rawValue }))
}
"""
SHARES = """
window.shared = []
navigator.canShare = ({ files }) => files.length === 1
navigator.share = async ({ files: [file] }) => {
  window.shared.push([file.name, file.type, await file.text()])
  throw new DOMException("he thought better of it", "AbortError")
}
"""
SEES = """async (text) => {
  window.before.push(text)
  await document.querySelector("carry-on").look(new Image())
}"""


def test_the_browsers_own_reader_and_sharing_are_used(
    author: Seat, neighbour: Seat, lines: tuple[Liar, Liar]
) -> None:
    author.page.add_init_script(SHARES)
    neighbour.page.add_init_script(DETECTOR)
    lines[0].cut()
    jot(author.page, "Read by the phone's own reader.")
    unsent(author.page, 1)
    codes_of(author.page, author.url)
    parts: Any = author.page.evaluate("document.querySelector('pass-on').parts")

    author.page.click("pass-on [data-share]")
    shared: Any = author.page.evaluate("window.shared")
    assert [(name, kind) for name, kind, _text in shared] == [
        ("narahubung-parcel.txt", "text/plain")
    ]
    assert "Read by" not in shared[0][2]
    expect(author.page.locator("pass-on [data-showing]")).to_be_visible()  # he may yet show codes

    neighbour.page.goto(neighbour.url + CARRY)
    neighbour.page.evaluate(SEES, "https://example.org/a-menu")
    for part in parts:
        neighbour.page.evaluate(SEES, part)
    row = neighbour.page.locator("carry-on [data-list] li")
    expect(row).to_contain_text("Received by the server", timeout=SOON_MS)
    assert neighbour.page.evaluate("typeof globalThis.jsQR") == "undefined"
