"""Everything that people read has an Indonesian text: whole, the same everywhere, and shown.

How a new sentence gets its words: docs/howto/translate.md. Needs no gettext tools.
"""

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import translation

from narahubung.config import messages
from narahubung.config.messages import Message
from narahubung.config.upkeep import compile_texts
from narahubung.kit.refusals import Refusal
from tests.oracle import OWN, Persona
from tests.world import World, build, person_for

ROOMS = messages.rooms()
HOW = "run `python -m narahubung.config.messages`, then write the words (docs/howto/translate.md)"
_PLACES = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
# Words that no Indonesian sentence holds.
_ENGLISH = re.compile(
    r"\b(the|of|and|with|is|are|was|were|for|not|this|that|from|your|you|has|have|to|at|on|it|be|"
    r"will|who|what|when|where|nothing|nobody|yet|of|by|no|all|new|open|close|time|officer|officers|"
    r"delegation|request|requests|arrival|departure|programme|duties|checked|since|until|choose)\b",
    re.IGNORECASE,
)
# Said in English on purpose: names, and what every sign-in page says in its other language.
_NAMES = re.compile(r"\S*(CNRY|OWN|OTH|XEN)-\S*|someone-own|Someone own|English|Check[- ]in")


@lru_cache(maxsize=1)
def wanted() -> dict[str, set[Message]]:
    return {room: messages.messages_of(room) for room in ROOMS}


@lru_cache(maxsize=1)
def known() -> dict[str, dict[Message, str]]:
    return {room: messages.known_of(room) for room in ROOMS}


def test_sentences_are_found_under_every_name_and_form() -> None:
    found = wanted()["assignments"]

    assert Message("", "meets the gender wish") in found  # gettext_noop, imported as noop
    assert Message("", "lead") in found  # gettext_lazy, imported as lazy
    assert Message("", "served {n} event", "served {n} events") in found
    assert Message("", "%(n)s officer", "%(n)s officers") in found  # in a template
    assert Message("hours", "open") in wanted()["desks"]


def test_every_sentence_has_indonesian_words_in_its_own_room() -> None:
    without = {
        room: [each.text for each in sorted(asked) if not known()[room].get(each)]
        for room, asked in wanted().items()
    }
    assert not any(without.values()), (HOW, {room: all_ for room, all_ in without.items() if all_})


def test_no_words_stay_whose_sentence_is_gone() -> None:
    gone = {room: [m.text for m in set(known()[room]) - wanted()[room]] for room in ROOMS}
    assert not any(gone.values()), (HOW, {room: all_ for room, all_ in gone.items() if all_})


def test_the_words_fill_in_what_the_sentence_fills_in() -> None:
    wrong = [
        (room, message.text, words)
        for room, texts in known().items()
        for message, words in texts.items()
        if set(_PLACES.findall(words))
        != set(_PLACES.findall(f"{message.text} {message.plural}")) - {"%%"}
        | ({"%%"} & set(_PLACES.findall(message.text)))
    ]
    assert not wrong


def test_one_sentence_has_the_same_words_in_every_room() -> None:
    """Django holds one list of texts for all rooms: the first would win everywhere."""
    said: dict[Message, dict[str, str]] = {}
    for room, texts in known().items():
        for message, words in texts.items():
            said.setdefault(message, {})[room] = words
    assert not {
        message.text: by_room for message, by_room in said.items() if len(set(by_room.values())) > 1
    }


def test_the_compiled_texts_say_it() -> None:
    compile_texts()
    told: list[tuple[str, str, str]] = []
    with translation.override("id"):
        for texts in known().values():
            for message, words in texts.items():
                found = (
                    translation.npgettext(message.context, message.text, message.plural, 2)
                    if message.context and message.plural
                    else translation.ngettext(message.text, message.plural, 2)
                    if message.plural
                    else translation.pgettext(message.context, message.text)
                    if message.context
                    else translation.gettext(message.text)
                )
                if found != words:
                    told.append((message.text, found, words))
    assert not told


def test_a_refusal_speaks_the_language_of_who_reads_it() -> None:
    get_resolver().url_patterns  # noqa: B018 -- every page stands, and with it every refusal
    waits, known = [Refusal], []
    while waits:
        found = waits.pop().__subclasses__()
        waits += found
        known += found
    fixed = [
        f"{one.__module__}.{one.__name__}"
        for one in known
        for said in (one.says, one.advice)
        if isinstance(said, str) and re.sub(r"{\w+}", "", said)
    ]
    assert fixed == []


def test_no_sentence_shouts() -> None:
    loud = [
        text
        for texts in known().values()
        for message, words in texts.items()
        for text in (message.text, words)
        if "!" in text
    ]
    assert not loud


def test_a_listed_word_is_said_and_a_strange_one_stands() -> None:
    from narahubung.kit.said import both_languages, in_one, said

    with translation.override("id"):
        assert said("Prime Minister") == "Perdana Menteri"
        assert (
            said("head of delegation commercial QR960")
            == "ketua delegasi penerbangan komersial QR960"
        )
        assert said("head_of_delegation") == "ketua delegasi"
        assert said("Hobbit holes") == "Hobbit holes"
        assert in_one(both_languages("Plenary", "Pleno")) == "Pleno"
    with translation.override("en"):
        assert said("head_of_delegation") == "head of delegation"
        assert said("LO Basic") == "LO Basic"
        assert in_one(both_languages("Plenary", "Pleno")) == "Plenary"
    with translation.override("ja"):  # a guest's own page
        assert said("lounge suit") == "lounge suit"
        assert in_one(both_languages("Plenary", "Pleno")) == "Plenary"


class _Reader(HTMLParser):
    """Collects what a page shows, and what it reads out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self._foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if self._foreign or tag in {"script", "style", "bdi", "code"} or facts.get("lang") == "en":
            if tag not in {"input", "br", "img", "use", "link", "meta"}:
                self._foreign.append(tag)
            return
        self.texts += [
            words
            for name in ("aria-label", "placeholder", "title", "alt", "data-label")
            if (words := facts.get(name))
        ]
        if tag == "a" and (href := facts.get("href")):
            self.links.append(href)

    def handle_endtag(self, tag: str) -> None:
        if self._foreign and tag == self._foreign[-1]:
            self._foreign.pop()

    def handle_data(self, data: str) -> None:
        if not self._foreign and data.strip():
            self.texts.append(" ".join(data.split()))


@pytest.fixture
def world(event: Any, other_event: Any, settings: Any) -> World:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "servestatic" not in name]
    return build(event, other_event)


@pytest.mark.parametrize(
    "role",
    [
        *("organiser", "coordinator", "officer", "desk", "protocol"),
        *("gate", "accreditation", "gifts"),
    ],
)
def test_indonesian_pages_show_no_english(world: World, client: Client, role: str) -> None:
    compile_texts()
    someone = person_for(world, Persona(role, role))
    someone.language = "id"
    someone.save()
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    party = world.words(OWN)["code"]
    below = f"/e/{world.event.slug}/"
    todo = ["/", "/account/", below, f"{below}party/{party}/", f"{below}agenda/{party}/"]
    seen: set[str] = set()
    english: dict[str, set[str]] = {}
    while todo:
        address = todo.pop(0).partition("#")[0]
        if address in seen or not address.startswith("/") or "logout" in address:
            continue
        seen.add(address)
        answer = client.get(address, follow=True)
        if answer.streaming:
            b"".join(answer)  # a file closes when it was read to its end
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        page = _Reader()
        page.feed(answer.content.decode())
        todo += [link for link in page.links if "?" not in link and not link.endswith(".pdf")]
        for text in page.texts:
            if text != someone.username and _ENGLISH.search(_NAMES.sub("", text)):
                english.setdefault(text, set()).add(address)
    assert len(seen) > 10
    assert not english, "\n".join(f"{text}: {sorted(at)[:3]}" for text, at in english.items())
