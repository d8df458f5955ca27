"""A request from the officer's phone to its proof; a delegation that asks through its own page."""

import io
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.browsers import DESK, PHONE, Seat, seat
from tests.servers import Demo

pytestmark = pytest.mark.browser


def sits(chromium: Browser, demo: Demo, username: str, size: tuple[int, int] = DESK) -> Seat:
    return seat(chromium, demo.server.url, size).sign_in(username, demo.password)


def test_three_of_five_come_by_a_link_and_the_officer_sees_it(
    chromium: Browser, demo: Demo
) -> None:
    officer, desk = sits(chromium, demo, "officer-esp", PHONE), sits(chromium, demo, "desk-trn")
    need = _asks_for_five_cars(officer)
    officer.go(f"/needs/{need}/")
    officer.is_live()
    followed = officer.page.locator(f"#need-sheet-{need}")

    desk.go(f"/needs/{need}/")
    promised = _accepts(desk.page, "Wayan Sanjaya")
    expect(followed).to_contain_text("Wayan Sanjaya")
    expect(followed).to_contain_text(promised)

    _gives(desk.page, "3", "Bali Cars")
    part = followed.locator("li[id^=part-]", has_text="Bali Cars")
    expect(part).to_contain_text("asked")
    expect(followed).to_contain_text("2 with no supplier yet")

    desk.page.get_by_role("link", name="Link for the supplier").click()
    supplier = seat(chromium, demo.server.url, PHONE)  # not signed in
    supplier.go(_link_made_at(desk.page))
    _brings_them(supplier, officer, part)
    expect(followed).to_contain_text("3 of 5 there")
    expect(followed).to_contain_text("Elanor Gardner")  # who received them: the proof

    desk.go(f"/needs/{need}/")
    _gives(desk.page, "2", "Own pool")
    rest = desk.page.locator("li[id^=part-]", has_text="Own pool")
    rest.get_by_role("button", name="There").click()
    state = followed.locator(".head .nh-state")
    expect(state).to_contain_text("to be confirmed")
    officer.page.get_by_role("button", name="I have seen it: fulfilled").click()
    expect(state).to_have_text("done")
    for one in (officer, desk, supplier):
        one.close()


def test_a_delegation_asks_on_its_own_page_and_reads_the_answer(
    chromium: Browser, demo: Demo
) -> None:
    coordinator = sits(chromium, demo, "coordinator")
    coordinator.go("/party/ESP/links/")
    form = coordinator.page.locator("form[action$='make/']")
    form.locator("[name=name]").fill("The aide of Spain")
    form.locator("[name=language]").select_option("en")
    guest = seat(chromium, demo.server.url, PHONE)  # not signed in
    link = _link_made_at(coordinator.page)
    guest.go(link)

    page = guest.page.locator("#guest")
    expect(page.get_by_role("link", name="Call ")).to_have_attribute("href", f"{link[1:]}call")
    expect(page.locator("[aria-labelledby=guest-programme] li").first).to_be_attached()
    text = f"Two umbrellas, {uuid4()}"
    page.get_by_label("What do you need").fill(text)
    page.get_by_role("button", name="Send").click()
    asked = page.locator("[id^=asked-]", has_text=text)
    expect(asked).to_contain_text("WITA")
    waits = asked.locator(".nh-state").inner_text()
    need = str(asked.get_attribute("id")).removeprefix("asked-")

    coordinator.go(f"/needs/{need}/")
    promised = _accepts(coordinator.page, "Wayan Sanjaya")
    guest.page.reload()
    expect(asked.locator(".nh-state")).not_to_have_text(waits)
    expect(asked).to_contain_text(promised)
    expect(page).not_to_contain_text("Sanjaya")  # who works on it is ours to know
    for one in (coordinator, guest):
        one.close()


def _asks_for_five_cars(officer: Seat) -> str:
    """Ask in the ten-second form; return the number of the request."""
    officer.go("/day/ESP/ask/")
    form = officer.page.locator("#ask-form")
    text = f"Five cars to the airport, {uuid4()}"  # others ask in the same demo
    form.locator("[name=text]").fill(text)
    form.locator("[name=department]").select_option(label="Transport")
    form.locator("summary").click()
    form.locator("[name=quantity]").fill("5")
    form.get_by_role("button", name="Ask", exact=True).click()
    asked = officer.page.locator("#day-asked li", has_text=text)
    expect(asked).to_contain_text("Transport")
    return str(asked.get_attribute("id")).removeprefix("need-")


def _accepts(page: Page, name: str) -> str:
    """Take the request on in somebody's name; return the time promised."""
    page.get_by_label("Who takes care of it").fill(name)
    promised = page.locator("#accept-until").input_value()[-5:].replace(":", ".")
    page.get_by_role("button", name="Accept and promise").click()
    expect(page.locator("article.need")).to_contain_text(name)
    return promised


def _gives(page: Page, quantity: str, supplier: str) -> None:
    """Give so many to a supplier, and see him on the list."""
    page.locator("#do-part > summary").click()
    page.locator("#part-n").fill(quantity)
    page.locator("#part-what").fill("cars")
    page.locator("#part-who").fill(supplier)
    page.get_by_role("button", name="Give to the supplier").click()
    expect(page.locator("li[id^=part-]", has_text=supplier)).to_be_visible()


def _brings_them(supplier: Seat, officer: Seat, part: Locator) -> None:
    """Open the link, which does nothing yet; accept, set off, deliver with a name and a photo."""
    task = supplier.page.locator("#task")
    expect(task).to_contain_text("3 cars")
    expect(task).not_to_contain_text("Spain")
    officer.page.reload()
    officer.is_live()
    expect(part.locator(".nh-state")).to_have_text("asked")
    supplier.page.get_by_role("button", name="Accept").click()
    expect(part.locator(".nh-state")).to_have_text("promised")
    supplier.page.get_by_role("button", name="On the way").click()
    expect(part).to_contain_text("set off")
    supplier.page.get_by_label("Received by (name)").fill("Elanor Gardner")
    made = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(made, "PNG")
    photo: FilePayload = {"name": "cars.png", "mimeType": "image/png", "buffer": made.getvalue()}
    supplier.page.set_input_files("#task-photo", photo)
    supplier.page.get_by_role("button", name="Delivered").click()
    expect(supplier.page.get_by_text("on record as delivered")).to_be_visible()


def _link_made_at(page: Page) -> str:
    """Press for a link without log-in; return its address, which is shown this once."""
    page.get_by_role("button", name="Make the link").click()
    address = page.locator("[data-copy]").get_attribute("data-copy")
    assert address
    return "//" + address.split("/", 3)[3]
