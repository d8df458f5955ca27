"""`{% load marks %}`: a delegation, a state and a change as every page shows them.

Icons and flags are in `look`.
"""

from typing import Any, Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from narahubung.kit.records import Certainty
from narahubung.kit.templatetags.look import flag, icon

register = template.Library()

# certainty -> (icon, class): dashed, solid, changed, struck. Colour never stands alone.
_STATES = {
    Certainty.TENTATIVE: ("circle-dashed", "is-tentative"),
    Certainty.CONFIRMED: ("circle-check", "is-done"),
    Certainty.CHANGED: ("refresh", "is-tight"),
    Certainty.CANCELLED: ("circle-x", "is-cancelled"),
}


class Named(Protocol):
    """Whatever has a party's code, name and flag: the row, or a frozen answer."""

    code: str
    name: str
    iso_alpha2: str


@register.simple_tag
def party(of: Named | None, url: str = "") -> SafeString:
    """Draw flag, code and name of a delegation; with a url all of it is the link."""
    if of is None:
        return SafeString("")
    inside = format_html(
        '{}<span class="nh-code">{}</span> <bdi class="nh-clip">{}</bdi>',
        flag(of.iso_alpha2, of.code),
        of.code,
        of.name,
    )
    if url:
        return format_html('<a class="nh-del" href="{}">{}</a>', url, inside)
    return format_html('<span class="nh-del">{}</span>', inside)


@register.simple_tag
def state(certainty: str) -> SafeString:
    """Draw how sure a fact is: icon, word and colour."""
    known = Certainty(certainty) if certainty in Certainty else Certainty.TENTATIVE
    name, look = _STATES[known]
    return format_html('<span class="nh-state {}">{}{}</span>', look, icon(name), known.label)


@register.simple_tag
def change(old: Any, new: Any) -> SafeString:
    """Draw old and new, the old struck; only the new where nothing stood before."""
    if old in (None, "") or old == new:
        return format_html("<span>{}</span>", new)
    return format_html(
        '<span class="nh-change"><del>{}</del>{}<ins>{}</ins></span>',
        old,
        icon("arrow-right"),
        new if new not in (None, "") else "-",
    )
