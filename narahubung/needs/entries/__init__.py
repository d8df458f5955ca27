"""What can happen to needs."""

from narahubung.needs.entries.asking import NeedRaised

__all__ = ["NeedRaised"]
