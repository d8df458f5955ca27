"""C6: the privilege mirror, to the letter.

LO-9 has three zones through HoD-9 from 08.00; the duty passes to LO-40 at 13.20. What a phone at a
gate does is done here by the same list and the same table as the phone's own.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.access import commands, keys
from narahubung.access.commands.gates import judged
from narahubung.access.judging import judge
from narahubung.access.listing import gate_list
from narahubung.access.models import Accreditation, Badge, Gate, Passage, Zone
from narahubung.access.queries.gates import code_of, report_of_the_day
from narahubung.access.rules.people import BeyondDelegation, ComesByItself
from narahubung.access.signing import NotOurs, opened, packed
from narahubung.accounts.actors import actor_of
from narahubung.assignments import commands as assignments
from narahubung.assignments.models import Attachment, Duty, DutyState
from narahubung.kit.actor import the_house
from narahubung.parties.models import Officer, Party, Place
from narahubung.programme.models import Item

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
DAY_1 = date(2026, 11, 21)


def clock(hour: int, minute: int = 0, second: int = 0) -> datetime:
    """Return a moment of day 1, by the clock of the summit; NOON is 12.00 there."""
    return NOON + timedelta(hours=hour - 12, minutes=minute, seconds=second)


@dataclass
class Cast:
    """Who and what C6 is about."""

    event: Any
    house: Any
    gates: dict[str, Gate]
    old: Officer
    new: Officer
    badges: dict[int, Badge]

    def scan(self, officer: Officer, gate: str, at: datetime) -> str:
        """Scan a badge at a gate with a network: the phone asks for its list, then judges."""
        return str(self.by_phone(officer, self.phone(gate, at), at))

    def phone(self, gate: str, at: datetime) -> Any:
        """Return the list as a phone gets it, opened as the phone does."""
        row = self.gates[gate]
        told = packed(gate_list(row, self.event, at), keys.current())
        return opened(told, {name: key.public for name, key in keys.by_id().items()})

    def by_phone(self, officer: Officer, known: Any, at: datetime) -> Any:
        """Judge by a list that the phone holds, however old it is."""
        return judge(known, self.badges[officer.pk].digest, check="entry", now=at)

    def goes_in(self, officer: Officer, gate: str, at: datetime) -> Passage:
        """Let somebody in, as the keeper's phone tells it."""
        return commands.pass_gate(
            gate_id=self.gates[gate].pk,
            scanned=code_of(self.badges[officer.pk]),
            check="entry",
            admitted=self.scan(officer, gate, at).startswith("green"),
            shown=self.scan(officer, gate, at),
            by=self.house,
            at=at,
        )


@pytest.fixture
def cast(event: Any, arda: Party, bree: Party, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """HoD-9 is Arda's; LO-9 serves since 08.00, LO-40 is planned after."""
    house = the_house("test", event_id=event.pk)
    setup = {"by": house, "at": clock(7)}
    hall = Place.objects.create(event=event, code="BICC", name="Convention Centre")
    for code, room, party in (("P1", "Plenary 1", arda), ("P2", "Plenary 2", bree)):
        item = Item.objects.create(
            event=event,
            code=code,
            title_en=room,
            starts_at=clock(9),
            ends_at=clock(17),
            zone=event.zone,
            place=hall,
            room=room,
        )
        item.attending.add(party)
    gates = {}
    for code, basis, room in (
        ("LOUNGE", "stay", ""),
        ("PLEN1", "programme", "Plenary 1"),
        ("CAR", "stay", ""),
        ("PLEN2", "programme", "Plenary 2"),
    ):
        zone = commands.keep_zone(
            zone_code=code,
            name_en=code.title(),
            basis=basis,
            mirrored=True,
            place_id=hall.pk,
            room=room,
            **setup,
        )
        gates[code] = commands.keep_gate(
            gate_code=code,
            zone_id=zone.pk,
            name_en=f"Gate {code}",
            checks=["entry", "exit"],
            **setup,
        )
    category = commands.keep_category(
        category_code="LO",
        name_en="Liaison officer",
        zone_ids=[],
        has_photo=False,
        is_vetted=False,
        **setup,
    )
    officers, badges = [], {}
    for number in (9, 40):
        officer = Officer.objects.create(
            event=event,
            code=f"LO-{number}",
            full_name=f"Officer {number}",
            available_from=DAY_1,
            available_to=DAY_1,
        )
        Attachment.objects.create(
            event=event,
            party=arda,
            officer=officer,
            position="lead" if number == 9 else "deputy",
            since=clock(6),
            until=clock(23),
        )
        officers.append(officer)
        badges[officer.pk] = made(officer, category.pk, setup)
    old, new = officers
    on_duty(old, arda, clock(8), clock(14), state=DutyState.ON, taken_at=clock(8))
    on_duty(new, arda, clock(14), clock(20))
    return Cast(event=event, house=house, gates=gates, old=old, new=new, badges=badges)


def made(officer: Officer, category_id: int, setup: dict[str, Any]) -> Badge:
    """Take an officer through the chain, to a badge that was handed out."""
    row = commands.ask_accreditation(
        category_id=category_id, officer_id=officer.pk, since=DAY_1, until=DAY_1, **setup
    )
    commands.check_accreditation(accreditation_id=row.pk, **setup)
    commands.approve_accreditation(accreditation_id=row.pk, **setup)
    badge = Badge.objects.get(accreditation=row)
    commands.print_badges(badge_ids=[badge.pk], **setup)
    commands.collect_badge(badge_id=badge.pk, collector=officer.full_name, **setup)
    badge.refresh_from_db()
    return badge


def on_duty(officer: Officer, party: Party, starts: datetime, ends: datetime, **more: Any) -> Duty:
    """Give an officer a duty, without the rules of working time."""
    return Duty.objects.create(
        event=party.event,
        party=party,
        officer=officer,
        position="lead",
        starts=starts,
        ends=ends,
        **more,
    )


def handed_over(cast: Cast, person: Any, party: Party, at: datetime) -> datetime:
    """Let both acknowledge; return the moment of the second."""
    for officer in (cast.old, cast.new):
        officer.person = person(officer.code.lower(), "officer", cast.event, party=party)
        officer.save()
    duty = Duty.objects.get(officer=cast.new)
    by = actor_of(cast.old.person, event_id=cast.event.pk, at=at)
    row = assignments.hand_over_now(duty_id=duty.pk, by=by, at=at)
    for officer, side, when in (
        (cast.old, assignments.give, at),
        (cast.new, assignments.take, at + 30 * SECOND),
    ):
        assert cast.scan(cast.old, "PLEN1", when - SECOND) == "green:admitted"
        assert cast.scan(cast.new, "PLEN1", when - SECOND) == "red:off_duty"
        by = actor_of(officer.person, event_id=cast.event.pk, at=when)
        side(hand_over_id=row.pk, by=by, at=when)
    return at + 30 * SECOND


def test_c6_privilege_mirror(cast: Cast, arda: Party, person: Any) -> None:
    # LO-9 has the three zones from 08.00, no earlier, and no zone that HoD-9 lacks.
    for gate in ("LOUNGE", "PLEN1", "CAR"):
        assert cast.scan(cast.old, gate, clock(8)) == "green:admitted"
        assert cast.scan(cast.old, gate, clock(7, 59)) == "red:off_duty"
    assert cast.scan(cast.old, "PLEN2", clock(10)) == "red:beyond"
    assert cast.goes_in(cast.old, "PLEN1", clock(9, 5)).admitted
    commands.pass_gate(
        gate_id=cast.gates["PLEN1"].pk,
        scanned=code_of(cast.badges[cast.old.pk]),
        check="exit",
        admitted=True,
        by=cast.house,
        at=clock(9, 40),
    )

    # A gate goes off-line just before the hand-over; another keeps its network.
    offline = cast.phone("PLEN1", clock(13, 20))
    second = handed_over(cast, person, arda, clock(13, 20))

    # Within 60 s of the second acknowledgement (here: at once) the old badge is refused, the new
    # one works, at every gate with a network.
    for gate in ("LOUNGE", "PLEN1", "CAR"):
        assert cast.scan(cast.old, gate, second) == "red:off_duty"
        assert cast.scan(cast.new, gate, second) == "green:admitted"
    assert cast.scan(cast.new, "PLEN2", second) == "red:beyond"

    # At the gate without one: by expiry, 15 minutes after the list was made at the latest.
    last = clock(13, 35)
    assert str(cast.by_phone(cast.old, offline, last)) == "green:admitted"
    assert str(cast.by_phone(cast.old, offline, last + SECOND)) == "red:expired"
    back = cast.phone("PLEN1", clock(13, 50))
    assert back.refused[cast.badges[cast.old.pk].digest] == "off_duty"
    assert str(cast.by_phone(cast.old, back, clock(13, 50))) == "red:off_duty"

    # The report of day 1 lists no pass by an LO outside duty.
    assert not cast.goes_in(cast.old, "PLEN1", clock(13, 40)).admitted
    assert cast.goes_in(cast.new, "PLEN1", clock(13, 41)).admitted
    report = report_of_the_day(on=DAY_1, by=cast.house, at=clock(23))
    assert (report.scans, report.admitted, report.refused) == (4, 3, 1)
    assert (list(report.outside), list(report.differing)) == ([], [])


def test_the_report_finds_a_pass_outside_duty(cast: Cast) -> None:
    """What C6 counts as 0 is counted: somebody let in against the list stands in the report."""
    let_in = commands.pass_gate(
        gate_id=cast.gates["PLEN1"].pk,
        scanned=code_of(cast.badges[cast.new.pk]),
        check="entry",
        admitted=True,
        shown="green:admitted",
        by=cast.house,
        at=clock(10),
    )
    report = report_of_the_day(on=DAY_1, by=cast.house, at=clock(23))
    assert [line.id for line in report.outside] == [let_in.pk]
    assert [line.id for line in report.differing] == [let_in.pk]


def test_no_zone_beyond_the_delegation_is_given_by_a_form(cast: Cast) -> None:
    by = {"by": cast.house, "at": clock(7)}
    row = Accreditation.objects.get(officer=cast.old)
    commands.withdraw_accreditation(accreditation_id=row.pk, why="a new one", **by)
    ask = {
        "category_id": row.category_id,
        "officer_id": cast.old.pk,
        "since": DAY_1,
        "until": DAY_1,
    }
    zones = {zone.code: zone.pk for zone in Zone.objects.all()}
    with pytest.raises(BeyondDelegation):
        commands.ask_accreditation(**ask, zone_ids=[zones["PLEN2"]], **by)
    with pytest.raises(ComesByItself):
        commands.ask_accreditation(**ask, zone_ids=[zones["PLEN1"]], **by)


def test_a_named_withdrawal_is_red_at_once_and_by_any_list_that_knows_it(cast: Cast) -> None:
    assert cast.scan(cast.old, "CAR", clock(10)) == "green:admitted"
    row = Accreditation.objects.get(officer=cast.old)
    commands.withdraw_accreditation(
        accreditation_id=row.pk, why="left the service", by=cast.house, at=clock(10, 1)
    )
    known = cast.phone("CAR", clock(10, 1))
    for later in (0, 14, 16, 600):
        verdict = cast.by_phone(cast.old, known, clock(10, 1) + later * MINUTE)
        assert str(verdict) == "red:withdrawn"
    badge, said = judged(
        cast.gates["CAR"],
        cast.event,
        code_of(cast.badges[cast.old.pk]),
        check="entry",
        at=clock(10, 2),
    )
    assert (badge, str(said)) == (cast.badges[cast.old.pk], "red:withdrawn")


def test_a_list_that_was_changed_is_not_ours(cast: Cast) -> None:
    told = packed(gate_list(cast.gates["CAR"], cast.event, clock(10)), keys.current())
    public = {name: key.public for name, key in keys.by_id().items()}
    assert opened(told, public).lines
    for wrong in (
        {"body": told["body"].replace("Officer 9", "Officer 8")},
        {"stamp": told["stamp"].replace('"good_s":900', '"good_s":9000')},
        {"key": "00000000"},
    ):
        with pytest.raises(NotOurs):
            opened(told | wrong, public)
