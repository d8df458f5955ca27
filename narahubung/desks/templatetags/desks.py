"""`{% load desks %}`: words of rooms and kinds, and small comparisons for pages of several rooms."""

from datetime import datetime, timedelta

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def room_word(room: str) -> str:
    """Return what people call a room."""
    return {
        "accounts": _("people and rights"),
        "assignments": _("assignments"),
        "documents": _("photos and voice notes"),
        "duties": _("duties"),
        "intake": _("lists in"),
        "journal": _("records"),
        "movements": _("movements"),
        "needs": _("requests"),
        "programme": _("programme"),
    }.get(room, room)


@register.simple_tag
def kind_word(kind: str) -> str:
    """Return what an entry is about, for who may not read it."""
    return _("{room}: content not for you").format(room=room_word(kind.split(".")[0]))


@register.filter
def later_than(moment: datetime, other: datetime) -> bool:
    """Tell whether a report reached us noticeably after it was made."""
    return moment - other > timedelta(minutes=2)
