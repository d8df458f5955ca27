"""The pages of duties, with and without htmx, for whom they are and for whom they are not."""

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from conftest import NOON
from narahubung.documents.models import Document
from narahubung.duties import commands, reactions
from narahubung.duties.models import Check, Observation, Step
from narahubung.journal.models import Topic

BASE = "/e/arda-2026/duties"
SWAP = {"HX-Request": "true"}


def photo(size: tuple[int, int] = (300, 200)) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "CANARY"  # the maker; GPS travels the same way
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def page(signed_in: Any, lia: Any) -> Any:
    return signed_in(lia)


def test_the_list_shows_steps_by_day_and_filters(page: Any, unfolded: Any, step: Any) -> None:
    whole = page.get(f"{BASE}/ARD/")
    assert whole.status_code == 200
    assert b"Compare flight number" in whole.content
    assert b"The Hall" in whole.content
    critical = page.get(f"{BASE}/ARD/?only=critical", headers=SWAP).content
    assert b"VIP lounge" in critical
    assert b"Compare flight number" not in critical
    assert b"<html" not in critical


def test_a_list_on_a_screen_fetches_only_the_rows_that_changed(
    page: Any, unfolded: Any, step: Any, lia: Any, event: Any, as_actor: Any, monkeypatch: Any
) -> None:
    def again(text: str) -> str:
        found = re.search(r'hx-get="(/e/[^"]*after=[^"]*)"', text)
        assert found
        return str(page.get(found[1].replace("&amp;", "&"), headers=SWAP).content.decode())

    def whole(text: str) -> set[str]:
        rows = re.findall(r'<li id="step-(\d+)" ([^>]*)>', text)
        return {pk for pk, rest in rows if rest != "data-same"}

    text = page.get(f"{BASE}/ARD/").content.decode()
    assert len(whole(text)) > 10
    commands.check(step_id=step("A6").pk, by=as_actor(lia, event), at=NOON)
    text = again(text)
    assert whole(text) == {str(step("A6").pk)}
    assert f'id="step-{step("A7").pk}" data-same' in text
    assert whole(again(text)) == set()

    late = step("A6").due_at + timedelta(minutes=11)  # without anybody's doing
    monkeypatch.setattr("narahubung.kit.clock.now", lambda: late)
    assert str(step("A6").pk) in whole(again(text))
    Step.objects.filter(code="A7").delete()
    reactions.bring_up_to_date(event_id=event.pk, at=NOON)
    assert len(whole(again(text))) > 10  # new steps: the whole list


def test_a_tick_with_htmx_refreshes_and_without_goes_back(page: Any, step: Any) -> None:
    answer = page.post(f"{BASE}/step/{step('A6').pk}/check/", {"key": uuid4()}, headers=SWAP)
    assert answer.status_code == 204
    assert f"live:party:{step('A6').party_id}" in answer["HX-Trigger"]
    plain = page.post(f"{BASE}/step/{step('A7').pk}/check/", {"to": "list"})
    assert plain["Location"] == f"{BASE}/ARD/"
    assert (step("A6").state, step("A7").state) == ("checked", "checked")


def test_the_same_form_sent_twice_ticks_once(page: Any, step: Any) -> None:
    key = uuid4()
    for _ in range(2):
        answer = page.post(f"{BASE}/step/{step('A6').pk}/check/", {"key": key}, headers=SWAP)
        assert answer.status_code == 204
    assert Check.objects.count() == 1


def test_a_tick_of_the_field_keeps_its_time_but_none_of_the_future(page: Any, step: Any) -> None:
    earlier = NOON - timedelta(hours=2)
    page.post(f"{BASE}/step/{step('A6').pk}/check/", {"at": earlier.isoformat()})
    page.post(f"{BASE}/step/{step('A7').pk}/check/", {"at": (NOON + timedelta(days=1)).isoformat()})
    assert list(Check.objects.order_by("pk").values_list("at", flat=True)) == [earlier, NOON]


def test_a_refusal_is_said_in_words(page: Any, step: Any) -> None:
    answer = page.post(f"{BASE}/step/{step('A6').pk}/recheck/", headers=SWAP)
    assert answer.status_code == 422
    assert b"not checked yet" in answer.content


def test_the_sheet_shows_old_and_new_who_and_when(
    page: Any, step: Any, arrival: Any, lia: Any, event: Any, as_actor: Any
) -> None:
    commands.check(step_id=step("A6").pk, note="in bay 4", by=as_actor(lia, event), at=NOON)
    arrival.expected_at += timedelta(minutes=40)
    arrival.save()
    reactions.bring_up_to_date(event_id=event.pk, at=NOON)
    shown = page.get(f"{BASE}/step/{step('A6').pk}/", headers=SWAP).content.decode()
    assert "<del>Sat 21 Nov 16.00</del>" in shown
    assert "<ins>16.40</ins>" in shown
    assert "in bay 4" in shown
    assert "no longer counts" in shown


def test_what_is_not_yours_does_not_exist(
    signed_in: Any, person: Any, event: Any, bree: Any, step: Any
) -> None:
    pk = step("A6").pk
    client = signed_in(person("ben", "officer", event, party=bree))
    for path in (f"{BASE}/ARD/", f"{BASE}/ARD/log/", f"{BASE}/step/{pk}/"):
        assert client.get(path).status_code == 404
    for path in (f"{BASE}/step/{pk}/check/", f"{BASE}/step/{pk}/photo/", f"{BASE}/ARD/observe/"):
        assert client.post(path, {"text": "x"}).status_code == 404


def test_a_closed_event_is_read_only(page: Any, event: Any, step: Any) -> None:
    event.state = "closed"
    event.save()
    assert page.get(f"{BASE}/ARD/").status_code == 200
    assert page.post(f"{BASE}/step/{step('A6').pk}/check/").status_code == 409


def test_observe_note_log_and_take_away(page: Any, step: Any) -> None:
    page.post(f"{BASE}/ARD/observe/", {"text": "likes ginger tea", "kind": "taste"})
    page.post(f"{BASE}/ARD/log/note/", {"text": "Motorcade waited"})
    page.post(f"{BASE}/step/{step('A6').pk}/note/", {"text": "Van is late"})
    assert b"likes ginger tea" in page.get(f"{BASE}/ARD/").content
    log = page.get(f"{BASE}/ARD/log/").content.decode()
    assert log.index("likes ginger tea") < log.index("Motorcade waited") < log.index("Van is late")
    page.post(f"{BASE}/observations/{Observation.objects.get().pk}/remove/")
    assert Observation.objects.get().removed


def test_a_photo_loses_what_the_phone_wrote_into_it(page: Any, step: Any, settings: Any) -> None:
    pk = step("A6").pk
    for _ in range(2):
        sent = io.BytesIO(photo((4000, 3000)))
        sent.name = "../../etc/passwd.jpg"
        page.post(f"{BASE}/step/{pk}/photo/", {"file": sent, "key": "0" * 32}, headers=SWAP)
    kept = Document.objects.get()
    answer = page.get(f"/e/arda-2026/documents/{kept.pk}/")
    data = b"".join(answer)
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (2048, 1536)
        assert not picture.getexif()
    assert b"CANARY" not in data
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("inline;")
    lies = Path(settings.MEDIA_ROOT) / kept.digest[:2] / kept.digest
    assert oct(lies.stat().st_mode & 0o777) == "0o600"
    assert f'/documents/{kept.pk}/"' in page.get(f"{BASE}/step/{pk}/").content.decode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "neither a photo"),
        (b"GIF89a/*<script>", "neither a photo"),
        (b"\xff\xd8\xff\xe0 not really", "cannot be read"),
        (b"MZ\x90\x00", "neither a photo"),
        (photo()[:400], "cannot be read"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_words(
    page: Any, step: Any, data: bytes, says: str
) -> None:
    sent = io.BytesIO(data)
    sent.name = "photo.jpg"
    answer = page.post(f"{BASE}/step/{step('A6').pk}/photo/", {"file": sent}, headers=SWAP)
    assert answer.status_code == 422
    assert says in answer.content.decode() or not data
    assert not Document.objects.exists()


def test_a_voice_note_is_known_by_its_bytes(page: Any, step: Any) -> None:
    sent = io.BytesIO(b"OggS" + bytes(200))
    sent.name = "note.exe"
    page.post(f"{BASE}/step/{step('A6').pk}/photo/", {"file": sent})
    assert Document.objects.get().media_type == "audio/ogg"


def test_everybody_reads_the_lists_in_force(signed_in: Any, person: Any, event: Any) -> None:
    gil = person("gil", "gate", event)
    client = signed_in(gil)
    shown = client.get(f"{BASE}/procedures/")
    assert shown.status_code == 200
    assert b"Family photo" in shown.content
    gil.language = "id"
    gil.save()
    assert "Foto bersama" in client.get(f"{BASE}/procedures/").content.decode()


def test_no_silent_change(
    page: Any, step: Any, lia: Any, sari: Any, event: Any, as_actor: Any, arrival: Any
) -> None:
    """Whatever changes the list or a sheet announces a topic that they watch."""
    by, other, pk = as_actor(lia, event), as_actor(sari, event), step("A6").pk
    later = NOON + timedelta(minutes=5)

    def delay() -> None:
        arrival.expected_at += timedelta(minutes=40)
        arrival.save()
        reactions.bring_up_to_date(event_id=event.pk, at=NOON)

    acts = [
        lambda: commands.check(step_id=pk, by=by, at=NOON),
        lambda: commands.recheck(step_id=pk, by=other, at=later),
        delay,
        lambda: commands.check(step_id=pk, by=by, at=later),
        lambda: commands.undo_check(step_id=pk, by=by, at=later),
        lambda: commands.note(step_id=pk, text="x", by=by, at=NOON),
        lambda: commands.open_when_needed(step_id=step("A12").pk, by=by, at=NOON),
        lambda: commands.observe(party_id=step("A6").party_id, text="y", by=by, at=NOON),
    ]

    def seen(path: str) -> str:
        text = page.get(path, headers=SWAP).content.decode()
        return "\n".join(line for line in text.split("\n") if "csrfmiddlewaretoken" not in line)

    for act in acts:
        paths = {f"{BASE}/ARD/": f"party:{step('A6').party_id}", f"{BASE}/step/{pk}/": f"step:{pk}"}
        before = {path: seen(path) for path in paths}
        last = Topic.objects.order_by("-entry_id").values_list("entry_id", flat=True).first() or 0
        act()
        told = set(Topic.objects.filter(entry_id__gt=last).values_list("name", flat=True))
        for path, topic in paths.items():
            if seen(path) != before[path]:
                assert topic in told, f"{path} changed in silence"


def test_the_list_asks_the_same_with_few_and_with_many_steps(
    page: Any, unfolded: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(24):
        page.get(f"{BASE}/ARD/", headers=SWAP)
    Step.objects.filter(code__gt="A9").delete()
    with django_assert_max_num_queries(24):
        page.get(f"{BASE}/ARD/", headers=SWAP)


def test_the_log_takes_a_photo_without_words_and_leaves_out_what_nobody_did(
    page: Any, arda: Any, unfolded: Any
) -> None:
    sent = io.BytesIO(photo())
    sent.name = "photo.jpg"
    page.post(f"{BASE}/ARD/log/note/", {"photo": sent, "key": str(uuid4())})
    page.post(f"{BASE}/ARD/log/note/", {"text": "He asked for tea", "key": str(uuid4())})
    text = page.get(f"{BASE}/ARD/log/").content.decode()
    made = Document.objects.get(about=f"party:{arda.pk}")
    assert f"/documents/{made.pk}/" in text
    assert "He asked for tea" in text
    assert "laid out from the facts" not in text
    assert b"data-refusal" in page.post(f"{BASE}/ARD/log/note/", {"text": " "}).content
