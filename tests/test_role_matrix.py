"""Every address × every role × {own, other, other event, after the attachment ended}.

What is expected comes from `role_matrix.yaml` (see there), by an evaluator of its own. A refusal is
the same 404 as for what never was, and writes nothing.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import timedelta
from functools import cache, lru_cache
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import ResolverMatch
from django.urls import resolve as look_up

from conftest import NOON
from narahubung.accounts import actors
from narahubung.accounts.guards import EventIsClosed, all_pages
from narahubung.accounts.models import Event, GuestPass
from narahubung.intake.rules import EventIsShut
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from tests.oracle import (
    ELSEWHERE,
    OTHER,
    OWN,
    WRITTEN,
    Persona,
    may_open,
    may_open_mine,
    personas,
)
from tests.own_things import words_of_own
from tests.world import World, build, link, person_for

BELOW = "e/<slug>/"
CLOSED = 423  # how `_ask` tells a closed event from other refusals, which answer 409, too
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
# What differs between two answers of the same page: the nonce, the token against forgery.
_PASSING = re.compile(
    r'nonce="[^"]*"|"x-csrftoken": "[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"'
)


@lru_cache(maxsize=1)
def addresses() -> dict[str, str]:
    """Return every address, converters left out, with the module of its page."""
    return {
        re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", path)
        if "(?P" not in path
        else path: pattern.callback.__module__
        for path, pattern in all_pages()
    }


def test_every_address_stands_in_the_matrix() -> None:
    known = {BELOW + path for path in WRITTEN["below_event"]}
    known |= set(WRITTEN["outside"]) | set(WRITTEN["library"]) | set(WRITTEN["by_pass"])
    missing = sorted(set(addresses()) - known)
    gone = sorted(known - set(addresses()))

    assert not missing, (
        "tests/role_matrix.yaml does not say who may open these addresses; "
        "add a line for each (the head of the file shows how):\n  " + "\n  ".join(missing)
    )
    assert not gone, "tests/role_matrix.yaml names addresses that are gone:\n  " + "\n  ".join(gone)


def test_the_matrix_and_the_table_of_roles_name_the_same_roles() -> None:
    from narahubung.accounts.roles import ROLES

    assert sorted(ROLES) == sorted(WRITTEN["roles"])


def test_the_matrix_and_the_table_of_links_say_the_same() -> None:
    from narahubung.accounts.roles import PURPOSES

    written = {
        code: (sorted(link.get("everywhere", [])), sorted(link.get("within", [])))
        for code, link in WRITTEN["passes"].items()
    }
    assert written == {
        code: (sorted(purpose.everywhere), sorted(purpose.within))
        for code, purpose in PURPOSES.items()
    }


def test_the_matrix_and_the_table_of_cards_say_the_same() -> None:
    from narahubung.accounts.roles import CARDS

    written = {
        code: (sorted(card["with"]), sorted(card["everywhere"]))
        for code, card in WRITTEN["cards"].items()
    }
    assert written == {
        code: (sorted(card.held_with), sorted(card.everywhere)) for code, card in CARDS.items()
    }


@pytest.fixture
def unrendered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda *_, **__: "")
    logging.disable(logging.WARNING)  # Django writes down each refused method, ten thousand here
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who somebody is, is looked up once: what a page writes is undone before he asks again."""
    met: dict[tuple[object, ...], tuple[Actor, Event] | None] = {}

    def actor_at(person: Any, **asked: Any) -> tuple[Actor, Event] | None:
        name = (person.pk, *sorted(asked.items()))
        if name not in met:
            met[name] = actors.actor_at(person, **asked)
        found = met[name]
        return found and (found[0], copy(found[1]))

    monkeypatch.setattr("narahubung.accounts.guards.actor_at", actor_at)


@pytest.fixture
def world(event: Any, other_event: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    # Its thread hops cost more than the pages here.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "servestatic" not in name]
    # Who sends has looked before: asked is who may, not how.
    monkeypatch.setattr("narahubung.relays.pages.looking.held", lambda _seen: False)
    return build(event, other_event)


@pytest.mark.parametrize("group", ["with a role", "after it ended", "without one"])
@pytest.mark.usefixtures("unrendered", "known")
def test_each_role_opens_what_is_its_own_and_nothing_else(world: World, group: str) -> None:
    wrong = []
    for persona in _group(group):
        client = _client(world, persona)
        for path, page in WRITTEN["below_event"].items():
            for tie, address in _tries(world, path, page, persona):
                wrong += _try(client, persona, page, tie, "get", address)
                if page.get("post"):
                    wrong += _try(client, persona, page, tie, "post", address)
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("unrendered", "known")
def test_a_good_post_is_taken_and_one_that_names_things_of_others_is_not(world: World) -> None:
    """The address is one's own; what is named in the body, or further on in it, is not.

    Of who may not open the page, it is not taken either.
    """
    wrong = []
    for persona in _group("with a role"):
        client = _client(world, persona)
        for path, page in WRITTEN["below_event"].items():
            for tie, address, body in _sendings(world, path, page, persona):
                wrong += _send(client, persona, page, tie, address, body)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("state", ["own", "expired", "revoked", "for another purpose", "guessed"])
def test_a_link_opens_its_own_pages_while_it_lasts_and_nothing_else(
    world: World, state: str
) -> None:
    """The whole way through the server: these are the only pages that strangers may change by."""
    wrong = []
    for path, page in WRITTEN["by_pass"].items():
        for method in ("post", "get") if page.get("post") else ("get",):
            wrong += _try_link(world, path, page, state, method)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "purpose", sorted({page["purpose"] for page in WRITTEN["by_pass"].values()})
)
@pytest.mark.usefixtures("unrendered")
def test_who_holds_a_link_is_a_stranger_to_every_page_of_the_event(
    world: World, purpose: str
) -> None:
    """Also one who comes with a link's page open: it leaves nothing that opens another."""
    client = Client()
    path = next(path for path, page in WRITTEN["by_pass"].items() if page["purpose"] == purpose)
    client.get("/" + _filled(path, {"token": link(OWN, purpose)}))
    stranger = Persona("holder", anonymous=True)
    wrong = []
    for path, page in WRITTEN["below_event"].items():
        for tie, address in _tries(world, path, page, stranger):
            wrong += _try(client, stranger, page, tie, "get", address)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["officer", "gifts", "auditor"])
@pytest.mark.usefixtures("unrendered")
def test_what_is_ones_own_opens_by_its_right_and_not_without(world: World, name: str) -> None:
    """Of those who hold it and those who do not, a few: the slow tests ask all."""
    persona = next(persona for persona in personas() if persona.name == name)
    client = _client(world, persona)
    pages = WRITTEN["below_event"].items()
    wrong = [said for path, page in pages for said in try_mine(world, client, persona, path, page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("unrendered")
def test_a_closed_event_is_not_changed(world: World) -> None:
    world.event.state = "closed"
    world.event.save()
    wrong = []
    for persona in _group("with a role"):
        client = _client(world, persona)
        for path, page in WRITTEN["below_event"].items():
            wrong += try_closed(world, client, persona, path, page)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["nobody", "media", "officer", "organiser-ended"])
def test_a_refusal_has_the_words_of_what_never_was(world: World, name: str) -> None:
    """The whole way through the server; the test above asks the pages directly."""
    client = _client(world, next(persona for persona in personas() if persona.name == name))
    absent = _body(client.get("/e/no-such-event/people/"))

    for slug in (world.event.slug, world.other_event.slug):
        refused = client.get(f"/e/{slug}/people/")
        assert (refused.status_code, _body(refused)) == (404, absent)
    missing, others = (
        client.get(f"/e/{world.event.slug}/party/{code}/")
        for code in ("NO-SUCH", world.rows[OTHER]["parties.Party"].code)
    )
    if name != "media":
        assert (others.status_code, _body(others)) == (404, _body(missing))


@pytest.mark.parametrize("name", ["anonymous", "nobody", "officer", "administrator"])
def test_pages_of_no_event(world: World, name: str, person: Any) -> None:
    persona = next(persona for persona in personas() if persona.name == name)
    client = _client(world, persona)
    if name == "administrator":
        person(name, "administrator")  # of the whole installation, not of one event
    for path, who in WRITTEN["outside"].items():
        answer = client.get("/" + _filled(path, world.words(OWN)))
        assert answer.status_code < 500, path
        if who == "somebody" or (who == "its administrator" and name == "administrator"):
            continue
        open_to = {"anybody": True, "signed in": not persona.anonymous, "nobody": False}
        expected = open_to.get(who, name == "administrator")
        if expected:
            assert answer.status_code in {200, 302, 405, 410}, path
            assert not answer.get("Location", "").startswith("/accounts/login") or path == ""
        else:
            # A phone's script is told by 401, not by a page.
            is_sent_to_sign_in = answer.status_code in {302, 401} and persona.anonymous
            assert answer.status_code in {404, 405} or is_sent_to_sign_in, path


def test_pages_of_the_library_ask_to_sign_in(world: World) -> None:
    for path in WRITTEN["library"]:
        if "(?P" in path or "<" in path:
            continue
        answer = Client().get("/" + path)
        assert answer.status_code in {200, 302, 401, 404, 405}, path
        if answer.status_code == 200:
            assert b"2fa/totp" not in answer.content, path


def _group(group: str) -> list[Persona]:
    return {
        "with a role": [one for one in personas() if one.role and not one.ended],
        "after it ended": [one for one in personas() if one.ended],
        "without one": [one for one in personas() if not one.role],
    }[group]


def _tries(
    world: World, path: str, page: dict[str, Any], persona: Persona
) -> Iterator[tuple[str, str]]:
    """Yield (whose, address): own, of others, of another event, and that smuggled into mine."""
    if BELOW + path not in addresses():
        return
    ties = [OWN, OTHER, ELSEWHERE] if "<" in path else [OWN, ELSEWHERE]
    for tie in ties if persona.role and not persona.ended else [OWN]:
        words = _words(world, page, tie)
        yield tie, "/" + _filled(BELOW + path, words)
        if tie == ELSEWHERE and page.get("of"):
            yield tie, "/" + _filled(BELOW + path, words | {"slug": world.event.slug})


def _try(
    client: Client, persona: Persona, page: dict[str, Any], tie: str, method: str, address: str
) -> list[str]:
    what = f"{persona.name}: {method.upper()} {address} ({tie})"
    allowed = may_open(persona, page, tie)
    if allowed and page.get("heavy"):
        return []
    with _nothing_kept() as written:
        status = _ask(client, method, address)
    if allowed:
        is_absent = status == 404 and not (method == "post" and page.get("names_it"))
        return [f"{what} must open, but is absent"] if is_absent else []
    if written:
        return [f"{what} was refused, but wrote: {written[0][:80]}"]
    if status not in ({302, 405} if persona.anonymous else {404, 405}):
        return [f"{what} must be absent, but answers {status}"]
    return []


@cache
def resolve(address: str) -> ResolverMatch:
    """Find the page of an address, once for all who ask for it."""
    return look_up(address)


def _ask(client: Client, method: str, address: str, body: dict[str, str] | None = None) -> int:
    """Ask a page directly, without the server around it; return its status.

    Its template is not rendered: the canaries do that.
    """
    request = getattr(RequestFactory(), method)(address, body)
    request.user = getattr(client, "person", AnonymousUser())
    request.session = {}
    found = resolve(address)
    try:
        answer = found.func(request, *found.args, **found.kwargs)
        if file := getattr(answer, "file_to_stream", None):
            file.close()
        return int(answer.status_code)
    except (Http404, ObjectDoesNotExist):
        return 404
    except (EventIsClosed, EventIsShut):
        return CLOSED
    except Refusal as refusal:
        return refusal.status


def _sendings(
    world: World, path: str, page: dict[str, Any], persona: Persona
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield (whose, address, body): all one's own, then one's own address with things of others.

    Who may not open the page sends a good body, too.
    """
    if BELOW + path not in addresses() or not page.get("post"):
        return
    own, body = _words(world, page, OWN), page.get("send")
    if body is not None:
        yield OWN, "/" + _filled(BELOW + path, own), _body_of(body, own)
    if not may_open(persona, page, OWN):
        return
    for tie in (OTHER, ELSEWHERE):
        words = _words(world, page, tie)
        if body is not None and _body_of(body, own) != _body_of(body, words):
            yield tie, "/" + _filled(BELOW + path, own), _body_of(body, words)
        if path.count("<") > 1 and "<code>" in path and tie == OTHER:
            mixed = words | {"code": own["code"]}
            yield tie, "/" + _filled(BELOW + path, mixed), _body_of(body or {}, own)


def _send(
    client: Client,
    persona: Persona,
    page: dict[str, Any],
    tie: str,
    address: str,
    body: dict[str, str],
) -> list[str]:
    what = f"{persona.name}: POST {address} {body} ({tie})"
    with _nothing_kept() as written:
        status = _ask(client, "post", address, body)
    if tie == OWN and may_open(persona, page, OWN):
        return [f"{what} must be taken, but answers {status}"] if status in {403, 404} else []
    if may_open(persona, {**page, "of": "party"}, tie):
        return []
    return [f"{what} was not refused, and wrote: {written[0][:80]}"] if written else []


def try_closed(
    world: World, client: Client, persona: Persona, path: str, page: dict[str, Any]
) -> list[str]:
    """Post what a persona may, in an event that is closed; return what was taken."""
    if BELOW + path not in addresses() or not page.get("post") or page.get("in_closed"):
        return []
    if not (may_open(persona, page, OWN) or may_open_mine(persona, page)):
        return []
    words = _words(world, page, OWN)
    address = "/" + _filled(BELOW + path, words)
    with _nothing_kept() as written:
        status = _ask(client, "post", address, _body_of(page.get("send", {}), words))
    what = f"{persona.name}: POST {address} in a closed event answers {status}"
    return [what] if status != CLOSED or written else []


def try_mine(
    world: World, client: Client, persona: Persona, path: str, page: dict[str, Any]
) -> list[str]:
    """Open a page of a thing that is one's own, or post there; return what is wrong."""
    if BELOW + path not in addresses() or "mine" not in page:
        return []
    allowed, method = may_open_mine(persona, page), "post" if page.get("post") else "get"
    with _nothing_kept() as written:
        words = words_of_own(world, persona)
        meant = {**page.get("fill", {}), **page.get("as_mine", {})}
        words |= {name: words[thing] for name, thing in meant.items()}
        sent = page.get("send_mine", page.get("send", {}))
        body = _body_of(sent, words) if page.get("post") else None
        written.clear()
        address = "/" + _filled(BELOW + path, words)
        status = _ask(client, method, address, body)
    what = f"{persona.name}: {method.upper()} {address} of his own"
    if allowed:
        return [f"{what} must open, but answers {status}"] if status in {403, 404} else []
    return [] if status == 404 and not written else [f"{what} must be absent, answers {status}"]


def _try_link(world: World, path: str, page: dict[str, Any], state: str, method: str) -> list[str]:
    purposes = list(WRITTEN["passes"])
    purpose = page["purpose"]
    if state == "for another purpose":
        purpose = purposes[purposes.index(purpose) - 1]
    token = "nobody-has-this" if state == "guessed" else link(OWN, purpose)
    ended = {"expired": {"expires_at": NOON}, "revoked": {"revoked_at": NOON}}.get(state)
    GuestPass.objects.filter(event=world.event).update(
        **(ended or {"expires_at": NOON + timedelta(days=1), "revoked_at": None})
    )
    address = "/" + _filled(path, world.words(OWN) | {"token": token})
    with _nothing_kept() as written:
        answer = getattr(Client(), method)(address, _body_of(page.get("send", {}), {}))
    what = f"{state}: {method.upper()} {path} answers {answer.status_code}"
    if state == "own":
        if page.get("names_it"):
            return []  # the thing that is named was not made through a link
        wanted = {200, 204, 302} if (method == "post") == bool(page.get("post")) else {405}
        return [] if answer.status_code in wanted else [what]
    kept = [sql for sql in written if "accounts_cache" not in sql]  # counts who guesses
    right = 410 if ended else 404
    return [] if answer.status_code == right and not kept else [f"{what}, {kept[:1]}"]


def _body_of(body: dict[str, Any], words: dict[str, object]) -> dict[str, str]:
    return {name: _filled(str(value), words) for name, value in body.items()}


@contextmanager
def _nothing_kept() -> Iterator[list[str]]:
    """Undo what a page writes, and list it."""
    written: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("ROLLBACK TO SAVEPOINT"):
            written.clear()  # a command that refuses leaves nothing behind
        if _WRITES.match(sql):
            written.append(sql)
        return execute(sql, params, many, context)

    before, waiting = transaction.savepoint(), connection.run_on_commit
    connection.run_on_commit = []
    with connection.execute_wrapper(note):
        yield written
    transaction.savepoint_rollback(before)
    transaction.savepoint_commit(before)  # rolled back it still stands: thousands slow each other
    connection.run_on_commit = waiting


def _client(world: World, persona: Persona) -> Client:
    client = Client(raise_request_exception=False)
    client.cookies["nh_language"] = "en"
    if not persona.anonymous:
        client.person = person_for(world, persona)  # type: ignore[attr-defined]
        client.force_login(
            client.person,  # type: ignore[attr-defined]
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
    return client


def _words(world: World, page: dict[str, Any], tie: str) -> dict[str, object]:
    words = world.words(tie)
    return words | {name: words[meant] for name, meant in page.get("fill", {}).items()}


def _filled(path: str, words: dict[str, object]) -> str:
    def fill(match: re.Match[str]) -> str:
        assert match[1] in words, (
            f"tests/world.py does not know what to put for <{match[1]}> in {path}: "
            "add it to World.words, or say `fill:` in role_matrix.yaml"
        )
        return str(words[match[1]])

    return re.sub(r"<(\w+)>", fill, path)


def _body(answer: Any) -> str:
    return _PASSING.sub("", answer.content.decode())
