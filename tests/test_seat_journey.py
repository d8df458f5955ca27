"""A dinner's board in a real Chromium: a conflict before the move, a move, the officer's phone."""

import io
import json
import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsers import DESK, PHONE, SLUG, seat
from tests.field_browser import KEPT, line, on_the_server, until
from tests.liar import Liar
from tests.servers import Demo

__all__ = ["line"]  # the fixture
pytestmark = pytest.mark.browser
# A table for the dinner; Japan and who sits next to the other end of it are to be kept apart.
MADE = f"""
import json
from narahubung.accounts.models import Event
from narahubung.kit import clock
from narahubung.kit.actor import the_house
from narahubung.places import commands, planning
from narahubung.programme.models import Item
event, at = Event.objects.get(slug="{SLUG}"), clock.now()
by = {{"by": the_house("test", event_id=event.pk), "at": at}}
item = Item.objects.get(event=event, code="PRG-15")
room = commands.draw_room(name="Table", shape="u", numbers={{"base": 9, "arm": 18}}, **by)
row = commands.plan_seating(item_id=item.pk, drawing_id=room.pk, name="Dinner table", **by)
row.guests.exclude(party__code__in=["IDN", "JPN", "CAN", "AUS", "FRA"]).delete()
one, other = (row.guests.get(party__code=code) for code in ("JPN", "FRA"))
commands.add_seat_rule(
    seating_id=row.pk, rule_kind="apart_seats", first_id=one.pk, second_id=other.pk, **by
)
found = planning.solved(planning.asked_of(row))
commands.propose_seats(
    seating_id=row.pk, sits=found.sits, reasons=found.why, judged=found.judged, **by
)
commands.adopt_seating(seating_id=row.pk, **by)
sits = dict(row.guests.values_list("party__code", "seat__number"))
seats = {{seat.number: seat for seat in room.seats.all()}}
def near(code):
    here = seats[sits[code]]
    far = lambda seat: abs(seat.x_cm - here.x_cm) + abs(seat.y_cm - here.y_cm)
    return [seat.number for seat in sorted(seats.values(), key=far)][1:]
beside = next(number for number in near("FRA") if number != sits["JPN"])
next_to = near("FRA")[:4]
goal = next(n for n in near("JPN") if n not in sits.values() and n not in next_to)
told = {{"seating": row.pk, "guest": one.pk, "japan": sits["JPN"]}}
print(json.dumps({{**told, "beside": beside, "goal": goal}}))
"""


def drawn(page: Page, number: str) -> Locator:
    return page.locator(f'seat-board [data-seat="{number}"]')


def middle(page: Page, number: str) -> tuple[float, float]:
    box = drawn(page, number).locator("circle").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, old: str, new: str) -> None:
    """Take a guest by the mouse and hold over another seat."""
    drawn(page, old).scroll_into_view_if_needed()
    page.mouse.move(*middle(page, old))
    page.mouse.down()
    page.mouse.move(*middle(page, new), steps=8)


def test_a_dinner_is_seated_and_an_officer_sees_it_without_a_network(  # noqa: PLR0915 -- one journey
    chromium: Browser, demo: Demo, line: Liar
) -> None:
    told: dict[str, Any] = json.loads(on_the_server(demo, MADE))
    japan, beside, goal = told["japan"], told["beside"], told["goal"]
    board = seat(chromium, demo.server.url, DESK, language="en").sign_in("protocol", demo.password)
    board.go(f"/places/seatings/{told['seating']}/")
    page, hint = board.page, board.page.locator("#seat-hint")

    # By mouse: what would break is said while the guest hangs over the seat, and nothing is stored.
    drag(page, japan, beside)
    expect(hint).to_contain_text("never side by side")
    page.mouse.up()
    button = hint.locator("button")
    expect(button).to_be_focused()
    expect(button).to_contain_text("I know it")
    expect(drawn(page, japan)).to_have_attribute("data-guest", str(told["guest"]))
    page.keyboard.press("Escape")
    expect(hint).to_be_empty()

    # A move against which no rule speaks is stored on letting go; taken back by keyboard.
    drag(page, japan, goal)
    expect(hint).to_contain_text("Move and pin")
    page.mouse.up()
    expect(drawn(page, goal)).to_have_class("places__seat is-seat is-taken is-pinned is-moved")
    back = page.get_by_role("button", name="Take the last change back")
    back.focus()
    page.keyboard.press("Enter")
    expect(drawn(page, japan)).to_have_attribute("data-guest", str(told["guest"]))

    # By keyboard: the guest, the way there, what it would do, and only then the move.
    drawn(page, japan).focus()
    page.keyboard.press("Enter")
    expect(hint).to_contain_text("Choose the seat to try")
    drawn(page, goal).focus()
    page.keyboard.press("ArrowRight")
    on = page.locator("seat-board [data-seat]:focus")
    expect(on).not_to_have_attribute("data-seat", goal)
    drawn(page, goal).focus()
    page.keyboard.press("Enter")
    expect(hint.locator("button")).to_be_focused()
    expect(drawn(page, japan)).to_have_attribute("data-guest", str(told["guest"]))
    page.keyboard.press("Enter")
    expect(drawn(page, goal)).to_have_attribute("data-guest", str(told["guest"]))
    page.get_by_role("button", name="Adopt it").click()
    expect(page.locator("#seating")).to_contain_text("change not acknowledged yet")

    # The officer's phone: old and new, acknowledged; then no network, and the room is still there.
    phone = seat(chromium, line.url, PHONE, language="en").sign_in("officer-jpn", demo.password)
    phone.go("/places/of/JPN/")
    own = phone.page.locator("section", has=phone.page.get_by_role("heading", name="Dinner table"))
    expect(own.locator("del")).to_have_text(japan)
    expect(own.locator("ins")).to_have_text(goal)
    asked = own.get_by_role("link", name="Acknowledge the change")
    message = asked.get_attribute("href")
    asked.click()
    phone.page.locator(f'form[action="{message}acknowledge/"] button').last.click()
    expect(page.locator("#seating")).to_contain_text("change acknowledged")
    phone.go("/day/JPN/")
    until(phone.page, KEPT, f"/e/{SLUG}/day/JPN/")
    line.cut()
    phone.page.reload()
    lit = phone.page.locator(f'.places__own .is-lit[data-seat="{goal}"]')
    expect(lit).to_be_attached()
    lit.evaluate("(seat) => { for (let at = seat; at; at = at.parentElement) at.open = true }")
    expect(lit).to_be_visible()
    # Its look came along: the seat is drawn in its colour, not as black as without a style.
    fill = lit.locator("circle").evaluate("(circle) => getComputedStyle(circle).fill")
    assert fill != "rgb(0, 0, 0)"
    expect(phone.page.locator(".places__own .places__mark.is-door").first).to_be_attached()
    line.mend()
    phone.context.close()
    board.close()


def test_a_photo_of_the_hall_lies_under_the_drawing_and_leaves_no_device(
    chromium: Browser, demo: Demo
) -> None:
    desk = seat(chromium, demo.server.url, DESK, language="en").sign_in("protocol", demo.password)
    desk.go("/places/")
    page = desk.page
    page.locator("main a[href*='/places/rooms/']:not([href*='/new/'])").first.click()
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.post_data or ""))
    page.get_by_text("Lay a photo or plan under the drawing").click()
    field = page.locator("#room-photo")
    field.set_input_files({"name": "x.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(page.get_by_text("This file is no picture")).to_be_visible()
    hall = io.BytesIO()
    Image.new("RGB", (400, 200), "brown").save(hall, "PNG")
    field.set_input_files({"name": "hall.png", "mimeType": "image/png", "buffer": hall.getvalue()})
    photo = page.locator(".places__photo")
    expect(photo).to_have_attribute("href", re.compile("^data:image/jpeg"))
    expect(page.get_by_text("This file is no picture")).to_be_hidden()
    page.locator("#photo-turn").fill("90")
    expect(photo).to_have_attribute("transform", re.compile(r"^rotate\(90 "))

    # Where one taps, a door stands; and the photo is still there.
    page.locator("room-drawing figure svg").first.click(position={"x": 200, "y": 160})
    page.locator("#mark-form [name=name]").fill("North door")
    assert page.locator("#mark-form [name=x_cm]").input_value() != ""
    page.locator("#mark-form button[type=submit]").click()
    expect(page.locator("#room")).to_contain_text("North door")
    expect(photo).to_have_attribute("transform", re.compile(r"^rotate\(90 "))
    page.get_by_text("Lay a photo or plan under the drawing").click()
    page.get_by_role("button", name="Take the photo away").click()
    expect(photo).to_have_count(0)
    assert not [body for body in sent if "data:image" in body or "hall.png" in body]
    desk.trouble = [it for it in desk.trouble if "status of 422" not in it]
    desk.close()
