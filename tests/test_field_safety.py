"""What a guest must be kept safe from, written by several people at once: nothing of it is lost.

Health is never kept on a phone and no form that changes it waits there. What an officer hears of it
while he is off-line ("allergic to nuts", "no photographs") is told as what he noticed: a set, to
which each adds, and from which only what its author saw is taken. The record itself is changed
on-line, where a form that is old is shown again (narahubung/intake/tests/test_records.py).
"""

import re
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random
from threading import Lock
from typing import Any

import pytest
from django.apps import apps

from conftest import NOON
from narahubung.duties.models import Observation
from narahubung.field.catalogue import KINDS, NEVER
from narahubung.field.envelope import digest_of_value
from tests.field_phone import InProcess, Phone, Told, Wire, ids_of
from tests.field_pocket import first, true_now
from tests.scenarios.test_c10 import _asked
from tests.servers import ROOT, running_rig
from tests.test_field_protocol import signed_in

DAY = "/e/arda-2026/day/ARD/"
SKEW = {"lo_ms": 0, "hi_ms": 0}
EDITS, THREADS, SOME = 1_200, 4, 5


@pytest.fixture
def pair(event: Any, arda: Any, lia: Any, person: Any) -> list[tuple[Phone, InProcess]]:
    """Two officers' phones, off-line."""
    people = [lia, person("budi", "officer", event, party=arda)]
    make_id = ids_of(Random(7))
    return [(Phone(one.pk, make_id, skew=SKEW), InProcess(signed_in(one))) for one in people]


def send(phone: Phone, line: Any) -> list[Told]:
    letter = phone.letter("normal", phone.waiting("normal"), sent_at=NOON)
    heard = line.post("/field/outbox/", letter)
    phone.hear(letter, heard)
    found: list[Told] = heard.told["results"]
    return found


def tell(phone: Phone, text: str) -> None:
    phone.write("desks:day_observe", f"{DAY}observe/", ("text", text), at=NOON)


def unsay(phone: Phone, row: Observation) -> None:
    phone.write("desks:day_unobserve", f"{DAY}unobserve/{row.pk}/", at=NOON)


def said() -> set[tuple[str, str]]:
    return {(row.text, row.by_name) for row in Observation.objects.filter(removed=False)}


def test_what_two_phones_heard_of_a_guest_is_all_there(pair: Any) -> None:
    (lia, to_lia), (budi, to_budi) = pair
    tell(lia, "Allergic to nuts")
    tell(budi, "Allergic to shellfish")
    tell(budi, "No photographs")
    tell(lia, "No photographs")
    send(budi, to_budi)
    send(lia, to_lia)
    assert said() == {
        ("Allergic to nuts", "Lia"),
        ("Allergic to shellfish", "Budi"),
        ("No photographs", "Budi"),
        ("No photographs", "Lia"),
    }


def test_what_is_taken_back_takes_nothing_of_another_with_it(pair: Any) -> None:
    (lia, to_lia), (budi, to_budi) = pair
    tell(lia, "No photographs")
    send(lia, to_lia)
    unsay(lia, Observation.objects.get())
    tell(budi, "No photographs")
    send(budi, to_budi)
    unsay(budi, Observation.objects.earliest("pk"))
    assert [each["status"] for each in send(lia, to_lia)] == ["applied"]
    assert said() == {("No photographs", "Budi")}
    assert [each["status"] for each in send(budi, to_budi)] == ["merged"]
    assert said() == {("No photographs", "Budi")}


SAFETY = re.compile("allerg|diet|blood|medic|photograph|photo_?consent|no_?photo|accessibility")
HEALTH = {"accessibility", "allergy", "diet", "medical_note"}


def test_no_form_that_waits_on_a_phone_writes_what_keeps_a_guest_safe() -> None:
    """Else such fields need a policy of their own: sets that are joined, removal by two people.

    It finds what is new by its name: who adds such a field, or writes these from elsewhere, has to
    come by here (docs/explain/offline.md).
    """
    named = {
        (model._meta.label, one.name)
        for model in apps.get_models()
        if model.__module__.startswith("narahubung.")
        for one in model._meta.get_fields()
        if SAFETY.search(one.name)
    }
    assert named == {("care.CareRecord", name) for name in HEALTH}
    rooms = {
        path.relative_to(ROOT / "narahubung").parts[0]
        for path in (ROOT / "narahubung").rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts) and "CareRecord" in path.read_text()
    }
    assert rooms == {"care", "intake"}
    assert not {kind.partition(":")[0] for kind in KINDS} & rooms


def test_no_form_that_changes_a_record_of_health_waits_on_a_phone(pair: Any) -> None:
    (lia, to_lia), _other = pair
    assert not any(kind.split(":")[0] in {"care", "intake"} for kind in KINDS)
    assert NEVER["needs:forget"]
    path = "/e/arda-2026/records/delegates/of/P-IDN-01/"
    lia.write("intake:record", path, ("allergy", "none"), at=NOON)
    (result,) = send(lia, to_lia)
    assert (result["status"], result["code"]) == ("rejected", "never")


@pytest.mark.slow
def test_thousands_of_edits_at_once_overwrite_nothing_silently(
    new_home: Path, database: str
) -> None:
    """Four phones change the numbers of ten papers as fast as they can, on pages grown old."""
    with running_rig(new_home, database) as rig:
        cast = _asked(rig, seeds=[1])["1"]
        known = {number: first(number) for number in range(len(cast["papers"]))}
        lock = Lock()

        def change(who: int) -> Phone:
            dice, own = Random(who), cast["phones"][who]
            phone = Phone(own["person"], ids_of(dice), skew=SKEW)
            with closing(Wire(rig.server.port, own["cookie"])) as wire:
                phone.greet(wire)
                while phone.wrote < EDITS // THREADS:
                    wrote = [_edit(phone, cast, known, dice) for _ in range(SOME)]
                    while phone.queue:
                        phone.send(wire, "normal", sent_at=true_now())
                    with lock:
                        for paper, number, each in wrote:
                            if phone.sent[each].result["status"] != "conflict":
                                known[paper] = {**known[paper], "number": number}
            return phone

        with ThreadPoolExecutor(THREADS) as pool:
            phones = list(pool.map(change, range(THREADS)))
        found = _asked(rig, slugs=[cast["slug"]])[cast["slug"]]
    nothing_was_overwritten(cast, phones, found)


def _edit(phone: Phone, cast: Told, known: Told, dice: Random) -> tuple[int, str, str]:
    paper = dice.randrange(len(known))
    shown, number = dict(known[paper]), f"{phone.person}-{phone.wrote}"
    body = [("kind", "diplomatic"), *{**shown, "number": number}.items()]
    path = cast["papers"][paper]["path"]
    made = phone.write("airports:paper", path, *body, at=true_now(), shown=shown)
    return paper, number, made.id


def nothing_was_overwritten(cast: Told, phones: list[Phone], found: Told) -> None:
    """Each change was made on the value that it replaced, or two versions wait for a choice."""
    sent = {one.id: one for phone in phones for one in phone.sent.values()}
    assert len(sent) == EDITS
    asked = {one["id"]: one["ours"] for one in found["questions"]}
    changes: dict[str, list[Told]] = defaultdict(list)
    for act in dict.fromkeys(found["entries"]):  # an act may have more than one
        if act in sent and act not in asked:
            changes[sent[act].told["path"]].append(sent[act].told)
    assert len(asked) + sum(len(told) for told in changes.values()) == EDITS
    for number, paper in enumerate(cast["papers"]):
        stands = first(number)["number"]
        for told in changes[paper["path"]]:
            assert told["base"]["number"] == digest_of_value(stands)
            stands = dict(told["body"])["number"]
        assert found["papers"][number]["number"] == stands
