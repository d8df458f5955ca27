"""What was answered once is offered to whoever types the same worry."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.knowledge import commands, rules
from narahubung.knowledge.models import Question
from narahubung.knowledge.queries import answered_before, questions_of

ALIKE = "/e/arda-2026/colleagues/alike/"
ASK = "/e/arda-2026/colleagues/ask/"


@pytest.fixture
def known(lia: Any, teo: Any, as_actor: Any, event: Any) -> Question:
    """Lia asked where one prays; Teo knew it."""
    row = commands.ask_colleagues(
        text="Where is the prayer room at the convention center?", by=as_actor(lia, event), at=NOON
    )
    commands.answer_colleague(
        question_id=row.pk, text="Second floor, behind hall B.", by=as_actor(teo, event), at=NOON
    )
    return row


def test_who_asked_has_word_and_the_journal_keeps_no_words(
    known: Question, lia: Any, teo: Any, as_actor: Any, event: Any
) -> None:
    told = StoredEntry.objects.get(kind="knowledge.answered")
    assert told.tell == str(lia.pk)
    kept = " ".join(StoredEntry.objects.values_list("facts", flat=True))
    assert "prayer" not in kept
    assert "hall B" not in kept
    line = questions_of(by=as_actor(lia, event))[0]
    assert (line.id, line.answers[0].by) == (known.pk, str(teo))


@pytest.mark.usefixtures("known")
def test_the_same_worry_in_other_words_is_answered_before_it_is_asked(
    signed_in: Any, lia: Any, teo: Any, as_actor: Any, event: Any
) -> None:
    lias, teos = as_actor(lia, event), as_actor(teo, event)
    commands.ask_colleagues(text="Which prayer rooms are open at night?", by=lias, at=NOON)
    for typed in ("prayer room?", "is there a praying room in the center", "Prayer-room"):
        assert len(answered_before(text=typed, by=teos)) == 1, typed
    for typed in ("", "where", "how do I get a second car", "who signs the gift list"):
        assert not answered_before(text=typed, by=teos), typed
    page = signed_in(teo)
    assert "behind hall B" in page.post(ALIKE, {"text": "prayer room"}).content.decode()
    held = page.post(ASK, {"text": "Where is a prayer room?"})
    assert held.status_code == 422
    assert "behind hall B" in held.content.decode()
    assert Question.objects.count() == 2
    seen = str(answered_before(text="prayer room", by=teos)[0].id)
    assert page.post(ASK, {"text": "Where is a prayer room?", "seen": seen}).status_code == 302
    assert Question.objects.count() == 3


def test_an_officer_is_offered_it_while_typing_a_request(
    known: Question, signed_in: Any, lia: Any
) -> None:
    page = signed_in(lia)
    said = page.post("/e/arda-2026/needs/suggest/?party=ARD", {"text": "a prayer room, please"})
    assert known.text in said.content.decode()


def test_a_slip_is_taken_back_but_what_others_read_stays(
    known: Question, lia: Any, teo: Any, as_actor: Any, event: Any
) -> None:
    lias, teos = as_actor(lia, event), as_actor(teo, event)
    answer = known.answers.get()
    with pytest.raises(rules.NotYoursToTakeBack):
        commands.take_answer_back(answer_id=answer.pk, by=lias, at=NOON)
    with pytest.raises(rules.IsAnswered):
        commands.take_question_back(question_id=known.pk, by=lias, at=NOON)
    commands.take_answer_back(answer_id=answer.pk, by=teos, at=NOON)
    commands.take_question_back(question_id=known.pk, by=lias, at=NOON)
    assert not questions_of(by=lias)


def test_a_page_without_words_says_what_to_do(known: Question, signed_in: Any, lia: Any) -> None:
    page = signed_in(lia)
    assert "in a few words" in page.post(ASK, {"text": " "}).content.decode()
    empty = page.post(f"/e/arda-2026/colleagues/{known.pk}/answer/", {"text": ""})
    assert empty.status_code == 422
    assert "Write your answer in a few words." in empty.content.decode()
