"""What every page's shell shows: navigation, who is signed in, which event."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the shell's context."""
    return {}
