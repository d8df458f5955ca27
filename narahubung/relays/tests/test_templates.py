"""An event's own templates: written with fields, tried on a delegation, retired, taken up."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.journal.reading import history
from narahubung.journal.watching import allowed
from narahubung.relays import commands, queries
from narahubung.relays.models import Relay, Template
from narahubung.relays.rules import templates as rules

AT = "/e/arda-2026/relays/templates/"
TOLD = {
    "title_en": "Second car",
    "title_id": "Mobil kedua",
    "text_id": "{address} {name}, mobil kedua tiba pukul {time} {zone}.",
    "text_en": "{address} {name}, the second car comes at {time} {zone}.",
    "text_fr": "La seconde voiture de {party} arrive à {time}.",
    "precedence": "penting",
    "lane": "operations",
}


@pytest.fixture
def kept(sari: Any, signed_in: Any) -> Template:
    """A template that Sari wrote on its page."""
    signed_in(sari).post(AT + "new/", {**TOLD, "go": "yes"})
    return Template.objects.get()


def test_it_is_tried_on_a_delegation_before_it_is_kept(
    arda: Any, sari: Any, signed_in: Any
) -> None:
    client = signed_in(sari)
    page = client.get(AT + "new/").content.decode()
    assert 'data-copy="{address}"' in page
    page = client.post(AT + "new/", {**TOLD, "party": arda.pk}).content.decode()
    assert "Yang Mulia Galadriel Arwen, mobil kedua tiba pukul {time} {zone}." in page
    assert "Excellency Galadriel Arwen, the second car comes at {time} {zone}." in page
    assert "La seconde voiture de Arda" in page
    assert "Français does not say {address}, {name}, {zone}" in page
    assert not Template.objects.exists()
    page = client.post(AT + "new/", {**TOLD, "text_en": "", "text_fr": ""}).content.decode()
    assert "There is no text in English" in page


def test_what_nobody_could_fill_is_named(sari: Any, signed_in: Any) -> None:
    for text, says in (
        ("At {tiem}", "The template has no field {tiem}"),
        ("{party.__class__}", "The template has no field {party.__class__}"),
        ("{time!r}", "The template has no field {time}"),
        ("At {time", "A brace is open or closed once too often"),
    ):
        answer = signed_in(sari).post(AT + "new/", {**TOLD, "text_en": text, "go": "yes"})
        assert answer.status_code == 422
        assert says in answer.content.decode()
    answer = signed_in(sari).post(AT + "new/", {"precedence": "biasa", "lane": "vip", "go": "yes"})
    assert "Write a title." in answer.content.decode()
    assert "Write the text in at least one language." in answer.content.decode()
    assert not Template.objects.exists()


def test_it_stands_among_the_templates_when_a_message_is_written(
    kept: Template, arda: Any, sari: Any, lia: Any, signed_in: Any, look_and_send: Any
) -> None:
    asked: dict[str, Any] = {"template": "second-car", "fill": "yes", "party": arda.pk}
    asked |= {"f_time": "15.13", "f_zone": "WITA"}
    page = signed_in(lia).post("/e/arda-2026/relays/send/", asked).content.decode()
    assert "Yang Mulia Galadriel Arwen, mobil kedua tiba pukul 15.13 WITA." in page
    assert "Excellency Galadriel Arwen, the second car comes at 15.13 WITA." in page
    page = (
        signed_in(lia).post("/e/arda-2026/relays/send/", {**asked, "with": "fr"}).content.decode()
    )
    assert "La seconde voiture de Arda arrive à 15.13." in page
    sent = {"text": "Mobil", "language": "id", "translation": "Voiture", "translated_by": "Ayu"}
    more = {"translation_language": "fr", "precedence": "biasa", "lane": "operations"}
    told = {**sent, **more, "audience": f"person:{sari.pk}"}
    look_and_send(signed_in(lia), "/e/arda-2026/relays/send/", told)
    assert Relay.objects.get().translation_language == "fr"


def test_changed_retired_and_taken_up_again(
    kept: Template, event: Any, sari: Any, as_actor: Any, signed_in: Any
) -> None:
    client, here = signed_in(sari), f"{AT}{kept.pk}/"
    assert "Mobil kedua" in client.get(here).content.decode()
    client.post(here, {**TOLD, "title_en": "Spare car", "text_fr": "", "go": "yes"})
    kept.refresh_from_db()
    assert (kept.code, kept.title["en"]) == ("second-car", "Spare car")
    assert set(kept.texts) == {"id", "en"}
    client.post(here + "retire/")
    assert "1 offered no more" in client.get(AT).content.decode()
    codes = {one.code for one in queries.phrases(by=as_actor(sari, event))}
    assert "second-car" not in codes
    client.post(here + "retire/", {"back": "yes"})
    assert queries.phrases(by=as_actor(sari, event))[0].code == "second-car"
    assert len(history(topic="templates", by=as_actor(sari, event))) == 4
    assert allowed(["templates"], by=as_actor(sari, event)) == {"templates"}


def test_one_of_the_house_is_changed_for_this_event_and_comes_back(
    event: Any, sari: Any, as_actor: Any, signed_in: Any
) -> None:
    client = signed_in(sari)
    assert "Rombongan {party} berangkat" in client.get(AT + "new/?of=departure").content.decode()
    client.post(AT + "new/?of=departure", {**TOLD, "go": "yes"})
    own = Template.objects.get()
    assert own.code == "departure"
    assert client.get(AT).content.decode().count("of=departure") == 0
    client.post(f"{AT}{own.pk}/retire/")
    assert client.get(AT).content.decode().count("of=departure") == 1


def test_only_who_oversees_messages_writes_templates(
    kept: Template, event: Any, lia: Any, as_actor: Any, signed_in: Any
) -> None:
    for path in ("", "new/", f"{kept.pk}/"):
        assert signed_in(lia).get(AT + path).status_code == 404
    with pytest.raises(rules.NotTheTemplates):
        commands.retire_template(template_id=kept.pk, by=as_actor(lia, event), at=NOON)
