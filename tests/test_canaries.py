"""Canaries: every sensitive field holds a word that occurs nowhere else; none may leave to a role
that the matrix does not let read it, and no sealed one may stand in the database in the clear.

Whatever leaves is read: pages, headers, cookies, workbooks, sheets of paper, calendars, files, the
live feed, and the log of the server.
"""

import inspect
import io
import pkgutil
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client

import narahubung
from conftest import NOON
from narahubung.accounts.actors import actor_of, actor_of_pass
from narahubung.accounts.guards import all_pages
from narahubung.accounts.models import GuestPass
from narahubung.accounts.rules import hash_of
from narahubung.gifts.commands import correct_gift
from narahubung.gifts.rules.declaring import Told
from narahubung.journal.commands import take_in
from narahubung.journal.models import StoredEntry
from narahubung.journal.storing import Change
from narahubung.journal.watching import allowed
from narahubung.kit.actor import Actor, the_house
from narahubung.kit.refusals import Refusal
from narahubung.kit.tables import Table, as_workbook
from narahubung.programme.commands import open_calendar
from narahubung.reports.paper import press
from tests.oracle import (
    ELSEWHERE,
    OTHER,
    OWN,
    WRITTEN,
    Persona,
    holders,
    holds,
    may_open,
    personas,
)
from tests.test_role_matrix import BELOW, _client, _filled, _words, addresses, world
from tests.world import (
    SENSITIVE,
    TABLES,
    Canary,
    World,
    link,
    person_for,
    sealed_fields,
    tell_all,
)

__all__ = ["world"]  # the fixture
IN_FORCE = [persona for persona in personas() if persona.role and not persona.ended]
# They open every page and may read most of it: the longest of these tests, and the least to find.
WIDEST = ("organiser", "coordinator")


def widest_slow(people: Sequence[Persona]) -> list[Any]:
    """Return them as parameters; who sees nearly everything only in the long runs."""
    return [
        pytest.param(one, id=one.name, marks=[pytest.mark.slow] if one.name in WIDEST else [])
        for one in people
    ]


def named(name: str) -> Persona:
    return next(persona for persona in personas() if persona.name == name)


@pytest.fixture
def unpressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hand out what would be printed as it goes to the press: PDFs take a second each."""
    for kind in ("pocket_card", "duty_book", "coverage"):
        monkeypatch.setattr(press, kind, lambda sheet, **_: repr(sheet).encode())


def test_every_sealed_field_has_a_canary() -> None:
    unsung = [
        f"{table}.{name}" for table, name in sealed_fields() if name not in SENSITIVE.get(table, {})
    ]
    assert not unsung, (
        "these fields are sealed, but tests/world.py does not say in SENSITIVE which right "
        f"reads them: {unsung}"
    )


@pytest.mark.parametrize("persona", widest_slow(IN_FORCE))
@pytest.mark.usefixtures("unpressed")
def test_no_page_tells_a_role_what_is_not_for_it(
    world: World, persona: Persona, caplog: pytest.LogCaptureFixture
) -> None:
    leaks = leaks_to(world, persona)
    assert not leaks, "\n".join(sorted(set(leaks)))
    assert not [canary for canary in world.canaries if canary.word in caplog.text], "in the log"


@pytest.mark.slow
@pytest.mark.parametrize("persona", IN_FORCE, ids=lambda persona: persona.name)
def test_no_sheet_of_paper_tells_a_role_what_is_not_for_it(world: World, persona: Persona) -> None:
    """As above, from the PDFs themselves."""
    leaks = leaks_to(world, persona, only="paper/")
    assert not leaks, "\n".join(sorted(set(leaks)))


CHANNELS = {
    "page": ("board/numbers/", lambda word: HttpResponse(f"<p>{word}</p>")),
    "header": ("board/numbers/", lambda word: HttpResponse(headers={"X-Note": word})),
    "file name": (
        "board/",
        lambda word: HttpResponse(
            headers={"Content-Disposition": f'attachment; filename="{word}.xlsx"'}
        ),
    ),
    "workbook": (
        "board/",
        lambda word: as_workbook(
            Table(title="x", columns=["x"], rows=[[word]], zone_name="UTC"), at=NOON
        ),
    ),
    "JSON": ("board/numbers/", lambda word: HttpResponse(f'{{"x": "{word}"}}')),
    "log": ("board/numbers/", None),
}


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.usefixtures("unpressed")
def test_a_page_that_leaks_is_seen(
    world: World, channel: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The proof that the tests above can turn red: one page is made to tell a medical note."""
    path, leak = CHANNELS[channel]
    word = next(c.word for c in world.canaries if c.right == "see_medical" and c.tie == OWN)
    pattern = _page_at(path)

    def leaky(request: Any, **_: Any) -> HttpResponse:
        if leak is None:
            import logging

            logging.getLogger("narahubung.desks").warning("trouble with %s", word)
        return leak(word) if leak else HttpResponse()

    monkeypatch.setattr(pattern, "callback", leaky)
    leaks = leaks_to(world, named("crisis_lead"), only="board/")
    assert word in caplog.text if leak is None else any(word in said for said in leaks)


def test_a_sheet_of_paper_that_leaks_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    word = next(c.word for c in world.canaries if c.right == "see_medical" and c.tie == OWN)
    monkeypatch.setattr("narahubung.reports.queries.card._emergency", lambda _by: [word])
    leaks = leaks_to(world, named("crisis_lead"), only="paper/<code>/pocket-card.pdf")
    assert any(word in said for said in leaks)


@pytest.mark.parametrize("persona", IN_FORCE, ids=lambda persona: persona.name)
def test_a_calendar_tells_no_more_than_its_owner_may_know(world: World, persona: Persona) -> None:
    person = person_for(world, persona)
    by = actor_of(person, event_id=world.event.pk, at=NOON)
    for tie in (OWN, OTHER):
        for _member, token in calendars_of(world, persona, tie, by):
            body = Client().get(f"/calendar/{token}.ics").content.decode()
            sorts = {*re.findall(r"CATEGORIES:(\w+)", body)} - {"programme", "meal"}
            assert bool(sorts) == holds(persona, "see_movements", tie)
            assert not leaks_in_calendar(world, persona, token)
            person.reach.update(until=NOON)
            assert Client().get(f"/calendar/{token}.ics").status_code == 404
            person.reach.update(until=None)


@pytest.mark.parametrize("holder", holders(), ids=lambda holder: holder.name)
def test_no_page_of_a_link_tells_what_is_not_for_its_holder(
    world: World, holder: Persona, caplog: pytest.LogCaptureFixture
) -> None:
    tell_all(world)
    shows = WRITTEN["passes"][holder.link].get("shows", [])
    meant = {canary.word for canary in world.canaries if canary.where in shows}
    leaks = [
        leak
        for path, page in WRITTEN["by_pass"].items()
        if page["purpose"] == holder.link and not page.get("post")
        for leak in leaks_at(world, holder, Client(), "/" + path.replace("<token>", _link(holder)))
        if not any(word in leak for word in meant)
    ]
    assert not leaks, "\n".join(leaks)
    assert not [canary for canary in world.canaries if canary.word in caplog.text], "in the log"


@pytest.mark.parametrize("persona", personas(), ids=lambda persona: persona.name)
def test_the_live_feed_names_nothing_of_others(world: World, persona: Persona) -> None:
    """It carries names such as `party:5`, never contents; even a name is only for its readers."""
    assert persona.anonymous or not heard_too_much(world, persona)


@pytest.mark.parametrize("persona", widest_slow([*IN_FORCE, *holders()]))
def test_no_answer_of_a_room_holds_what_is_not_for_the_reader(
    world: World, persona: Persona
) -> None:
    """Asked directly, without the pages in front: each answer is already cut to the reader."""
    tell_all(world)
    leaks = [
        leak
        for tie in (OWN, OTHER, ELSEWHERE)
        for query in queries()
        for leak in leaks_in_answer(world, persona, tie, query)
    ]
    assert not leaks, "\n".join(leaks)


def test_the_rooms_are_asked() -> None:
    assert len(queries()) > 40


def test_a_broken_page_tells_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    word = world.canaries[0].word
    pattern = _page_at("board/")

    def broken(request: Any, **_: Any) -> HttpResponse:
        raise RuntimeError(word)

    monkeypatch.setattr(pattern, "callback", broken)
    answer = _client(world, named("organiser")).get(f"/e/{world.event.slug}/board/")
    assert answer.status_code == 500
    assert word not in _told(answer)


def test_the_canaries_sing_to_whom_they_are_meant(world: World) -> None:
    """Else the test above would be silent because nothing is shown at all."""
    tell_all(world)
    officer = named("officer")
    client = _client(world, officer)
    heard = set()
    for path, page in WRITTEN["below_event"].items():
        if BELOW + path in addresses() and not page.get("heavy") and may_open(officer, page, OWN):
            answer = client.get("/" + _filled(BELOW + path, _words(world, page, OWN)))
            heard |= {canary.right for canary in _seen(_told(answer), world.canaries)}
    assert {"see_party", "see_movements", "see_meetings", "see_observations"} <= heard
    journal = _told(_client(world, named("organiser")).get(f"/e/{world.event.slug}/journal/"))
    assert len(_seen(journal, world.canaries)) > 20


def test_what_is_sealed_is_not_in_the_database_in_the_clear(world: World) -> None:
    sealed = [canary for canary in world.canaries if canary.sealed]
    assert sealed
    with connection.cursor() as cursor:
        for canary in sealed:
            table, column = canary.where.rsplit(".", 1)
            name = table.replace(".", "_").lower()
            cursor.execute(f"SELECT {column} FROM {name}")  # noqa: S608 -- names of our own
            for (text,) in cursor.fetchall():
                assert text.startswith("nh1|"), canary.where
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            kept = str(cursor.fetchall())
            assert not [canary for canary in sealed if canary.word in kept], table


def test_entries_hold_nothing_that_is_sealed(world: World) -> None:
    house = the_house("test", event_id=world.event.pk)
    member = world.rows[OWN]["parties.Member"]
    changes = [
        Change(
            model=table,
            code=member.code,
            pk=world.rows[OWN][table].pk,
            values={name: f"CNRY-new-{name}"},
            old={name: getattr(world.rows[OWN][table], name)},
        )
        for table, name in sealed_fields()
        # no list brings these; a text of a gift is told again below, for nobody can change one
        if table in SENSITIVE and not table.startswith(("field.", "gifts.DeclarationText"))
    ]
    take_in(changes=changes, source="a list", by=house, at=NOON)
    gift = world.rows[OWN]["gifts.Declaration"]
    correct_gift(
        declaration_id=gift.pk,
        told=Told(
            direction="received",
            kind="object",
            item="tea",
            giver="the aide",
            received_at=NOON,
            value="9173550",
            basis_note="CNRY-new-basis_note",
            chronology="CNRY-new-chronology",
        ),
        why="told again",
        by=house,
        at=NOON,
    )
    assert gift.texts.order_by("-version")[0].chronology == "CNRY-new-chronology"

    kept = str(list(StoredEntry.objects.values_list("facts", "topics", "tell")))
    assert len(changes) > 5
    assert "CNRY-new" not in kept
    assert "9173550" not in kept
    assert not [canary for canary in world.canaries if canary.sealed and canary.word in kept]


def test_a_canary_of_another_event_is_heard_by_nobody(world: World) -> None:
    organiser = named("organiser")
    assert not any(
        holds(organiser, canary.right, canary.tie)
        for canary in world.canaries
        if canary.tie == ELSEWHERE
    )


def _page_at(path: str) -> Any:
    """Return the page at an address below the event, as the matrix writes it."""
    return next(found for address, found in all_pages() if address == f"e/<slug:slug>/{path}")


def leaks_to(world: World, persona: Persona, only: str = "") -> list[str]:
    """Open all that a persona may open (or only what begins so); return what must not be there."""
    client = _client(world, persona)
    tell_all(world)
    addresses = _open_to(world, persona, only)
    return [leak for address in addresses for leak in leaks_at(world, persona, client, address)]


def leaks_at(world: World, persona: Persona, client: Any, address: str) -> list[str]:
    """Open one page; return what must not be there."""
    return leaks_told(world, persona, address, _told(client.get(address)))


def leaks_told(world: World, persona: Persona, address: str, told: str) -> list[str]:
    """Return what must not be in what a page told."""
    forbidden = [c for c in world.canaries if not holds(persona, c.right, c.tie)]
    return [
        f"{address} tells {persona.name} {canary.word} ({canary.where}, which asks "
        f"for {canary.right})"
        for canary in _seen(told, forbidden)
    ]


def calendars_of(
    world: World, persona: Persona, tie: str, by: Actor
) -> Iterator[tuple[int | None, str]]:
    """Open the calendars that a persona may open; yield (member or None, token)."""
    if not holds(persona, "see_party", tie):
        return
    rows = world.rows[tie]
    for member in [None, rows["parties.Member"].pk]:
        if member is None or holds(persona, "see_people", tie):
            yield (
                member,
                open_calendar(party_id=rows["parties.Party"].pk, member_id=member, by=by, at=NOON),
            )


@lru_cache(maxsize=1)
def queries() -> tuple[Callable[..., Any], ...]:
    """Return every public query of the rooms that is asked by somebody, with words we know."""
    found = set()
    for module in pkgutil.walk_packages(narahubung.__path__, "narahubung."):
        if ".queries" not in module.name or ".tests" in module.name:
            continue
        for one in vars(import_module(module.name)).values():
            if not inspect.isfunction(one) or ".queries" not in one.__module__:
                continue
            asked = inspect.signature(one).parameters.values()
            needed = {p.name for p in asked if p.default is p.empty or p.name in _OFFERED}
            if "by" in needed and needed <= _ASKED and not one.__name__.startswith("_"):
                found.add(one)
    return tuple(sorted(found, key=lambda one: (one.__module__, one.__name__)))


_OFFERED = {"party_ids", "party_id", "member_id"}
_ASKED = {
    *("by", "at", "zone_name", "code", "text", "topic", "event", "party", "party_id", "party_ids"),
    *("step_id", "movement_id", "trip_id", "document_id", "item_id", "number", "day", "person_id"),
    "member_id",
}
# Names that a screen listens to and that are no table's.
_HEARD_AS = {
    "register": "parties.Party",
    "proof": "needs.NeedProof",
    "book": "parties.Department",
}
_ROW_OF_PARTY = ("parties.Party.", "movements.Whereabouts.")  # read together


def leaks_in_answer(
    world: World, persona: Persona, tie: str, query: Callable[..., Any]
) -> list[str]:
    """Ask one query about the things of a tie; return what must not be in the answer."""
    return leaks_answered(world, persona, tie, query, answer_of(world, persona, tie, query))


def answer_of(world: World, persona: Persona, tie: str, query: Callable[..., Any]) -> str:
    """Ask one query about the things of a tie; return all it says, "" where it refuses."""
    rows, by = world.rows[tie], _actor_for(world, persona)
    party = rows["parties.Party"]
    words: dict[str, Any] = world.words(tie) | {
        "by": by,
        "at": NOON,
        "zone_name": "UTC",
        "text": "CNRY",
        "topic": f"step:{rows['duties.Step'].pk}",
        "event": world.event,
        "party": party,
        "party_ids": [party.pk],
        "day": NOON.date(),
    }
    asked = {name: words[name] for name in inspect.signature(query).parameters if name in words}
    try:
        answer = query(**asked)
    except (ObjectDoesNotExist, Refusal):
        return ""
    return repr(list(answer) if isinstance(answer, QuerySet) else answer)


def leaks_answered(
    world: World, persona: Persona, tie: str, query: Callable[..., Any], told: str
) -> list[str]:
    """Return what must not be in what a query told."""
    # Who is asked about by the row itself has read it already.
    by_row = "party" in inspect.signature(query).parameters
    forbidden = [
        c
        for c in world.canaries
        if not holds(persona, c.right, c.tie) and not (by_row and c.where.startswith(_ROW_OF_PARTY))
    ]
    name = f"{query.__module__}.{query.__name__}"
    return [
        f"{name} ({tie}) tells {persona.name} {c.word} ({c.where}, which asks for {c.right})"
        for c in _seen(told, forbidden)
        if not (by_row and c.right == "nobody")
    ]


def _actor_for(world: World, persona: Persona) -> Actor:
    if persona.link:
        return actor_of_pass(GuestPass.objects.get(token_hash=hash_of(_link(persona))))
    return actor_of(person_for(world, persona), event_id=world.event.pk, at=NOON)


def _link(holder: Persona) -> str:
    return link(OWN, holder.link)


def leaks_in_calendar(world: World, persona: Persona, token: str) -> list[str]:
    """Return what a calendar tells that must not be there."""
    return leaks_at(world, persona, Client(), f"/calendar/{token}.ics")


def heard_too_much(world: World, persona: Persona) -> set[str]:
    """Return the names that a persona may listen to and must not."""
    by = actor_of(person_for(world, persona), event_id=world.event.pk, at=NOON)
    has_part = bool(persona.role) and not persona.ended
    everywhere = WRITTEN["roles"][persona.role].get("everywhere", []) if has_part else []
    found = set()
    for tie in (OWN, OTHER, ELSEWHERE):
        rows = {f"{n.split('.')[1].lower()}:{world.rows[tie][n].pk}": n for n in TABLES}
        rows |= {f"{kind}:{world.rows[tie][n].pk}": n for kind, n in _HEARD_AS.items()}
        heard = allowed(rows, by=by)
        if tie == ELSEWHERE or not has_part:
            found |= heard
        elif tie == OTHER and everywhere in ([], ["see_event"]):
            found |= {name for name in heard if _is_of_party(rows[name], world.rows[tie])}
    return found


def _is_of_party(label: str, rows: dict[str, Any]) -> bool:
    return label in {"parties.Party", "needs.NeedProof"} or hasattr(rows[label], "party_id")


def _open_to(world: World, persona: Persona, only: str) -> Iterator[str]:
    for path, page in WRITTEN["below_event"].items():
        if BELOW + path not in addresses() or not path.startswith(only):
            continue
        for tie in (OWN, OTHER) if "<" in path else (OWN,):
            if may_open(persona, page, tie):
                address = "/" + _filled(BELOW + path, _words(world, page, tie))
                yield from (address + question for question in _asks(world, page, tie))


def _asks(world: World, page: dict[str, Any], tie: str) -> list[str]:
    """Return what a page is asked: what it names may be of the same tie, or of others."""
    ties = {tie: None, OTHER: None, ELSEWHERE: None}
    asked = [_filled(ask, _words(world, page, one)) for ask in page.get("ask", []) for one in ties]
    return ["", *dict.fromkeys(asked)]


def _told(answer: Any) -> str:
    """Return everything an answer says: body (unpacked, where it is a file), headers, cookies."""
    body = b"".join(answer) if answer.streaming else answer.content
    if body.startswith(b"%PDF"):
        body = _of_pdf(body)
    elif body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    return f"{body.decode(errors='replace')} {answer.headers} {answer.cookies}"


def _of_pdf(body: bytes) -> bytes:
    read = ["pdftotext", "-raw", "-", "-"]
    told = subprocess.run(read, input=body, capture_output=True, check=True).stdout
    return re.sub(rb"-\s+", b"-", told)  # a word may be broken at its hyphens


def _seen(text: str, canaries: list[Canary]) -> list[Canary]:
    """Return the canaries in what was said; numbers also with separators.

    Every text of the other event begins as no other does: whichever it is, it is for nobody.
    """
    digits = re.sub(r"(?<=\d)[.,\s\u00a0](?=\d)", "", text)
    found = [canary for canary in canaries if canary.word in text or canary.word in digits]
    strange = re.search(r"XEN-\w+", text)
    return [*found, Canary(strange[0], "nobody", ELSEWHERE, "another event")] if strange else found
