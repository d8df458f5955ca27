"""An approved report goes out: each reader sees what he may know, and receipts are exact."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.accounts.models import Person
from narahubung.crisis import commands
from narahubung.crisis.models import Copy, Report, Sending
from narahubung.crisis.queries import circulating as queries
from narahubung.crisis.rules import circulating as rules
from narahubung.crisis.tests.test_switch import quake, switched
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member
from narahubung.relays import commands as relays
from narahubung.relays.models import Recipient, Relay

URL = "/e/arda-2026/crisis/report/"


@pytest.fixture
def focal(event: Any, arda: Any, person: Any) -> Person:
    return person("faramir", "focal_point", event, party=arda)


@pytest.fixture
def report(
    lead: Actor, liaison: Actor, event: Any, arda: Any, bree: Any, lia: Any, focal: Any
) -> Report:
    """Approved: two of Arda and five of Bree not accounted for; fact 1 confirmed, fact 2 not."""
    for party, size in ((arda, 2), (bree, 5)):
        for n in range(size):
            code = f"{party.code}-{n}"
            Member.objects.create(event=event, party=party, code=code, full_name=f"{code} Somebody")
    row = quake(lead)
    switched(row, lead, liaison)
    for text, by_authority in (("The road is closed", True), ("Bree has seven hurt", False)):
        commands.tell_fact(
            incident_id=row.pk,
            text=text,
            source="Police",
            is_authority=by_authority,
            reliability="B",
            credibility="2",
            by=lead,
            at=NOON,
        )
    found = Report.objects.get()
    commands.write_report(report_id=found.pk, text="We ask for a second bus", by=lead, at=NOON)
    commands.approve_report(report_id=found.pk, by=lead, at=NOON)
    found.refresh_from_db()
    return found


def handed_out(report: Report, lead: Actor, *readers: str) -> Sending:
    sending = commands.hand_out_report(
        report_id=report.pk, readers=readers, common=[1], words="Stay inside", by=lead, at=NOON
    )
    react(at=NOON)
    react(at=NOON)
    sending.refresh_from_db()
    return sending


def test_a_delegation_reads_its_own_figures_and_what_is_common(
    report: Report, lead: Actor, focal: Person, as_actor: Any, event: Any, signed_in: Any, arda: Any
) -> None:
    handed_out(report, lead, f"focal:{arda.pk}")
    found = queries.own_report(report_id=report.pk, by=as_actor(focal, event))
    assert not found.is_whole
    assert [(one.party, list(one.states)) for one in found.people] == [
        ("ARD Arda", [("belum terdata", 2)])
    ]
    assert [fact.number for fact in found.facts] == [1]
    assert list(found.words) == ["Stay inside"]
    page = signed_in(focal).get(f"{URL}{report.pk}/").content.decode()
    assert "The road is closed" in page
    for hidden in ("Bree", "BRE", "second bus", "seven", " 7"):
        assert hidden not in page.partition("<main")[2].partition("</main>")[0]


def test_who_sees_the_crisis_reads_all_of_it(report: Report, lead: Actor) -> None:
    found = queries.own_report(report_id=report.pk, by=lead)
    assert found.is_whole
    assert sorted(one.party for one in found.people) == ["ARD Arda", "BRE Bree"]
    assert [fact.number for fact in found.facts] == [1, 2]
    assert list(found.words) == ["We ask for a second bus"]


def test_who_is_no_reader_of_it_finds_nothing(
    report: Report, lead: Actor, lia: Person, signed_in: Any, arda: Any
) -> None:
    handed_out(report, lead, f"focal:{arda.pk}")
    assert signed_in(lia).get(f"{URL}{report.pk}/").status_code == 404
    assert signed_in(lia).post(f"{URL}{report.pk}/read/").status_code == 404
    assert signed_in(lia).get(f"{URL}{report.pk}/out/").status_code == 404


def test_receipts_are_exact_and_name_who_is_missing(
    report: Report,
    lead: Actor,
    focal: Person,
    lia: Person,
    as_actor: Any,
    event: Any,
    signed_in: Any,
) -> None:
    sending = handed_out(report, lead, "focal:", "role:officer")
    message = Relay.objects.get(pk=sending.relay_id)
    assert "road" not in message.text  # it only leads there
    assert {one.person_id for one in message.recipients.all()} == {focal.pk, lia.pk}

    def now() -> tuple[int, int, int, int, list[str]]:
        got = queries.receipts(report_id=report.pk, by=lead, at=NOON)
        missing = [f"{one.name} {one.state}" for one in got.missing]
        return got.sent, got.delivered, got.seen, got.acknowledged, missing

    assert now() == (2, 0, 0, 0, ["Faramir sent", "Lia sent"])
    relays.book_seen([message.pk], by=as_actor(lia, event), at=NOON)
    assert now() == (2, 1, 0, 0, ["Faramir sent", "Lia delivered"])
    signed_in(focal).get(f"{URL}{report.pk}/")
    assert now() == (2, 2, 1, 0, ["Lia delivered", "Faramir seen"])
    signed_in(focal).post(f"{URL}{report.pk}/read/")
    assert now() == (2, 2, 1, 1, ["Lia delivered"])
    assert Recipient.objects.get(relay=message, person=focal).acknowledged_at
    with pytest.raises(rules.ReadBefore):
        commands.confirm_report(report_id=report.pk, by=as_actor(focal, event), at=NOON)


def test_what_fell_afterwards_is_struck(
    report: Report, lead: Actor, focal: Person, as_actor: Any, event: Any, arda: Any
) -> None:
    handed_out(report, lead, f"focal:{arda.pk}")
    fact = report.incident.facts.get(number=1)
    commands.withdraw_fact(fact_id=fact.pk, why="It is open", by=lead, at=NOON)
    [shown] = queries.own_report(report_id=report.pk, by=as_actor(focal, event)).facts
    assert shown.withdrawn


def test_only_what_is_approved_and_confirmed_goes_out_and_once(
    report: Report, lead: Actor, liaison: Actor, focal: Person
) -> None:
    def go(**given: Any) -> None:
        told = {"readers": ["focal:"], "common": [], "by": lead, "at": NOON, **given}
        commands.hand_out_report(report_id=report.pk, **told)

    with pytest.raises(rules.NotConfirmed):
        go(common=[2])
    go()
    with pytest.raises(rules.NobodyNew):
        go()
    assert Copy.objects.count() == 1
    Report.objects.update(state="draft")
    with pytest.raises(rules.NotApproved):
        go(readers=["role:officer"])


def test_it_is_handed_out_on_its_page(
    report: Report, lead: Actor, focal: Person, signed_in: Any
) -> None:
    client = signed_in(Person.objects.get(pk=lead.person_id))
    page = client.get(f"{URL}{report.pk}/out/").content.decode()
    assert "Nobody has it yet" in page
    assert "focal points of all delegations" in page
    assert client.post(f"{URL}{report.pk}/out/", {}).status_code == 422
    client.post(f"{URL}{report.pk}/out/", {"readers": ["focal:"], "common": ["1"]})
    page = client.get(f"{URL}{report.pk}/out/").content.decode()
    assert "0 of 1 confirmed" in page
    assert "Faramir" in page
