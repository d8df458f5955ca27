"""What the sheets are made of: frozen, plain values, already in the reader's language and zone.

Every text is printed as it stands, never read as markup. Clock times are text as shown ("18.11"),
so that a time which is only a question ("TBC") can be printed too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["tentative", "confirmed", "changed", "cancelled"]
Language = Literal["id", "en"]


@dataclass(frozen=True, kw_only=True)
class Name:
    """A person or a delegation as its owner writes it.

    `native` is the name in its own script, `lang` the language of that script as BCP 47 ("ja",
    "zh", "ko", "ar"): it chooses the shape of Han characters and the direction. `say` tells how
    to pronounce it, `address` how to address the person.
    """

    text: str
    native: str = ""
    lang: str = ""
    say: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Officer:
    """Who is on duty for the delegation; `duty` is a word for people ("LO utama")."""

    name: str
    duty: str = ""
    phone: str = ""
    radio: str = ""


@dataclass(frozen=True, kw_only=True)
class Department:
    """The number to call of a department."""

    name: str
    phone: str = ""
    radio: str = ""
    hours: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing at one time; `old_time` and `old_place` are printed struck before the new ones."""

    time: str
    text: str
    end: str = ""
    place: str = ""
    state: State = "confirmed"
    old_time: str = ""
    old_place: str = ""


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day with its name as shown ("Senin, 14 November 2022") and its lines in order of time."""

    label: str
    lines: Sequence[Line] = ()


@dataclass(frozen=True, kw_only=True)
class PocketCard:
    """All days of one delegation.

    `printed_at` is aware and in the zone that `zone` names ("WITA"); `url` is the live page.
    """

    event: str
    code: str
    delegation: Name
    zone: str
    printed_at: datetime
    version: str
    url: str
    head: Name | None = None
    officers: Sequence[Officer] = ()
    departments: Sequence[Department] = ()
    days: Sequence[Day] = ()
    notes: Sequence[str] = ()
    synthetic: bool = False
    language: Language = "id"


@dataclass(frozen=True, kw_only=True)
class Member:
    """A member of the delegation; `languages` as shown ("ja C2, en B1")."""

    name: Name
    function: str = ""
    languages: str = ""


@dataclass(frozen=True, kw_only=True)
class Movement:
    """An arrival or a departure of one party of the delegation."""

    day: str
    time: str
    direction: str
    party: str
    carrier: str = ""
    place: str = ""
    pax: str = ""
    bags: str = ""
    state: State = "confirmed"
    old_time: str = ""


@dataclass(frozen=True, kw_only=True)
class Trip:
    """One drive with its vehicle; `escort` is the unit and its radio channel."""

    day: str
    depart: str
    purpose: str
    origin: str
    destination: str
    arrive: str = ""
    vehicle: str = ""
    plate: str = ""
    driver: str = ""
    phone: str = ""
    escort: str = ""
    passengers: str = ""
    state: State = "confirmed"
    old_time: str = ""


@dataclass(frozen=True, kw_only=True)
class Stay:
    """Rooms of the delegation in one hotel; days as shown."""

    hotel: str
    check_in: str = ""
    check_out: str = ""
    rooms: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step to check and to check again; a critical step needs two different people.

    `checked` and `rechecked` say who and when ("Sari 09.12"); an empty one is printed as an empty
    box with room for a name and a time.
    """

    time: str
    text: str
    place: str = ""
    critical: bool = False
    checked: str = ""
    rechecked: str = ""


@dataclass(frozen=True, kw_only=True)
class DutyDay:
    """The steps of one day, in order."""

    label: str
    steps: Sequence[Step] = ()


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A person or a desk to call."""

    name: str
    role: str = ""
    phone: str = ""
    radio: str = ""
    hours: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule of the host that the guest is told."""

    topic: str
    text: str


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """What happened, who did it and when, as shown."""

    at: str
    text: str
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One message; `translation` is printed beneath, `sender` is who sent it.

    One that was replaced is printed struck, with the code of what stands in its place.
    """

    at: str
    code: str
    precedence: str
    text: str
    translation: str = ""
    sender: str = ""
    replaced_by: str = ""


@dataclass(frozen=True, kw_only=True)
class DutyBook:
    """All that the officers of one delegation work with. A part without rows is left out."""

    event: str
    code: str
    delegation: Name
    zone: str
    printed_at: datetime
    version: str
    url: str
    head: Name | None = None
    officers: Sequence[Officer] = ()
    departments: Sequence[Department] = ()
    people: Sequence[Member] = ()
    programme: Sequence[Day] = ()
    movements: Sequence[Movement] = ()
    trips: Sequence[Trip] = ()
    stays: Sequence[Stay] = ()
    duties: Sequence[DutyDay] = ()
    messages: Sequence[Notice] = ()
    contacts: Sequence[Contact] = ()
    rules: Sequence[Rule] = ()
    notes: Sequence[str] = ()
    history: Sequence[HistoryLine] = ()
    synthetic: bool = False
    language: Language = "id"


@dataclass(frozen=True, kw_only=True)
class Bulletin:
    """The open messages of a lane, or of one party, to be hung out or handed round.

    `code` is the party's code, or the lane as people call it.
    """

    event: str
    code: str
    delegation: Name
    zone: str
    printed_at: datetime
    url: str
    notices: Sequence[Notice] = ()
    synthetic: bool = False
    language: Language = "id"


@dataclass(frozen=True, kw_only=True)
class CoverageLine:
    """One delegation: lengths as shown ("16 h 00 min")."""

    code: str
    name: str
    needed: str
    planned: str
    actual: str
    uncovered: str
    ahead: str


@dataclass(frozen=True, kw_only=True)
class CoverageGap:
    """A stretch in which nobody was, or will be, with a delegation; `noticed` may be empty."""

    code: str
    when: str
    minutes: str
    state: str
    should: str
    noticed: str = ""


@dataclass(frozen=True, kw_only=True)
class CoverageDuty:
    """A duty as it was planned and as it was."""

    officer: str
    position: str
    planned: str
    taken: str
    left: str
    breaks: str
    state: str


@dataclass(frozen=True, kw_only=True)
class CoverageHours:
    """The hours of one officer against the rules; `against` is empty where none is broken."""

    officer: str
    total: str
    day: str
    week: str
    rest: str
    free: str
    against: str


@dataclass(frozen=True, kw_only=True)
class CoverageReport:
    """Who was with the delegations to the minute: of all, or of one (`code`) with its duties.

    `summary` are the sentences of proof, `period` the days it is about.
    """

    event: str
    code: str
    delegation: Name
    zone: str
    printed_at: datetime
    url: str
    period: str
    summary: Sequence[str] = ()
    lines: Sequence[CoverageLine] = ()
    gaps: Sequence[CoverageGap] = ()
    duties: Sequence[CoverageDuty] = ()
    hours: Sequence[CoverageHours] = ()
    synthetic: bool = False
    language: Language = "id"


@dataclass(frozen=True, kw_only=True)
class ConvoySheet:
    """A motorcade, the order of a police escort, or the detail book, as `kind` says.

    `about` is the drive in one line, `facts` are (name, value) above the table, `widths` the parts
    of its columns (0: as wide as needed), `notes` the sentences beneath.
    """

    kind: Literal["motorcade", "escort_order", "detail_book"]
    event: str
    code: str
    delegation: Name
    zone: str
    printed_at: datetime
    url: str
    about: str
    facts: Sequence[tuple[str, str]]
    widths: Sequence[float]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    synthetic: bool = False
    language: Language = "id"


@dataclass(frozen=True, kw_only=True)
class LetterSheet:
    """A letter to an authority; `text` keeps its lines, `is_draft`: some of it is not filled."""

    event: str
    code: str
    delegation: Name
    zone: str
    printed_at: datetime
    url: str
    to: str
    subject: str
    text: str
    is_draft: bool = False
    synthetic: bool = False
    language: Language = "id"
