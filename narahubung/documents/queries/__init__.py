"""Frozen answers about documents and papers, already cut to what a person may see."""

from narahubung.documents.queries.brief import LatePaper, late_papers
from narahubung.documents.queries.files import (
    DocumentLine,
    File,
    documents_about,
    documents_about_all,
    file_of,
)
from narahubung.documents.queries.papers import (
    MissingPaper,
    PaperLine,
    PapersOf,
    PersonPapers,
    missing_papers,
    papers_of,
    party_for_papers,
    person_papers,
    readiness,
)

__all__ = [
    "DocumentLine",
    "File",
    "LatePaper",
    "MissingPaper",
    "PaperLine",
    "PapersOf",
    "PersonPapers",
    "documents_about",
    "documents_about_all",
    "file_of",
    "late_papers",
    "missing_papers",
    "papers_of",
    "party_for_papers",
    "person_papers",
    "readiness",
]
