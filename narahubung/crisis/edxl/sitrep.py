"""Our report as XML, held against the schema before anybody gets it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path

from lxml import etree

from narahubung.kit.exercise import marked

SITREP = "urn:oasis:names:tc:emergency:EDXL:SitRep:1.0"
TYPES = "urn:oasis:names:tc:emergency:edxl:ct:1.0"
NAMES = "urn:oasis:names:tc:emergency:edxl:ciq:1.0:xnl"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PLACES = "urn:narahubung:place"  # a place by its name: the standard has lists of codes only
SCHEMA = Path(__file__).parent / "edxl-sitrep-1.0.xsd"
MOST = 1023  # of EDXLStringType
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class SitRep:
    """A report as it goes out; words of the standard where its lists ask for one.

    prepared, authorized: by whom and when. plan, needs: "" for none. medical: somebody needs it.
    """

    message_id: str
    prepared: tuple[str, datetime]
    authorized: tuple[str, datetime]
    purpose: str
    number: int
    version: str
    since: datetime
    until: datetime
    title: str
    incident: str
    before: Sequence[str]
    confidence: str
    severity: str
    plan: str
    next_at: datetime | None
    place: str
    needs: str
    medical: bool
    text: str


class NotValid(ValueError):  # noqa: N818 -- says what it is
    """What was written is not what the schema wants."""


def to_xml(report: SitRep, zone: tzinfo) -> bytes:
    """Write it; in an exercise its texts begin with the mark. Raises NotValid."""
    spaces = {None: SITREP, "ct": TYPES, "n": NAMES, "xsi": XSI}
    root = etree.Element(f"{{{SITREP}}}sitRep", nsmap=spaces)
    _say(root, "messageID", report.message_id)
    _person(root, "preparedBy", report.prepared, zone)
    _person(root, "authorizedBy", report.authorized, zone)
    _say(root, "reportPurpose", marked(report.purpose))
    _say(root, "reportNumber", str(report.number))
    _say(root, "reportVersion", report.version)
    period = _below(root, "forTimePeriod")
    _say(period, "fromDateTime", _moment(report.since, zone), TYPES)
    _say(period, "toDateTime", _moment(report.until, zone), TYPES)
    _say(root, "reportTitle", marked(report.title))
    _say(root, "incidentID", report.incident)
    for message_id in report.before:
        _say(root, "precedingMessageID", message_id)
    _say(root, "reportConfidence", report.confidence)
    _say(root, "severity", report.severity)
    _say(root, "actionPlan", marked(report.plan))
    if report.next_at is not None:
        _say(root, "nextContact", _moment(report.next_at, zone))
    _observation(_below(root, "report"), report)
    if not _schema().validate(root):
        faults = _schema().error_log
        raise NotValid("; ".join(str(each.message) for each in faults)[:500])
    letter: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return letter


def _observation(body: etree._Element, report: SitRep) -> None:
    """The only kind of report whose shape we could hold against something: see the docs."""
    body.set(f"{{{XSI}}}type", "FieldObservationType")
    place = _below(_below(body, "observationLocation"), "EDXLGeoPoliticalLocation", TYPES)
    code = _below(place, "geoCode", TYPES)
    _say(code, "valueListURI", PLACES, TYPES)
    _say(code, "value", report.place or "-", TYPES)
    _say(body, "immediateNeeds", marked(report.needs or "-"))
    if report.medical:
        _say(body, "immediateNeedsCategory", "EmergencyMedicalServices")
    text = NOT_XML.sub("", marked(report.text))
    _below(body, "observationText").text = text


def _person(root: etree._Element, name: str, who: tuple[str, datetime], zone: tzinfo) -> None:
    pair = _below(root, name)
    named = _below(_below(pair, "personDetails", TYPES), "personName", NAMES)
    _say(named, "nameElement", who[0], NAMES)
    _say(pair, "timeValue", _moment(who[1], zone), TYPES)


def _moment(at: datetime, zone: tzinfo) -> str:
    """Return it to the second with the offset written out: the standard takes no Z."""
    return at.astimezone(zone).replace(microsecond=0).isoformat()


def _say(parent: etree._Element, name: str, text: str, space: str = SITREP) -> None:
    said = NOT_XML.sub("", text)
    if said:
        _below(parent, name, space).text = said if len(said) <= MOST else f"{said[: MOST - 2]} …"


def _below(parent: etree._Element, name: str, space: str = SITREP) -> etree._Element:
    return etree.SubElement(parent, f"{{{space}}}{name}")


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))
