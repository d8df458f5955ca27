"""Everything that changes documents and papers."""

from narahubung.documents.commands.files import attach
from narahubung.documents.commands.papers import advance_paper, confirm_papers, write_paper

__all__ = ["advance_paper", "attach", "confirm_papers", "write_paper"]
