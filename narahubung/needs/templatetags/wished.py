"""`{% load wished %}`: the day beside a time, where it is not today."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context

from narahubung.kit.templatetags.times import day_text, local_day

register = template.Library()


@register.simple_tag(takes_context=True)
def on_day(context: Context, moment: datetime | None, here: datetime | None = None) -> str:
    """Write `Rab 16 Nov`, with the year where it is another; nothing for the day of `here`.

    here: the day that stands there already; today where it is not given.
    """
    if not moment:
        return ""
    request: Any = context["request"]
    now = local_day(request.at, request.event.zone)
    known = local_day(here, request.event.zone) if here else now
    on = local_day(moment, request.event.zone)
    return "" if on == known else day_text(on, short=True, year=on.year != now.year)
