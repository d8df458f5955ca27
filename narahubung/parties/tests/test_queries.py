"""Who is on duty, people without their numbers for who may not see them, names found."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.kit.folding import fold, rank
from narahubung.parties import queries
from narahubung.parties.models import Contact, Department, Member, MemberPapers, Officer
from narahubung.parties.queries.duty import in_hours
from narahubung.relays.models import Address, Delivery
from narahubung.relays.rules.channels import mark_of

WITA = "Asia/Makassar"


@pytest.fixture
def shifts(event: Any, transport: Any) -> None:
    Department.objects.create(
        event=event, code="EO", name_en="Operations", duty_phone="+44 7700 900001"
    )
    transport.escalates_to = "EO"
    transport.save()
    for code, hours, person in [
        ("A", "06:00-14:00", "Ani"),
        ("B", "14:00-22:00", "Budi"),
        ("C", "22:00-06:00", "Ni Luh Arimbawa"),
    ]:
        Contact.objects.create(
            event=event,
            code=code,
            category="staff",
            name=f"shift officer {code}",
            person=person,
            department=transport,
            phone=f"+44 7700 90010{code}",
            hours=hours,
        )


@pytest.mark.parametrize(("hour", "who"), [(4, "Ani"), (6, "Budi"), (15, "Ni Luh Arimbawa")])
def test_duty_follows_the_event_s_clock(
    lia: Any, as_actor: Any, event: Any, shifts: None, hour: int, who: str
) -> None:
    at = datetime(2026, 11, 21, hour, 0, tzinfo=UTC)
    desks = queries.departments_on_duty(by=as_actor(lia, event), at=at, zone_name=WITA)
    desk = next(one for one in desks if one.code == "TRN")
    assert desk.first is not None
    assert desk.first.name == who


def test_duty_names_whom_to_call_next(
    lia: Any, as_actor: Any, event: Any, shifts: None, django_assert_num_queries: Any
) -> None:
    by = as_actor(lia, event)
    with django_assert_num_queries(3):
        desks = queries.departments_on_duty(by=by, at=NOON, zone_name=WITA)
    desk = next(one for one in desks if one.code == "TRN")
    assert [call.role for call in desk.calls] == ["shift", "desk", "deputy", "above"]
    assert desk.next[-1].name == "Operations"
    assert len({call.phone for call in desk.calls}) == 4


def test_the_number_that_answered_last_stands_first(
    lia: Any, teo: Any, as_actor: Any, event: Any, transport: Any, shifts: None
) -> None:
    Contact.objects.filter(code="B").update(phone="+44 7700 900102")

    def called(number: str, answer: str, minutes: int) -> None:
        address, _ = Address.objects.get_or_create(
            person=teo, channel="phone", value_hash=mark_of("phone", number.replace(" ", ""))
        )
        Delivery.objects.create(
            event=event,
            person=teo,
            channel="phone",
            address=address,
            dedupe=f"{number} {minutes}",
            queued_at=NOON,
            sent_at=NOON - timedelta(minutes=minutes),
            answer=answer,
        )

    def chain() -> list[tuple[str, bool | None]]:
        desks = queries.departments_on_duty(by=as_actor(lia, event), at=NOON, zone_name=WITA)
        desk = next(one for one in desks if one.code == "TRN")
        return [(call.role, call.last.answered if call.last else None) for call in desk.calls]

    assert chain()[0] == ("shift", None)
    shift = str(Contact.objects.get(code="A").phone)
    Contact.objects.filter(code="A").update(phone="+44 7700 900101")
    assert shift.endswith("A")  # not a number: nobody can have called it
    called("+44 7700 900101", "reached", 90)
    called("+44 7700 900101", "no_answer", 30)
    called(transport.duty_phone, "read_back", 20)
    assert chain()[0] == ("desk", True)
    assert chain()[-2:] == [("shift", False), ("above", None)]
    called("+44 7700 900101", "reached", 5)
    assert [role for role, _last in chain()][:2] == ["shift", "desk"]


@pytest.mark.parametrize(
    ("hours", "covers"),
    [
        ("24h", True),
        ("06:00-23:00", True),
        ("06.00-11.00", False),
        ("22:00-06:00", False),
        ("22:00\N{EN DASH}13:00", True),
        ("office hours", None),
        ("", None),
        ("06:00", None),
    ],
)
def test_hours_are_read_or_said_to_be_unreadable(hours: str, covers: bool | None) -> None:
    assert in_hours(hours, time(12)) is covers


@pytest.mark.parametrize("many", [1, 30])
def test_people_have_numbers_only_for_who_may_see_them(
    lia: Any,
    person: Any,
    as_actor: Any,
    event: Any,
    arda: Any,
    django_assert_num_queries: Any,
    many: int,
) -> None:
    for n in range(many):
        role = "head_of_delegation" if n == many - 1 else "aide"
        member = Member.objects.create(
            event=event, code=f"D{n}", party=arda, full_name=f"Member {n}", role=role
        )
        MemberPapers.objects.create(member=member, phone="+44 7700 900555", passport_no="X")
    by = as_actor(lia, event)
    with django_assert_num_queries(1):
        mine = queries.people_of(by=by, party_id=arda.pk)
    assert (len(mine), mine[0].phone, mine[0].is_head) == (many, "+44 7700 900555", True)
    doctor = as_actor(person("dewi", "medical", event), event)
    with django_assert_num_queries(1):
        theirs = queries.people_of(by=doctor, party_id=arda.pk)
    assert theirs[0].phone is None
    desk = as_actor(person("gita", "gate", event), event)
    assert queries.people_of(by=desk, party_id=arda.pk) == []


def test_sheet_and_lists_are_one_query(
    lia: Any,
    sari: Any,
    as_actor: Any,
    event: Any,
    arda: Any,
    bree: Any,
    lia_officer: Any,
    django_assert_num_queries: Any,
) -> None:
    by = as_actor(lia, event)
    with django_assert_num_queries(1):
        sheet = queries.party_sheet(by=by, code="ARD")
    assert (sheet.mark.name, sheet.preferred_languages) == ("Arda", ("fr", "en"))
    with pytest.raises(type(arda).DoesNotExist):
        queries.party_sheet(by=by, code="BRE")
    assert [mark.code for mark in queries.parties(by=by)] == ["ARD"]
    Officer.objects.create(event=event, code="LO-2", full_name="Budi")
    boss = as_actor(sari, event)
    with django_assert_num_queries(1):
        assert [one.short_name for one in queries.officers(by=boss)] == ["Lia", "Budi"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("José Muñoz", "jose munoz"),
        ("Łukasz Đoković", "lukasz dokovic"),
        ("Groß", "gross"),
        ("Kjærgaard", "kjaergaard"),
        ("ＴＯＫＹＯ", "tokyo"),
        ("İstanbul", "istanbul"),
        ("小林太郎", "太郎"),
        ("محمد", "محم"),
    ],
)
def test_names_are_found_as_people_type_them(name: str, typed: str) -> None:
    assert rank(fold(typed).split(), fold(name)) is not None


def test_rank_prefers_what_begins_so() -> None:
    ranks = [rank(["japan"], fold(name)) for name in ("Japan", "Japan Post", "Bank of Japan", "x")]
    assert ranks == [0, 1, 2, None]
