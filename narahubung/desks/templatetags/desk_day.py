"""`{% load desk_day %}`: how much time is left on the card of the officer's day."""

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from narahubung.desks.queries.day_facts import Thing
from narahubung.kit.templatetags.times import local_day

register = template.Library()


@dataclass(frozen=True, kw_only=True)
class Left:
    """What counts down: the moment, its words now, and what they mean."""

    moment: datetime | None
    says: str
    is_late: bool
    is_today: bool
    goes_on: bool


@register.simple_tag(takes_context=True)
def left(context: Context, thing: Thing, at: datetime) -> Left:
    """Return the time left until a thing starts, or until it ends while it goes on."""
    zone_name = context["request"].event.zone
    goes_on = thing.goes_on(at) and not (thing.is_ride and not thing.is_begun)
    moment = thing.ends_at if goes_on or (thing.is_begun and thing.ends_at) else thing.at
    # Minutes are said to be late only where somebody should have told the start.
    counts = moment is not None and (moment > at or (thing.is_ride and not thing.is_begun))
    return Left(
        moment=moment if counts else None,
        says=left_words(moment, at) if counts and moment else "",
        is_late=bool(counts and moment and moment < at),
        is_today=local_day(thing.at, zone_name) == local_day(at, zone_name),
        goes_on=goes_on,
    )


def left_words(moment: datetime, at: datetime) -> str:
    """Return `12 min left`, `2 h 5 min left` or `4 min late`."""
    minutes = int((moment - at).total_seconds() // 60)
    if minutes < 0:
        return _("{n} min late").format(n=-minutes)
    if minutes < 60:
        return _("{n} min left").format(n=minutes)
    return _("{h} h {n} min left").format(h=minutes // 60, n=minutes % 60)


@register.simple_tag
def call_word(role: str) -> str:
    """Return why this is the number to call."""
    words = {
        "shift": _("on shift now"),
        "desk": _("duty desk"),
        "deputy": _("deputy"),
        "above": _("when nobody there answers"),
    }
    return words.get(role, role)
