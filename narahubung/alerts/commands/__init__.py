"""Everything that changes a warning or a feed."""

from narahubung.alerts.commands.composing import cancel_alert, issue_alert, update_alert
from narahubung.alerts.commands.feeds import drop_feed, list_feed, note_answer_of, note_silence
from narahubung.alerts.commands.judging import dismiss_alert, verify_alert
from narahubung.alerts.commands.receiving import Received, receive_alerts

__all__ = [
    "Received",
    "cancel_alert",
    "dismiss_alert",
    "drop_feed",
    "issue_alert",
    "list_feed",
    "note_answer_of",
    "note_silence",
    "receive_alerts",
    "update_alert",
    "verify_alert",
]
