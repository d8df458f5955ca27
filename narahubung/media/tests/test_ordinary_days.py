"""The media desk without any incident: the plan, press releases, what falls of them."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.crisis.models import Incident
from narahubung.kit.actor import Actor
from narahubung.media import commands
from narahubung.media.models import PlanLine, Sentence, Statement, StatementVersion
from narahubung.media.queries import planning
from narahubung.media.queries import statements as queries
from narahubung.media.rules import planning as plan_rules
from narahubung.media.rules import statements as rules
from narahubung.media.tests.conftest import MINUTE

ZONE = "Asia/Makassar"
DAY = 24 * 60 * MINUTE


def planned(by: Actor, at: Any = NOON, **more: Any) -> PlanLine:
    words = {
        "audience": "Residents on the route",
        "text_id": "Jalan ditutup pukul 18.00 WITA.",
        "text_en": "The road closes at 18:00 WITA.",
        "channel": "radio",
        "due_at": NOON + 60 * MINUTE,
    }
    return commands.plan_line(**(words | more), by=by, at=at)


def approved(desk: Actor, lead: Actor, **more: Any) -> PlanLine:
    line = planned(desk, **more)
    commands.approve_planned(planned_id=line.pk, by=lead, at=NOON)
    return line


def release(by: Actor, *lines: PlanLine) -> Statement:
    messages = [line.pk for line in lines]
    return commands.draft_statement(
        kind="release", messages=messages, contact="Media desk", by=by, at=NOON
    )


def through_the_chain(row: Statement, desk: Actor, lead: Actor) -> None:
    commands.hand_on(statement_id=row.pk, by=desk, at=NOON)
    for _step in range(3):
        commands.sign(statement_id=row.pk, by=lead, at=NOON)
    commands.publish(statement_id=row.pk, receivers=["Antara", "Kompas"], by=desk, at=NOON)


def test_a_key_message_is_approved_by_somebody_else_and_then_said(desk: Actor, lead: Actor) -> None:
    line = planned(desk, drafter_id=desk.person_id)
    one = {"planned_id": line.pk, "at": NOON}
    with pytest.raises(plan_rules.NotYourStep):
        commands.approve_planned(by=desk, **one)
    with pytest.raises(plan_rules.NotYetApproved):
        commands.note_said(by=desk, **one)
    own = planned(lead)
    with pytest.raises(plan_rules.OwnMessage):
        commands.approve_planned(planned_id=own.pk, by=lead, at=NOON)
    commands.approve_planned(by=lead, **one)
    commands.note_said(by=desk, **one)
    with pytest.raises(plan_rules.StandsElsewhere):
        commands.note_said(by=desk, **one)
    found = planning.planned_line(planned_id=line.pk, by=desk, at=NOON, zone=ZONE)
    assert (found.state, found.drafter, found.approved_by) == ("said", "Bilbo", "Elrond")


def test_other_words_are_approved_again_another_hour_is_not(desk: Actor, lead: Actor) -> None:
    line = approved(desk, lead)
    words = {"audience": line.audience, "channel": "radio", "planned_id": line.pk}
    same = {"text_id": line.text_id, "text_en": line.text_en, "due_at": NOON + DAY}
    commands.rewrite_planned(**words, **same, by=desk, at=NOON)
    line.refresh_from_db()
    assert line.state == "approved"
    other = same | {"text_en": "The road closes at 18:00 WITA sharp."}
    commands.rewrite_planned(**words, **other, by=desk, at=NOON)
    line.refresh_from_db()
    assert (line.state, line.approved_at) == ("written", None)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"audience": " "}, plan_rules.NothingPlanned),
        ({"text_en": ""}, plan_rules.TwoLanguages),
        ({"text_en": "The road closes at 19:00 WITA."}, plan_rules.TwoMessages),
        ({"drafter_id": 987654}, rules.NotInTheChain),
    ],
)
def test_a_line_says_to_whom_what_and_in_both_languages(
    words: dict[str, Any], refusal: type[Exception], desk: Actor
) -> None:
    with pytest.raises(refusal):
        planned(desk, **words)


def test_the_desk_sees_what_is_overdue_and_what_is_due_today(desk: Actor, lead: Actor) -> None:
    late = planned(desk, due_at=NOON - DAY)
    today = planned(desk, due_at=NOON + 11 * 60 * MINUTE)  # 23:00 by the event's clock
    planned(desk, due_at=NOON + 13 * 60 * MINUTE)
    said = approved(desk, lead)
    commands.note_said(planned_id=said.pk, by=desk, at=NOON)
    found = planning.due_now(by=desk, at=NOON, zone=ZONE)
    assert [(one.id, one.is_late) for one in found] == [(late.pk, True), (today.pk, False)]


def test_a_release_says_approved_messages_and_names_its_sources(desk: Actor, lead: Actor) -> None:
    row = release(desk, approved(desk, lead))
    sheet = queries.statement_sheet(statement_id=row.pk, by=desk, at=NOON)
    assert [one.part for one in sheet.sentences] == ["announced", "contact"]
    add = {"statement_id": row.pk, "part": "quote", "by": desk, "at": NOON}
    words = {"text_id": "Selamat datang.", "text_en": "Welcome."}
    with pytest.raises(rules.NeedsASource):
        commands.add_sentence(**add, **words)
    with pytest.raises(rules.NotApproved):
        commands.add_sentence(**add, **words, planned_id=planned(desk).pk)
    commands.add_sentence(**add, **words, source="Programme, item 3: the opening")
    through_the_chain(row, desk, lead)
    (version,) = StatementVersion.objects.all()
    assert [(one["message"], one["source"]) for one in version.sentences] == [
        (1, ""),
        (None, "Programme, item 3: the opening"),
        (None, ""),  # whom the press asks comes last
    ]


def test_with_an_incident_facts_alone_carry_a_sentence(
    desk: Actor, lead: Actor, quake: Incident
) -> None:
    for kind in ("holding", "statement"):
        with pytest.raises(rules.NeedsAnIncident):
            commands.draft_statement(kind=kind, by=desk, at=NOON)
    with pytest.raises(rules.OnlyFacts):
        commands.draft_statement(kind="release", incident_id=quake.pk, by=desk, at=NOON)
    row = commands.draft_statement(kind="holding", incident_id=quake.pk, by=desk, at=NOON)
    with pytest.raises(rules.OnlyFacts):
        commands.add_sentence(
            statement_id=row.pk,
            part="done",
            text_id="a",
            text_en="b",
            source="A guest",
            by=desk,
            at=NOON,
        )


def test_a_message_that_is_reworded_stops_the_release_and_a_dropped_one_corrects_it(
    desk: Actor, lead: Actor
) -> None:
    line = approved(desk, lead)
    row = release(desk, line)
    through_the_chain(row, desk, lead)
    commands.rewrite_planned(
        planned_id=line.pk,
        audience="All",
        text_id="Jalan ditutup sore.",
        text_en="The road closes in the evening.",
        channel="radio",
        due_at=NOON,
        by=desk,
        at=NOON,
    )
    row.refresh_from_db()
    assert row.fallen == {"1": [[1, "unapproved"]]}
    with pytest.raises(rules.MessageFell):
        commands.publish(statement_id=row.pk, receivers=["Tempo"], by=desk, at=NOON)
    assert not Statement.objects.filter(corrects=row).exists()
    commands.approve_planned(planned_id=line.pk, by=lead, at=NOON)
    row.refresh_from_db()
    assert row.fallen == {}
    commands.drop_planned(planned_id=line.pk, why="the road stays open", by=desk, at=NOON)
    correction = Statement.objects.get(corrects=row)
    assert "we take it back" in correction.sentences.get().text_en
    sheet = queries.statement_sheet(statement_id=correction.pk, by=desk, at=NOON)
    assert sheet.receivers == ["Antara", "Kompas"]
    through_the_chain(correction, desk, lead)  # which hangs on nothing that could fall


def test_a_source_takes_its_word_back_and_every_receiver_hears_of_it(
    desk: Actor, lead: Actor
) -> None:
    row = release(desk)
    for said, english in (("Pintu A.", "Gate A."), ("Pintu B.", "Gate B.")):
        commands.add_sentence(
            statement_id=row.pk,
            part="announced",
            text_id=said,
            text_en=english,
            source="The committee",
            by=desk,
            at=NOON,
        )
    through_the_chain(row, desk, lead)
    first, second = Sentence.objects.filter(source="The committee").order_by("order")
    back = {"by": desk, "at": NOON}
    with pytest.raises(rules.NeedsAReason):
        commands.take_source_back(sentence_id=first.pk, why=" ", **back)
    commands.take_source_back(sentence_id=first.pk, why="a slip", **back)
    with pytest.raises(rules.NoSuchSource):
        commands.take_source_back(sentence_id=first.pk, why="again", **back)
    commands.take_source_back(sentence_id=second.pk, why="a slip", **back)
    correction = Statement.objects.get(corrects=row)
    said = list(correction.sentences.order_by("order").values_list("takes_back", flat=True))
    assert said == [first.pk, second.pk]  # each once, though the source has one name
    with pytest.raises(rules.SourceFell):
        commands.publish(statement_id=row.pk, receivers=["Tempo"], by=desk, at=NOON)
