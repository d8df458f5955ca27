"""A printed badge before the camera of a gate: the code is read at real size, also badly held."""

import base64
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typst
from PIL import Image, ImageEnhance, ImageFilter
from playwright.sync_api import expect

from conftest import NOON
from narahubung.reports.paper import press
from narahubung.reports.paper.data import Name
from narahubung.reports.paper.data_badges import BadgeFace, BadgeSheet
from tests.browsers import PHONE, SLUG, open_chromium, seat
from tests.field_browser import on_the_server
from tests.servers import Demo

pytestmark = pytest.mark.browser
# A florist with a badge, at a gate of her own.
MADE = f"""
import json
from datetime import timedelta
from narahubung.access import commands
from narahubung.access.models import Badge
from narahubung.access.queries.gates import code_of
from narahubung.accounts.models import Event
from narahubung.kit import clock
from narahubung.kit.actor import the_house
event, at = Event.objects.get(slug="{SLUG}"), clock.now()
by = {{"by": the_house("test", event_id=event.pk), "at": at - timedelta(hours=1)}}
zone = commands.keep_zone(zone_code="CAM", name_en="CAM", **by)
gate = commands.keep_gate(gate_code="CAM", zone_id=zone.pk, name_en="CAM", checks=["entry"], **by)
plain = {{"has_photo": False, "is_vetted": False}}
sort = commands.keep_category(
    category_code="CAM", name_en="CAM", zone_ids=[zone.pk], **plain, **by
)
days = {{"since": at.date() - timedelta(2), "until": at.date() + timedelta(2)}}
row = commands.ask_accreditation(full_name="A florist", category_id=sort.pk, **days, **by)
commands.check_accreditation(accreditation_id=row.pk, **by)
commands.approve_accreditation(accreditation_id=row.pk, **by)
badge = Badge.objects.get(accreditation=row)
commands.print_badges(badge_ids=[badge.pk], **by)
commands.collect_badge(badge_id=badge.pk, collector=row.full_name, **by)
print(json.dumps({{"gate": gate.pk, "code": code_of(badge), "serial": badge.serial}}))
"""
# What the gate's own reader makes of a picture, as large as it looks at one.
READ = """async (url) => {
  const picture = new Image()
  picture.src = url
  await picture.decode()
  const canvas = document.createElement("canvas")
  const scale = Math.min(1, 900 / picture.width)
  canvas.width = picture.width * scale
  canvas.height = picture.height * scale
  const pen = canvas.getContext("2d")
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
  return jsQR(data, canvas.width, canvas.height, { inversionAttempts: "dontInvert" })?.data
}"""
INCH_MM, PPI = 25.4, 200
SEEN = (1280, 720)  # what the camera gives
DARK = (96, 88, 80)


# px_mm: 4.5 is a hand's breadth and a half away. A hand is never still: each is held in three ways.
VIEWS: dict[str, dict[str, float]] = {
    "upright": {"px_mm": 4.5},
    "far": {"px_mm": 3.2},
    "turned": {"px_mm": 4.5, "turned": 33},
    "slanted": {"px_mm": 4.5, "slant": 0.25},
    "blurred": {"px_mm": 4.5, "blur": 1.2},
    "more blurred, but nearer": {"px_mm": 6, "blur": 1.5},
    "in the dark": {"px_mm": 4.5, "turned": -17, "light": 0.3},
    "all at once": {"px_mm": 5, "turned": 12, "slant": 0.15, "blur": 1},
}


def on_paper(code: str, serial: int) -> Image.Image:
    """Return the badge as it leaves the printer: what the press sets, in dots instead of PDF."""
    face = BadgeFace(
        serial=serial,
        code=press.code_svg(code),
        category="Delegate",
        colour="#1f4e79",
        name=Name(text="A florist"),
    )
    about: dict[str, Any] = {"event": "Summit", "code": "", "delegation": Name(text="")}
    sheet = BadgeSheet(
        **about, zone="WITA", printed_at=NOON, url="https://x/", badges=[face], language="en"
    )
    sent: list[str] = []

    def noted(*words: Any, **more: Any) -> Any:
        sent.append(more["input"])
        return subprocess.run(*words, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(press, "subprocess", type("Noted", (), {"run": staticmethod(noted)}))
        assert press.badges(sheet).startswith(b"%PDF")
    order = json.loads(sent[0])
    dots = typst.Compiler(
        f"{order['root']}/{order['template']}",
        root=order["root"],
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[order["fonts"]]),
        sys_inputs={"data": json.dumps(order["data"]), "mark": order["mark"]},
    ).compile(format="png", ppi=PPI)
    assert isinstance(dots, bytes)
    page = Image.open(io.BytesIO(dots)).convert("RGB")
    return page.crop((0, 0, round(105 * PPI / INCH_MM), round(148.5 * PPI / INCH_MM)))


def seen(
    badge: Image.Image,
    *,
    px_mm: float,
    turned: float = 0,
    slant: float = 0,
    blur: float = 0,
    light: float = 1,
) -> Image.Image:
    """Return what a camera sees of it."""
    scale = px_mm * INCH_MM / PPI
    small = badge.resize((round(badge.width * scale), round(badge.height * scale)), Image.LANCZOS)
    held = small.convert("RGBA").rotate(turned, expand=True, resample=Image.BICUBIC)
    frame = Image.new("RGB", SEEN, DARK)
    wide, tall = SEEN
    frame.paste(held, ((wide - held.width) // 2, tall - held.height), held)
    if slant:  # the upper edge is farther away: x and y shrink towards it, as in a lens
        near, middle = 1 - slant, wide / 2
        across = (1 / near, middle * slant / tall / near, -middle * slant / near)
        along = (0, (1 + slant) / near, -tall * slant / near)
        lens = (*across, *along, 0, slant / tall / near)
        frame = frame.transform(SEEN, Image.PERSPECTIVE, lens, Image.BICUBIC, fillcolor=DARK)
    frame = ImageEnhance.Brightness(frame).enhance(light)
    return frame.filter(ImageFilter.GaussianBlur(blur)) if blur else frame


def test_the_camera_of_a_gate_reads_a_printed_badge(
    playwright: Any, demo: Demo, tmp_path: Path
) -> None:
    told = json.loads(on_the_server(demo, MADE))
    badge = on_paper(told["code"], told["serial"])
    views = {
        name: [how | {"turned": how.get("turned", 0) + moved} for moved in (0, 2, 4)]
        for name, how in VIEWS.items()
    }
    film = tmp_path / "badge.mjpeg"
    film.write_bytes(b"".join(_jpeg(seen(badge, **one)) for one in views["all at once"]))
    browser = open_chromium(
        playwright,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    try:
        phone = seat(browser, demo.server.url, PHONE, language="en")
        phone.sign_in("gate", demo.password)
        phone.go(f"/access/gates/{told['gate']}/")
        page = phone.page
        expect(page.locator("gate-post[ready]")).to_be_visible()
        page.locator("[data-part=camera]").click()
        expect(page.locator("[data-part=who]")).to_have_text("A florist")
        assert page.evaluate("() => document.querySelector('gate-post').shown") == "green:admitted"
        page.locator("[data-part=stop]").click()
        for name, held in views.items():
            frames = [_jpeg(seen(badge, **one)) for one in held]
            urls = ["data:image/jpeg;base64," + base64.b64encode(one).decode() for one in frames]
            read = [page.evaluate(READ, url) for url in urls]
            assert told["code"] in read, name
            assert set(read) <= {told["code"], None}, name  # misread by none
        assert not phone.trouble
    finally:
        browser.close()


def _jpeg(view: Image.Image) -> bytes:
    out = io.BytesIO()
    view.save(out, "JPEG", quality=80)
    return out.getvalue()
