"""CAP 1.2: what comes from anywhere is read with its troubles, what leaves is valid and exact."""

import socket
import string
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narahubung.alerts.cap import (
    Alert,
    CapArea,
    Category,
    Certainty,
    Info,
    MsgType,
    Named,
    NotReadable,
    NotValid,
    Reference,
    Resource,
    ResponseType,
    Scope,
    Severity,
    Status,
    Trouble,
    Troubles,
    Urgency,
    Why,
    read,
    to_xml,
)
from narahubung.alerts.cap.shapes import area_of
from narahubung.plans.impact import Wrong

SENT = datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=8)))
STORM = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>2.49.0.1.360.0.2026.11.21.04.51.001</identifier>
  <sender>cuaca.ekstrem@bmkg.go.id</sender>
  <sent>2026-11-21T12:00:00+08:00</sent>
  <status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
  <info><language>id-ID</language><category>Met</category><event>Hujan Lebat dan Petir</event>
    <urgency>Immediate</urgency><severity>Moderate</severity><certainty>Observed</certainty>
    <eventCode><valueName>OET:v1.2</valueName><value>OET-194</value></eventCode>
    <effective>2026-11-21T12:10:00+08:00</effective><expires>2026-11-21T14:10:00+08:00</expires>
    <area><areaDesc>Bali</areaDesc>
      <polygon>-8.06,114.43 -8.06,115.71 -8.85,115.71 -8.85,114.43 -8.06,114.43</polygon>
      <polygon>-8.06,114.43 -8.85,115.71 -8.06,115.71 -8.85,114.43 -8.06,114.43</polygon>
      <polygon>114.43,-8.06 115.71,-8.06 115.71,-8.85 114.43,-8.06</polygon>
      <circle>-8.79,115.22 12</circle><circle>-8.79,115.22 0</circle><circle>near the sea</circle>
    </area></info>
  <info><language>en-GB</language><category>Met</category><event>Thunderstorm</event>
    <urgency>Immediate</urgency><severity>Moderate</severity><certainty>Very Likely</certainty>
  </info>
</alert>"""
PLAIN = Alert(
    identifier="NH-1",
    sender="crisis@summit.example",
    sent=SENT,
    sent_text="2026-11-21T12:00:00+08:00",
    status=Status.ACTUAL,
    msg_type=MsgType.ALERT,
    scope=Scope.PUBLIC,
)


def test_a_warning_of_the_weather_service_is_read() -> None:
    told = read(STORM.encode())
    alert = told.alert
    assert alert.sender == "cuaca.ekstrem@bmkg.go.id"
    assert alert.sent == SENT
    assert alert.own_reference[2] == "2026-11-21T12:00:00+08:00"
    info = alert.info_in("id")
    assert info is not None
    assert (info.event, info.severity) == ("Hujan Lebat dan Petir", Severity.MODERATE)
    assert info.event_codes == (Named("OET:v1.2", "OET-194"),)
    english = alert.info_in("fr", "en")
    assert english is not None
    assert english.certainty == Certainty.LIKELY
    assert told.troubles == (Trouble(Troubles.CODE, "certainty", "Very Likely"),)


def test_shapes_that_cannot_be_meant_keep_their_text() -> None:
    info = read(STORM.encode()).alert.infos[0]
    shaped = area_of(*info.areas)
    assert (len(shaped.area.rings), len(shaped.area.circles)) == (1, 1)
    why = [reason for _, reason in shaped.refused]
    assert why == [Wrong.CROSSES, Wrong.SWAPPED, Wrong.RADIUS, ""]
    assert shaped.refused[0][0] == info.areas[0].polygons[1]


@pytest.mark.parametrize(
    ("was", "becomes", "trouble"),
    [
        ("<status>Actual</status>", "", Trouble(Troubles.MISSING, "status")),
        ("<category>Met</category><event>H", "<event>H", Trouble(Troubles.MISSING, "category")),
        (">Actual<", ">Real<", Trouble(Troubles.UNKNOWN, "status", "Real")),
        ("12:00:00+08:00", "04:00:00Z", Trouble(Troubles.ZULU, "sent", "2026-11-21T04:00:00Z")),
        ("12:00:00+08:00", "12:00:00", Trouble(Troubles.TIME, "sent", "2026-11-21T12:00:00")),
        (
            "12:00:00+08:00",
            "12:00:00.5+08:00",
            Trouble(Troubles.TIME, "sent", "2026-11-21T12:00:00.5+08:00"),
        ),
        (
            "cuaca.ekstrem@",
            "cuaca ekstrem@",
            Trouble(Troubles.NAME, "sender", "cuaca ekstrem@bmkg.go.id"),
        ),
        (
            "<msgType>Alert<",
            "<references>a,b</references><msgType>Alert<",
            Trouble(Troubles.REFERENCE, "references", "a,b"),
        ),
    ],
)
def test_what_is_amiss_is_told_and_not_guessed(was: str, becomes: str, trouble: Trouble) -> None:
    told = read(STORM.replace(was, becomes, 1).encode())
    assert trouble in told.troubles
    if trouble.what == Troubles.TIME:
        assert told.alert.sent is None


# ---- hostile letters -----------------------------------------------------------------------------


@pytest.fixture
def ear() -> Iterator[list[Any]]:
    """An open door on loopback; whoever knocks is noted."""
    knocks = list[Any]()
    door = socket.create_server(("127.0.0.1", 0))
    door.settimeout(0.1)
    is_over = threading.Event()

    def listen() -> None:
        while not is_over.is_set():
            try:
                knocks.append(door.accept())
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen)
    thread.start()
    knocks_at = [door.getsockname()[1], knocks]
    yield knocks_at
    is_over.set()
    thread.join()
    door.close()


HEAD = '<?xml version="1.0"?>'
SPACE = 'xmlns="urn:oasis:names:tc:emergency:cap:1.2"'
BODY = f"<alert {SPACE}{{more}}><identifier>{{text}}</identifier></alert>"


def test_neither_file_nor_network_is_touched(ear: list[Any], tmp_path: Path) -> None:
    port, knocks = ear
    secret = tmp_path / "secret.txt"
    secret.write_text("the Queen's room is 7")
    away, here = f"http://127.0.0.1:{port}/x", secret.as_uri()
    doctypes = [
        f'<!DOCTYPE alert SYSTEM "{away}">',
        f'<!DOCTYPE alert [<!ENTITY x SYSTEM "{here}">]>',
        f'<!DOCTYPE alert [<!ENTITY % p SYSTEM "{away}"> %p;]>',
        f'<!-- c --><?pi ?>\n<!DOCTYPE alert PUBLIC "-//X" "{away}">',
    ]
    for doctype in doctypes:
        with pytest.raises(NotReadable) as found:
            read((HEAD + doctype + BODY.format(more="", text="&x;")).encode())
        assert found.value.why == Why.DOCTYPE
    xsi = f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a {away}"'
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{here}" parse="text"/>'
    style = f'<?xml-stylesheet type="text/xsl" href="{away}"?>'
    told = read((HEAD + style + BODY.format(more=xsi, text="A" + include)).encode())
    assert told.alert.identifier == "A"
    assert "Queen" not in repr(told)
    assert not knocks


def test_too_much_of_anything_is_refused() -> None:
    many = '<!DOCTYPE a [<!ENTITY a "aa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert why(HEAD + many + "]><a>&i;</a>") == Why.DOCTYPE
    assert why("<a>" * 65 + "</a>" * 65) == Why.DEEP
    assert why("<a>" * 3000 + "</a>" * 3000) in {Why.DEEP, Why.NOT_XML}
    assert why("<a x='" + "y" * 1_000_000 + "'/>") == Why.LARGE
    assert why("<a/>" * 10) == Why.NOT_XML
    assert why("<alert xmlns='http://example.org'/>") == Why.NOT_CAP
    assert why("") == Why.NOT_XML


def test_other_encodings_are_refused() -> None:
    declared = STORM.replace('encoding="UTF-8"', 'encoding="{}"')
    assert read(declared.format("utf-16").encode("utf-16")).alert.infos
    assert read(b"\xef\xbb\xbf" + STORM.encode()).alert.infos
    assert why(declared.format("utf-7").encode()) == Why.ENCODING
    assert why(declared.format("ISO-8859-1").encode()) == Why.ENCODING
    assert why(declared.format("cp037").encode("cp037")) == Why.ENCODING
    assert why(declared.format("utf-8").encode("utf-16")) == Why.ENCODING
    assert why(STORM.encode("utf-32")) == Why.ENCODING
    assert why(STORM.encode("utf-16-le")) == Why.ENCODING  # without its mark


def why(letter: str | bytes) -> Why:
    with pytest.raises(NotReadable) as found:
        read(letter.encode() if isinstance(letter, str) else letter)
    return found.value.why


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_no_letter_breaks_the_reader(letter: bytes) -> None:
    with pytest.raises(NotReadable):
        read(letter)


@settings(max_examples=200)
@given(st.data())
def test_no_damage_breaks_the_reader(data: st.DataObject) -> None:
    letter = bytearray(STORM.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(letter) - 1))
        letter[place] = data.draw(st.integers(0, 255))
    try:
        told = read(bytes(letter))
    except NotReadable:
        return
    for info in told.alert.infos:
        area_of(*info.areas)


# ---- our own -------------------------------------------------------------------------------------

PRINTED = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
    max_size=30,
).map(str.strip)
WORDS = PRINTED.filter(bool)
NAMES = st.text(string.ascii_letters + string.digits + "-.@>", min_size=1, max_size=20)
MOMENTS = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 -- the zone is drawn
    max_value=datetime(2099, 1, 1),  # noqa: DTZ001 -- the zone is drawn
    timezones=st.sampled_from(
        [UTC, *(timezone(timedelta(minutes=each)) for each in (420, 480, 540, 345, -570))]
    ),
).map(lambda moment: moment.replace(microsecond=0))
PAIRS = st.lists(st.builds(Named, WORDS, PRINTED), max_size=2).map(tuple)
CORNERS = st.sampled_from(["-8.06,114.43 -8.06,115.71 -8.85,115.71 -8.06,114.43"])


def tuples_of(each: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(each, min_size=least, max_size=2).map(tuple)


RESOURCES = st.builds(
    Resource,
    description=WORDS,
    mime_type=st.just("image/png"),
    size=st.one_of(st.none(), st.integers(0, 10**9)),
    uri=st.sampled_from(["", "https://summit.example/map.png"]),
)
AREAS = st.builds(
    CapArea,
    description=WORDS,
    polygons=tuples_of(CORNERS),
    circles=tuples_of(st.just("-8.79,115.22 12")),
    geocodes=PAIRS,
    altitude=st.sampled_from(["", "1200"]),
)
INFOS = st.builds(
    Info,
    language=st.sampled_from(["", "id", "en-GB"]),
    categories=tuples_of(st.sampled_from(Category), least=1),
    event=WORDS,
    response_types=tuples_of(st.sampled_from(ResponseType)),
    urgency=st.sampled_from(Urgency),
    severity=st.sampled_from(Severity),
    certainty=st.sampled_from(Certainty),
    audience=PRINTED,
    event_codes=PAIRS,
    onset=st.one_of(st.none(), MOMENTS),
    expires=st.one_of(st.none(), MOMENTS),
    headline=PRINTED,
    description=PRINTED,
    instruction=PRINTED,
    contact=PRINTED,
    parameters=PAIRS,
    resources=tuples_of(RESOURCES),
    areas=tuples_of(AREAS),
)
REFERENCES = st.builds(Reference, NAMES, NAMES, st.just("2026-11-21T12:00:00+08:00"))
ALERTS = st.builds(
    Alert,
    identifier=NAMES,
    sender=NAMES,
    sent=MOMENTS,
    status=st.sampled_from(Status),
    msg_type=st.sampled_from(MsgType),
    scope=st.sampled_from(Scope),
    source=PRINTED,
    restriction=WORDS,
    addresses=NAMES,
    codes=tuples_of(WORDS),
    note=PRINTED,
    references=tuples_of(REFERENCES, least=1),
    infos=tuples_of(INFOS),
)


@settings(max_examples=100, deadline=None)
@given(ALERTS)
def test_what_leaves_is_valid_and_read_as_it_was_meant(alert: Alert) -> None:
    letter = to_xml(alert)
    told = read(letter)
    assert told.troubles == ()
    assert replace(told.alert, sent_text="") == replace(alert, sent_text="")
    assert to_xml(told.alert) == letter


def test_utc_is_written_as_the_standard_wants() -> None:
    letter = to_xml(replace(PLAIN, sent=datetime(2026, 11, 21, 4, tzinfo=UTC)))
    assert b"<sent>2026-11-21T04:00:00-00:00</sent>" in letter


@pytest.mark.parametrize(
    "wrong",
    [
        {"sent": None},
        {"status": None},
        {"identifier": ""},
        {"identifier": "NH 1"},
        {"sender": "a,b"},
        {"scope": Scope.RESTRICTED},
        {"scope": Scope.PRIVATE},
        {"msg_type": MsgType.CANCEL},
        {"infos": (Info(event="Quake", urgency=None, severity=None, certainty=None),)},
    ],
)
def test_what_is_not_valid_does_not_leave(wrong: dict[str, Any]) -> None:
    assert to_xml(PLAIN)
    with pytest.raises(NotValid):
        to_xml(replace(PLAIN, **wrong))


def test_letters_that_xml_cannot_carry_are_left_out() -> None:
    told = read(to_xml(replace(PLAIN, note="stay\x00 in\x0bside \U0001f6d1 <b>&")))
    assert told.alert.note == "stay inside \U0001f6d1 <b>&"
