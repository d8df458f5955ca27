"""A supplier's page: what it shows of a task, what may be said there, and how its link ends."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from conftest import NOON
from narahubung.accounts.models import GuestPass
from narahubung.documents.models import Document
from narahubung.journal.models import Act, StoredEntry
from narahubung.journal.reacting import react
from narahubung.journal.reading import history
from narahubung.needs import commands
from narahubung.needs.models import Need, NeedPart, NeedProof
from narahubung.needs.queries.supplying import first_name
from narahubung.needs.rules.parts import PartIsOver

DUE = NOON + timedelta(hours=2)


@pytest.fixture
def need(event: Any, arda: Any, transport: Any) -> Any:
    return Need.objects.create(
        event=event,
        code="R-1",
        party=arda,
        department=transport,
        text="Flowers for the president of Arda",
        state="accepted",
        assigned_to="I Wayan Sanjaya",
        raised_at=NOON,
        quantity=5,
    )


@pytest.fixture
def part(need: Any) -> Any:
    return give_part(need, "Toko Bunga")


def give_part(need: Any, supplier: str) -> Any:
    return NeedPart.objects.create(
        event=need.event,
        need=need,
        quantity=2,
        what="white bouquets",
        supplier=supplier,
        contact="+62 811",
        place="Lobby, north door",
        due_at=DUE,
    )


def share(part: Any, by: Any) -> str:
    token = commands.share_part(part_id=part.pk, name=part.supplier, language="en", by=by, at=NOON)
    return f"/t/{token}/"


@pytest.fixture
def link(part: Any, teo: Any, event: Any, as_actor: Any) -> str:
    return share(part, as_actor(teo, event))


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "JPEG")
    return SimpleUploadedFile("x.jpg", out.getvalue(), "image/jpeg")


def test_it_shows_the_task_and_nobody_it_is_for(link: str, need: Any, arda: Any) -> None:
    page = Client().get(link).content.decode()
    for shown in ("2 white bouquets", "Lobby, north door", "14.00", "WITA", "+44 7700 900484"):
        assert shown in page
    assert ">Wayan<" in page
    for hidden in ("Sanjaya", need.text, arda.name_en, "ARD", "R-1", "+62 811", arda.head_name):
        assert hidden not in page, hidden
    client = Client()
    client.cookies["nh_language"] = "id"
    assert "Paling lambat" in client.get(link).content.decode()


def test_a_first_name_is_what_somebody_is_called_by() -> None:
    assert first_name("Ni Luh Arimbawa") == "Luh"
    assert first_name("Bapak I Wayan Sanjaya") == "Wayan"
    assert first_name("Teo") == "Teo"
    assert first_name("") == first_name("C-006") == ""


def test_each_step_is_put_on_record_in_the_suppliers_name(
    link: str, part: Any, need: Any, event: Any, lia: Any, teo: Any, as_actor: Any
) -> None:
    client = Client()
    assert client.post(f"{link}promise/", {"until": "2026-11-21T13:30"})["Location"] == link
    part.refresh_from_db()
    assert (part.state, part.promised_at) == ("promised", NOON + timedelta(minutes=90))

    client.post(f"{link}set-off/")
    part.refresh_from_db()
    assert part.set_off_at == NOON
    client.force_login(teo, backend="allauth.account.auth_backends.AuthenticationBackend")
    seen = " ".join(client.get(f"/e/arda-2026/needs/{need.pk}/").content.decode().split())
    assert ">12.00<" in seen[seen.index("set off") :][:100]
    client.logout()
    assert client.post(f"{link}set-off/").status_code == 409

    done = client.post(f"{link}done/", {"signed_by": "Elanor", "photo": photo()})
    assert "on record as delivered" in done.content.decode()
    part.refresh_from_db()
    need.refresh_from_db()
    assert (part.state, part.done_at, need.state) == ("done", NOON, "part")
    proof = NeedProof.objects.get()
    assert (proof.part, proof.signed_by, proof.by_name) == (part, "Elanor", "Toko Bunga")
    assert Document.objects.get().about == f"proof:{proof.pk}"
    acts = Act.objects.exclude(by_name="Teo")
    assert {(act.by_name, act.by_id, act.door) for act in acts} == {("Toko Bunga", None, "guest")}
    says = [line.says for line in history(topic=f"need:{need.pk}", by=as_actor(lia, event))]
    assert "Permintaan R-1: Toko Bunga dalam perjalanan dengan 2 white bouquets" in says


def test_who_cannot_says_why_and_the_desk_is_told(
    link: str, part: Any, need: Any, teo: Any
) -> None:
    assert Client().post(f"{link}cannot/", {"words": " "}).status_code == 422
    Client().post(f"{link}cannot/", {"words": "The van broke down"})
    part.refresh_from_db()
    assert part.state == "dropped"
    told = StoredEntry.objects.get(kind="needs.part_refused")
    assert told.tell == str(teo.pk)
    assert "van" not in told.facts


def test_the_link_ends_with_the_task(link: str, part: Any, teo: Any, need: Any, event: Any) -> None:
    Client().post(f"{link}done/", {"signed_by": "Elanor"})
    assert Client().get(link).status_code == 410
    assert Client().post(f"{link}set-off/").status_code == 410
    assert GuestPass.objects.get().revoked_at is None
    react(at=NOON)
    assert GuestPass.objects.get().revoked_at == NOON
    react(at=NOON)
    assert StoredEntry.objects.filter(kind="accounts.pass_revoked").count() == 1


def test_a_resend_is_done_once(link: str, part: Any) -> None:
    body = {"signed_by": "Elanor", "key": "6f0f7f0e-2b5c-4d6e-9a39-0e4f3f1c7a12"}
    for _ in range(2):
        assert Client().post(f"{link}done/", body).status_code == 200
    assert NeedProof.objects.count() == 1


def test_a_delivery_names_who_received_it_and_a_promise_lies_ahead(link: str, part: Any) -> None:
    client = Client()
    assert client.post(f"{link}done/", {"place": "here"}).status_code == 422
    assert client.post(f"{link}promise/", {"until": "2026-11-21T11:00"}).status_code == 422
    assert client.post(f"{link}promise/", {"until": "soon"}).status_code == 422
    part.refresh_from_db()
    assert part.state == "asked"


def test_a_link_moves_its_own_part_and_no_other(link: str, part: Any, need: Any) -> None:
    other = give_part(need, "Toko Lain")
    Client().post(f"{link}done/", {"signed_by": "Elanor", "part": other.pk, "part_id": other.pk})
    other.refresh_from_db()
    part.refresh_from_db()
    assert (part.state, other.state) == ("done", "asked")


def test_the_desk_of_the_request_gives_the_link_and_nobody_else(
    part: Any, need: Any, teo: Any, lia: Any, event: Any, as_actor: Any, signed_in: Any
) -> None:
    with pytest.raises(ObjectDoesNotExist):
        share(part, as_actor(lia, event))
    here = f"/e/arda-2026/needs/parts/{part.pk}/links/"
    client = signed_in(teo)
    assert "Toko Bunga" in client.get(here).content.decode()
    page = client.post(f"{here}make/", {"name": "Toko Bunga", "language": "id"}).content.decode()
    assert "Pindai kode ini" in page
    link = page.split('data-copy="http://testserver', 1)[1].split('"', 1)[0]
    assert GuestPass.objects.get().expires_at == DUE + timedelta(hours=12)
    client.post(f"{here}{GuestPass.objects.get().pk}/revoke/")
    assert Client().get(link).status_code == 410
    assert signed_in(lia).get(here).status_code == 404


def test_what_is_over_is_not_shared(part: Any, teo: Any, event: Any, as_actor: Any) -> None:
    NeedPart.objects.update(state="done")
    with pytest.raises(PartIsOver):
        share(part, as_actor(teo, event))
