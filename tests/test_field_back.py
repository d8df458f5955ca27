"""What waits on the phone can be taken back until it is given away; then that is said."""

import pytest
from playwright.sync_api import expect

from tests.browsers import Seat
from tests.field_browser import NOW, Witness, jot, line, phone, unsent, witness
from tests.liar import Liar

__all__ = ["line", "phone", "witness"]
pytestmark = pytest.mark.browser
TAKE_BACK = """() => {
  const box = document.querySelector("out-box")
  return box.takeBack(box.items[0].id)
}"""
TEXTS = [f"Line {number} of three" for number in range(3)]


def test_what_waits_is_taken_back_and_what_follows_moves_up(
    phone: Seat, line: Liar, witness: Witness
) -> None:
    line.cut()
    for text in TEXTS:
        jot(phone.page, text)
    unsent(phone.page, 3)
    phone.page.click(".field-unsent")
    row = phone.page.locator("[data-part=unsent] li").filter(has_text=TEXTS[1])
    row.locator("[data-take-back]").click()
    expect(phone.page.locator("[data-part=unsent] li")).to_have_count(2)

    phone.page.go_back()
    unsent(phone.page, 2)
    expect(phone.page.locator("#day-note")).to_have_value(TEXTS[1])  # a draft again
    line.mend()
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)
    assert [witness.logged(text) for text in TEXTS] == [1, 0, 1]
    jot(phone.page, "No number is missing.")
    unsent(phone.page, 0)
    assert witness.logged("No number is missing.") == 1


def test_what_was_on_its_way_cannot_be_taken_back(
    phone: Seat, line: Liar, witness: Witness
) -> None:
    text = "The answer to this is lost."
    line.cut()
    jot(phone.page, text)
    line.drop, line.drops = b"POST /field/outbox/", 99
    line.mend()
    phone.page.evaluate(NOW)
    phone.page.click(".field-unsent")
    row = phone.page.locator("[data-part=unsent] li")
    expect(row).to_contain_text("It may have arrived already.")
    expect(row.locator("[data-take-back]")).to_be_hidden()
    phone.page.evaluate(TAKE_BACK)
    expect(phone.page.locator("#nh-toasts")).to_contain_text("on its way")

    line.drop, line.drops = b"", 0
    phone.page.evaluate(NOW)
    unsent(phone.page, 0)
    assert witness.logged(text) == 1
