"""`python manage.py write_relay_states`: draw docs/reference/relay-states.md from the table."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from narahubung.relays.models import Precedence, RecipientState
from narahubung.relays.rules.states import CLOCKS, MOVES, owes_answer

PAGE = Path(settings.PACKAGE).parent / "docs" / "reference" / "relay-states.md"

_HEAD = """# How a message moves with each of its people

Written by `python manage.py write_relay_states` out of `narahubung/relays/rules/states.py`; a
test fails when the two differ. Each person has a state of his own. Seen is never understood: a
message that must be read back is known only once the sender confirmed it.
"""
_STATES = """| state | means | may become | owes an answer | owes a read-back |
|---|---|---|---|---|"""
_CLOCKS = """## Clocks

Without an answer in that time the next channel is tried; then, a step later each, the deputy and
the coordinator are told. It stops at the first answer of anybody of these.

| precedence | means | answer within | each further step |
|---|---|---|---|"""


class Command(BaseCommand):
    """Write the page of a message's states."""

    help = "Bring docs/reference/relay-states.md up to date with relays/rules/states.py."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write it."""
        PAGE.write_text(page())


def page() -> str:
    """Return the page: the drawing, the table of moves, the clocks."""
    with translation.override("en"):
        lines = [
            _HEAD,
            "```mermaid",
            "stateDiagram-v2",
            "    [*] --> sent",
            *(f"    {state} --> {to}" for state in MOVES for to in _in_order(state)),
            "```",
            "",
            _STATES,
            *(_line(state) for state in MOVES),
            "",
            _CLOCKS,
            *(_clock(precedence) for precedence in Precedence),
        ]
    return "\n".join(lines) + "\n"


def _in_order(state: RecipientState) -> list[RecipientState]:
    return [to for to in RecipientState if to in MOVES[state]]


def _line(state: RecipientState) -> str:
    becomes = ", ".join(f"`{to}`" for to in _in_order(state)) or "nothing more"
    owes = ["yes" if owes_answer(state, must_read_back=must) else "no" for must in (False, True)]
    return f"| `{state}` | {state.label} | {becomes} | {owes[0]} | {owes[1]} |"


def _clock(precedence: Precedence) -> str:
    clock = CLOCKS[precedence]
    answer, step = (span // timedelta(minutes=1) for span in (clock.answer, clock.step))
    return f"| `{precedence}` | {precedence.label} | {answer} min | {step} min |"
