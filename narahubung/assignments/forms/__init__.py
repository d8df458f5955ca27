"""The shapes of input."""

from narahubung.assignments.forms.assigning import AskProposal, Detach, OfficerAt, PlaceOf

__all__ = ["AskProposal", "Detach", "OfficerAt", "PlaceOf"]
