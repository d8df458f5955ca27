"""When a badge is printed, handed out, lost, found, replaced; and blank ones for a day."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from narahubung.access.models import Badge, BadgeState, DayUse, DayUseState
from narahubung.access.rules.people import StandsOtherwise
from narahubung.access.words import BADGES, DAY_USES
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal

S = BadgeState
MOVES: dict[str, dict[str, str]] = {
    "print": {S.READY: S.PRINTED, S.PRINTED: S.PRINTED},
    "collect": {S.PRINTED: S.COLLECTED},
    "give_back": {S.COLLECTED: S.PRINTED},
    "lose": {S.PRINTED: S.LOST, S.COLLECTED: S.LOST},
    "find": {S.LOST: S.COLLECTED},
    "replace": {S.PRINTED: S.REPLACED, S.COLLECTED: S.REPLACED, S.LOST: S.REPLACED},
    "withdraw": {
        S.READY: S.WITHDRAWN,
        S.PRINTED: S.WITHDRAWN,
        S.COLLECTED: S.WITHDRAWN,
        S.LOST: S.WITHDRAWN,
    },
}
"""Move, and from which state it leads to which."""
MOST_BLANKS = 200


class NobodyCame(Refusal):
    """Who took it is not said."""

    says = _("Write who collects the badge.")


class NeedsALetter(Refusal):
    """Somebody else comes for it."""

    says = _("{collector} is not the holder: the letter of authority is needed.")
    advice = _("Write what the letter and the ID card say, or let the holder come.")


class NotIdentified(Refusal):
    """A new badge for whom?"""

    says = _("A lost badge is replaced after the identity was checked.")
    advice = _("Look at the passport or ID card, then tick that you did.")


class NotBlank(Refusal):
    """It is somebody's badge."""

    says = _("Badge {serial} is no blank badge.")
    advice = _("Take one of the blank badges for a day.")


class TakenToday(Refusal):
    """One person a day."""

    says = _("Blank badge {serial} belongs to somebody else that day.")
    advice = _("Take another blank badge.")
    status = 409


class SamePerson(Refusal):
    """Two people say for whom it is."""

    says = _("You began this badge: a second person must confirm it.")
    status = 403


class TooMany(Refusal):
    """A slip of the hand."""

    says = _("Between 1 and {most} blank badges are made at a time.")


class NobodyNamed(Refusal):
    """A blank badge for nobody."""

    says = _("Write for whom the blank badge is, and which ID was shown.")


def check_move(row: Badge, move: str) -> str:
    """Return the state that a move leads to. Raises StandsOtherwise."""
    to = MOVES[move].get(row.state)
    if to is None:
        raise StandsOtherwise(state=BADGES[row.state])
    return to


def check_collector(row: Badge, collector: str, letter: str) -> None:
    """Raise NobodyCame, NeedsALetter."""
    if not collector.strip():
        raise NobodyCame
    holder = row.accreditation.full_name if row.accreditation else collector
    if collector.strip().casefold() != holder.casefold() and not letter.strip():
        raise NeedsALetter(collector=collector.strip())


def check_blank(row: Badge, on: date) -> None:
    """Raise NotBlank, StandsOtherwise, TakenToday."""
    if row.accreditation_id is not None:
        raise NotBlank(serial=row.serial)
    if row.state not in {S.PRINTED, S.COLLECTED}:
        raise StandsOtherwise(state=BADGES[row.state])
    if DayUse.objects.filter(badge=row, on=on).exclude(state=DayUseState.ENDED).exists():
        raise TakenToday(serial=row.serial)


def check_second(row: DayUse, by: Actor) -> None:
    """Raise StandsOtherwise, SamePerson."""
    if row.state != DayUseState.ASKED:
        raise StandsOtherwise(state=DAY_USES[row.state])
    if row.first_by_id == by.person_id:
        raise SamePerson
