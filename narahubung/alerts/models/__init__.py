"""Warnings that came in and that we gave out, and the feeds an administrator lists."""

from narahubung.alerts.models.feeds import FeedShape, WarningFeed
from narahubung.alerts.models.warnings import OPEN, Alert, AlertState, Origin

__all__ = ["OPEN", "Alert", "AlertState", "FeedShape", "Origin", "WarningFeed"]
