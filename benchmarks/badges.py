"""A sheet of 500 badges with signed codes, in names of many scripts, set as PDF/UA."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from narahubung.access import codes
from narahubung.access.keys import SigningKey
from narahubung.reports.paper import press
from narahubung.reports.paper.data import Name
from narahubung.reports.paper.data_badges import BadgeFace, BadgeSheet

ABOUT = "500 badges of A6 on A4, each with a code signed by Ed25519, as PDF/A-2a and PDF/UA-1"
COUNT, AT = 500, datetime(2026, 11, 21, 4, tzinfo=UTC)
KEY = SigningKey(private=Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
# Invented names, one for each script that a badge must bear.
NAMES = (
    Name(text="Yusuf al-Harith", native="يوسف الحارث", lang="ar"),
    Name(text="Lin Meihua", native="林美华", lang="zh"),
    Name(text="Aoki Haruto", native="青木陽翔", lang="ja"),
    Name(text="Nguyễn Thị Ánh Nguyệt"),
    Name(text="Çağla Gülşen Yıldırım"),
    Name(text="Han Seoyeon", native="한서연", lang="ko"),
    Name(text="I Gusti Ngurah Bagus Wiratmaja Kusumayudha"),
)


def run(folder: Path | None, seconds: float | None) -> dict[str, Any]:
    """Make the codes, then set the sheet; `codes_s` and `press_s` are the two parts."""
    began = time.perf_counter()
    sheet = sheet_of(COUNT)
    made = time.perf_counter()
    pdf = press.badges(sheet)
    done = time.perf_counter()
    return {
        "badges": COUNT,
        "pages": -(-COUNT // 4),
        "bytes": len(pdf),
        "codes_s": round(made - began, 2),
        "press_s": round(done - made, 2),
        "seconds": round(done - began, 2),
        "target_s": 5.0,
    }


def sheet_of(count: int) -> BadgeSheet:
    """Return a sheet of so many badges."""
    return BadgeSheet(
        event="Summit of Arda",
        code="",
        delegation=Name(text=""),
        zone="WITA",
        printed_at=AT,
        url="https://lo.example.org/",
        badges=tuple(_badge(serial) for serial in range(1, count + 1)),
        synthetic=True,
        language="en",
    )


def _badge(serial: int) -> BadgeFace:
    code = codes.make(event_id=1, serial=serial, key=KEY.id, private=KEY.private)
    return BadgeFace(
        serial=serial,
        code=press.code_svg(code),
        category="Delegate",
        colour="#1f4e79",
        name=NAMES[serial % len(NAMES)],
        organisation="Arda",
        function="Director-General for International Economic Cooperation",
    )
