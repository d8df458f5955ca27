"""From the request to the badge in somebody's hand, and what becomes of it."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.access import commands
from narahubung.access.commands.gates import judged
from narahubung.access.models import Accreditation, Badge, Category, Gate, Zone
from narahubung.access.queries.gates import code_of
from narahubung.access.rules import badges as badge_rules
from narahubung.access.rules import people as rules
from narahubung.access.tests.conftest import DAYS, MINUTE, asked, handed_out
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member, Officer


def at_gate(badge: Badge, gate: Gate, event: Any, at: Any = NOON, check: str = "entry") -> str:
    return str(judged(gate, event, code_of(badge), check=check, at=at)[1])


def test_who_asked_does_not_approve(
    member: Member, delegate: Category, desk: Actor, colleague: Actor
) -> None:
    row = asked(member, delegate, desk)
    one = {"accreditation_id": row.pk, "at": NOON}
    with pytest.raises(rules.StandsOtherwise):
        commands.approve_accreditation(**one, by=colleague)
    commands.check_accreditation(**one, by=desk)
    with pytest.raises(rules.OwnRequest):
        commands.approve_accreditation(**one, by=desk)
    with pytest.raises(rules.NotVetted):
        commands.approve_accreditation(**one, by=colleague)
    commands.vet_person(**one, cleared=True, by=desk)
    with pytest.raises(rules.NoPhoto):
        commands.approve_accreditation(**one, by=colleague)
    Accreditation.objects.update(photo="0" * 64)
    commands.approve_accreditation(**one, by=colleague)
    assert Badge.objects.get().state == "ready"


def test_who_is_refused_by_vetting_is_not_approved(
    member: Member, delegate: Category, focal: Actor, desk: Actor
) -> None:
    row = asked(member, delegate, focal)
    one = {"accreditation_id": row.pk, "at": NOON}
    with pytest.raises(rules.NotYours):
        commands.check_accreditation(**one, by=focal)
    commands.check_accreditation(**one, by=desk)
    commands.vet_person(**one, cleared=False, by=desk)
    with pytest.raises(rules.NotVetted):
        commands.approve_accreditation(**one, by=desk)
    with pytest.raises(rules.NeedsAReason):
        commands.decline_accreditation(**one, why=" ", by=desk)
    commands.decline_accreditation(**one, why="Ask for another person.", by=desk)
    commands.reopen_accreditation(**one, by=desk)
    assert Accreditation.objects.get().state == "asked"


def test_a_focal_point_asks_for_own_people_alone(
    member: Member, delegate: Category, bree: Any, focal: Actor, event: Any, lia_officer: Any
) -> None:
    asked(member, delegate, focal)
    with pytest.raises(rules.HasOne):
        asked(member, delegate, focal)
    other = Member.objects.create(event=event, party=bree, code="BRE-1", full_name="Bill Ferny")
    with pytest.raises(Member.DoesNotExist):
        asked(other, delegate, focal)
    for more in ({"officer_id": lia_officer.pk}, {"full_name": "A florist"}):
        with pytest.raises((rules.NotYours, Officer.DoesNotExist)):
            commands.ask_accreditation(category_id=delegate.pk, **DAYS, **more, by=focal, at=NOON)


def test_a_zone_by_name_and_one_by_itinerary(
    member: Member, delegate: Category, press: Zone, lounge: Zone, gate: Gate, desk: Actor,
    colleague: Actor, event: Any,
) -> None:  # fmt: skip
    with pytest.raises(rules.ComesByItself):
        asked(member, delegate, desk, zone_ids=[lounge.pk])
    row = asked(member, delegate, desk, zone_ids=[press.pk])
    badge = handed_out(row, colleague)
    door = commands.keep_gate(
        gate_code="P", zone_id=press.pk, name_en="Press", checks=["entry"], by=desk, at=NOON
    )
    assert at_gate(badge, door, event) == "green:admitted"
    assert at_gate(badge, gate, event) == "green:admitted"  # all days of the event: no arrival yet
    florist = commands.ask_accreditation(
        full_name="A florist", category_id=delegate.pk, **DAYS, by=desk, at=NOON
    )
    assert at_gate(handed_out(florist, colleague), door, event) == "red:not_here"


def test_lost_replaced_found(
    member: Member, delegate: Category, gate: Gate, desk: Actor, colleague: Actor, event: Any
) -> None:
    badge = handed_out(asked(member, delegate, desk), colleague)
    one = {"badge_id": badge.pk, "by": desk, "at": NOON}
    commands.lose_badge(**one)
    assert at_gate(badge, gate, event) == "red:lost"
    commands.find_badge(**one)
    assert at_gate(badge, gate, event) == "green:admitted"
    with pytest.raises(badge_rules.NotIdentified):
        commands.replace_badge(**one, why="torn", is_identified=False)
    new = commands.replace_badge(**one, why="torn", is_identified=True)
    assert at_gate(badge, gate, event) == "red:replaced"
    assert at_gate(new, gate, event) == "red:unknown"  # not even printed
    commands.print_badges(badge_ids=[new.pk], by=desk, at=NOON)
    assert at_gate(new, gate, event) == "red:not_collected"
    hand = {"badge_id": new.pk, "by": desk, "at": NOON}
    with pytest.raises(badge_rules.NeedsALetter):
        commands.collect_badge(**hand, collector="An aide of the embassy")
    commands.collect_badge(**hand, collector="An aide of the embassy", letter="ND/17, ID shown")
    assert at_gate(new, gate, event) == "green:admitted"
    commands.give_badge_back(**hand)
    assert at_gate(new, gate, event) == "red:not_collected"


def test_a_copied_badge_is_refused_while_the_other_is_inside(
    member: Member, delegate: Category, gate: Gate, desk: Actor, colleague: Actor, keeper: Actor,
    event: Any,
) -> None:  # fmt: skip
    badge = handed_out(asked(member, delegate, desk), colleague)

    def scans(check: str, at: Any, **more: Any) -> str:
        said = at_gate(badge, gate, event, at, check)
        admitted = said.startswith("green") or bool(more)
        return commands.pass_gate(
            gate_id=gate.pk, scanned=code_of(badge), check=check, admitted=admitted, shown=said,
            **more, by=keeper, at=at,
        ).judged  # fmt: skip

    assert scans("entry", NOON) == "green:admitted"
    assert scans("entry", NOON + MINUTE) == "red:pass_back"
    assert scans("exit", NOON + 2 * MINUTE) == "green:leaves"
    assert scans("entry", NOON + 3 * MINUTE) == "green:admitted"
    # What came late is judged as of its own moment.
    assert scans("entry", NOON + 90 * MINUTE / 60) == "red:pass_back"


def test_a_blank_badge_needs_two_people(
    delegate: Category, lounge: Zone, gate: Gate, desk: Actor, colleague: Actor, event: Any
) -> None:
    blanks = commands.make_blanks(count=50, by=desk, at=NOON)
    assert [row.serial for row in blanks] == list(range(1, 51))
    badge = Badge.objects.get(serial=50)
    assert at_gate(badge, gate, event) == "red:not_collected"
    give = {
        "badge_id": badge.pk,
        "on": NOON.date(),
        "full_name": "A technician",
        "identity": "ID card",
        "category_id": delegate.pk,
        "at": NOON,
    }
    use = commands.activate_blank(**give, by=desk)
    with pytest.raises(badge_rules.TakenToday):
        commands.activate_blank(**give, by=colleague)
    with pytest.raises(badge_rules.SamePerson):
        commands.confirm_blank(use_id=use.pk, by=desk, at=NOON)
    assert at_gate(badge, gate, event) == "red:not_collected"
    commands.confirm_blank(use_id=use.pk, by=colleague, at=NOON)
    assert at_gate(badge, gate, event) == "green:admitted"
    assert at_gate(badge, gate, event, NOON + 1440 * MINUTE) == "red:not_collected"
    commands.end_blank(use_id=use.pk, by=desk, at=NOON)
    assert at_gate(badge, gate, event) == "red:not_collected"
    with pytest.raises(badge_rules.TooMany):
        commands.make_blanks(count=0, by=desk, at=NOON)
