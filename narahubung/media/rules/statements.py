"""When a sentence may stand in a statement, and a statement goes one step on."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.media.models import (
    Mandate,
    Part,
    PlanLine,
    Planned,
    Sentence,
    Statement,
    StatementKind,
    StatementState,
)
from narahubung.media.words import STATES, WORTH
from narahubung.relays.translation_check import compare

S = StatementState
# Which right takes a statement on from where it waits, and to where.
CHAIN: dict[str, tuple[str, str]] = {
    S.FACTS.value: (Right.SEE_CRISIS, S.REVIEW.value),
    S.REVIEW.value: (Right.CLEAR_MEDIA, S.RELEASE.value),
    S.RELEASE.value: (Right.SPEAK, S.CLEARED.value),
}
# What the house itself fills in, and claims nothing.
OF_THE_HOUSE = {Part.CONCERN, Part.NEXT, Part.CONTACT, Part.TAKEN_BACK}
WAITING = (S.FACTS.value, S.REVIEW.value, S.RELEASE.value)
_BLAME = re.compile(
    r"\b(because|caused by|due to|fault|blame|negligen\w*|karena|akibat\w*|disebabkan|penyebab\w*"
    r"|kesalahan|kelalaian|lalai)\b",
    re.IGNORECASE,
)
_COMPARED = {"times", "dates", "numbers"}


class NeedsFacts(Refusal):
    """A sentence that hangs on nothing."""

    says = _("Each sentence hangs on at least one fact.")
    advice = _("Mark the facts that carry it. Without one it cannot be said.")


class MayNotBeCited(Refusal):
    """Not confirmed, contradicted, too old or withdrawn."""

    says = _("Fact {number} may not be cited: {why}.")
    advice = _("Only what two sources or an authority confirm, and what still holds, is said.")
    status = 409


class OnlyFacts(Refusal):
    """A text on an incident that hangs on something else."""

    says = _("A text on an incident hangs on facts alone.")
    advice = _("Let the source be noted as a fact first.")


class NeedsASource(Refusal):
    """A sentence of a press release that nobody stands behind."""

    says = _("Each sentence hangs on an approved key message, or names its source.")
    advice = _("Write who says it, or where it stands: the programme, a document, an office.")


class NotApproved(Refusal):
    """A key message that the organiser does not stand behind."""

    says = _("Key message {number} may not be cited: {why}.")
    advice = _("The organiser approves it in the communication plan.")
    status = 409


class NeedsAnIncident(Refusal):
    """A holding statement about nothing."""

    says = _("This sort of text speaks of an incident: choose which.")
    advice = _("Without an incident, draft a press release.")


class NoSuchSource(Refusal):
    """Nobody is named behind it, or he took it back already."""

    says = _("This sentence names no source that could take it back.")
    status = 409


class BothLanguages(Refusal):
    """One text is missing, or is the other one again."""

    says = _("Sentence {number}: both languages are needed, each in its own words.")
    advice = _("Write the Indonesian and the English side by side.")
    status = 409


class SaysAnother(Refusal):
    """A number or a time differs between the two."""

    says = _("Sentence {number}: the two languages do not say the same: {what}.")
    advice = _("Compare numbers, times and dates, and mend one of them.")
    status = 409


class NeedsAReason(Refusal):
    """Sent back or withdrawn without a word."""

    says = _("Reason: write one sentence why.")


class NothingToSay(Refusal):
    """An empty statement."""

    says = _("This text has no sentence yet.")


class NotNow(Refusal):
    """The statement is elsewhere in the chain."""

    says = _("This text stands otherwise meanwhile: {state}.")
    advice = _("Look at it again.")
    status = 409


class OwnWords(Refusal):
    """Who wrote does not check."""

    says = _("You wrote this text: somebody else must check it.")
    status = 403


class NotYourStep(Refusal):
    """Another role takes this step."""

    says = _("This step of the chain is not yours.")
    status = 403


class Fell(Refusal):
    """A fact it cites carries it no more."""

    says = _("Sentence {number} hangs on fact {fact}, which is {why}.")
    advice = _("Renew the fact, or send the text back and take the sentence out.")
    status = 409


class MessageFell(Refusal):
    """A key message it cites carries it no more."""

    says = _("Sentence {number} hangs on key message {line}, which is {why}.")
    advice = _("Have it approved again, or send the text back and take the sentence out.")
    status = 409


class SourceFell(Refusal):
    """Its source took it back."""

    says = _("Sentence {number}: its source took it back.")
    advice = _("Send the text back and take the sentence out.")
    status = 409


class SaysTooMuch(Refusal):
    """A holding statement names a cause, blame or a person."""

    says = _("Sentence {number} says too much for a holding statement: “{what}”.")
    advice = _("No cause, no blame, no names: say what is confirmed.")


class NoReceiver(Refusal):
    """Published to nobody."""

    says = _("Receivers: write at least one, each on its own line.")


class NeedsAMandate(Refusal):
    """The liaison hands out only what, where and until when the crisis lead says."""

    says = _("You may hand out a cleared text only under a mandate of the crisis lead.")
    advice = _("Ask for one that names this channel, or leave it to the media desk.")
    status = 403


class StandsAsBefore(Refusal):
    """Nothing fell and nothing holds again."""

    says = _("Nothing changed.")
    status = 409


class TooLate(Refusal):
    """A moment that has passed."""

    says = _("Choose a moment that is still to come.")


class NotInTheChain(Refusal):
    """A mandate for somebody outside."""

    says = _("Choose somebody who works at the media desk or leads in the crisis.")


def check_draft(row: Statement) -> None:
    """Raise NotNow."""
    if row.state != S.DRAFT:
        raise NotNow(state=STATES[row.state])


def check_facts(part: str, numbers: Mapping[int, str]) -> None:
    """Raise NeedsFacts, MayNotBeCited. numbers: of each fact, what it is worth."""
    if part in OF_THE_HOUSE:
        return
    if not numbers:
        raise NeedsFacts
    for number, worth in numbers.items():
        if worth != "confirmed":
            raise MayNotBeCited(number=number, why=WORTH[worth])


def check_sort(kind: str, incident_id: int | None) -> None:
    """Raise NeedsAnIncident, OnlyFacts. A press release has none; the other texts speak of one."""
    if kind == StatementKind.RELEASE:
        if incident_id is not None:
            raise OnlyFacts
    elif incident_id is None:
        raise NeedsAnIncident


def check_basis(row: Statement, part: str, message: PlanLine | None, source: str) -> None:
    """Raise OnlyFacts, NeedsASource, NotApproved. For what a sentence hangs on besides facts."""
    if row.incident_id is not None:
        if message is not None or source:
            raise OnlyFacts
        return
    if part in OF_THE_HOUSE:
        return
    if message is None and not source:
        raise NeedsASource
    if message is not None and (code := worth_of_message(message)) != "confirmed":
        raise NotApproved(number=message.number, why=WORTH[code])


def worth_of_message(message: PlanLine) -> str:
    """Return what a key message is worth to a sentence that hangs on it."""
    if message.state == Planned.DROPPED:
        return "dropped"
    return "confirmed" if message.approved_at is not None else "unapproved"


def check_words(row: Statement, sentences: Iterable[Sentence], names: Iterable[str]) -> None:
    """Raise NothingToSay, BothLanguages, SaysAnother, SaysTooMuch. names: of guests."""
    lines = list(sentences)
    if not lines:
        raise NothingToSay
    for each in lines:
        said, english = each.text_id.strip(), each.text_en.strip()
        if not said or not english or said == english:
            raise BothLanguages(number=each.order)
        for found in compare(said, translation=english, language="en"):
            for one in found.differs:
                if one["kind"] in _COMPARED:
                    what = f"{one['said'] or '-'} / {one['heard'] or '-'}"
                    raise SaysAnother(number=each.order, what=what)
        if row.kind == StatementKind.HOLDING and each.part not in OF_THE_HOUSE:
            _check_plain(each, names)


def check_can_sign(row: Statement, by: Actor) -> None:
    """Raise NotNow, NotYourStep, OwnWords."""
    if row.state not in CHAIN:
        raise NotNow(state=STATES[row.state])
    right, _next = CHAIN[row.state]
    if not by.may(right):
        raise NotYourStep
    if row.drafted_by_id is not None and row.drafted_by_id == by.person_id:
        raise OwnWords


def mandate_of(by: Actor, at: datetime) -> Mandate | None:
    """Return the mandate under which somebody may hand out now."""
    rows = Mandate.objects.filter(event_id=by.here, person_id=by.person_id or 0, ended_at=None)
    return rows.filter(until__gt=at).order_by("-until").first()


def check_can_publish(row: Statement, by: Actor, at: datetime) -> Mandate | None:
    """Return the mandate if it needs one. Raises NotNow, NeedsAMandate."""
    if row.state not in {S.CLEARED, S.PUBLISHED}:
        raise NotNow(state=STATES[row.state])
    if by.may(Right.PUBLISH):
        return None
    mandate = mandate_of(by, at)
    if mandate is None:
        raise NeedsAMandate
    return mandate


def _check_plain(sentence: Sentence, names: Iterable[str]) -> None:
    for text in (sentence.text_id, sentence.text_en):
        if found := _BLAME.search(text):
            raise SaysTooMuch(number=sentence.order, what=found[0])
        for name in names:
            if len(name) > 3 and name.casefold() in text.casefold():
                raise SaysTooMuch(number=sentence.order, what=name)
