"""`{% load said %}`: `{{ trip.purpose|said }}`, a listed word in the reader's language."""

from django import template

from narahubung.kit.said import in_one, said

register = template.Library()
register.filter("said", said)
register.filter("in_one", in_one)
