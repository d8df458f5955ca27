"""Everything that changes what colleagues ask and answer."""

from datetime import datetime
from uuid import UUID

from narahubung.accounts.actors import coordinators
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.knowledge import entries, rules
from narahubung.knowledge.models import Answer, Question


@command
def ask_colleagues(*, text: str, by: Actor, at: datetime, key: UUID | None = None) -> Question:
    """Ask all colleagues; the coordinators have word of it. Raises NothingAsked."""
    with act(by=by, at=at, key=key) as record:
        rules.check_has_words(text)
        row = Question.objects.create(
            event_id=by.here,
            text=text.strip()[:300],
            by_person_id=by.person_id,
            by_name=by.name,
            at=at,
        )
        tell = set(coordinators(by.here, at)) - {by.person_id}
        record(entries.QuestionAsked(question_id=row.pk, name=by.name), tell=sorted(tell))
    return row


@command
def answer_colleague(
    *, question_id: int, text: str, by: Actor, at: datetime, key: UUID | None = None
) -> Answer:
    """Answer a question; who asked has word of it. Raises NothingAsked; Question.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        rules.check_has_words(text)
        question = Question.objects.filter(removed=False).for_change(by, question_id)
        row = Answer.objects.create(
            event_id=question.event_id,
            question=question,
            text=text.strip()[:1000],
            by_person_id=by.person_id,
            by_name=by.name,
            at=at,
        )
        tell = {question.by_person_id} - {None, by.person_id}
        record(
            entries.QuestionAnswered(question_id=question.pk, answer_id=row.pk, name=by.name),
            tell=[person for person in tell if person],
        )
    return row


@command
def take_question_back(
    *, question_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Show a question no more. Raises NotYoursToTakeBack, IsAnswered; Question.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Question.objects.filter(removed=False).for_change(by, question_id)
        rules.check_can_take_back(row, by)
        row.removed = True
        row.save(update_fields=["removed"])
        record(entries.QuestionTakenBack(question_id=row.pk, name=by.name))


@command
def take_answer_back(*, answer_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Show an answer no more. Raises NotYoursToTakeBack; Answer.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Answer.objects.filter(removed=False).for_change(by, answer_id)
        rules.check_can_take_back(row, by)
        row.removed = True
        row.save(update_fields=["removed"])
        record(entries.AnswerTakenBack(question_id=row.question_id, answer_id=row.pk, name=by.name))
