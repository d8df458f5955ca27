"""The batch door: once, in order, honest, and nothing on anybody else's word."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import LONG_AGO, NOON
from narahubung.accounts.models import Reach
from narahubung.duties.models import Observation
from narahubung.field.models import Carried, Lane, Phone
from narahubung.field.tests.phones import VirtualPhone, later
from narahubung.journal.models import Act, StoredEntry

JOT = "/e/arda-2026/day/ARD/log/"


def jot(phone: VirtualPhone, text: str = "Rain", **more: Any) -> dict[str, Any]:
    return phone.write("desks:day_jot", JOT, ("text", text), **more)


def noted() -> int:
    return StoredEntry.objects.filter(kind="duties.noted").count()


@pytest.fixture
def phone(lia: Any, signed_in: Any) -> VirtualPhone:
    return VirtualPhone(signed_in(lia), lia.pk)


def test_a_form_that_waited_is_done_by_its_page_as_its_author_at_its_time(
    phone: VirtualPhone, lia: Any
) -> None:
    jot(phone, at=later(-180))

    (result,) = phone.send()

    assert (result["status"], result["says"]) == ("applied", "")
    act = Act.objects.get(pk=result["id"])
    assert (act.by_id, act.door, act.command) == (lia.pk, "phone", "duties.note_in_log")
    assert (act.at, act.recorded_at) == (later(-180), NOON)
    assert Carried.objects.get(pk=act.pk).status == "applied"


def test_what_comes_twice_is_done_once_and_answered_the_same(phone: VirtualPhone) -> None:
    command = jot(phone)

    first, again = phone.send(), phone.post(phone.letter("normal", [command])).json()["results"]

    assert first[0]["status"] == again[0]["status"] == "applied"
    assert noted() == 1


def test_what_was_posted_directly_and_not_answered_is_not_done_again(
    phone: VirtualPhone,
) -> None:
    command = jot(phone)
    phone.client.post(JOT, {"text": "Rain", "key": command["id"]})

    (result,) = phone.send()

    assert result["status"] == "applied"
    assert noted() == 1


def test_a_gap_is_not_jumped(phone: VirtualPhone) -> None:
    one, two = jot(phone, "one"), jot(phone, "two")

    (gap,) = phone.post(phone.letter("normal", [two])).json()["results"]
    assert (gap["status"], gap["need"]) == ("gap", 1)
    assert noted() == 0

    assert [each["status"] for each in phone.send()] == ["applied", "applied"]
    assert [each["id"] for each in (one, two)] == list(phone.ended)


def test_a_number_is_used_once(phone: VirtualPhone) -> None:
    jot(phone)
    phone.send()
    other = jot(phone, "two", seq=1)

    (result,) = phone.post(phone.letter("normal", [other])).json()["results"]

    assert (result["status"], result["need"]) == ("gap", 2)


def test_what_needs_something_else_waits_for_it_and_is_refused_with_it(
    phone: VirtualPhone,
) -> None:
    empty = jot(phone, "", lane="urgent")
    child = jot(phone, "child", after=[empty["id"]])

    (waits,) = phone.send()
    assert (waits["status"], waits["code"]) == ("wait", "after")

    (refused,) = phone.send("urgent")
    assert refused["status"] == "rejected"
    assert refused["says"] == "Write a few words first."
    (result,) = phone.send()
    assert (result["id"], result["status"], result["code"]) == (child["id"], "rejected", "parent")


def test_a_refusal_uses_its_number_and_stops_nothing(phone: VirtualPhone) -> None:
    jot(phone, "")
    jot(phone, "Rain")

    assert [each["status"] for each in phone.send()] == ["rejected", "applied"]


def test_another_content_under_the_same_id_is_refused(phone: VirtualPhone) -> None:
    command = jot(phone)
    phone.send()
    false = jot(phone, "Sun", id=command["id"])

    (result,) = phone.post(phone.letter("normal", [false])).json()["results"]

    assert (result["status"], result["code"]) == ("rejected", "mismatch")
    assert noted() == 1


def test_a_content_that_is_not_what_its_digest_says_is_refused(phone: VirtualPhone) -> None:
    jot(phone, body=[["text", "changed on the way"]])

    (result,) = phone.send()

    assert (result["status"], result["code"]) == ("rejected", "mismatch")
    assert noted() == 0


def test_the_id_of_somebody_else_tells_nothing(
    phone: VirtualPhone, person: Any, event: Any, arda: Any, signed_in: Any
) -> None:
    command = jot(phone)
    phone.send()
    tom = person("tom", "officer", event, party=arda)
    other = VirtualPhone(signed_in(tom), tom.pk)
    stolen = jot(other, id=command["id"])

    (result,) = other.post(other.letter("normal", [stolen])).json()["results"]

    assert (result["status"], result["code"], result["says"]) == ("rejected", "other", "")
    assert noted() == 1


def test_a_form_that_is_not_in_the_catalogue_needs_a_connection(phone: VirtualPhone) -> None:
    phone.write("desks:day_seen", "/e/arda-2026/day/ARD/seen/")
    phone.write("desks:day_jot", "/e/arda-2026/day/ARD/observe/", ("text", "of another kind"))
    phone.write("desks:day_jot", "/nowhere/", ("text", "nowhere"))

    assert {each["code"] for each in phone.send()} == {"never"}
    assert noted() == 0


def test_what_is_not_his_does_not_exist(phone: VirtualPhone, bree: Any) -> None:
    phone.write("desks:day_jot", "/e/arda-2026/day/BRE/log/", ("text", "spying"))
    phone.write("desks:day_jot", "/e/no-such-event/day/ARD/log/", ("text", "nowhere"))

    assert {(each["status"], each["code"]) for each in phone.send()} == {("rejected", "absent")}


def test_who_was_detached_meanwhile_changes_nothing_and_loses_nothing(
    phone: VirtualPhone, lia: Any, sari: Any
) -> None:
    jot(phone, "before", at=later(-240))
    jot(phone, "after", at=later(-10))
    Reach.objects.filter(person=lia).update(until=later(-120))

    results = phone.send()

    assert [each["status"] for each in results] == ["held", "held"]
    assert noted() == 0
    rows = Carried.objects.held()
    assert [json.loads(row.body)["body"] for row in rows.order_by("seq")] == [
        [["text", "before"]],
        [["text", "after"]],
    ]
    aside = StoredEntry.objects.filter(kind="field.written_aside")
    assert [row.tell for row in aside] == [str(sari.pk)] * 2
    assert "before" not in "".join(row.facts for row in aside)


def test_without_a_session_nothing_is_read(client: Any, lia: Any) -> None:
    phone = VirtualPhone(client, lia.pk)
    jot(phone)

    answer = phone.post(phone.letter("normal", [phone.queue[0][1]]))

    assert (answer.status_code, answer.json()) == (401, {"proto": 1, "sign_in": True})
    assert not Phone.objects.exists()


def test_a_queue_is_never_sent_under_another_name(
    phone: VirtualPhone, sari: Any, signed_in: Any
) -> None:
    jot(phone)
    signed_in(sari)

    answer = phone.post(phone.letter("normal", [phone.queue[0][1]]))

    assert (answer.status_code, answer.json()) == (403, {"proto": 1, "other_person": True})
    assert noted() == 0


def test_an_old_phone_is_told_so_and_a_strange_one_too(phone: VirtualPhone) -> None:
    old = phone.post(phone.letter("normal", [], proto=0))
    assert (old.status_code, old.json()["too_old"]) == (426, True)
    for strange in (
        [],
        {"proto": 1},
        phone.letter("normal", [{"id": "x"}]),
        phone.letter("normal", [], device="\0"),
        phone.letter("normal", [jot(phone, seq=0)]),
        phone.letter("normal", [jot(phone, at=NOON.replace(tzinfo=None))]),
        phone.letter("normal", [jot(phone)] * 51),
        phone.letter("other", []),
    ):
        assert phone.post(strange).status_code == 400, strange
    broken = phone.client.post("/field/outbox/", b"\xff{", content_type="application/json")
    assert broken.status_code == 400


def test_a_request_that_was_cut_is_not_read_by_half(phone: VirtualPhone) -> None:
    whole = json.dumps(phone.letter("normal", [jot(phone), jot(phone, "two")])).encode()
    for length in range(0, len(whole), 97):
        answer = phone.client.post(
            "/field/outbox/", whole[:length], content_type="application/json"
        )
        assert answer.status_code == 400
    assert noted() == 0


def test_a_command_that_breaks_the_server_stops_its_lane_five_times_only(
    phone: VirtualPhone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from narahubung.field import settling

    post = settling.post

    def breaks(outer: Any, target: Any, body: Any, **more: Any) -> Any:
        if ("text", "poison") in body:
            raise ZeroDivisionError
        return post(outer, target, body, **more)

    monkeypatch.setattr(settling, "post", breaks)
    jot(phone, "poison")
    jot(phone, "Rain")

    told = [[each["status"] for each in phone.send()] for _ in range(5)]

    assert told == [["later"]] * 4 + [["rejected", "applied"]]
    assert Carried.objects.get(status="rejected").code == "internal"
    assert "poison" not in caplog.text


def test_a_busy_database_is_no_answer(phone: VirtualPhone, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from narahubung.field import settling

    def busy(*_: Any, **__: Any) -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(settling, "post", busy)
    jot(phone)
    assert [each["status"] for each in phone.send()] == ["later"]
    assert Lane.objects.get(sort="normal").stumbles == 0


def test_an_act_that_cannot_be_booked_is_not_done(
    phone: VirtualPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The act, its row and the step of the lane are one transaction."""
    from narahubung.field import storing

    def crash(*_: Any, **__: Any) -> Any:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(storing, "end", crash)
        jot(phone)
        assert [each["status"] for each in phone.send()] == ["later"]
    assert noted() == 0

    assert [each["status"] for each in phone.send()] == ["applied"]
    assert noted() == 1


def test_a_closed_event_takes_nothing_more(phone: VirtualPhone, event: Any) -> None:
    jot(phone)
    event.state = "closed"
    event.save()

    (result,) = phone.send()

    assert (result["status"], result["code"]) == ("rejected", "accounts.EventIsClosed")


@pytest.mark.parametrize("wrong_min", [-9, 9, 3 * 24 * 60, -6 * 60])
def test_a_wrong_clock_is_set_right(phone: VirtualPhone, wrong_min: int) -> None:
    ms = -wrong_min * 60_000
    phone.skew = {"lo_ms": ms - 500, "hi_ms": ms + 500}
    jot(phone, at=later(-60 + wrong_min))

    phone.send()

    row = Carried.objects.get()
    assert abs(row.at - later(-60)) < timedelta(seconds=1)
    assert row.at_lo <= later(-60) <= row.at_hi


def test_the_true_time_lies_between_the_ends_however_fast_one_writes(phone: VirtualPhone) -> None:
    """The clock was right to the second, but known to half a minute only."""
    phone.skew = {"lo_ms": 0, "hi_ms": 30_000}
    for second in range(3):
        jot(phone, at=later(-60) + timedelta(seconds=second))

    phone.send()

    for second, row in enumerate(Carried.objects.order_by("seq")):
        assert row.at_lo <= later(-60) + timedelta(seconds=second) <= row.at <= row.at_hi


def test_no_clock_puts_what_came_after_before(phone: VirtualPhone) -> None:
    phone.skew = None
    jot(phone, at=later(-30))
    jot(phone, at=later(-300))  # the phone's clock was set back meanwhile
    jot(phone, at=later(4000))

    phone.send()

    moments = [row.at for row in Carried.objects.order_by("seq")]
    assert moments == sorted(moments)
    assert all(moment <= NOON for moment in moments)


def test_a_clock_at_the_end_of_time_refuses_nothing(phone: VirtualPhone) -> None:
    for text in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"):
        jot(phone, at=NOON).update({"at": text})

    assert [each["status"] for each in phone.send()] == ["applied", "applied"]


def test_an_observation_is_kept_from_when_it_was_made(phone: VirtualPhone) -> None:
    phone.write(
        "desks:day_observe", "/e/arda-2026/day/ARD/observe/", ("chip", "mood:tired"), at=later(-90)
    )
    assert phone.send()[0]["status"] == "applied"
    assert Observation.objects.get().at == later(-90)


def test_a_new_store_says_what_went_with_the_old_one(phone: VirtualPhone, sari: Any) -> None:
    for text in "abcdefgh":
        jot(phone, text)
    phone.post(phone.letter("normal", [phone.queue[0][1]]))

    fresh = VirtualPhone(phone.client, phone.person, device=phone.device)
    fresh.post(fresh.letter("normal", []))
    fresh.post(fresh.letter("normal", []))

    entry = StoredEntry.objects.get(kind="field.queue_lost")
    assert json.loads(entry.facts)["number"] == 7
    assert set(entry.tell.split()) == {str(phone.person), str(sari.pk)}
    assert Phone.objects.get().lost == 7


def test_what_its_owner_threw_away_is_not_called_lost(phone: VirtualPhone) -> None:
    for text in "abcd":
        jot(phone, text)
    jot(phone, "e", lane="urgent")
    phone.post(phone.letter("normal", [phone.queue[0][1]]))
    thrown = {phone.epoch: {"normal": 2, "urgent": 1}, str(uuid4()): {"normal": 1}}

    phone.epoch, phone.queue, phone.sent = str(uuid4()), [], []
    letter = phone.letter("normal", [])
    letter["beacon"] |= {"destroyed": 4, "thrown": thrown}
    phone.post(letter)

    assert (Phone.objects.get().lost, Phone.objects.get().destroyed) == (1, 4)
    assert {lane.sort: lane.lost for lane in Lane.objects.exclude(epoch=phone.epoch)} == {
        "normal": 1,
        "urgent": 0,
    }


def test_an_epoch_begun_anew_with_the_same_commands_loses_nothing(phone: VirtualPhone) -> None:
    jot(phone)
    phone.post(phone.letter("normal", []))
    phone.epoch = str(uuid4())
    assert phone.send()[0]["status"] == "applied"
    assert not StoredEntry.objects.filter(kind="field.queue_lost").exists()


def test_which_protocol_and_to_whom(phone: VirtualPhone, client: Any) -> None:
    told = phone.client.get("/field/proto/").json()
    assert (told["proto"], told["person"]) == (1, phone.person)
    assert told["server_epoch"] == phone.client.get("/field/proto/").json()["server_epoch"]
    client.logout()
    assert client.get("/field/proto/").json()["person"] is None


def test_a_revoked_phone_sends_nothing_and_erases(phone: VirtualPhone) -> None:
    jot(phone)
    phone.post(phone.letter("normal", []))
    Phone.objects.update(revoked_at=NOON, revoked_by="Sari")

    answer = phone.post(phone.letter("normal", [phone.queue[0][1]]))

    assert answer.status_code == 403
    assert answer.json() == {"proto": 1, "revoked": True, "wipe": True}
    assert noted() == 0
    assert Phone.objects.get().wiped_at == NOON
    assert LONG_AGO < NOON


def test_a_lane_begun_anew_goes_on_over_what_ended_in_the_old_one(phone: VirtualPhone) -> None:
    done, waiting = jot(phone, "done"), jot(phone, "waiting")
    phone.post(phone.letter("normal", [done]))  # and the answer is lost
    phone.epoch = str(uuid4())

    assert [each["status"] for each in phone.send()] == ["applied", "applied"]
    assert noted() == 2
    assert waiting["id"] in phone.ended


def test_when_too_many_come_back_the_urgent_go_first(
    phone: VirtualPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    from narahubung.field.admission import gate

    jot(phone, lane="urgent")
    monkeypatch.setattr(gate, "busy", 3)
    answer = phone.post(phone.letter("normal", []))
    assert (answer.status_code, answer.json()["proto"]) == (503, 1)
    assert 1 <= int(answer.headers["Retry-After"]) <= 2
    assert phone.post(phone.letter("media", [])).status_code == 503
    assert phone.send("urgent")[0]["status"] == "applied"
    assert gate.busy == 3
    monkeypatch.setattr(gate, "busy", 8)
    assert phone.post(phone.letter("urgent", [])).status_code == 503
