"""The elements of CAP 1.2, in its own words. What is not there is "", () or None."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"


class Status(StrEnum):
    """How it is to be handled."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class MsgType(StrEnum):
    """What it is for."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"
    ACK = "Ack"
    ERROR = "Error"


class Scope(StrEnum):
    """For whom it is meant."""

    PUBLIC = "Public"
    RESTRICTED = "Restricted"
    PRIVATE = "Private"


class Category(StrEnum):
    """What sort of event."""

    GEO = "Geo"
    MET = "Met"
    SAFETY = "Safety"
    SECURITY = "Security"
    RESCUE = "Rescue"
    FIRE = "Fire"
    HEALTH = "Health"
    ENV = "Env"
    TRANSPORT = "Transport"
    INFRA = "Infra"
    CBRNE = "CBRNE"
    OTHER = "Other"


class ResponseType(StrEnum):
    """What is to be done."""

    SHELTER = "Shelter"
    EVACUATE = "Evacuate"
    PREPARE = "Prepare"
    EXECUTE = "Execute"
    AVOID = "Avoid"
    MONITOR = "Monitor"
    ASSESS = "Assess"
    ALL_CLEAR = "AllClear"
    NONE = "None"


class Urgency(StrEnum):
    """How soon."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Severity(StrEnum):
    """How bad."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    """How sure."""

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class Named(NamedTuple):
    """A name and its value: eventCode, parameter, geocode."""

    name: str
    value: str


class Reference(NamedTuple):
    """Which earlier alert is meant. sent: as it was written there, letter by letter."""

    sender: str
    identifier: str
    sent: str


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A file or picture that goes with it; never fetched by reading."""

    description: str
    mime_type: str
    size: int | None = None
    uri: str = ""
    deref_uri: str = ""
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class CapArea:
    """Where. polygons and circles as they were written: `shapes.area_of` makes them usable."""

    description: str
    polygons: Sequence[str] = ()
    circles: Sequence[str] = ()
    geocodes: Sequence[Named] = ()
    altitude: str = ""  # feet above the sea
    ceiling: str = ""


@dataclass(frozen=True, kw_only=True)
class Info:
    """What it says, in one language. Needed to be valid: categories, event, the three grades."""

    event: str
    urgency: Urgency | None
    severity: Severity | None
    certainty: Certainty | None
    categories: Sequence[Category] = ()
    language: str = ""  # "": en-US
    response_types: Sequence[ResponseType] = ()
    audience: str = ""
    event_codes: Sequence[Named] = ()
    effective: datetime | None = None
    onset: datetime | None = None
    expires: datetime | None = None
    sender_name: str = ""
    headline: str = ""
    description: str = ""
    instruction: str = ""
    web: str = ""
    contact: str = ""
    parameters: Sequence[Named] = ()
    resources: Sequence[Resource] = ()
    areas: Sequence[CapArea] = ()


@dataclass(frozen=True, kw_only=True)
class Alert:
    """One message. sent_text: the moment as it was written, for those who refer to it."""

    identifier: str
    sender: str
    sent: datetime | None
    status: Status | None
    msg_type: MsgType | None
    scope: Scope | None
    sent_text: str = ""
    source: str = ""
    restriction: str = ""
    addresses: str = ""
    codes: Sequence[str] = ()
    note: str = ""
    references: Sequence[Reference] = ()
    incidents: str = ""
    infos: Sequence[Info] = ()
    is_signed: bool = False  # an XML signature stands in it; whether it is good is not known here

    @property
    def own_reference(self) -> Reference:
        """How a later one refers to this one."""
        return Reference(self.sender, self.identifier, self.sent_text)

    def info_in(self, *languages: str) -> Info | None:
        """Return what it says in the first of these languages that it has, else its first."""
        for wanted in languages:
            for info in self.infos:
                if (info.language or "en-US").casefold().split("-")[0] == wanted.casefold():
                    return info
        return self.infos[0] if self.infos else None


class Troubles(StrEnum):
    """What is wrong with a message that could be read."""

    MISSING = "missing"  # an element that the standard wants
    UNKNOWN = "unknown"  # a value that the standard does not know
    TIME = "time"  # no moment, or none with an offset: it is not guessed
    ZULU = "zulu"  # a moment with Z: read, though the standard wants -00:00
    REFERENCE = "reference"  # not three parts
    NAME = "name"  # a sender or identifier with a space, a comma, < or &
    TWICE = "twice"  # an element that may stand once
    CODE = "code"  # CAP 1.0's "Very Likely": read as Likely


class Trouble(NamedTuple):
    """What is wrong where. element: its name in the standard; value: as it was written, cut."""

    what: Troubles
    element: str
    value: str = ""
