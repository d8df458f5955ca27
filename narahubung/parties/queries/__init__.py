"""What is known of parties, people, officers and departments. Frozen answers, cut to the person."""

from narahubung.parties.queries.duty import DutyDesk, Reachable, departments_on_duty
from narahubung.parties.queries.finding import Found, best, find, find_in, spoken
from narahubung.parties.queries.people import (
    OfficerLine,
    PartyMark,
    PartySheet,
    PersonLine,
    mark_of,
    officers,
    parties,
    party_sheet,
    people_of,
)

__all__ = [
    "DutyDesk",
    "Found",
    "OfficerLine",
    "PartyMark",
    "PartySheet",
    "PersonLine",
    "Reachable",
    "best",
    "departments_on_duty",
    "find",
    "find_in",
    "mark_of",
    "officers",
    "parties",
    "party_sheet",
    "people_of",
    "spoken",
]
