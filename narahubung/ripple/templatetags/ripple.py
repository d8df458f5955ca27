"""`{% load ripple %}`: `{{ line.slack_min|minutes }}`, how much is left or too late, unsigned."""

from django import template

from narahubung.assignments.words import hours_text

register = template.Library()


@register.filter
def minutes(slack_min: int) -> str:
    """Write `15 min` or `1 h 15 min`; the words around it say whether left or late."""
    return hours_text(abs(slack_min))
