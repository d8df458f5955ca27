"""Badges on paper: any script, one path a code, and printing is noted."""

import re
import zlib
from contextlib import suppress
from typing import Any

from conftest import NOON
from narahubung.access import commands
from narahubung.access.models import Accreditation, Badge
from narahubung.accounts.models import Event
from narahubung.kit.actor import the_house
from narahubung.reports.paper import press
from narahubung.reports.paper.data import Name
from narahubung.reports.paper.data_badges import BadgeFace, BadgeSheet


def test_names_of_any_script_pass_as_pdf_ua() -> None:
    """The press asks for PDF/A-2a and PDF/UA-1: a letter that no font has would be refused."""
    code = press.code_svg("NH1." + "A" * 124)
    assert code.count("<path") == 1  # typst would be slow with a square for each point
    names = [
        Name(text="Yusuf al-Harith", native="يوسف الحارث", lang="ar"),
        Name(text="Lin Meihua", native="林美华", lang="zh"),
        Name(text="Aoki Haruto", native="青木陽翔", lang="ja"),
        Name(text="Nguyễn Thị Ánh Nguyệt"),
        Name(text="Çağla Gülşen Yıldırım"),
        None,  # a blank one
    ]
    faces = [
        BadgeFace(serial=n, code=code, category="Delegate", colour="#1f4e79", name=name)
        for n, name in enumerate(names, 1)
    ]
    sheet = BadgeSheet(
        event="Summit of Arda",
        code="",
        delegation=Name(text=""),
        zone="WITA",
        printed_at=NOON,
        url="https://lo.example.org/",
        badges=faces,
        language="en",
    )
    pdf = press.badges(sheet)
    assert pdf.startswith(b"%PDF")
    told = _plain(pdf)
    # Who hears it read aloud has structure, a title, and languages; each picture says what it is.
    for word in (b"/StructTreeRoot", b"/Marked true", b"/DisplayDocTitle true", b"/Lang(en)"):
        assert word in told, word
    assert b"<pdfuaid:part>1</pdfuaid:part>" in told
    assert b"<dc:title>" in told
    assert told.count(b"/S/Figure") == len(names)
    assert all(f"/Alt(Code of badge {n})".encode() in told for n in range(1, len(names) + 1))
    assert told.count(b"/S/H1") == len(names)  # from name to name
    for language in (b"ar", b"zh", b"ja"):
        assert b"/Lang(" + language + b")" in told, language


def test_what_is_printed_is_noted(event: Event, person: Any, signed_in: Any) -> None:
    house = {"by": the_house("test", event_id=event.pk), "at": NOON}
    sort = commands.keep_category(
        category_code="S", name_en="S", zone_ids=[], has_photo=False, is_vetted=False, **house
    )
    row = commands.ask_accreditation(
        full_name="A florist",
        category_id=sort.pk,
        since=NOON.date(),
        until=NOON.date(),
        **house,
    )
    commands.check_accreditation(accreditation_id=row.pk, **house)
    commands.approve_accreditation(accreditation_id=row.pk, **house)
    badge = Badge.objects.get(accreditation=Accreditation.objects.get())
    desk = signed_in(person("hamfast", "accreditation", event))
    answer = desk.post(f"/e/{event.slug}/paper/badges.pdf", {"badges": [badge.pk]})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    badge.refresh_from_db()
    assert (badge.state, badge.printed_at) == ("printed", NOON)


def _plain(pdf: bytes) -> bytes:
    """Return a PDF with what is packed in it, to look for words in it."""
    parts = [pdf]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        with suppress(zlib.error):  # a picture packed otherwise
            parts.append(zlib.decompress(packed))
    return b"\n".join(parts)
