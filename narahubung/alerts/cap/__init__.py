"""CAP 1.2 (OASIS, July 2010): read what comes from anywhere, write what is valid everywhere.

Nothing here knows the database or the clock, opens a file that a message names, or asks a network.
What comes in is read leniently and told with its troubles, so that a person can look at it; what
goes out is held against the schema.
"""

from narahubung.alerts.cap.reading import MOST_BYTES, Told, read
from narahubung.alerts.cap.refusing import NotReadable, Why
from narahubung.alerts.cap.terms import (
    Alert,
    CapArea,
    Category,
    Certainty,
    Info,
    MsgType,
    Named,
    Reference,
    Resource,
    ResponseType,
    Scope,
    Severity,
    Status,
    Trouble,
    Troubles,
    Urgency,
)
from narahubung.alerts.cap.writing import NotValid, to_xml

__all__ = [
    "MOST_BYTES",
    "Alert",
    "CapArea",
    "Category",
    "Certainty",
    "Info",
    "MsgType",
    "Named",
    "NotReadable",
    "NotValid",
    "Reference",
    "Resource",
    "ResponseType",
    "Scope",
    "Severity",
    "Status",
    "Told",
    "Trouble",
    "Troubles",
    "Urgency",
    "Why",
    "read",
    "to_xml",
]
