"""Messages as a person may read them: what waits for him, what he sent, who knew what when."""

from narahubung.relays.queries.counting import recipients_of, unanswered, waiting
from narahubung.relays.queries.knowing import Knew, who_knew
from narahubung.relays.queries.lists import Line, inbox, lanes, sent
from narahubung.relays.queries.picking import Question, questions
from narahubung.relays.queries.quieting import Held, QuietNow, held, held_list, quiet_now
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
    "Held",
    "Knew",
    "Line",
    "Phrase",
    "Question",
    "QuietNow",
    "Sheet",
    "ThreadSheet",
    "fields_of",
    "held",
    "held_list",
    "inbox",
    "lanes",
    "own_templates",
    "phrase_of",
    "phrases",
    "questions",
    "quiet_now",
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
