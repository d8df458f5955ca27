"""`{% load look %}`: icons, flags and times as every page shows them."""

from collections.abc import Iterable
from datetime import datetime, time
from functools import lru_cache
from pathlib import Path

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from narahubung.kit import exercise

register = template.Library()

_FLAGS = frozenset(
    path.stem for path in (Path(__file__).parent.parent / "static/kit/flags").glob("*.svg")
)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon out of the sprite; without a label it is decoration beside a word."""
    return _icon(name, str(label))


@lru_cache(maxsize=1024)
def _icon(name: str, label: str) -> SafeString:
    voice = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="nh-icon" {}><use href="{}#{}"></use></svg>',
        SafeString(voice),
        static("kit/icons.svg"),
        name,
    )


@register.simple_tag
def exercise_mark() -> str:
    """Return the words that stand on every page of a drill, nothing in real life."""
    return exercise.MARK if exercise.is_on() else ""


@register.simple_tag
def flag(alpha2: str | None, code: str | None = "") -> SafeString:
    """Draw the flag of an ISO 3166 alpha-2 code (or of `code`: asean, eu, un), else a building.

    Decoration only: the code and the name of a delegation always stand beside it.
    """
    return _flag((alpha2 or code or "").lower())


@lru_cache(maxsize=1024)
def _flag(alpha2: str) -> SafeString:
    if alpha2 in _FLAGS:
        return format_html(
            '<img class="nh-flag" src="{}" alt="" width="20" height="15">',
            static(f"kit/flags/{alpha2}.svg"),
        )
    return format_html('<span class="nh-flag is-mark">{}</span>', _icon("building", ""))


@register.simple_tag(takes_context=True)
def theme_attribute(context: Context) -> SafeString:
    """Write the chosen theme on `html`, from context or cookie; none means as the device."""
    request = context.get("request")
    chosen = context.get("theme") or (request.COOKIES.get("nh_theme") if request else "")
    if chosen not in ("light", "dark"):
        return SafeString("")
    return format_html(' data-bs-theme="{}"', chosen)


@register.filter(expects_localtime=False)
def hm(moment: datetime | time | None) -> str:
    """Write a time of day as 18.11, an aware moment in the current zone."""
    if moment is None:
        return ""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return moment.strftime("%H.%M")


@register.filter
def live_names(topics: Iterable[str]) -> str:
    """Write topics as events for `hx-trigger`: `live:need:42 from:body, live:board from:body`."""
    return ", ".join(f"live:{topic} from:body" for topic in topics)


@register.inclusion_tag("kit/_ready.html")
def ready(done: int, total: int) -> dict[str, object]:
    """Draw readiness as one mark per check and the numbers beside it."""
    return {"done": done, "total": total, "marks": [index < done for index in range(total)]}
