"""Cut down what we vendor: a sprite of the icons used, light flags, Inter in two parts."""

import base64
import gzip
import io
import re

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from PIL import Image
from playwright.sync_api import sync_playwright

# What European, Turkic and Indonesian names, times and our own signs need;
# the first visit loads this.
INTER_FIRST = (
    "U+0020-007E,U+00A0-0107,U+010C-010D,U+0110-0113,U+0118-011B,U+011E-011F,U+0130-0131,"
    "U+013D-0144,U+0147-0148,U+0150-0155,U+0158-0161,U+0164-0165,U+016A-016B,U+016E-0171,"
    "U+0178-017E,U+0218-021B,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2010-2015,U+2018-201E,"
    "U+2020-2022,U+2026,U+202F,U+2030,U+2032-2033,U+2039-203A,U+2044,U+20AC,U+2116,U+2122,"
    "U+2190-2199,U+2212,U+2215,U+2248,U+2260,U+2264-2265,U+25CF,U+2713,U+FFFD"
)
# Fetched by the browser only when a character of it stands on the page: Vietnamese, Welsh, Yoruba,
# transliterations (all of Latin Extended-A, -B and Additional), and combining marks.
INTER_MORE = "U+0108-024F,U+0250-02BA,U+02BD-036F,U+1E00-1EFF,U+20A0-20BF,U+2C60-2C7F,U+A720-A7FF"
INTER_FEATURES = ["kern", "tnum", "ccmp", "calt", "case", "locl", "mark", "mkmk", "cv05"]
# A coat of arms in 600 paths weighs more than the page it stands on and is 24 px wide there.
FLAG_LIMIT = 5_000  # bytes, gzipped
FLAG_SIZE = (160, 120)


def sprite(drawings: dict[str, str]) -> bytes:
    """Join outline icons into one SVG of symbols, `#name` each."""
    symbols = []
    for name, drawing in sorted(drawings.items()):
        inside = re.sub(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>', "", drawing)
        paths = re.findall(r"<(?:path|circle|rect|line)\b[^>]*/>", inside)
        body = "".join(re.sub(r"\s+", " ", path).replace(" />", "/>") for path in paths)
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    ).encode()


def light_flags(drawings: dict[str, bytes]) -> dict[str, bytes]:
    """Keep light drawings as they are; draw heavy ones once as a small picture inside an SVG."""
    heavy = {
        code: data for code, data in drawings.items() if len(gzip.compress(data, 9)) > FLAG_LIMIT
    }
    return drawings | _pictures(heavy)


def _pictures(heavy: dict[str, bytes]) -> dict[str, bytes]:

    wide, high = FLAG_SIZE
    made = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--headless", "--no-sandbox", "--disable-gpu"],
        )
        page = browser.new_page(viewport={"width": wide * 4, "height": high * 4})
        for code, data in sorted(heavy.items()):
            drawing = base64.b64encode(data).decode()
            page.set_content(
                f"<style>body{{margin:0}}img{{width:{wide * 4}px;height:{high * 4}px}}</style>"
                f'<img src="data:image/svg+xml;base64,{drawing}">'
            )
            page.wait_for_function("document.images[0].complete")
            shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            small = shot.resize(FLAG_SIZE, Image.Resampling.LANCZOS).quantize(
                96, dither=Image.Dither.NONE
            )
            out = io.BytesIO()
            small.save(out, "PNG", optimize=True)
            png = base64.b64encode(out.getvalue()).decode()
            made[code] = (
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480">'
                f'<image width="640" height="480" href="data:image/png;base64,{png}"/></svg>\n'
            ).encode()
        browser.close()
    return made


def inter(whole: bytes) -> dict[str, bytes]:
    """Cut Inter variable (weights 400-700, text size) into the first part and the rest."""

    font = TTFont(io.BytesIO(whole), recalcTimestamp=False)
    font = instancer.instantiateVariableFont(font, {"opsz": 14, "wght": (400, 400, 700)})
    plain = io.BytesIO()
    font.flavor = None
    font.save(plain)
    first = _codes(INTER_FIRST)
    return {
        "inter": _subset(plain, first),
        "inter-more": _subset(plain, _codes(INTER_MORE) - first),
    }


def _codes(ranges: str) -> set[int]:
    codes: set[int] = set()
    for part in ranges.split(","):
        start, _, end = part.removeprefix("U+").partition("-")
        codes |= set(range(int(start, 16), int(end or start, 16) + 1))
    return codes


def _subset(plain: io.BytesIO, codes: set[int]) -> bytes:

    plain.seek(0)
    font = TTFont(plain, recalcTimestamp=False)
    options = subset.Options(layout_features=INTER_FEATURES, hinting=False, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 13, 14]
    options.drop_tables += ["STAT", "MVAR"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    out = io.BytesIO()
    font.flavor = "woff2"
    font.save(out)
    return out.getvalue()
