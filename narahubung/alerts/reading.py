"""From a letter as it came to what it says: CAP, or a quake as BMKG writes it."""

import codecs
import json
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import Any
from zlib import crc32

from narahubung.alerts import cap
from narahubung.alerts.cap.moments import text_of
from narahubung.alerts.cap.shapes import Shaped, area_of
from narahubung.alerts.feeds import Quake, quakes

BMKG = "data.bmkg.go.id"
QUAKE_HOLDS = timedelta(hours=6)
FELT_KM = ((7.0, 400.0), (6.0, 200.0), (5.0, 100.0), (0.0, 50.0))
"""From which magnitude on how far away people are asked for: ours, wide on purpose; BMKG gives none
in these lists. A tsunami reaches farther: its own warning (CAP) says where."""
TSUNAMI_KM = 1000.0


def text_of_letter(letter: bytes) -> str:
    """Return it as text that can be kept. Raises cap.NotReadable."""
    is_wide = letter.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return letter.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise cap.NotReadable(cap.Why.ENCODING) from None


@lru_cache(maxsize=128)
def told(raw: str) -> cap.Told:
    """Return what a kept text says. Raises cap.NotReadable."""
    if raw.lstrip().startswith("{"):
        found = quakes(raw.encode())
        if len(found) != 1:
            raise cap.NotReadable(cap.Why.NOT_CAP)
        return cap.Told(alert=of_quake(found[0]), troubles=())
    says_wide = "utf-16" in raw.split(">", 1)[0].lower()
    return cap.read(raw.encode("utf-16" if says_wide else "utf-8"))


@lru_cache(maxsize=128)
def shaped(raw: str) -> Shaped:
    """Return where it holds: all areas of all its blocks, each shape once."""
    areas = dict.fromkeys(area for info in told(raw).alert.infos for area in info.areas)
    seen: set[str] = set()
    once = []
    for area in areas:
        new = [text for text in (*area.polygons, *area.circles) if text not in seen]
        seen.update(new)
        once.append(
            cap.CapArea(
                description=area.description,
                polygons=tuple(text for text in area.polygons if text in new),
                circles=tuple(text for text in area.circles if text in new),
            )
        )
    return area_of(*once)


def single_quakes(letter: str) -> Iterator[str]:
    """Yield each quake of a list as a letter of its own. Raises cap.NotReadable."""
    quakes(letter.encode())
    found = json.loads(letter)["Infogempa"]["gempa"]
    for row in found if isinstance(found, list) else [found]:
        one = json.dumps({"Infogempa": {"gempa": row}}, ensure_ascii=False, sort_keys=True)
        if quakes(one.encode()):
            yield one


def of_quake(quake: Quake) -> cap.Alert:
    """Return a quake as a CAP alert. A revision of its figures is another alert, not a replay."""
    figures = f"{quake.magnitude} {quake.lat} {quake.lon} {bool(quake.may_bring_tsunami)}"
    infos = tuple(_info(quake, language) for language in ("id", "en"))
    return cap.Alert(
        identifier=f"quake.{quake.at:%Y%m%d%H%M%S}.{crc32(figures.encode()):08x}",
        sender=BMKG,
        sent=quake.at,
        sent_text=text_of(quake.at),
        status=cap.Status.ACTUAL,
        msg_type=cap.MsgType.ALERT,
        scope=cap.Scope.PUBLIC,
        infos=infos,
    )


def _info(quake: Quake, language: str) -> cap.Info:
    strength = quake.magnitude or 0.0
    radius = next(km for least, km in FELT_KM if strength >= least)
    words = {"id": ("Gempabumi", "kedalaman"), "en": ("Earthquake", "depth")}[language]
    size = "?" if quake.magnitude is None else f"{quake.magnitude:g}"
    depth = "" if quake.depth_km is None else f", {words[1]} {quake.depth_km:g} km"
    told_besides: dict[str, Any] = {}
    if quake.felt:
        told_besides["parameters"] = (cap.Named("MMI", quake.felt),)
    return cap.Info(
        language=language,
        categories=(cap.Category.GEO,),
        event=words[0],
        urgency=cap.Urgency.IMMEDIATE if quake.may_bring_tsunami else cap.Urgency.PAST,
        severity=_severity(quake),
        certainty=cap.Certainty.OBSERVED,
        onset=quake.at,
        expires=quake.at + QUAKE_HOLDS,
        sender_name="BMKG",
        headline=f"{words[0]} M {size}, {quake.where}{depth}".strip(),
        description=" ".join(part for part in (quake.potential, quake.felt) if part),
        areas=(
            cap.CapArea(
                description=quake.where or "-",
                circles=(
                    f"{quake.lat:g},{quake.lon:g} "
                    f"{TSUNAMI_KM if quake.may_bring_tsunami else radius:g}",
                ),
            ),
        ),
        **told_besides,
    )


def _severity(quake: Quake) -> cap.Severity:
    strength = quake.magnitude
    if quake.may_bring_tsunami:
        return cap.Severity.EXTREME
    if strength is None:
        return cap.Severity.UNKNOWN
    steps = ((6.0, cap.Severity.SEVERE), (5.0, cap.Severity.MODERATE))
    return next((word for least, word in steps if strength >= least), cap.Severity.MINOR)
