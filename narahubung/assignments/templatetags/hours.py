"""`{% load hours %}`: `{{ minutes|hours }}`, minutes as `10 h 59 min`."""

from django import template

from narahubung.assignments.words import hours_text

register = template.Library()
register.filter("hours", hours_text)
