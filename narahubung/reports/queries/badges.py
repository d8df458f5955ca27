"""Badges as they are printed: whose, of which category, the code. No zone stands on a badge."""

import base64
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils.translation import get_language
from PIL import Image

from narahubung.access.models import Badge
from narahubung.access.queries.gates import code_of
from narahubung.accounts.models import Event
from narahubung.kit.actor import Actor
from narahubung.kit.files import path_of
from narahubung.kit.zones import zone_label
from narahubung.reports.paper import press
from narahubung.reports.paper.data import Language, Name
from narahubung.reports.paper.data_badges import BadgeFace, BadgeSheet
from narahubung.reports.queries.names import script_language

FACE = (280, 350)  # points: 28 by 35 mm at 254 a inch
BLANK_COLOUR = "#5a5a5a"


def badge_sheet(
    *, event: Event, badge_ids: Sequence[int], by: Actor, at: datetime, url: str
) -> BadgeSheet:
    """Return these badges, by number."""
    rows = Badge.objects.visible_to(by).filter(pk__in=badge_ids)
    rows = rows.select_related("accreditation__category", "accreditation__party")
    language: Language = "en" if (get_language() or "").startswith("en") else "id"
    return BadgeSheet(
        event=event.name,
        code="",
        delegation=Name(text=""),
        zone=zone_label(event.zone, at),
        printed_at=at,
        url=url,
        badges=tuple(face_of(row) for row in rows.order_by("serial")),
        synthetic=bool(event.facts.get("synthetic", False)),
        language=language,
    )


def face_of(row: Badge) -> BadgeFace:
    """Return one badge as it is printed."""
    code, holder = press.code_svg(code_of(row)), row.accreditation
    if holder is None:
        return BadgeFace(serial=row.serial, code=code, category="", colour=BLANK_COLOUR)
    native = holder.native_name if holder.native_name != holder.full_name else ""
    languages = holder.party.official_languages if holder.party else ""
    return BadgeFace(
        serial=row.serial,
        code=code,
        category=holder.category.name,
        colour=holder.category.colour,
        name=Name(text=holder.full_name, native=native, lang=script_language(native, languages)),
        organisation=holder.party.name if holder.party else holder.organisation,
        function=holder.function,
        photo=photo_svg(path_of(holder.photo))
        if holder.photo and holder.category.has_photo
        else "",
    )


def photo_svg(path: Path) -> str:
    """Return a photo, cut to the badge's shape, as an SVG that holds it; "" where it is not there.

    As text, for that is what reaches typst.
    """
    if not path.exists():
        return ""
    with Image.open(path) as picture:
        small = picture.convert("RGB")
        small.thumbnail((FACE[0] * 2, FACE[1] * 2))
        out = io.BytesIO()
        small.save(out, "JPEG", quality=80)
    told = base64.b64encode(out.getvalue()).decode()
    width, height = FACE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" preserveAspectRatio="xMidYMid slice" '
        f'href="data:image/jpeg;base64,{told}"/></svg>'
    )
