"""What an upper room adds to a page of a lower one, which cannot know of it.

The lower page says where (`{% parts "movement" line %}`), the upper room what, in its `parts.py`.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

Part = Callable[[Any, Any], tuple[str, object] | None]
_PARTS: dict[str, list[Part]] = {}


def shown_on(place: str) -> Callable[[Part], Part]:
    """Register a function of (request, the thing shown): a template and its `part`, or None."""

    def register(part: Part) -> Part:
        _PARTS.setdefault(place, []).append(part)
        return part

    return register


def parts_of(place: str, request: HttpRequest, thing: Any) -> list[tuple[str, object]]:
    """Return the templates that rooms above add at a place, and what each shows."""
    found = (part(request, thing) for part in _PARTS.get(place, []))
    return [each for each in found if each is not None]
