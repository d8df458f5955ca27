"""What is done with messages."""

from narahubung.relays.commands.answering import (
    acknowledge,
    confirm,
    mark_done,
    read_back,
    read_back_by_picks,
    refuse,
)
from narahubung.relays.commands.chasing import chase, expire
from narahubung.relays.commands.correcting import correct
from narahubung.relays.commands.outside import take_word
from narahubung.relays.commands.passing import pass_on
from narahubung.relays.commands.quieting import begin_quiet, end_quiet, let_through
from narahubung.relays.commands.receipts import book_seen, fold, look_again
from narahubung.relays.commands.sending import record_spoken, send
from narahubung.relays.commands.templates import (
    keep_template,
    retire_template,
    take_up_template,
)
from narahubung.relays.commands.threads import close_thread, open_thread, release
from narahubung.relays.commands.voices import write_down

__all__ = [
    "acknowledge",
    "begin_quiet",
    "book_seen",
    "chase",
    "close_thread",
    "confirm",
    "correct",
    "end_quiet",
    "expire",
    "fold",
    "keep_template",
    "let_through",
    "look_again",
    "mark_done",
    "open_thread",
    "pass_on",
    "read_back",
    "read_back_by_picks",
    "record_spoken",
    "refuse",
    "release",
    "retire_template",
    "send",
    "take_up_template",
    "take_word",
    "write_down",
]
