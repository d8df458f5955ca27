"""`{% load desks %}`: words of rooms and kinds, and comparisons for pages of several rooms."""

from datetime import datetime, timedelta

from django import template
from django.utils.translation import gettext as _

from narahubung.assignments.words import language_name, languages_told

register = template.Library()
register.filter(languages_told)


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


@register.filter
def get(mapping: dict[int, str], key: int) -> str:
    """Look one key up; nothing where it is missing."""
    return mapping.get(key, "")


@register.simple_tag
def languages(codes: tuple[str, ...]) -> str:
    """Return the names of languages by their ISO codes."""
    return ", ".join(language_name(code) for code in codes) or "\N{EN DASH}"


@register.simple_tag
def category_word(category: str) -> str:
    """Return the rank of a head in words."""
    return {
        "head_of_state": _("Head of state"),
        "head_of_government": _("Head of government"),
        "head_of_organisation": _("Head of organisation"),
        "minister": _("Minister"),
        "special_envoy": _("Special envoy"),
        "special_invitee": _("Special invitee"),
    }.get(category, category.replace("_", " ") or "\N{EN DASH}")


@register.simple_tag
def standing_word(standing: str) -> str:
    """Return what a party is at the event, in words."""
    return {
        "host": _("host"),
        "g20_member": _("G20 member"),
        "permanent_guest": _("permanent guest"),
        "invited_country": _("invited country"),
        "international_organisation": _("international organisation"),
        "special_invitee": _("special invitee"),
    }.get(standing, standing.replace("_", " "))


@register.simple_tag
def relation_word(relation: str) -> str:
    """Return the bilateral relation in words."""
    return {
        "yes": _("diplomatic relations"),
        "no": _("no diplomatic relations"),
        "host": _("host"),
        "n/a": _("not a state"),
    }.get(relation, relation)


@register.simple_tag
def found_word(kind: str) -> str:
    """Return what sort of thing the search found."""
    return {
        "party": _("delegation"),
        "member": _("person"),
        "officer": _("officer"),
        "place": _("place"),
        "department": _("department"),
        "contact": _("contact"),
        "vehicle": _("vehicle"),
        "item": _("programme"),
    }.get(kind, kind)
