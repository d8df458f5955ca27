"""What one phone passes to another: opened by the server alone, done once, as its author."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client

from conftest import NOON
from narahubung.accounts.models import Person, Reach
from narahubung.config.environment import environment
from narahubung.field import parcel_keys
from narahubung.field.models import Carried, Lane, Parcel, Phone, PhoneKey
from narahubung.field.parcels import MOST_INSIDE
from narahubung.field.tests.phones import VirtualPhone, later
from narahubung.journal.models import Act, StoredEntry
from tests.field_parcel import Sealer, made_known, new_key, packed

JOT = "/e/arda-2026/day/ARD/log/"


def noted() -> int:
    return StoredEntry.objects.filter(kind="duties.noted").count()


def jot(phone: VirtualPhone, text: str = "Rain", **more: Any) -> dict[str, Any]:
    return phone.write("desks:day_jot", JOT, ("text", text), **more)


@dataclass
class PhoneSealer(Sealer):
    """One phone, and what seals its queue."""

    phone: VirtualPhone

    @classmethod
    def of(cls, phone: VirtualPhone) -> "PhoneSealer":
        """Make the phone's key known."""
        own = new_key()
        answer = known(phone, own)
        assert answer.status_code == 200, answer.content
        return cls(own, answer.json()["seal"], phone)

    def parcel(self, *lanes: str, **more: str) -> bytes:
        """Seal what waits in these lanes."""
        letters = [
            self.phone.letter(lane, [c for each, c in self.phone.queue if each == lane])
            for lane in lanes or ("urgent", "normal")
        ]
        return self.sealed(packed(letters), **more)


def known(phone: VirtualPhone, own: ec.EllipticCurvePrivateKey) -> Any:
    told = made_known(phone.person, phone.device, own)
    return phone.client.post("/field/parcels/key/", told, content_type="application/json")


def _line(letter: dict[str, Any]) -> bytes:
    return json.dumps(letter).encode()


def bring(client: Any, parcel: bytes) -> dict[str, Any]:
    answer = client.post("/field/parcels/", parcel, content_type="application/octet-stream")
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


@pytest.fixture
def phone(lia: Any, signed_in: Any) -> VirtualPhone:
    cache.clear()
    return VirtualPhone(signed_in(lia), lia.pk)


@pytest.fixture
def sealer(phone: VirtualPhone) -> PhoneSealer:
    return PhoneSealer.of(phone)


@pytest.fixture
def neighbour(person: Any, event: Any, bree: Any) -> Person:
    """An officer of another delegation, who may see nothing of Arda."""
    found: Person = person("tom", "officer", event, party=bree)
    return found


@pytest.fixture
def carrier(neighbour: Person) -> Any:
    client = Client()
    client.force_login(neighbour, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_what_is_carried_is_done_once_under_the_authors_name(
    sealer: PhoneSealer, carrier: Any, lia: Person, neighbour: Person
) -> None:
    written = jot(sealer.phone, "Seen by nobody on the way", at=later(-180))
    jot(sealer.phone, "Urgent word", lane="urgent")
    parcel = sealer.parcel()

    told = bring(carrier, parcel)

    assert (told["status"], told["commands"], told["ended"]) == ("taken", 2, 2)
    assert set(told) == {
        *("proto", "server_epoch", "now", "person", "status", "id", "commands", "ended")
    }
    act = Act.objects.get(pk=written["id"])
    assert (act.by_id, act.door, act.at) == (lia.pk, "phone", later(-180))
    row = Carried.objects.get(pk=written["id"])
    assert (row.person_id, row.carried_by_id) == (lia.pk, neighbour.pk)
    kept = Parcel.objects.get()
    assert (kept.pk, kept.carried_by_id) == (hashlib.sha256(parcel).hexdigest(), neighbour.pk)

    assert bring(carrier, parcel)["status"] == "taken"
    again = [*sealer.phone.send("urgent"), *sealer.phone.send("normal")]
    assert [each["status"] for each in again] == ["applied", "applied"]
    assert noted() == 2
    assert Carried.objects.get(pk=written["id"]).carried_by_id == neighbour.pk


def test_the_coordinator_sees_who_brought_what_for_whom(
    sealer: PhoneSealer, carrier: Any, neighbour: Person, sari: Person, signed_in: Any
) -> None:
    jot(sealer.phone, "Not for the eyes of who looks after phones")
    jot(sealer.phone, "A second one")
    bring(carrier, sealer.parcel())

    page = signed_in(sari).get("/e/arda-2026/field/phones/").content.decode()

    assert f"2 entries brought by {neighbour}: Line for the log" in page
    assert "Not for the eyes" not in page


def test_what_the_author_sent_meanwhile_is_not_done_again(
    sealer: PhoneSealer, carrier: Any
) -> None:
    jot(sealer.phone)
    parcel = sealer.parcel()
    sealer.phone.send()

    assert bring(carrier, parcel)["status"] == "taken"
    assert noted() == 1
    assert Carried.objects.get().carried_by_id == sealer.phone.person


def test_rights_are_those_of_the_author_when_it_comes(
    sealer: PhoneSealer, carrier: Any, lia: Person
) -> None:
    jot(sealer.phone)
    parcel = sealer.parcel()
    Reach.objects.filter(person=lia).update(until=NOON - timedelta(minutes=1))

    assert bring(carrier, parcel)["status"] == "taken"
    assert Carried.objects.get().status == "held"
    assert noted() == 0


def test_the_answer_to_the_author_is_in_his_language(
    sealer: PhoneSealer, carrier: Any, lia: Person
) -> None:
    lia.language = "id"
    lia.save(update_fields=["language"])
    jot(sealer.phone, "")

    bring(carrier, sealer.parcel())

    assert Carried.objects.get().says == "Tulis dahulu beberapa kata."


def test_what_cannot_end_yet_is_offered_again(sealer: PhoneSealer, carrier: Any) -> None:
    first, second = jot(sealer.phone, "one"), jot(sealer.phone, "two")
    queue = sealer.phone.queue
    sealer.phone.queue = [each for each in queue if each[1] is second]
    late = sealer.parcel()
    sealer.phone.queue = [each for each in queue if each[1] is first]
    early = sealer.parcel()

    told = bring(carrier, late)
    assert (told["status"], told["commands"], told["ended"]) == ("later", 1, 0)
    assert noted() == 0

    assert bring(carrier, early)["status"] == "taken"
    assert bring(carrier, late)["status"] == "taken"
    assert noted() == 2


@pytest.mark.parametrize("place", [1, 4, 40, 400, -70, -10])
def test_one_changed_byte_and_nothing_of_it_is_taken(
    sealer: PhoneSealer, carrier: Any, place: int
) -> None:
    jot(sealer.phone)
    parcel = bytearray(sealer.parcel())
    parcel[place] ^= 1

    told = bring(carrier, bytes(parcel))

    assert told["status"] == "refused"
    assert told["says"]
    assert not noted()
    assert not Parcel.objects.exists()
    assert not Lane.objects.exists()


@pytest.mark.parametrize(
    "raw", [b"", b"NP1", b"NP1\xff\xff{}", b"NP1\0\2{}" + bytes(99), b"x" * 999]
)
def test_what_is_no_parcel_is_said_to_be_damaged(phone: VirtualPhone, raw: bytes) -> None:
    assert bring(phone.client, raw)["code"] == "field.NoParcel"


def test_a_parcel_for_another_server_says_so(sealer: PhoneSealer, carrier: Any) -> None:
    jot(sealer.phone)

    assert bring(carrier, sealer.parcel(to="0123456789abcdef"))["code"] == "field.OfAnotherServer"


def test_a_parcel_of_nobodys_phone_says_so(sealer: PhoneSealer, carrier: Any) -> None:
    jot(sealer.phone)
    sealer.own = new_key()

    assert bring(carrier, sealer.parcel())["code"] == "field.OfNoPhoneHere"


def test_nobody_passes_on_in_the_name_of_another(
    sealer: PhoneSealer, carrier: Any, neighbour: Person
) -> None:
    jot(sealer.phone)
    own = PhoneSealer.of(VirtualPhone(carrier, neighbour.pk))
    own.phone.queue, own.phone.person = sealer.phone.queue, sealer.phone.person

    assert bring(carrier, own.parcel())["code"] == "field.NoParcel"
    assert not noted()


def test_a_phone_that_was_shut_out_passes_on_nothing(sealer: PhoneSealer, carrier: Any) -> None:
    jot(sealer.phone)
    parcel = sealer.parcel()
    Phone.objects.filter(device=sealer.phone.device).update(revoked_at=NOON)

    assert bring(carrier, parcel)["code"] == "field.OfAPhoneShutOut"
    assert known(sealer.phone, sealer.own).json()["wipe"]
    assert not noted()


def test_what_unpacks_to_too_much_is_refused(sealer: PhoneSealer, carrier: Any) -> None:
    bomb = sealer.sealed(gzip.compress(b"\n" * (MOST_INSIDE + 1)))

    assert bring(carrier, bomb)["code"] == "field.NoParcel"


def test_half_a_parcel_that_is_no_batch_is_not_taken_half(
    sealer: PhoneSealer, carrier: Any
) -> None:
    jot(sealer.phone)
    good = _line(sealer.phone.letter("normal", [c for _, c in sealer.phone.queue]))

    told = bring(carrier, sealer.sealed(gzip.compress(good + b"\n{}")))

    assert told["code"] == "field.NoParcel"
    assert not noted()


def test_the_last_of_a_lost_phone_counts_as_here_when_others_brought_it(
    sealer: PhoneSealer, carrier: Any
) -> None:
    jot(sealer.phone)
    sealer.phone.post(sealer.phone.letter("normal", []))
    assert Phone.objects.get().unsent["normal"] == 1

    bring(carrier, sealer.parcel())

    assert sum(Phone.objects.get().unsent.values()) == 0
    sealer.phone.epoch, sealer.phone.queue = "0199f2c1-0000-7000-8000-000000000000", []
    sealer.phone.send()
    assert Phone.objects.get().lost == 0


def test_who_may_not_come_in_is_told_as_phones_are(phone: VirtualPhone) -> None:
    for path in ("/field/parcels/", "/field/parcels/key/"):
        assert Client().post(path, b"", content_type="application/json").json()["sign_in"]
    assert known(VirtualPhone(phone.client, 9999), new_key()).json()["other_person"]
    bad = phone.client.post("/field/parcels/key/", b"[]", content_type="application/json")
    assert bad.status_code == 400


def test_a_carrier_who_comes_too_often_comes_again(
    phone: VirtualPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(30):
        bring(phone.client, b"x")
    counted: list[Any] = []
    monkeypatch.setattr(cache, "set", lambda *asked, **more: counted.append(asked))
    busy = phone.client.post("/field/parcels/", b"x", content_type="application/octet-stream")
    assert busy.status_code == 503
    assert busy.headers["Retry-After"]
    assert not counted  # or who comes back each second is never let in


def test_too_much_is_not_even_read(phone: VirtualPhone) -> None:
    answer = phone.client.post(
        "/field/parcels/", bytes(256 * 1024 + 1), content_type="application/octet-stream"
    )
    assert answer.status_code == 400


def test_a_phone_keeps_its_newest_keys(phone: VirtualPhone) -> None:
    for _ in range(22):
        known(phone, new_key())
    assert PhoneKey.objects.count() == 20


def test_a_key_is_renewed_each_quarter_and_old_ones_still_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "home", tmp_path)
    first = parcel_keys.current(NOON)

    assert parcel_keys.current(NOON + timedelta(days=89)).id == first.id
    second = parcel_keys.current(NOON + timedelta(days=92))
    assert second.id != first.id
    assert parcel_keys.find(first.id)
    assert parcel_keys.find("another") is None
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()} == {0o600}
