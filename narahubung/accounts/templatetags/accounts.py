"""`{% load accounts %}`: for the log-in library's pages, which belong to no event."""

from django import template

from narahubung.accounts.devices import device_name
from narahubung.config.environment import environment

register = template.Library()

register.filter("device_name", device_name)


@register.simple_tag
def installation_zone() -> str:
    """Return the zone of this installation, for moments on pages of no event."""
    return environment.zone
