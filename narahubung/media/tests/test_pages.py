"""The media desk through its pages; what the role sees, and what it does not."""

from typing import Any

import pytest
from django.test import Client

from conftest import NOON
from narahubung.crisis.models import Incident
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.media.models import (
    Handout,
    Journalist,
    Mandate,
    PlanLine,
    PressConference,
    PressQuestion,
    Rumour,
    Sentence,
    Statement,
)
from narahubung.media.tests.conftest import sure

E = "/e/arda-2026"


def as_(someone: Any) -> Client:
    client = Client()
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def clients(person: Any, event: Any, lia: Any) -> dict[str, Client]:
    roles = {"bilbo": "media", "elrond": "crisis_lead", "arwen": "crisis_liaison"}
    found = {role: as_(person(name, role, event)) for name, role in roles.items()}
    return {**found, "officer": as_(lia)}


def text_of(client: Client, path: str) -> str:
    answer = client.get(f"{E}/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_from_a_draft_to_a_correction(  # noqa: PLR0915 -- one story
    clients: dict[str, Client], quake: Incident, lead: Actor
) -> None:
    desk, chief, liaison = clients["media"], clients["crisis_lead"], clients["crisis_liaison"]
    fact = sure(quake, lead, "The lobby is closed")
    assert "The lobby is closed" in text_of(desk, "media/")
    draft = {"kind": "holding", "incident": quake.pk, "contact": "Media desk"}
    assert desk.post(f"{E}/media/draft/", draft).status_code == 302
    row = Statement.objects.get()
    sheet = f"media/statements/{row.pk}/"
    one = Sentence.objects.get(part="confirmed")
    words = {"text_id": "Lobi ditutup.", "text_en": "The lobby is closed."}
    assert desk.post(f"{E}/media/sentences/{one.pk}/", words).status_code == 302
    assert desk.post(f"{E}/media/sentences/{one.pk}/", {}).status_code == 422
    added = {"part": "done", "text_id": "Tamu di luar.", "text_en": "Guests are outside."}
    assert desk.post(f"{E}/{sheet}add/", added).status_code == 422  # on no fact
    assert desk.post(f"{E}/{sheet}add/", {**added, "facts": [fact.pk]}).status_code == 302
    last = Sentence.objects.latest("pk")
    assert desk.post(f"{E}/media/sentences/{last.pk}/drop/").status_code == 302
    until = {"until": "2026-11-21T12:30"}
    assert desk.post(f"{E}/{sheet}embargo/", until).status_code == 302
    assert desk.post(f"{E}/{sheet}on/").status_code == 302
    assert desk.post(f"{E}/{sheet}sign/").status_code == 404
    for _step in range(3):
        assert chief.post(f"{E}/{sheet}sign/").status_code == 302
    given = {"receivers": "Antara\nKompas", "channel": "mail"}
    assert liaison.post(f"{E}/{sheet}publish/", given).status_code == 403
    assert "under a mandate" in text_of(liaison, sheet)
    mandate = {
        "person": liaison.session["_auth_user_id"],
        "scope": "this text",
        "channel": "mail",
        "until": "2026-11-21T14:00",
    }
    assert desk.post(f"{E}/media/mandates/", mandate).status_code == 404
    assert chief.post(f"{E}/media/mandates/", mandate).status_code == 302
    assert liaison.post(f"{E}/{sheet}publish/", given).status_code == 302
    assert chief.post(f"{E}/media/mandates/{Mandate.objects.get().pk}/end/").status_code == 302
    assert "Antara" in text_of(desk, sheet)
    assert "Lobi" not in text_of(clients["officer"], "press/")  # the embargo runs

    why = {"why": "it is the other lobby"}
    assert chief.post(f"{E}/crisis/fact/{fact.pk}/withdraw/", why).status_code == 302
    assert "load delay:1801s" in text_of(desk, sheet)  # it asks anew when a fact's time ends
    assert "holds no more" in text_of(desk, sheet)
    react(at=NOON)
    assert "The correction goes to: <bdi>Antara</bdi>, <bdi>Kompas</bdi>" in text_of(desk, sheet)
    correction = Statement.objects.get(corrects=row)
    page = text_of(desk, f"media/statements/{correction.pk}/")
    assert "Antara, Kompas" in page
    assert desk.post(f"{E}/{sheet}withdraw/", why).status_code == 302
    handout = Handout.objects.get(receiver="Kompas")
    assert desk.post(f"{E}/media/handouts/{handout.pk}/").status_code == 302
    assert "must be told" in text_of(desk, sheet)


def test_a_question_and_a_rumour_through_the_pages(clients: dict[str, Client]) -> None:
    desk, chief, officer = clients["media"], clients["crisis_lead"], clients["officer"]
    assert officer.post(f"{E}/press/", {"text": ""}).status_code == 422
    asked = {"text": "Is anybody hurt?", "kind": "question"}
    assert officer.post(f"{E}/press/", asked).status_code == 302
    assert "receipt 1" in text_of(officer, "press/")
    assert "Is anybody hurt?" in text_of(desk, "media/questions/")
    press = f"{E}/media/questions/{PressQuestion.objects.get().pk}"
    assert desk.post(f"{press}/take/").status_code == 302
    assert desk.post(f"{press}/answer/", {}).status_code == 422
    assert desk.post(f"{press}/answer/", {"answer": "unknown"}).status_code == 302
    assert "we do not know yet" in text_of(officer, "press/")

    text_of(officer, "media/rumours/new/")
    said = {"text": "It fell", "channel": "chat", "tone": "calm", "spread": "few"}
    assert officer.post(f"{E}/media/rumours/hear/", {}).status_code == 422
    assert officer.post(f"{E}/media/rumours/hear/", said).status_code == 302
    assert "It fell" in text_of(desk, "media/rumours/")
    rumour = f"media/rumours/{Rumour.objects.get().pk}/"
    line = {"indonesian": "Tidak benar.", "english": "Not so."}
    for step, body in (
        ("sight/", {}),
        ("sort/", {"risk": "low"}),
        ("check/", {}),
        ("judge/", {"verdict": "unverifiable"}),
        ("line/", line),
        ("answer/", {"where": "radio"}),
    ):
        assert desk.post(f"{E}/{rumour}{step}", body).status_code == 302, step
    assert desk.post(f"{E}/{rumour}send/").status_code == 404
    assert chief.post(f"{E}/{rumour}send/").status_code == 302
    assert "Not so." in text_of(officer, "press/")
    assert desk.post(f"{E}/{rumour}close/").status_code == 302
    assert "radio" in text_of(desk, rumour)


def test_an_ordinary_day_at_the_desk(clients: dict[str, Client]) -> None:
    desk, chief = clients["media"], clients["crisis_lead"]
    for path, says in (
        ("media/", "begin a press release"),
        ("media/plan/", "Nothing is planned yet"),
        ("media/conferences/", "No press conference yet"),
        ("media/questions/?sort=interview", "Nothing of this sort"),
        ("media/rumours/?show=unanswered", "Everything that is said"),
        ("media/release/", "No key message is approved yet"),
    ):
        assert says in text_of(desk, path), path
    line = {
        "audience": "Residents",
        "text_id": "Jalan ditutup.",
        "text_en": "The road is closed.",
        "channel": "radio",
        "due_at": "2026-11-21T18:00",
    }
    assert desk.post(f"{E}/media/plan/new/", {}).status_code == 422
    assert desk.post(f"{E}/media/plan/new/", line).status_code == 302
    planned = f"media/plan/{PlanLine.objects.get().pk}/"
    assert "To be said today" in text_of(desk, "media/")
    assert "The road is closed." in text_of(desk, f"{planned}write/")
    assert desk.post(f"{E}/{planned}write/", line | {"channel": "TV"}).status_code == 302
    assert desk.post(f"{E}/{planned}approve/").status_code == 404
    assert chief.post(f"{E}/{planned}approve/").status_code == 302
    assert desk.post(f"{E}/{planned}said/").status_code == 302

    begun = {"messages": [PlanLine.objects.get().pk], "contact": "Media desk"}
    assert desk.post(f"{E}/media/release/", begun).status_code == 302
    text = Statement.objects.get()
    sheet = f"media/statements/{text.pk}/"
    words = {"part": "quote", "text_id": "Mari.", "text_en": "Come."}
    assert desk.post(f"{E}/{sheet}add/", {}).status_code == 422
    assert desk.post(f"{E}/{sheet}add/", words | {"source": "The mayor"}).status_code == 302
    assert desk.post(f"{E}/{sheet}on/").status_code == 302
    for _step in range(3):
        assert chief.post(f"{E}/{sheet}sign/").status_code == 302
    assert desk.post(f"{E}/{sheet}publish/", {"receivers": "Antara"}).status_code == 302
    said = f"media/sentences/{Sentence.objects.get(source='The mayor').pk}/source/"
    assert desk.post(f"{E}/{said}", {}).status_code == 422
    assert desk.post(f"{E}/{said}", {"why": "a slip"}).status_code == 302
    assert "took it back" in text_of(desk, sheet)
    assert Statement.objects.filter(corrects=text).exists()
    assert desk.post(f"{E}/{planned}drop/", {}).status_code == 422
    assert desk.post(f"{E}/{planned}drop/", {"why": "it stays open"}).status_code == 302


def test_a_press_conference_and_a_badge_through_the_pages(clients: dict[str, Client]) -> None:
    desk, officer = clients["media"], clients["officer"]
    one = {
        "topic": "The opening",
        "starts_at": "2026-11-21T19:00",
        "minutes": 30,
        "place_text": "Hall A",
        "speakers": "The chair",
    }
    assert desk.post(f"{E}/media/conferences/new/", {}).status_code == 422
    assert desk.post(f"{E}/media/conferences/new/", one).status_code == 302
    held = f"media/conferences/{PressConference.objects.get().pk}/"
    assert "Nothing is on at that time" in text_of(desk, held)
    assert "The opening" in text_of(desk, f"{held}change/")
    assert desk.post(f"{E}/{held}change/", one | {"minutes": 45}).status_code == 302
    for step, bad, good in (
        ("register/", {}, {"name": "Rin", "outlet": "NHK"}),
        ("ask/", {}, {"text": "How many guests?"}),
        ("confirm/", None, {}),
        ("held/", None, {}),
    ):
        assert bad is None or desk.post(f"{E}/{held}{step}", bad).status_code == 422, step
        assert desk.post(f"{E}/{held}{step}", good).status_code == 302, step
    assert "How many guests?" in text_of(desk, held)
    assert desk.post(f"{E}/{held}cancel/", {}).status_code == 422
    assert desk.post(f"{E}/{held}cancel/", {"why": "late"}).status_code == 409
    rin = Journalist.objects.get().pk
    assert desk.post(f"{E}/media/journalists/{rin}/strike/").status_code == 409

    asked = {"text": "A badge", "kind": "accreditation", "outlet": "NHK", "country": "Japan"}
    assert officer.post(f"{E}/press/", asked).status_code == 302
    press = f"media/questions/{PressQuestion.objects.get(kind='accreditation').pk}/"
    assert "Japan" in text_of(desk, press)
    granted = {"answer": "granted", "medium": "tv", "area": "M2", "valid_until": "2026-11-30"}
    assert desk.post(f"{E}/{press}answer/", granted).status_code == 302
    assert desk.post(f"{E}/{press}badge/", {}).status_code == 422
    assert desk.post(f"{E}/{press}badge/", {"badge": "M-7"}).status_code == 302
    assert desk.post(f"{E}/{press}told/", {"told_how": "mail"}).status_code == 302
    assert "M-7" in text_of(desk, press)
    assert "they were told" in text_of(officer, "press/")


@pytest.mark.parametrize(
    "path",
    [
        *("needs/", "trips/", "movements/", "gifts/", "board/", "stays/", "crisis/roll/"),
        *("incidents/1/facts/", "incidents/1/reports/", "incidents/1/roll/", "ARD/", "journal/"),
        *("airport/", "transport/", "officers/", "register/"),
    ],
)
def test_the_media_desk_opens_nothing_of_the_guests(
    path: str, clients: dict[str, Client], quake: Incident, arda: Any
) -> None:
    assert clients["media"].get(f"{E}/{path}").status_code == 404


def test_an_officer_opens_nothing_of_the_desk(clients: dict[str, Client], quake: Incident) -> None:
    for path in ("media/", "media/rumours/", "media/questions/", "media/plan/", "media/release/"):
        assert clients["officer"].get(f"{E}/{path}").status_code == 404
