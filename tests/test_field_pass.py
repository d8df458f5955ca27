"""Two phones without a network: one shows its queue as codes, the other brings it to the server."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browsers import PHONE, SLUG, Seat, open_chromium, seat
from tests.liar import Liar
from tests.servers import Demo
from tests.test_field_offline import KEPT, NOW, SOON_MS, Witness, jot, unsent, until, witness

__all__ = ["witness"]  # the fixture
pytestmark = pytest.mark.browser
PASS, CARRY = f"/e/{SLUG}/field/pass/", f"/e/{SLUG}/field/carry/"
CAN_PASS = """async () => {
  const store = await document.querySelector("out-box").ready
  return Boolean(await store.meta("pass-seal"))
}"""
KEEPS_FILE = """async (name) => {
  const files = await (await caches.open("nrh-files")).keys()
  return files.some(({ url }) => url.includes(name))
}"""
BRINGS = "POST /field/parcels/"
# What was answered was answered by the server as it was before a backup was restored.
RESTORED = """async () => {
  const asked = indexedDB.open("nrh-parcels")
  const db = await new Promise((done) => (asked.onsuccess = () => done(asked.result)))
  const store = db.transaction("parcels", "readwrite").objectStore("parcels")
  const all = store.getAll()
  await new Promise((done) => (all.onsuccess = () => done()))
  for (const parcel of all.result) store.put({ ...parcel, server: "before the restore" })
  await new Promise((done) => (store.transaction.oncomplete = () => done()))
  db.close()
}"""
# Each code as a picture, as large as on a phone.
CODES = """() => {
  const page = document.querySelector("pass-on")
  clearInterval(page.timer)
  const large = document.createElement("canvas")
  return page.parts.map((_, place) => {
    page.show(place)
    const small = page.querySelector("canvas")
    large.width = large.height = small.width * 5
    const pen = large.getContext("2d")
    pen.imageSmoothingEnabled = false
    pen.drawImage(small, 0, 0, large.width, large.height)
    return large.toDataURL()
  })
}"""
LOOK = """async (picture) => {
  const image = new Image()
  image.src = picture
  await image.decode()
  await document.querySelector("carry-on").look(image)
}"""
# All that lies in this browser's databases, as letters.
DUMP = """async () => {
  const said = []
  const spell = (value) => {
    if (value instanceof Uint8Array) said.push(new TextDecoder("latin1").decode(value))
    else if (value instanceof ArrayBuffer) spell(new Uint8Array(value))
    else if (value && typeof value === "object") Object.values(value).forEach(spell)
    else said.push(String(value))
  }
  for (const { name } of await indexedDB.databases()) {
    const asked = indexedDB.open(name)
    const db = await new Promise((done) => (asked.onsuccess = () => done(asked.result)))
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store).getAll()
      spell(await new Promise((done) => (all.onsuccess = () => done(all.result))))
    }
    db.close()
  }
  return said.join("\\n")
}"""


def a_phone(browser: Browser, line: Liar, demo: Demo, code: str) -> Seat:
    """Sign in an officer; wait until the phone can pass on and carry without a network."""
    made = seat(browser, line.url, PHONE, language="en")
    made.sign_in(f"officer-{code.lower()}", demo.password)
    made.go(f"/day/{code}/")
    for path in (PASS, CARRY):
        until(made.page, KEPT, path)
    for name in ("jsqr", "lean-qr"):
        until(made.page, KEEPS_FILE, name)
    until(made.page, CAN_PASS)
    return made


@pytest.fixture
def lines(demo: Demo) -> Iterator[tuple[Liar, Liar]]:
    made = Liar(demo.server.port), Liar(demo.server.port)
    yield made
    for line in made:
        line.close()


@pytest.fixture
def author(chromium: Browser, demo: Demo, lines: tuple[Liar, Liar]) -> Iterator[Seat]:
    """The officer of Japan."""
    made = a_phone(chromium, lines[0], demo, "JPN")
    yield made
    lines[0].mend()
    made.context.close()


@pytest.fixture
def neighbour(chromium: Browser, demo: Demo, lines: tuple[Liar, Liar]) -> Iterator[Seat]:
    """The officer of Australia, who may see nothing of Japan."""
    made = a_phone(chromium, lines[1], demo, "AUS")
    yield made
    lines[1].mend()
    made.context.close()


def codes_of(page: Page, url: str) -> list[str]:
    """Open the page of codes; return their pictures."""
    page.goto(url + PASS)
    expect(page.locator("pass-on [data-showing]")).to_be_visible()
    pictures: list[str] = page.evaluate(CODES)
    return pictures


def test_a_queue_goes_by_codes_to_a_neighbour_who_cannot_read_it_and_is_there_once(
    author: Seat, neighbour: Seat, lines: tuple[Liar, Liar], witness: Witness
) -> None:
    texts = [f"Passed on by code, line {number} of six." for number in range(6)]
    for line in lines:
        line.cut()
    for text in texts:
        jot(author.page, text)
    unsent(author.page, len(texts))
    codes = codes_of(author.page, author.url)
    assert len(codes) > 1
    expect(author.page.locator("pass-on [data-says]")).to_contain_text("6 entries go along")

    neighbour.page.goto(neighbour.url + CARRY)
    expect(neighbour.page.locator("html[data-kept]")).to_have_count(1)
    said = neighbour.page.locator("carry-on [data-says]")
    for picture in reversed(codes[1:]):
        neighbour.page.evaluate(LOOK, picture)
    expect(said).to_contain_text("Missing: 1")
    neighbour.page.evaluate(LOOK, codes[0])
    expect(said).to_contain_text("All of it is here")
    expect(neighbour.page.locator("carry-on [data-list] li")).to_contain_text("Stored on the phone")

    author.page.click("pass-on [data-done]")
    expect(author.page.locator("pass-on [data-past] li")).to_contain_text("6 not yet received")
    held = neighbour.page.evaluate(DUMP)
    assert "NP1" in held
    for text in texts:
        assert text not in held
        assert witness.logged(text) == 0

    lines[1].mend()
    neighbour.page.click("carry-on [data-send]")
    row = neighbour.page.locator("carry-on [data-list] li")
    expect(row).to_contain_text("Received by the server", timeout=SOON_MS)
    expect(row).to_contain_text("6 entries")
    assert [witness.logged(text) for text in texts] == [1] * len(texts)
    unsent(author.page, len(texts))  # nobody has told it yet

    lines[0].mend()
    author.page.evaluate(NOW)
    unsent(author.page, 0)
    assert [witness.logged(text) for text in texts] == [1] * len(texts)
    author.page.reload()
    expect(author.page.locator("pass-on [data-past] li").first).to_contain_text("all received")
    _is_offered_again_to_a_restored_server(neighbour, lines[1])
    assert [witness.logged(text) for text in texts] == [1] * len(texts)


def _is_offered_again_to_a_restored_server(neighbour: Seat, line: Liar) -> None:
    brought = line.asked[BRINGS]
    assert brought
    neighbour.page.reload()
    row = neighbour.page.locator("carry-on [data-list] li")
    expect(row).to_contain_text("Received by the server")
    assert line.asked[BRINGS] == brought
    neighbour.page.evaluate(RESTORED)
    with neighbour.page.expect_response("**/field/parcels/") as again:
        neighbour.page.reload()
    assert again.value.json()["status"] == "taken"


@pytest.mark.slow
def test_a_file_goes_as_well_and_one_that_is_none_says_so(
    author: Seat, neighbour: Seat, lines: tuple[Liar, Liar], witness: Witness, tmp_path: Path
) -> None:
    text = "Passed on as a file."
    lines[0].cut()
    jot(author.page, text)
    unsent(author.page, 1)
    codes_of(author.page, author.url)
    with author.page.expect_download() as coming:
        author.page.click("pass-on [data-share]")
    file = tmp_path / "parcel.txt"
    coming.value.save_as(file)
    assert text not in file.read_text()

    neighbour.go("/field/carry/")
    said = neighbour.page.locator("carry-on [data-says]")
    neighbour.page.set_input_files("#field-parcel", _file(b"shopping list"))
    expect(said).to_contain_text("no parcel")
    head, body = file.read_text().split("\n", 1)
    changed = bytearray(base64.b64decode(body))
    changed[-100] ^= 1
    false = f"{head}\n{base64.b64encode(changed).decode()}".encode()
    neighbour.page.set_input_files("#field-parcel", _file(false))
    rows = neighbour.page.locator("carry-on [data-list] li")
    expect(rows).to_contain_text("was changed on the way", timeout=SOON_MS)
    rows.get_by_role("button").click()
    expect(rows).to_have_count(0)
    assert witness.logged(text) == 0

    neighbour.page.set_input_files("#field-parcel", str(file))
    expect(rows).to_contain_text("Received by the server", timeout=SOON_MS)
    assert witness.logged(text) == 1
    neighbour.page.set_input_files("#field-parcel", str(file))
    expect(said).to_contain_text("has that parcel already")


def _file(content: bytes) -> Any:
    return {"name": "parcel.txt", "mimeType": "text/plain", "buffer": content}


@pytest.mark.slow
def test_a_camera_reads_the_codes_as_they_change(
    author: Seat, playwright: Any, demo: Demo, lines: tuple[Liar, Liar], tmp_path: Path
) -> None:
    """The neighbour's camera sees the author's screen: askew, grey, each code for a moment."""
    lines[0].cut()
    for number in range(4):
        jot(author.page, f"Seen by a camera, line {number}.")
    unsent(author.page, 4)
    film = tmp_path / "screen.mjpeg"
    film.write_bytes(b"".join(_filmed(picture) for picture in codes_of(author.page, author.url)))
    browser = open_chromium(
        playwright,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    try:
        other = seat(browser, lines[1].url, PHONE, language="en")
        other.sign_in("officer-aus", demo.password)
        other.go("/field/carry/")
        other.page.click("carry-on [data-camera]")
        row = other.page.locator("carry-on [data-list] li")
        expect(row).to_contain_text("Received by the server", timeout=SOON_MS)
        expect(row).to_contain_text("4 entries")
        expect(other.page.locator("carry-on [data-reading]")).to_be_hidden()
    finally:
        browser.close()


def _filmed(picture: str) -> bytes:
    """Return eight frames of a camera that looks at a code."""
    code = Image.open(io.BytesIO(base64.b64decode(picture.partition(",")[2]))).convert("L")
    seen = Image.new("L", (1280, 960), 90)
    seen.paste(code.resize((760, 760)).rotate(7, expand=True, fillcolor=200), (200, 60))
    frame = io.BytesIO()
    seen.convert("RGB").save(frame, "JPEG", quality=80)
    return frame.getvalue() * 8
