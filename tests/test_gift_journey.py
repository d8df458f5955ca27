"""An officer declares a gift on her phone, without a network: four answers and a photo."""

import io
import json

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browsers import SLUG, Seat
from tests.field_browser import KEPT, NOW, line, on_the_server, phone, unsent, until
from tests.liar import Liar
from tests.servers import Demo

__all__ = ["line", "phone"]  # fixtures
pytestmark = pytest.mark.browser
PAGE = f"/e/{SLUG}/gifts/declare/"
DECLARED = """
import json
from narahubung.gifts.models import DeclarationText
from narahubung.kit.files import path_of
rows = DeclarationText.objects.filter(item="Lacquer tray of the journey")
print(json.dumps([
    [row.kind, row.giver, row.declaration.person.username, path_of(row.photo).exists()]
    for row in rows
]))
"""


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#8a6a12").save(out, "JPEG")
    return out.getvalue()


def test_a_gift_is_declared_with_a_photo_and_without_a_network(
    demo: Demo, line: Liar, phone: Seat
) -> None:
    page = phone.page
    # With a network the page says what follows as soon as the sort is chosen, and not the value.
    phone.go("/gifts/declare/")
    until(page, KEPT, PAGE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.fill("input[name=value]", "9173550")
    page.locator("input[name=kind][value=money]").check(force=True)
    expect(page.locator("#gift-foreseen")).to_contain_text("refuse politely")
    assert any("foreseen" in url for url in asked)
    assert not any("9173550" in url for url in asked)
    # What only one answer asks for stays away until it is given.
    expect(page.locator("input[name=recipient]")).to_be_hidden()
    page.locator("input[name=recipient_kind][value=institution]").check()
    expect(page.locator("input[name=recipient]")).to_be_visible()

    line.cut()
    page.reload()
    page.set_input_files(
        "input[name=photo]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    page.locator("input[name=kind][value=object]").check(force=True)
    page.fill("input[name=item]", "Lacquer tray of the journey")
    page.fill("input[name=giver]", "Aide of the minister")
    page.locator("form.gifts__quick button[type=submit]").click()
    unsent(page, 1)

    line.mend()
    page.evaluate(NOW)
    unsent(page, 0)
    told = json.loads(on_the_server(demo, DECLARED))
    assert told == [["object", "Aide of the minister", "officer-jpn", True]]
