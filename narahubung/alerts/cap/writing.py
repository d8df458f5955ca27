"""Our own message as XML that every reader of CAP takes; held against the schema first."""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path

from lxml import etree

from narahubung.alerts.cap.moments import text_of
from narahubung.alerts.cap.terms import NAMESPACE, Alert, CapArea, Info, Named, Resource

SCHEMA = Path(__file__).parent / "cap-1.2.xsd"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_IN_NAMES = re.compile(r"[\s,<&]")


class NotValid(ValueError):  # noqa: N818 -- says what it is
    """The message lacks something that the standard wants, or says something it forbids."""


def to_xml(alert: Alert) -> bytes:
    """Write it. Raises NotValid."""
    root = etree.Element(_tag("alert"), nsmap={None: NAMESPACE})
    _fill(root, _of_alert(alert))
    for info in alert.infos:
        _fill(_below(root, "info"), _of_info(info))
        for resource in info.resources:
            _fill(_below(root[-1], "resource"), _of_resource(resource))
        for area in info.areas:
            _fill(_below(root[-1], "area"), _of_area(area))
    _check(alert, root)
    letter: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return letter


Part = tuple[str, object]


def _of_alert(alert: Alert) -> Iterable[Part]:
    yield "identifier", alert.identifier
    yield "sender", alert.sender
    yield "sent", alert.sent
    yield "status", alert.status
    yield "msgType", alert.msg_type
    yield "source", alert.source
    yield "scope", alert.scope
    yield "restriction", alert.restriction
    yield "addresses", alert.addresses
    yield from (("code", code) for code in alert.codes)
    yield "note", alert.note
    yield "references", " ".join(",".join(each) for each in alert.references)
    yield "incidents", alert.incidents


def _of_info(info: Info) -> Iterable[Part]:
    yield "language", info.language
    yield from (("category", each) for each in info.categories)
    yield "event", info.event
    yield from (("responseType", each) for each in info.response_types)
    yield "urgency", info.urgency
    yield "severity", info.severity
    yield "certainty", info.certainty
    yield "audience", info.audience
    yield from (("eventCode", each) for each in info.event_codes)
    yield "effective", info.effective
    yield "onset", info.onset
    yield "expires", info.expires
    yield "senderName", info.sender_name
    yield "headline", info.headline
    yield "description", info.description
    yield "instruction", info.instruction
    yield "web", info.web
    yield "contact", info.contact
    yield from (("parameter", each) for each in info.parameters)


def _of_resource(resource: Resource) -> Iterable[Part]:
    yield "resourceDesc", resource.description
    yield "mimeType", resource.mime_type
    yield "size", "" if resource.size is None else str(resource.size)
    yield "uri", resource.uri
    yield "derefUri", resource.deref_uri
    yield "digest", resource.digest


def _of_area(area: CapArea) -> Iterable[Part]:
    yield "areaDesc", area.description
    yield from (("polygon", each) for each in area.polygons)
    yield from (("circle", each) for each in area.circles)
    yield from (("geocode", each) for each in area.geocodes)
    yield "altitude", area.altitude
    yield "ceiling", area.ceiling


def _fill(element: etree._Element, parts: Iterable[Part]) -> None:
    for name, value in parts:
        if isinstance(value, Named):
            pair = _below(element, name)
            for part, text in (("valueName", value.name), ("value", value.value)):
                _below(pair, part).text = NOT_XML.sub("", text)
        elif isinstance(value, datetime):
            _below(element, name).text = text_of(value)
        elif value:
            _below(element, name).text = NOT_XML.sub("", str(value))


def _below(element: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(element, _tag(name))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _check(alert: Alert, root: etree._Element) -> None:
    """Raise NotValid: by the schema, and by what the standard says in words only."""
    for name, text in (("identifier", alert.identifier), ("sender", alert.sender)):
        if NOT_IN_NAMES.search(text):
            raise NotValid(f"{name}: {text}")
    if alert.scope == "Restricted" and not alert.restriction:
        raise NotValid("restriction")
    if alert.scope == "Private" and not alert.addresses:
        raise NotValid("addresses")
    if alert.msg_type != "Alert" and not alert.references:
        raise NotValid("references")
    schema = _schema()
    if not schema.validate(root):
        raise NotValid("; ".join(str(each.message) for each in schema.error_log)[:500])


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))
