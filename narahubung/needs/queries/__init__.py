"""What is known of needs, cut to who asks."""

from narahubung.needs.queries.asking import (
    NeedCount,
    NeedLine,
    counts_by_party,
    needs_of,
    open_needs_of,
)
from narahubung.needs.queries.book import Book, BookLine, Like, book_of, desks_with_book, late_calls
from narahubung.needs.queries.completeness import Completeness, Unanswered, completeness
from narahubung.needs.queries.pulse import PulseLine, overdue_pulses, pulses
from narahubung.needs.queries.queue import SHOW, Queue, QueueLine, queue
from narahubung.needs.queries.register import (
    ExpectationLine,
    NegotiationLine,
    NegotiationSheet,
    PartyRegister,
    PreferenceLine,
    RegisterRow,
    events_to_forget,
    negotiation_about,
    negotiation_sheet,
    preferences_of,
    register_of,
    register_of_all,
)
from narahubung.needs.queries.routes import Routes, routes, try_route
from narahubung.needs.queries.sheet import (
    Charges,
    CostLine,
    NeedSheet,
    charges_of,
    departments_for,
    need_sheet,
)
from narahubung.needs.queries.templates import Suggestion, UsualRequest, suggestion, usual_requests

__all__ = [
    "SHOW",
    "Book",
    "BookLine",
    "Charges",
    "Completeness",
    "CostLine",
    "ExpectationLine",
    "Like",
    "NeedCount",
    "NeedLine",
    "NeedSheet",
    "NegotiationLine",
    "NegotiationSheet",
    "PartyRegister",
    "PreferenceLine",
    "PulseLine",
    "Queue",
    "QueueLine",
    "RegisterRow",
    "Routes",
    "Suggestion",
    "Unanswered",
    "UsualRequest",
    "book_of",
    "charges_of",
    "completeness",
    "counts_by_party",
    "departments_for",
    "desks_with_book",
    "events_to_forget",
    "late_calls",
    "need_sheet",
    "needs_of",
    "negotiation_about",
    "negotiation_sheet",
    "open_needs_of",
    "overdue_pulses",
    "preferences_of",
    "pulses",
    "queue",
    "register_of",
    "register_of_all",
    "routes",
    "suggestion",
    "try_route",
    "usual_requests",
]
