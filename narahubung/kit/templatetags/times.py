"""`{% load times %}`: moments as people read them, always saying whose clock it is.

A zone is an IANA name. Where a tag is given none it takes the zone of the event of the page.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_skeleton
from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from narahubung.kit.zones import clock_text, zone, zone_label

register = template.Library()

_DAY = "EEEE, d MMMM"
_SHORT = "EEE d MMM"


def day_text(on: date, *, short: bool = False, year: bool = False) -> str:
    """Return `Selasa, 15 November` in the language in force; short: `Sel 15 Nov`."""
    return _day_text(on, get_language() or "id", _SHORT if short else _DAY, year)


@lru_cache(maxsize=1024)
def _day_text(on: date, language: str, shape: str, year: bool) -> str:  # noqa: FBT001 -- cached
    if not language.startswith(("id", "en")):  # a guest's: in the order of that language
        skeleton = "MMMEd" if shape == _SHORT else "MMMMEEEEd"
        locale = language.replace("hans", "Hans").replace("-", "_")
        return format_skeleton(f"y{skeleton}" if year else skeleton, on, locale=locale)
    locale = "id" if language.startswith("id") else "en_GB"
    return format_date(on, f"{shape} y" if year else shape, locale=locale)


def local_day(moment: datetime, zone_name: str) -> date:
    """Return which day it is on that zone's calendar."""
    return moment.astimezone(zone(zone_name)).date()


@register.simple_tag(takes_context=True)
def clock(
    context: Context,
    moment: datetime | None,
    zone_name: str = "",
    label: bool = True,  # noqa: FBT001, FBT002 -- a template's keyword
) -> SafeString:
    """Write a moment as `18.11 WITA`; label=False where the zone already stands beside it."""
    if not moment:
        return _unknown()
    return _clock(moment, _zone_of(context, zone_name), label=label)


@register.simple_tag(takes_context=True)
def clock_plain(context: Context, moment: datetime, zone_name: str = "") -> str:
    """Write a moment as `18.11` and nothing else, for an address or an attribute."""
    return clock_text(moment, _zone_of(context, zone_name))


@register.simple_tag(takes_context=True)
def span(
    context: Context,
    start: datetime | None,
    end: datetime | None,
    zone_name: str = "",
    label: bool = True,  # noqa: FBT001, FBT002 -- a template's keyword
) -> SafeString:
    """Write a span as `18.11-19.00 WITA`, the zone once; the day of the end where it is another.

    label=False where the zone already stands beside it.
    """
    name = _zone_of(context, zone_name)
    if not start:
        return _unknown()
    if not end or end == start:
        return _clock(start, name, label=label)
    ends = _clock(end, name, label=label)
    if local_day(end, name) != local_day(start, name):
        ends = format_html("{} {}", day_text(local_day(end, name), short=True), ends)
    return format_html("{}\N{EN DASH}{}", _clock(start, name, label=False), ends)


@register.simple_tag(takes_context=True)
def zone_of(context: Context, moment: datetime | date | None, zone_name: str = "") -> str:
    """Write how the zone is called on that day: WITA, GMT+2."""
    name = _zone_of(context, zone_name)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment or date(2000, 1, 1), time(12), tzinfo=zone(name))
    return zone_label(name, moment)


@register.simple_tag(takes_context=True)
def day(
    context: Context,
    moment: datetime | date | None,
    zone_name: str = "",
    short: bool = False,  # noqa: FBT001, FBT002 -- a template's keyword
) -> str:
    """Write the day as `Selasa, 15 November`, short `Sel 15 Nov`; a moment's is its zone's."""
    if not moment:
        return ""
    if isinstance(moment, datetime):
        moment = local_day(moment, _zone_of(context, zone_name))
    return day_text(moment, short=short)


@register.simple_tag
def clocks(moment: datetime | None, zones: Iterable[tuple[str, str]]) -> SafeString:
    """Write one moment on several clocks; zones: (whose clock, IANA name), the first is the host's.

    The day stands beside a clock that shows another day than the first.
    """
    pairs = list(dict.fromkeys((str(whose), name) for whose, name in zones if name))
    if not moment or not pairs:
        return _unknown()
    first = local_day(moment, pairs[0][1])
    return format_html(
        '<ul class="nh-rows">{}</ul>',
        format_html_join(
            "",
            '<li><span class="nh-row-main">{}</span><span class="nh-row-end">{} {}</span></li>',
            (
                (whose, _other_day(moment, name, first), _clock(moment, name))
                for whose, name in pairs
            ),
        ),
    )


@register.simple_tag
def relative(moment: datetime | None) -> SafeString:
    """Write a place that the browser keeps at `in 12 min`; empty without a browser's help."""
    if not moment:
        return SafeString("")
    return format_html('<time class="nh-quiet" datetime="{}" data-rel></time>', moment.isoformat())


def _other_day(moment: datetime, name: str, first: date) -> str:
    here = local_day(moment, name)
    return "" if here == first else day_text(here, short=True)


def _clock(moment: datetime, name: str, *, label: bool = True) -> SafeString:
    here = moment.astimezone(zone(name))
    shown = format_html(
        '<time class="nh-num" datetime="{}">{}</time>', here.isoformat(), clock_text(moment, name)
    )
    if not label:
        return shown
    return format_html('{} <span class="nh-quiet">{}</span>', shown, zone_label(name, moment))


def _unknown() -> SafeString:
    return format_html('<span class="nh-quiet">{}</span>', _("time not known"))


def _zone_of(context: Context, name: str) -> str:
    if name:
        return name
    event: Any = getattr(context.get("request"), "event", None)
    return event.zone if event else "UTC"
