"""Needs of both sides and what became of them."""

from narahubung.needs.models.asking import Need, NeedState, Priority

__all__ = ["Need", "NeedState", "Priority"]
