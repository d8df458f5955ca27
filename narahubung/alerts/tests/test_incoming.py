"""What comes in is kept once, shown as unverified, told only after a person said so."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.alerts import commands
from narahubung.alerts.models import Alert
from narahubung.alerts.queries import warnings as queries
from narahubung.alerts.rules import warnings as rules
from narahubung.alerts.tests.conftest import HOUR, JAVA, refer
from narahubung.alerts.tests.test_feeds import told as quakes_told
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor
from narahubung.relays.models import Recipient, Relay

pytestmark = pytest.mark.usefixtures("hotel")


def bring(lead: Actor, *letters: str, at: Any = NOON) -> list[Alert]:
    return list(commands.receive_alerts(letters=list(letters), by=lead, at=at).alerts)


def test_it_is_kept_as_it_came_and_nobody_is_told(lead: Actor, staying: None, letter: Any) -> None:
    row = bring(lead, letter())[0]
    assert (row.state, row.raw, len(row.place_ids)) == ("new", letter(), 1)
    assert not Relay.objects.exists()
    with override("id"):
        sheet = queries.warning_sheet(alert_id=row.pk, by=lead, at=NOON)
    assert sheet.block is not None
    assert (sheet.block.headline, sheet.block.languages) == ("Hujan Lebat 1", ["id", "en"])
    assert [party.code for party in sheet.touched.parties] == ["ARD", "BRE"]


def test_a_person_verifies_and_only_those_concerned_are_told(
    lead: Actor, staying: None, lia: Any, person: Any, event: Any, letter: Any
) -> None:
    person("pippin", "officer", event)
    row = bring(lead, letter())[0]
    assert commands.verify_alert(alert_id=row.pk, by=lead, at=NOON) == 1
    assert [one.person for one in Recipient.objects.all()] == [lia]
    relay = Relay.objects.get()
    assert "Hujan Lebat 1" in relay.text
    assert "Tetap di dalam." in relay.text
    assert "Stay inside." in relay.translation
    assert "WITA" not in relay.said_by
    assert (relay.said_by, relay.precedence, relay.link) == (row.sender, "kilat", "")
    with pytest.raises(rules.IsDecided):
        commands.verify_alert(alert_id=row.pk, by=lead, at=NOON)


def test_what_touches_nobody_tells_nobody(lead: Actor, staying: None, letter: Any) -> None:
    row = bring(lead, letter(polygon=JAVA))[0]
    assert commands.verify_alert(alert_id=row.pk, by=lead, at=NOON) == 0
    assert not Relay.objects.exists()


def test_the_same_message_again_is_kept_once(lead: Actor, letter: Any) -> None:
    bring(lead, letter())
    with pytest.raises(rules.KnownAlready):
        bring(lead, letter())
    assert len(bring(lead, letter(), letter("2"), letter("2"))) == 1


@pytest.mark.parametrize("status", ["Test", "Exercise", "Draft", "System"])
def test_what_is_not_real_is_never_told_as_real(status: str, lead: Actor, letter: Any) -> None:
    row = bring(lead, letter(status=status))[0]
    with pytest.raises(rules.IsNotReal):
        commands.verify_alert(alert_id=row.pk, by=lead, at=NOON)
    found = queries.warning_list(by=lead, at=NOON)
    assert not found.waiting
    assert found.elsewhere[0].mark == "LATIHAN/EXERCISE"


@pytest.mark.usefixtures("drill")
def test_in_a_drill_an_exercise_is_told_on_and_nothing_else(
    lead: Actor, staying: None, lia: Any, letter: Any
) -> None:
    row = bring(lead, letter(status="Exercise"))[0]
    assert [line.mark for line in queries.warning_list(by=lead, at=NOON).waiting] == [
        "LATIHAN/EXERCISE"
    ]
    assert commands.verify_alert(alert_id=row.pk, by=lead, at=NOON) == 1
    relay = Relay.objects.get()
    assert relay.text.startswith("LATIHAN/EXERCISE")
    assert relay.translation.startswith("LATIHAN/EXERCISE")
    test, real = bring(lead, letter("t", status="Test"), letter("r"))
    with pytest.raises(rules.IsNotReal):
        commands.verify_alert(alert_id=test.pk, by=lead, at=NOON)
    sheet = queries.warning_sheet(alert_id=real.pk, by=lead, at=NOON)
    assert (sheet.can_verify, sheet.is_out_of_place) == (False, True)
    with pytest.raises(rules.IsReal):  # it belongs into the real house
        commands.verify_alert(alert_id=real.pk, by=lead, at=NOON)


def test_a_private_one_is_told_to_who_leads_alone(
    lead: Actor, staying: None, lia: Any, person: Any, event: Any, letter: Any
) -> None:
    chief = person("arwen", "crisis_lead", event)
    row = bring(lead, letter(addresses="crisis@arda.example desk@arda.example"))[0]
    sheet = queries.warning_sheet(alert_id=row.pk, by=lead, at=NOON)
    assert (sheet.scope, sheet.for_whom) == ("Private", "crisis@arda.example desk@arda.example")
    assert commands.verify_alert(alert_id=row.pk, by=lead, at=NOON) == 1
    assert [one.person for one in Recipient.objects.all()] == [chief]
    assert "do not pass it on" in Relay.objects.get().translation


def test_over_and_from_the_future_are_said(lead: Actor, letter: Any) -> None:
    rows = bring(
        lead,
        letter("over", sent=NOON - 3 * HOUR, expires=NOON - HOUR),
        letter("soon", sent=NOON + HOUR),
    )
    lines = {
        row.identifier: queries.warning_sheet(alert_id=row.pk, by=lead, at=NOON).line
        for row in rows
    }
    assert lines["over"].is_over
    assert not lines["over"].is_future
    assert lines["soon"].is_future
    over = next(row for row in rows if row.identifier == "over")
    with pytest.raises(rules.IsOver):
        commands.verify_alert(alert_id=over.pk, by=lead, at=NOON)


def test_a_cancel_of_what_is_not_here_is_held_until_it_comes(lead: Actor, letter: Any) -> None:
    held = bring(lead, letter("2", msg_type="Cancel", references=refer("1")))[0]
    assert held.state == "held"
    assert [line.id for line in queries.warning_list(by=lead, at=NOON).waiting] == [held.pk]
    with pytest.raises(rules.NothingToCancel):
        commands.verify_alert(alert_id=held.pk, by=lead, at=NOON)
    first = bring(lead, letter("1"))[0]
    held.refresh_from_db()
    assert (held.state, held.refers) == ("new", first)


def test_a_cancel_reaches_who_was_told_when_a_person_verified_it(
    lead: Actor, staying: None, lia: Any, letter: Any
) -> None:
    first = bring(lead, letter("1"))[0]
    commands.verify_alert(alert_id=first.pk, by=lead, at=NOON)
    forged = letter("9", msg_type="Cancel", references=refer("1"), sender="x@example.org")
    assert bring(lead, forged)[0].state == "held"  # of another sender: it means nothing here
    later = letter("2", msg_type="Cancel", references=refer("1"), polygon=JAVA)
    cancel = bring(lead, later)[0]
    first.refresh_from_db()
    assert first.state == "verified"  # by itself it does nothing
    assert commands.verify_alert(alert_id=cancel.pk, by=lead, at=NOON) == 1
    first.refresh_from_db()
    assert first.state == "cancelled"
    assert Recipient.objects.filter(person=lia).count() == 2


def test_a_shape_that_cannot_be_meant_is_refused_and_its_text_kept(
    lead: Actor, letter: Any
) -> None:
    crossed = "-8.8,115.1 -8.6,115.3 -8.8,115.3 -8.6,115.1 -8.8,115.1"
    row = bring(lead, letter(polygon=crossed))[0]
    sheet = queries.warning_sheet(alert_id=row.pk, by=lead, at=NOON)
    assert (sheet.refused, sheet.line.places) == (["a polygon whose sides cross"], None)
    assert crossed in sheet.raw
    assert row.concerns_us


def test_what_misses_an_element_is_shown_raw(lead: Actor) -> None:
    bare = '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><sender>x@y</sender></alert>'
    row = bring(lead, bare)[0]
    sheet = queries.warning_sheet(alert_id=row.pk, by=lead, at=NOON)
    assert sheet.block is None
    assert sheet.raw == bare
    assert "missing: identifier" in sheet.troubles
    assert not sheet.can_verify


def test_hostile_files_are_not_kept(lead: Actor) -> None:
    with pytest.raises(rules.CannotBeRead):
        bring(lead, '<!DOCTYPE alert SYSTEM "file:///etc/passwd"><alert/>')
    assert not Alert.objects.exists()


def test_a_quake_of_bmkg_is_a_warning_and_a_revision_is_another(lead: Actor, staying: None) -> None:
    first = quakes_told().decode()
    row = bring(lead, first)[0]
    assert (row.sender, row.severity, row.concerns_us) == ("data.bmkg.go.id", "Severe", True)
    with pytest.raises(rules.KnownAlready):
        bring(lead, first)
    worse = bring(lead, quakes_told(Potensi="Berpotensi TSUNAMI utk diteruskan").decode())[0]
    assert worse.severity == "Extreme"
    assert json.loads(worse.raw)["Infogempa"]["gempa"]["Potensi"].startswith("Berpotensi")


def test_five_hundred_a_minute_are_one_line_and_one_word(
    lead: Actor, event: Any, sari: Any, letter: Any
) -> None:
    flood = [
        letter(f"f{number}", polygon="-8.85,115.18 -8.85,115.28 -8.75,115.28 -8.85,115.18")
        for number in range(250)
    ]
    bring(lead, *flood)
    more = [one.replace("<identifier>f", "<identifier>g") for one in flood]
    bring(lead, *more, letter("worst", severity="Extreme"), at=NOON + timedelta(seconds=30))
    found = queries.warning_list(by=lead, at=NOON + timedelta(minutes=1))
    assert [(line.folded, line.severity) for line in found.waiting] == [(501, "Extreme")]
    received = StoredEntry.objects.filter(kind="alerts.received")
    assert [bool(entry.tell) for entry in received.order_by("id")] == [True, False]


def test_dismissed_with_a_reason(lead: Actor, letter: Any) -> None:
    row = bring(lead, letter())[0]
    with pytest.raises(rules.NeedsAReason):
        commands.dismiss_alert(alert_id=row.pk, why=" ", by=lead, at=NOON)
    commands.dismiss_alert(alert_id=row.pk, why="A test of theirs.", by=lead, at=NOON)
    sheet = queries.warning_sheet(alert_id=row.pk, by=lead, at=NOON)
    assert (sheet.line.state, sheet.decided_why) == ("dismissed", "A test of theirs.")
