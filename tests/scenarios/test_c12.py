"""C12: 40 items come in, a statement is built from what is confirmed, fact 12 falls."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import NOON
from narahubung.crisis import commands as crisis
from narahubung.crisis.models import Fact
from narahubung.crisis.queries.facts import fact_board
from narahubung.journal.acting import Entry
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import react
from narahubung.journal.reading import decoded
from narahubung.kit.actor import Actor
from narahubung.media import commands
from narahubung.media.models import Sentence, Statement
from narahubung.media.queries import rumours, statements
from narahubung.media.rules.statements import Fell, MayNotBeCited, NeedsFacts
from narahubung.media.tests.conftest import (  # noqa: F401 -- the cast
    cleared,
    desk,
    lead,
    liaison,
    protocol,
    quake,
)
from narahubung.media.timetable import facts_grow_old
from narahubung.relays.models import Recipient, Relay

MINUTE = timedelta(minutes=1)
BARE = range(32, 41)  # nine without a source
PAIRS = [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (30, 31)]  # six that contradict each other
ONE_SOURCE = {28, 29}


def forty(incident: Any, by: Actor) -> dict[int, Fact]:
    found = {}
    for number in range(1, 41):
        source = "" if number in BARE else f"Guest {number}"
        fact = crisis.tell_fact(
            incident_id=incident.pk, text=f"Item {number} is so", source=source, by=by, at=NOON
        )
        if source and number not in ONE_SOURCE:
            crisis.add_source(
                fact_id=fact.pk,
                source="BMKG" if number % 2 else f"Guard {number}",
                is_authority=bool(number % 2),
                by=by,
                at=NOON,
            )
        found[number] = fact
    for one, other in PAIRS:
        crisis.contradict(fact_id=found[one].pk, other=other, by=by, at=NOON)
    return found


def test_c12(  # noqa: PLR0915 -- one story
    quake: Any,  # noqa: F811
    desk: Actor,  # noqa: F811
    lead: Actor,  # noqa: F811
    person: Any,
    event: Any,
    arda: Any,
) -> None:
    facts = forty(quake, lead)

    # Only what two sources or an authority say can be cited: 31 or fewer; the nine cannot.
    offered = statements.citable_facts(by=desk, at=NOON)
    numbers = {fact.number for fact in offered}
    assert numbers == set(range(11, 28))
    assert len(offered) <= 31
    assert not numbers & set(BARE)
    row = commands.draft_statement(kind="statement", incident_id=quake.pk, by=desk, at=NOON)
    words = {"statement_id": row.pk, "part": "confirmed", "by": desk, "at": NOON}
    for number in (*BARE, *ONE_SOURCE, 1, 2, 30, 31):
        with pytest.raises(MayNotBeCited):
            commands.add_sentence(text_id="Ya", text_en="Yes", facts=[facts[number].pk], **words)
    with pytest.raises(NeedsFacts):
        commands.add_sentence(text_id="Ya", text_en="Yes", facts=[], **words)

    # Each sentence shows its facts.
    commands.add_sentence(
        text_id="Gedung itu ditutup.",
        text_en="That building is closed.",
        facts=[facts[12].pk, facts[13].pk],
        **words,
    )
    commands.add_sentence(
        text_id="Jalan terbuka.", text_en="The road is open.", facts=[facts[14].pk], **words
    )
    commands.hand_on(statement_id=row.pk, by=desk, at=NOON)
    for _step in range(3):
        commands.sign(statement_id=row.pk, by=lead, at=NOON)
    told = ["Antara", "Kompas", "Reuters"]
    commands.publish(statement_id=row.pk, receivers=told, channel="mail", by=desk, at=NOON)
    sheet = statements.statement_sheet(statement_id=row.pk, by=desk, at=NOON)
    assert [[fact.number for fact in one.facts] for one in sheet.sentences] == [[12, 13], [14]]
    assert [sign.by for sign in sheet.signs] == [desk.name, *[lead.name] * 3, desk.name]
    assert not any(one.is_red for one in sheet.sentences)

    # Fact 12 is withdrawn: what announces it to screens is in the very act, and they show it red.
    crisis.withdraw_fact(fact_id=facts[12].pk, why="another building", by=lead, at=NOON)
    last = _last()
    assert f"facts:{quake.pk}" in last.topics()
    sheet = statements.statement_sheet(statement_id=row.pk, by=desk, at=NOON)
    assert [one.is_red for one in sheet.sentences] == [True, False]

    # The correction is drafted by itself, with the list of receivers.
    react(at=NOON)
    react(at=NOON)  # once, however often it is looked at
    row.refresh_from_db()
    assert row.fallen == {"1": [[12, "withdrawn"]]}
    correction = Statement.objects.get(corrects=row)
    draft = statements.statement_sheet(statement_id=correction.pk, by=desk, at=NOON)
    assert list(draft.receivers) == told
    assert "That building is closed." in draft.sentences[0].text_en
    assert "Gedung itu ditutup." in draft.sentences[0].text_id
    assert Sentence.objects.filter(statement=correction).count() == 1
    with pytest.raises(Fell):
        commands.publish(statement_id=row.pk, receivers=["AFP"], by=desk, at=NOON)
    commands.hand_on(statement_id=correction.pk, by=desk, at=NOON)
    for _step in range(3):
        commands.sign(statement_id=correction.pk, by=lead, at=NOON)
    commands.publish(statement_id=correction.pk, receivers=[], by=desk, at=NOON)
    sheet = statements.statement_sheet(statement_id=correction.pk, by=desk, at=NOON)
    assert [one.receiver for one in sheet.handouts] == told

    # Facts expire after 30 minutes: grey, no more to be cited, what hangs on them is marked.
    late = NOON + 30 * MINUTE
    assert statements.citable_facts(by=desk, at=late - MINUTE)
    assert not statements.citable_facts(by=desk, at=late)
    board = {line.number: line for line in fact_board(number=1, by=lead, at=late).facts}
    assert board[14].standing == "expired"
    facts_grow_old(at=late, key=uuid4())
    row.refresh_from_db()
    assert row.fallen["2"] == [[14, "expired"]]
    assert Statement.objects.filter(corrects=row).count() == 1  # too old is not untrue

    # A rumour: one line to all officers in their language.
    officers = [person(name, "officer", event, party=arda) for name in ("lia", "made", "sari")]
    heard = commands.log_rumour(text="The hotel fell", channel="chat", by=desk, at=NOON)
    commands.sort_rumour(rumour_id=heard.pk, risk="high", by=desk, at=NOON)
    commands.check_rumour(rumour_id=heard.pk, by=desk, at=NOON)
    commands.judge_rumour(
        rumour_id=heard.pk, verdict="false", facts=[facts[15].pk], by=desk, at=NOON
    )
    commands.propose_line(
        rumour_id=heard.pk,
        indonesian="Hotel masih berdiri.",
        english="The hotel stands.",
        by=desk,
        at=NOON,
    )
    commands.send_line(rumour_id=heard.pk, by=lead, at=NOON)
    heard.refresh_from_db()
    relay = Relay.objects.get(pk=heard.relay_id)
    assert relay.text == "Jika ditanya, katakan: Hotel masih berdiri."
    assert relay.translation == "If asked, say: The hotel stands."
    reached = set(Recipient.objects.filter(relay=relay).values_list("person_id", flat=True))
    assert reached == {one.pk for one in officers}
    assert rumours.lines_to_say(by=desk, language="id") == ["Hotel masih berdiri."]
    assert rumours.lines_to_say(by=desk, language="en") == ["The hotel stands."]


def _last() -> Entry:
    entry = decoded(StoredEntry.objects.filter(kind="crisis.fact_withdrawn").get())
    assert entry is not None
    return entry
