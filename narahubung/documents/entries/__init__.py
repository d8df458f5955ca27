"""What can happen to documents and papers."""

from narahubung.documents.entries.files import DocumentAttached
from narahubung.documents.entries.papers import PaperMoved, PapersConfirmed

__all__ = ["DocumentAttached", "PaperMoved", "PapersConfirmed"]
