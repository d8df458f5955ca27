"""From a sentence to a proposal: which department, how urgent, until when, and what it saw.

Pure and local: it learns from sentences that people gave to departments before, and from a small
lexicon of the trade. It proposes; it never decides.
"""

from narahubung.plans.suggesting.suggesting import Asked, Lexicon, Proposal, Suggester
from narahubung.plans.suggesting.times import TimeSeen, time_in

__all__ = ["Asked", "Lexicon", "Proposal", "Suggester", "TimeSeen", "time_in"]
