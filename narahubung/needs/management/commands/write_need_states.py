"""`python manage.py write_need_states`: draw docs/reference/need-states.md from the table."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from narahubung.needs.models import NeedState
from narahubung.needs.rules.moving import MOVES, WHO, Move

PAGE = Path(settings.PACKAGE).parent / "docs" / "reference" / "need-states.md"


class Command(BaseCommand):
    """Write the page of the states of a need."""

    help = "Bring docs/reference/need-states.md up to date with narahubung/needs/rules/moving.py."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write it."""
        PAGE.write_text(page())


def page() -> str:
    """Return the page: the diagram, and the table of moves."""
    with translation.override("en"):
        lines = [
            "# The states of a need",
            "",
            "Written by `python manage.py write_need_states` out of",
            "`narahubung/needs/rules/moving.py`; a test fails when the two differ. Who answers:",
            "the department (and the one above, once it is late), or the delegation where we ask",
            "it. Who asked: the other side. The coordinator may do what either may. Each move lets",
            "a new clock run.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            "    [*] --> new: raise",
            *(line for name, move in MOVES.items() for line in _arrows(name, move)),
            "    done --> [*]: confirmed",
            "    rejected --> [*]",
            "    withdrawn --> [*]",
            "```",
            "",
            "| move | who | from | to |",
            "|---|---|---|---|",
            *(_row(name, move) for name, move in MOVES.items()),
            "",
            "| state | means | whose turn |",
            "|---|---|---|",
            *(f"| `{state.value}` | {state.label} | {_turn(state)} |" for state in NeedState),
        ]
    return "\n".join(lines) + "\n"


def _arrows(name: str, move: Move) -> list[str]:
    ends = [(start, end) for start in move.frm for end in move.ends(start) if end != start]
    return [f"    {start.value} --> {end}: {name}" for start, end in ends]


def _row(name: str, move: Move) -> str:
    start = ", ".join(f"`{state.value}`" for state in move.frm)
    end = ", ".join(f"`{state.value}`" for state in move.to) or "as it was"
    return f"| {name}: {move.word} | {WHO[move.who]} | {start} | {end} |"


def _turn(state: NeedState) -> str:
    if state == NeedState.WAITING:
        return "who asked"
    if state == NeedState.DONE:
        return "who asked, until it is confirmed; then nobody"
    over = {NeedState.REJECTED, NeedState.WITHDRAWN}
    return "nobody" if state in over else "who answers"
