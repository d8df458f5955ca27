"""`{% load programme %}`: facts of a version, and changes of an item, as people read them."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from narahubung.kit.records import Certainty
from narahubung.kit.templatetags.marks import change
from narahubung.kit.templatetags.times import clock, day_text, local_day

register = template.Library()


@register.simple_tag(takes_context=True)
def iso_moment(context: Context, text: str | None, zone_name: str) -> SafeString:
    """Write a moment kept as ISO text, with its day."""
    return _moment(context, datetime.fromisoformat(text) if text else None, zone_name)


@register.simple_tag(takes_context=True)
def fact_change(context: Context, name: str, old: Any, new: Any, zone_name: str) -> SafeString:
    """Draw old and new of a fact of a version."""
    if name.endswith("_at"):
        old, new = (datetime.fromisoformat(text) if text else None for text in (old, new))
    if name == "certainty":
        old, new = (Certainty(code).label if code else "" for code in (old, new))
    return moment_change(context, old, new, zone_name)


@register.simple_tag(takes_context=True)
def moment_change(context: Context, old: Any, new: Any, zone_name: str) -> SafeString:
    """Draw old and new; moments on the clock of the zone, with their days where those differ."""
    if _on_one_day(old, new, zone_name):
        return change(clock(context, old, zone_name), clock(context, new, zone_name))
    return change(*(_shown(context, value, zone_name) for value in (old, new)))


def _on_one_day(old: Any, new: Any, zone_name: str) -> bool:
    if not (isinstance(old, datetime) and isinstance(new, datetime)):
        return False
    return local_day(old, zone_name) == local_day(new, zone_name)


def _shown(context: Context, value: Any, zone_name: str) -> Any:
    return _moment(context, value, zone_name) if isinstance(value, datetime) else value


def _moment(context: Context, moment: datetime | None, zone_name: str) -> SafeString:
    if moment is None:
        return clock(context, None, zone_name)
    on = day_text(local_day(moment, zone_name), short=True)
    return format_html("{} {}", on, clock(context, moment, zone_name))
