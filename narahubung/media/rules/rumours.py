"""The steps of a rumour, and when a line may go out."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.media.models import Rumour, RumourState
from narahubung.media.rules.statements import BothLanguages, MayNotBeCited
from narahubung.media.words import RUMOURS, WORTH

S = RumourState
VERDICTS = (S.TRUE.value, S.FALSE.value, S.PARTLY.value, S.UNVERIFIABLE.value)
# From which states a rumour goes to which.
MOVES: dict[str, Collection[str]] = {
    S.TRIAGED.value: {S.NEW.value, S.TRIAGED.value},
    S.CHECKING.value: {S.TRIAGED.value, *VERDICTS},
    **{verdict: {S.CHECKING.value} for verdict in VERDICTS},
    S.ANSWERED.value: set(VERDICTS),
    S.CLOSED.value: {*VERDICTS, S.ANSWERED.value, S.NEW.value, S.TRIAGED.value},
}


class NotThatStep(Refusal):
    """It stands elsewhere."""

    says = _("This rumour is: {state}.")
    advice = _("Look at it again: somebody was quicker, or a step lies between.")
    status = 409


class NeedsProof(Refusal):
    """A verdict without a fact."""

    says = _("A verdict needs proof: mark the facts that show it, or name who or what shows it.")
    advice = _("Without one, the rumour cannot be verified: say that.")


class OnlyFactsProve(Refusal):
    """A source by name while facts are gathered."""

    says = _("While an incident is open, only facts prove a verdict.")
    advice = _("Let the source be noted as a fact first.")


class NothingHeard(Refusal):
    """A rumour without words."""

    says = _("Rumour: write what is said, as it is said.")


class NoLine(Refusal):
    """Nothing to say yet."""

    says = _("Write first what to say if asked, in both languages.")
    status = 409


class LineWentOut(Refusal):
    """All officers have it."""

    says = _("This line went out already.")
    advice = _("Write another one first.")
    status = 409


def check_move(row: Rumour, to: str) -> None:
    """Raise NotThatStep."""
    if row.state not in MOVES[to]:
        raise NotThatStep(state=RUMOURS[row.state])


def check_proof(
    verdict: str, worth: Mapping[int, str], named: str = "", *, is_open: bool = False
) -> None:
    """Raise NeedsProof, OnlyFactsProve, MayNotBeCited.

    worth: of each fact, by its number. named: who or what shows it, by name; enough only while no
    incident is open (is_open), as otherwise facts are gathered and graded.
    """
    if named and is_open:
        raise OnlyFactsProve
    if verdict != S.UNVERIFIABLE and not worth and not named:
        raise NeedsProof
    for number, code in worth.items():
        if code != "confirmed":
            raise MayNotBeCited(number=number, why=WORTH[code])


def check_line(line_id: str, line_en: str) -> None:
    """Raise BothLanguages."""
    if not line_id.strip() or not line_en.strip() or line_id.strip() == line_en.strip():
        raise BothLanguages(number=1)
