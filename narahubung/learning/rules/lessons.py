"""When an improvement is done: never because somebody says so."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.learning.models import Improvement, Result
from narahubung.learning.words import MISSING


class StillOpen(Refusal):
    """Something is missing, and only the record can bring it."""

    says = _("An improvement is not closed by hand. Missing: {missing}.")
    advice = _("It closes by itself when nothing is missing.")
    status = 409


class ClosedAlready(Refusal):
    """It was proved."""

    says = _("This improvement is closed: a drill proved it.")
    status = 409


class NothingNew(Refusal):
    """What is in force is what was in force when the improvement was planned."""

    says = _("Nothing has changed: the version in force is the one of before.")
    advice = _("Put the new version in force first, then ask its users to acknowledge it.")
    status = 409


class NothingThere(Refusal):
    """There is nothing of that name to be changed."""

    says = _("There is no such procedure, card or template.")


class NobodyUses(Refusal):
    """Nobody holds the roles that were named."""

    says = _("Nobody holds one of these roles now.")
    advice = _("Name the roles of those who work with it.")


class DueBefore(Refusal):
    """The two days are the wrong way round."""

    says = _("It cannot be due before it starts.")


class NotAsked(Refusal):
    """One acknowledges what one was asked to."""

    says = _("You were not asked to acknowledge this, or did so already.")
    status = 409


def check_days(starts_on: date, due_on: date) -> None:
    """Raise DueBefore."""
    if due_on < starts_on:
        raise DueBefore


def check_open(row: Improvement) -> None:
    """Raise ClosedAlready."""
    if row.closed_at is not None:
        raise ClosedAlready


def check_can_close(row: Improvement, now: str) -> None:
    """Raise ClosedAlready, StillOpen."""
    check_open(row)
    if lacks := missing(row, now):
        raise StillOpen(missing=", ".join(str(MISSING[each]) for each in lacks))


def missing(row: Improvement, now: str) -> Sequence[str]:
    """Return what is missing, of `words.MISSING`. now: fingerprint of what is in force."""
    found = []
    if not row.announced or row.announced != now:
        found.append("version")
    asked = row.readings.filter(version=row.announced) if row.announced else row.readings.none()
    if not asked.exists() or asked.filter(acknowledged_at=None).exists():
        found.append("users")
    if proof_of(row) is None:
        found.append("retest")
    return found


def proof_of(row: Improvement) -> Result | None:
    """Return the drill that met the target, made after the new version was in force."""
    if row.announced_at is None:
        return None
    for result in Result.objects.filter(lesson_id=row.lesson_id, met=True).order_by("signed_at"):
        if datetime.fromisoformat(str(result.figures["made_at"])) >= row.announced_at:
            return result
    return None
