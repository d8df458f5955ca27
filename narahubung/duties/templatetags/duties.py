"""`{% load duties %}`: a moment with its day only where that is not today; addresses of steps."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from narahubung.kit.templatetags.times import day_text, local_day
from narahubung.kit.zones import clock_text

register = template.Library()


@register.simple_tag(takes_context=True)
def when(context: Context, moment: datetime | None) -> SafeString:
    """Write `18.11` today, `Rab 16 Nov 18.11` on another day, on the clock of the page's event."""
    request: Any = context["request"]
    if moment is None:
        return SafeString("")
    zone = request.event.zone
    on = local_day(moment, zone)
    day = "" if on == local_day(request.at, zone) else f"{day_text(on, short=True)} "
    return format_html(
        '<time class="nh-num" datetime="{}">{}{}</time>',
        moment.isoformat(),
        day,
        clock_text(moment, zone),
    )


@register.simple_tag(takes_context=True)
def step_url(context: Context, page: str, step_id: int) -> str:
    """Return the address of a page of a step: step, check, recheck, undo, open, note, photo."""
    return _step_url(page, context["slug"], step_id)


@lru_cache(maxsize=16_384)  # a page names hundreds
def _step_url(page: str, slug: str, step_id: int) -> str:
    return reverse(f"duties:{page}", kwargs={"slug": slug, "step_id": step_id})
