"""The shape of what people send about waves and about planning backward."""

from narahubung.ripple.forms.answering import AnswerForm, RepairForm
from narahubung.ripple.forms.backward import BackwardForm

__all__ = ["AnswerForm", "BackwardForm", "RepairForm"]
