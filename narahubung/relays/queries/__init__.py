"""Messages as a person may read them: what waits for him, what he sent, who knew what when."""

from narahubung.relays.queries.counting import recipients_of, unanswered, waiting
from narahubung.relays.queries.knowing import Knew, who_knew
from narahubung.relays.queries.lists import Line, inbox, lanes, sent
from narahubung.relays.queries.picking import Question, questions
from narahubung.relays.queries.sheets import Copy, Sheet, ThreadSheet, sheet, thread_sheet, threads
from narahubung.relays.queries.templates import (
    Phrase,
    fields_of,
    own_templates,
    phrase_of,
    phrases,
    shipped,
)

__all__ = [
    "Copy",
    "Knew",
    "Line",
    "Phrase",
    "Question",
    "Sheet",
    "ThreadSheet",
    "fields_of",
    "inbox",
    "lanes",
    "own_templates",
    "phrase_of",
    "phrases",
    "questions",
    "recipients_of",
    "sent",
    "sheet",
    "shipped",
    "thread_sheet",
    "threads",
    "unanswered",
    "waiting",
    "who_knew",
]
