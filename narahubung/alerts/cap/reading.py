"""A CAP message of anybody, read with its troubles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from lxml import etree

from narahubung.alerts.cap.moments import NoMoment, moment_of
from narahubung.alerts.cap.parsing import MOST_BYTES, tree_of
from narahubung.alerts.cap.refusing import NotReadable, Why
from narahubung.alerts.cap.terms import (
    NAMESPACE,
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

__all__ = ["MOST_BYTES", "Told", "read"]

SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
OLDER = ("urn:oasis:names:tc:emergency:cap:1.1", "http://www.incident.com/cap/1.0")
S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a message says, and what is wrong with it."""

    alert: Alert
    troubles: tuple[Trouble, ...]


def read(letter: bytes) -> Told:
    """Read it. Raises NotReadable where it is no CAP message, or not safe to be read."""
    root = tree_of(letter)
    name = etree.QName(root)
    if name.localname != "alert" or name.namespace not in (NAMESPACE, *OLDER):
        raise NotReadable(Why.NOT_CAP, str(root.tag)[:80])
    reader = _Reader(name.namespace or "")
    alert = reader.alert(root)
    return Told(alert=alert, troubles=tuple(reader.troubles))


class _Reader:
    def __init__(self, namespace: str) -> None:
        self.space, self.troubles = f"{{{namespace}}}", list[Trouble]()

    # ---- the parts -----------------------------------------------------------------------------

    def alert(self, of: etree._Element) -> Alert:
        sent_text = self.text(of, "sent", needed=True)
        identifier = self.name(of, "identifier")
        scope = self.one_of(of, "scope", Scope)
        return Alert(
            identifier=identifier,
            sender=self.name(of, "sender"),
            sent=self.moment(of, "sent"),
            sent_text=sent_text,
            status=self.one_of(of, "status", Status),
            msg_type=self.one_of(of, "msgType", MsgType),
            scope=scope,
            source=self.text(of, "source"),
            restriction=self.text(of, "restriction", needed=scope == Scope.RESTRICTED),
            addresses=self.text(of, "addresses", needed=scope == Scope.PRIVATE),
            codes=self.texts(of, "code"),
            note=self.text(of, "note"),
            references=self.references(of),
            incidents=self.text(of, "incidents"),
            infos=tuple(self.info(each) for each in self.all(of, "info")),
            is_signed=of.find(SIGNATURE) is not None,
        )

    def info(self, of: etree._Element) -> Info:
        return Info(
            language=self.text(of, "language"),
            categories=self.some_of(of, "category", Category, needed=True),
            event=self.text(of, "event", needed=True),
            response_types=self.some_of(of, "responseType", ResponseType),
            urgency=self.one_of(of, "urgency", Urgency),
            severity=self.one_of(of, "severity", Severity),
            certainty=self.one_of(of, "certainty", Certainty),
            audience=self.text(of, "audience"),
            event_codes=self.named(of, "eventCode"),
            effective=self.moment(of, "effective"),
            onset=self.moment(of, "onset"),
            expires=self.moment(of, "expires"),
            sender_name=self.text(of, "senderName"),
            headline=self.text(of, "headline"),
            description=self.text(of, "description"),
            instruction=self.text(of, "instruction"),
            web=self.text(of, "web"),
            contact=self.text(of, "contact"),
            parameters=self.named(of, "parameter"),
            resources=tuple(self.resource(each) for each in self.all(of, "resource")),
            areas=tuple(self.area(each) for each in self.all(of, "area")),
        )

    def resource(self, of: etree._Element) -> Resource:
        size = self.text(of, "size")
        if size and not size.isdecimal():
            self.amiss(Troubles.UNKNOWN, "size", size)
        return Resource(
            description=self.text(of, "resourceDesc", needed=True),
            mime_type=self.text(of, "mimeType", needed=True),
            size=int(size[:18]) if size.isdecimal() else None,
            uri=self.text(of, "uri"),
            deref_uri=self.text(of, "derefUri"),
            digest=self.text(of, "digest"),
        )

    def area(self, of: etree._Element) -> CapArea:
        return CapArea(
            description=self.text(of, "areaDesc", needed=True),
            polygons=self.texts(of, "polygon"),
            circles=self.texts(of, "circle"),
            geocodes=self.named(of, "geocode"),
            altitude=self.text(of, "altitude"),
            ceiling=self.text(of, "ceiling"),
        )

    def references(self, of: etree._Element) -> tuple[Reference, ...]:
        found = []
        for word in self.text(of, "references").split():
            parts = word.split(",")
            if len(parts) == 3 and all(parts):  # sender, identifier, sent
                found.append(Reference(*parts))
            else:
                self.amiss(Troubles.REFERENCE, "references", word)
        return tuple(found)

    # ---- what they are made of -------------------------------------------------------------------

    def amiss(self, what: Troubles, element: str, value: str = "") -> None:
        self.troubles.append(Trouble(what, element, value[:200]))

    def all(self, of: etree._Element, name: str) -> list[etree._Element]:
        return list(of.iterchildren(self.space + name))

    def texts(self, of: etree._Element, name: str) -> tuple[str, ...]:
        # itertext: an entity or a foreign element within is passed over, its letters are not lost
        told = ("".join(map(str, each.itertext())).strip() for each in self.all(of, name))
        return tuple(text for text in told if text)

    def text(self, of: etree._Element, name: str, *, needed: bool = False) -> str:
        told = self.texts(of, name)
        if needed and not told:
            self.amiss(Troubles.MISSING, name)
        if len(told) > 1:
            self.amiss(Troubles.TWICE, name, told[1])
        return told[0] if told else ""

    def name(self, of: etree._Element, name: str) -> str:
        told = self.text(of, name, needed=True)
        if any(letter in told for letter in " ,<&"):
            self.amiss(Troubles.NAME, name, told)
        return told

    def moment(self, of: etree._Element, name: str) -> datetime | None:
        told = self.texts(of, name)
        if not told:
            return None
        try:
            moment, as_wanted = moment_of(told[0])
        except NoMoment:
            self.amiss(Troubles.TIME, name, told[0])
            return None
        if not as_wanted:
            self.amiss(Troubles.ZULU, name, told[0])
        return moment

    def one_of(self, of: etree._Element, name: str, known: type[S]) -> S | None:
        told = self.text(of, name, needed=True)
        found = self._known(name, [told], known) if told else ()
        return found[0] if found else None

    def some_of(
        self, of: etree._Element, name: str, known: type[S], *, needed: bool = False
    ) -> tuple[S, ...]:
        told = self.texts(of, name)
        if needed and not told:
            self.amiss(Troubles.MISSING, name)
        return self._known(name, told, known)

    def _known(self, name: str, told: Iterable[str], known: type[S]) -> tuple[S, ...]:
        found = []
        for text in told:
            if text == "Very Likely" and known is Certainty:
                self.amiss(Troubles.CODE, name, text)
                text = "Likely"  # as CAP 1.2 says
            try:
                found.append(known(text))
            except ValueError:
                self.amiss(Troubles.UNKNOWN, name, text)
        return tuple(found)

    def named(self, of: etree._Element, name: str) -> tuple[Named, ...]:
        pairs = [
            Named(self.text(each, "valueName", needed=True), self.text(each, "value"))
            for each in self.all(of, name)
        ]
        return tuple(pair for pair in pairs if pair.name)
