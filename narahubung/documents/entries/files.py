"""What can happen to documents."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.documents.models import DocumentKind
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class DocumentAttached(Entry):
    """A photo or voice note was attached to something. about: its topic, such as `step:12`."""

    kind: ClassVar[str] = "documents.attached"
    right: ClassVar[str] = Right.SEE_DUTIES
    document_id: int
    party_id: int
    about: str
    document_kind: str
    size: int
    digest: str

    def topics(self) -> list[str]:
        """Name the document, what it is about, and the party."""
        return [f"document:{self.document_id}", self.about, f"party:{self.party_id}"]

    def sentence(self) -> str:
        """Say what sort of file."""
        if self.document_kind == DocumentKind.VOICE:
            return _("A voice note was attached.")
        return _("A photo was attached.")
