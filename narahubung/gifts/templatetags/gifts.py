"""What templates of this room draw."""

from datetime import date, datetime

from django import template
from django.utils.timezone import localtime

from narahubung.gifts.words import KIND_ICONS
from narahubung.kit.templatetags.times import day_text

register = template.Library()


@register.filter
def kind_icon(kind: str) -> str:
    """Return the icon of a sort of gift."""
    return KIND_ICONS.get(kind, "gift")


@register.simple_tag
def full_day(on: date | None) -> str:
    """Write the day with its year: a term may end in the next one. A moment's is its zone's."""
    if on is None:
        return "–"
    return day_text(localtime(on).date() if isinstance(on, datetime) else on, year=True)
