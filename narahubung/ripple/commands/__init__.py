"""What is done about changes: what follows goes along, a repair is taken, all is taken back."""

from narahubung.ripple.commands.agreeing import answer_repair, ask_for_repair, hear_refusal
from narahubung.ripple.commands.following import follow
from narahubung.ripple.commands.repairing import adopt_repair
from narahubung.ripple.commands.undoing import take_back_status, undo_wave

__all__ = [
    "adopt_repair",
    "answer_repair",
    "ask_for_repair",
    "follow",
    "hear_refusal",
    "take_back_status",
    "undo_wave",
]
