"""`{% load parts %}{% parts "movement" line %}`: what rooms above add to a page here."""

from typing import Any

from django import template
from django.template import Context

from narahubung.kit.parts import parts_of

register = template.Library()


@register.inclusion_tag("kit/_parts.html", takes_context=True)
def parts(context: Context, place: str, thing: Any) -> dict[str, Any]:
    """Draw them one after the other; each template has `request` and its own `part`."""
    request = context["request"]
    return {"request": request, "parts": parts_of(place, request, thing)}
