"""The steps of a press conference, and what its speakers may hold to."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.media.models import ConferenceState, PressConference, Statement, StatementState
from narahubung.media.words import CONFERENCES

C = ConferenceState
# From which states a press conference goes to which.
MOVES: dict[str, Collection[str]] = {
    C.PLANNED.value: {C.CONFIRMED.value, C.CANCELLED.value},
    C.CONFIRMED.value: {C.PLANNED.value},
    C.HELD.value: {C.CONFIRMED.value},
    C.CANCELLED.value: {C.PLANNED.value, C.CONFIRMED.value},
}


class ConferenceIncomplete(Refusal):
    """Without topic, place or speaker."""

    says = _("Press conference: write the topic, the place and who speaks.")


class ConferenceStands(Refusal):
    """It stands elsewhere."""

    says = _("This press conference is: {state}.")
    advice = _("Look at it again: somebody was quicker.")
    status = 409


class HoldsToADraft(Refusal):
    """A text that nobody released."""

    says = _("Speakers hold to a cleared text that still holds.")
    advice = _("Choose another one, or have this text cleared first.")


class NeedsAName(Refusal):
    """A journalist without a name."""

    says = _("Write the journalist's name.")


class IsRegistered(Refusal):
    """The same name of the same outlet."""

    says = _("{name} is registered already.")
    status = 409


def check_conference(
    topic: str, place_text: str, speakers: str, statement: Statement | None
) -> None:
    """Raise ConferenceIncomplete, HoldsToADraft."""
    if not topic.strip() or not place_text.strip() or not speakers.strip():
        raise ConferenceIncomplete
    good = {StatementState.CLEARED.value, StatementState.PUBLISHED.value}
    if statement is not None and (statement.state not in good or statement.fallen):
        raise HoldsToADraft


def check_to_come(row: PressConference) -> None:
    """Raise ConferenceStands: what is over or cancelled is not changed."""
    if row.state not in {C.PLANNED, C.CONFIRMED}:
        raise ConferenceStands(state=CONFERENCES[row.state])


def check_step(row: PressConference, to: str) -> None:
    """Raise ConferenceStands."""
    if row.state not in MOVES[to]:
        raise ConferenceStands(state=CONFERENCES[row.state])
